// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lab::exchange {

inline constexpr int kIdxMagicBytes = 4;
inline constexpr int kIdxExtentBytes = 4; ///< of each dimension, behind the magic number

/// What the first four bytes of a file say (fewer: it ends there).
enum class FileKind : std::uint8_t {
    Idx,     ///< two zero bytes, a type, a number of dimensions
    Picture, ///< JPEG, PNG, GIF or BMP
    Wrapped, ///< compressed, an archive, or a web page in the place of a file
    Unknown,
};
FileKind kindOf(std::span<const std::uint8_t> magic);

/// The number of dimensions, 1 … 4, of an IDX file of unsigned bytes that begins with `magic`. Throws
/// std::runtime_error that says what the file is instead and what to do.
int idxDimensions(std::span<const std::uint8_t> magic);

/// The extents, each 0 … 2³² − 1, from four big-endian bytes each.
std::vector<std::int64_t> idxExtents(std::span<const std::uint8_t> bytes);

/// "60000 × 28 × 28".
std::string extentWords(const std::vector<std::int64_t>& shape);

} // namespace lab::exchange
