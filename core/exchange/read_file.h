// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace lab::exchange {

/// What `read` returns. A std::runtime_error in it becomes one that names the file: "cannot read '…': …".
template<class Read>
auto namingFile(const std::filesystem::path& path, Read&& read)
{
    try {
        return read();
    } catch (const std::runtime_error& error) {
        throw std::runtime_error("cannot read '" + path.string() + "': " + error.what());
    }
}

/// What `parse` makes of the file's bytes. What goes wrong, in opening or in `parse`, names the file.
template<class Parse>
auto readFile(const std::filesystem::path& path, Parse&& parse)
{
    return namingFile(path, [&] {
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored))
            throw std::runtime_error(std::generic_category().message(EISDIR));
        std::ifstream stream(path, std::ios::binary);
        if (!stream)
            throw std::runtime_error(std::generic_category().message(errno));
        return parse(stream);
    });
}

} // namespace lab::exchange
