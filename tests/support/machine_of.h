// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"

namespace lab::tests {

/// Cores that are all alike, with as many hardware threads together; one each unless more are given.
inline machine::Machine machineOf(int cores, int processors = 0)
{
    machine::Machine machine;
    machine.cores = machine.physicalCores = cores;
    machine.processors = processors > 0 ? processors : cores;
    for (int number = 0; number < machine.processors; ++number)
        machine.usable.push_back({number, number % cores, number / cores, 0});
    return machine;
}

/// One hardware thread a core; the first `fast` cores are faster than the others.
inline machine::Machine hybridMachine(int fast, int slow)
{
    machine::Machine machine = machineOf(fast + slow);
    for (int number = fast; number < fast + slow; ++number)
        machine.usable[static_cast<std::size_t>(number)].kind = 1;
    return machine;
}

} // namespace lab::tests
