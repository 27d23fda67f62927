// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace lab::base {

/// A folder that `resource` looks into first.
inline constexpr const char* kResourcesVariable = "SPEEDUP_LAB_RESOURCES";

/// Where the program's file `relative` is: in $SPEEDUP_LAB_RESOURCES, else in `../share/speedup-lab` beside
/// the executable's folder; in a build tree that is a link to `resources/`. Throws std::runtime_error naming
/// the file and the places looked at when none has it.
std::filesystem::path resource(const std::filesystem::path& relative);

} // namespace lab::base
