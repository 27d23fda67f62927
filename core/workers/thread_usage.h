// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <optional>

namespace lab::workers {

/// What the system's scheduler did to a thread, since the thread began or, as a difference, between two
/// readings on the same thread. What the system does not tell is absent.
struct ThreadUsage
{
    std::optional<std::int64_t> voluntarySwitches;    ///< gave its core up, to wait for something
    std::optional<std::int64_t> involuntarySwitches;  ///< its core was given to another thread
    std::optional<base::Nanoseconds> waitedForCore{}; ///< ready to run, without a core

    /// Of the calling thread, about 2 µs. The first reading on a thread opens a file, which stays open until
    /// the thread ends. Any thread.
    static ThreadUsage read();

    /// What is absent in either is absent.
    friend ThreadUsage operator-(const ThreadUsage& later, const ThreadUsage& earlier);
    ThreadUsage& operator+=(const ThreadUsage& other);
    friend bool operator==(const ThreadUsage&, const ThreadUsage&) = default;
};

} // namespace lab::workers
