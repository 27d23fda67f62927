// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::scenarios::gradient_accumulation {

/// The variants, in the order in which they are shown.
enum Way : std::uint32_t { kSequential, kOneLock, kStriped, kAtomic, kOwnSums, kUnprotected, kWays };

} // namespace lab::scenarios::gradient_accumulation
