// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace lab::base {

/// Time in nanoseconds: an instant on the steady clock, or a difference of two.
using Nanoseconds = std::int64_t;

/// The steady clock's reading. Any thread; about 30 ns a call on a virtual machine.
inline Nanoseconds now() noexcept
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace lab::base
