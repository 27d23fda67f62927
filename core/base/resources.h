// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace lab::base {

/// Where `resources/<relative>` is: $SPEEDUP_LAB_RESOURCES, else `../share/speedup-lab` beside the
/// executable's folder, else the source tree it was built from. Throws std::runtime_error naming the file
/// and the places looked at when none has it.
std::filesystem::path resource(const std::filesystem::path& relative);

} // namespace lab::base
