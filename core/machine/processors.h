// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"

#include <filesystem>
#include <set>
#include <vector>

namespace lab::machine {

/// Numbers of the logical processors that are online below `root`; at least {0}.
std::set<int> onlineProcessors(const std::filesystem::path& root);

/// Those of `online` that the process may run on: proc/self/status below `root`, which tells of the
/// process's first thread, whatever the calling one is held to. All of them where it does not tell.
std::set<int> withinAffinity(const std::filesystem::path& root, const std::set<int>& online);

/// Cores among the `online` logical processors, hardware threads of one core counting once.
int physicalCores(const std::filesystem::path& root, const std::set<int>& online);

/// The `usable` ones of the `online` processors in the order of Machine::usable.
std::vector<Processor> inWorkersOrder(const std::filesystem::path& root, const std::set<int>& online,
                                      const std::set<int>& usable);

} // namespace lab::machine
