// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace lab::exchange {

/// Makes `bytes` the whole content of the file at `path`, or leaves what was there: writes a temporary file
/// in the same folder, flushes it to disk and renames it. A symbolic link stays, and what it leads to is
/// replaced; an existing file keeps its permissions. Throws std::runtime_error such as
/// "cannot write '/x/y.json': there is no folder '/x'", also when `path` is a folder, a device, or a file
/// that the user may not write; the temporary file is then removed. Any thread.
void writeWhole(const std::filesystem::path& path, std::string_view bytes);

} // namespace lab::exchange
