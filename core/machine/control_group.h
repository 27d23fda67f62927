// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace lab::machine {

/// Processors' worth of time that the control group of the process and the groups around it allow (versions
/// 1 and 2), above 0; 1.5 lets the process compute for 150 ms in 100 ms. Nothing when there is no limit.
std::optional<double> processorQuota(const std::filesystem::path& root);

/// How often and for how long the process had to stand still because it had used up its quota.
struct Throttling
{
    std::int64_t periods = 0;     ///< of the scheduler, typically 100 ms each, in which that happened
    std::int64_t throttledNs = 0; ///< summed over processors, so it may exceed the time that has passed

    friend bool operator==(const Throttling&, const Throttling&) = default;
};

/// The counters so far of the control group of the process and the groups around it, summed: each of them
/// with a quota can stop the process, and counts that on its own. Other processes of these groups count as
/// well. What happened in between is the difference of two readings. Reads cpu.stat below `root`; nothing
/// where no group tells (no quota can be set there). Any thread; below a millisecond, a few files.
std::optional<Throttling> throttling(const std::filesystem::path& root = "/");

} // namespace lab::machine
