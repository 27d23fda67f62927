// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <set>

namespace lab::machine {

/// Numbers of the logical processors that are online below `root`; at least {0}.
std::set<int> onlineProcessors(const std::filesystem::path& root);

/// Those of `online` that the calling process may run on.
std::set<int> withinAffinity(const std::set<int>& online);

/// Processors' worth of time that the control group of the process and the groups around it allow (versions
/// 1 and 2), rounded up; nothing when there is no limit.
std::optional<int> processorQuota(const std::filesystem::path& root);

/// Cores among the `online` logical processors, hardware threads of one core counting once.
int physicalCores(const std::filesystem::path& root, const std::set<int>& online);

} // namespace lab::machine
