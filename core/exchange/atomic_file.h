// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace lab::exchange {

/// Makes `bytes` the whole content of the file at `path`, or leaves what was there: writes a temporary file
/// in the same folder, flushes it to disk and renames it. A symbolic link stays, and what it leads to is
/// replaced; an existing file keeps its permissions. Throws std::runtime_error such as
/// "cannot write '/x/y.json': there is no folder '/x'", also when `path` is a folder, a device, or a file
/// that the user may not write; the temporary file is then removed. A name of this process's open files, such
/// as /dev/stdout, cannot be replaced: `bytes` go behind what has been written there. Any thread.
void writeWhole(const std::filesystem::path& path, std::string_view bytes);

/// The open file of this process that `path` names: 1 of /dev/stdout, N of /dev/fd/N and /proc/self/fd/N.
std::optional<int> descriptorOf(const std::filesystem::path& path);

} // namespace lab::exchange
