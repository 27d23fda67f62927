// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"

#include <QString>

namespace lab::widgets {

/// What is to be said of where `workers` workers run, to go on after their number: " on 4 cores", where there
/// are more than the machine has hardware threads; " on the hardware threads of 4 cores"; " on fast and slow
/// cores"; ", limited to 1.5 processors". Empty where each has a core of its own, all alike.
QString coreWords(const machine::Machine& machine, int workers);

} // namespace lab::widgets
