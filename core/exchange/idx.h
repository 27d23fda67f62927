// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace lab::exchange {

/// Bytes in row-major order over `shape`: {images, rows, columns} for a set of pictures, {labels} for
/// labels.
struct IdxArray
{
    std::vector<std::int64_t> shape;
    std::vector<std::uint8_t> bytes;
};

/// Reads an IDX file (the format of MNIST and Fashion-MNIST, uncompressed): two zero bytes, type 0x08
/// (unsigned byte), the number of dimensions (1 … 4), each extent as a big-endian 32-bit number, then the
/// bytes. Throws std::runtime_error naming file and problem: cannot be opened, not IDX, another type or
/// number of dimensions, truncated, trailing bytes, more than 1 GiB. Any thread.
IdxArray readIdx(const std::filesystem::path& path);

/// The records of an IDX file, read one by one from the file each time: for data that is not to be kept in
/// memory. Several threads may read at the same time.
class IdxRecords
{
public:
    /// Reads the header. Throws std::runtime_error as readIdx() does.
    explicit IdxRecords(const std::filesystem::path& path);
    ~IdxRecords();
    IdxRecords(const IdxRecords&) = delete;
    IdxRecords& operator=(const IdxRecords&) = delete;

    std::int64_t count() const { return m_count; }
    /// Of one record: the product of all extents but the first.
    std::int64_t bytesPerRecord() const { return m_bytesPerRecord; }

    /// Overwrites `record` (bytesPerRecord() bytes) with record `index`, 0 … count() − 1. Throws
    /// std::out_of_range, or std::runtime_error naming the file when it cannot be read any more.
    void read(std::int64_t index, std::span<std::uint8_t> record) const;

private:
    const std::filesystem::path m_path;
    std::int64_t m_count = 0;
    std::int64_t m_bytesPerRecord = 0;
    std::int64_t m_first = 0; // where the first record begins
    int m_file = -1;
};

} // namespace lab::exchange
