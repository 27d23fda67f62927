// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/machine_of.h"

namespace lab::tests {

/// A machine of which nothing is read from this one, for pictures that name it.
inline machine::Machine fixedMachine()
{
    machine::Machine machine = machineOf(2);
    machine.cpuModel = "Example CPU";
    machine.lineBytes = 64;
    machine.instructionSets = {"AVX2"};
    return machine;
}

} // namespace lab::tests
