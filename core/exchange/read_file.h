// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace lab::exchange {

/// What `parse` makes of the file's bytes. What goes wrong, in opening or in `parse`, becomes a
/// std::runtime_error that names the file: "cannot read '…': …".
template<class Parse>
auto readFile(const std::filesystem::path& path, Parse&& parse)
{
    try {
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored))
            throw std::runtime_error(std::generic_category().message(EISDIR));
        std::ifstream stream(path, std::ios::binary);
        if (!stream)
            throw std::runtime_error(std::generic_category().message(errno));
        return parse(stream);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error("cannot read '" + path.string() + "': " + error.what());
    }
}

} // namespace lab::exchange
