// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace lab::exchange {

/// A file, plain or compressed by gzip, read from its beginning on. What comes out is never more than what is
/// asked for, so that whoever reads decides how much a small compressed file may become. One thread.
class DataFile
{
public:
    /// Throws std::runtime_error, without the file's name, when there is no such file, when it is no ordinary
    /// one (a pipe is not waited for), or when it cannot be opened.
    explicit DataFile(const std::filesystem::path& path);
    ~DataFile();
    DataFile(const DataFile&) = delete;
    DataFile& operator=(const DataFile&) = delete;

    /// It is compressed, and read() decompresses.
    bool compressed() const { return m_compressed; }

    /// The next bytes into `to`; returns how many, fewer only at the end. Throws std::runtime_error, without
    /// the file's name, when it is damaged or cannot be read.
    std::size_t read(std::span<std::uint8_t> to);

private:
    struct Stream;

    std::unique_ptr<Stream> m_stream;
    bool m_compressed = false;
};

} // namespace lab::exchange
