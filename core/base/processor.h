// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#if defined(__linux__)
#include <sched.h>
#endif

namespace lab::base {

/// A logical processor by the system's number, in one byte. Numbers from 255 on are unknown, too.
enum class Processor : std::uint8_t { Unknown = 255 };

/// The processor that the calling thread is on just now; about 3 ns.
inline Processor currentProcessor() noexcept
{
#if defined(__linux__)
    const auto number = static_cast<unsigned>(sched_getcpu()); // a failure's -1 is large
    return number < 255 ? static_cast<Processor>(number) : Processor::Unknown;
#else
    return Processor::Unknown;
#endif
}

constexpr std::optional<int> numberOf(Processor processor)
{
    if (processor == Processor::Unknown)
        return std::nullopt;
    return static_cast<int>(processor);
}

} // namespace lab::base
