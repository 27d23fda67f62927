// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::lock_contention {

/// A loop with a critical section in it: the longer the lock is held, the fewer workers it can use.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::lock_contention
