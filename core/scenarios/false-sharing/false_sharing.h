// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::false_sharing {

/// Each worker increments counters of its own, which share cache lines with those of others, or do not.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::false_sharing
