// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lab::exchange {

/// A NumPy file, format 1.0, of 32-bit floats in row-major (C) order and this machine's byte order; the data
/// begins at a multiple of 64 bytes. An empty shape is a single number.
/// Throws std::invalid_argument when the shape has a negative extent or another number of elements than
/// `values`, or more dimensions than NumPy allows (32).
std::string npyBytes(std::span<const std::int64_t> shape, std::span<const float> values);

/// Writes npyBytes() as a whole (see writeWhole). Throws std::runtime_error naming the file.
void writeNpy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
              std::span<const float> values);

/// Values in row-major order over `shape`; an empty shape is a single number.
struct NpyArray
{
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// Reads a NumPy file, format 1.0 or 2.0, of little-endian 32-bit floats ('<f4') in row-major (C) order.
/// Throws std::runtime_error naming file and problem: cannot be opened, not NPY, another format, element type
/// or order, damaged header, truncated, trailing bytes, more than 32 dimensions or 1 GiB. Any thread.
NpyArray readNpy(const std::filesystem::path& path);

} // namespace lab::exchange
