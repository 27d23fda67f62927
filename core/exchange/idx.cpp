// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/idx.h"

#include "core/exchange/read_file.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <string>

namespace lab::exchange {

namespace {

constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr int kMostDimensions = 4;
constexpr std::int64_t kMostBytes = std::int64_t{1} << 30;

/// Reads up to `count` bytes; fewer only at the end of the file.
std::vector<std::uint8_t> take(std::ifstream& stream, std::int64_t count)
{
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(count));
    stream.read(reinterpret_cast<char*>(bytes.data()), count);
    if (stream.bad())
        throw std::runtime_error("reading failed");
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

[[noreturn]] void truncated(std::int64_t has, std::int64_t expected)
{
    throw std::runtime_error("truncated: has " + std::to_string(has) + " bytes, its header asks for " +
                             std::to_string(expected));
}

int dimensionsOf(const std::vector<std::uint8_t>& magic)
{
    constexpr std::size_t kMagicBytes = 4;
    if (magic.size() < kMagicBytes || magic[0] != 0 || magic[1] != 0)
        throw std::runtime_error("not an IDX file");
    constexpr std::array<std::uint8_t, 6> kTypes = {0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e};
    bool known = false;
    for (const std::uint8_t type : kTypes)
        known = known || magic[2] == type;
    if (!known || magic[3] == 0)
        throw std::runtime_error("not an IDX file");
    if (magic[2] != kUnsignedByte)
        throw std::runtime_error("its elements are not unsigned bytes, which alone are supported");
    if (magic[3] > kMostDimensions)
        throw std::runtime_error("has " + std::to_string(magic[3]) + " dimensions, at most 4 are supported");
    return magic[3];
}

IdxArray parse(std::ifstream& stream)
{
    const int dimensions = dimensionsOf(take(stream, 4));
    const std::int64_t headerBytes = 4 + 4 * dimensions;
    const std::vector<std::uint8_t> extents = take(stream, 4 * dimensions);
    if (static_cast<int>(extents.size()) < 4 * dimensions)
        truncated(4 + static_cast<std::int64_t>(extents.size()), headerBytes);

    IdxArray array;
    bool empty = false;
    for (std::size_t i = 0; i < extents.size(); i += 4) {
        array.shape.push_back(std::int64_t{extents[i]} << 24 | std::int64_t{extents[i + 1]} << 16 |
                              std::int64_t{extents[i + 2]} << 8 | std::int64_t{extents[i + 3]});
        empty = empty || array.shape.back() == 0;
    }
    std::int64_t count = empty ? 0 : 1;
    for (const std::int64_t extent : array.shape) {
        count *= extent; // both factors are below 2^33: no overflow
        if (count > kMostBytes)
            throw std::runtime_error("too large: its header asks for more than 1 GiB");
    }
    // Before allocating what a damaged header asks for, look whether the file can hold it.
    const auto position = stream.tellg();
    stream.seekg(0, std::ios::end);
    const std::int64_t available = stream.tellg() - position;
    stream.seekg(position);
    if (available < count)
        truncated(headerBytes + available, headerBytes + count);
    if (available > count)
        throw std::runtime_error("has " + std::to_string(available - count) +
                                 " bytes after the last element");
    array.bytes = take(stream, count);
    if (static_cast<std::int64_t>(array.bytes.size()) < count)
        truncated(headerBytes + static_cast<std::int64_t>(array.bytes.size()), headerBytes + count);
    return array;
}

} // namespace

IdxArray readIdx(const std::filesystem::path& path)
{
    return readFile(path, [](std::ifstream& stream) { return parse(stream); });
}

} // namespace lab::exchange
