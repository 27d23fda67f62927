// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
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

} // namespace lab::exchange
