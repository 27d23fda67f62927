// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/npy.h"

#include "core/exchange/atomic_file.h"

#include <bit>
#include <limits>
#include <stdexcept>

namespace lab::exchange {

namespace {

bool describes(std::span<const std::int64_t> shape, std::size_t count)
{
    std::uint64_t product = 1;
    bool empty = false;
    for (const std::int64_t extent : shape) {
        if (extent < 0)
            return false;
        empty = empty || extent == 0;
    }
    if (empty)
        return count == 0;
    for (const std::int64_t extent : shape) {
        if (static_cast<std::uint64_t>(extent) > std::numeric_limits<std::uint64_t>::max() / product)
            return false;
        product *= static_cast<std::uint64_t>(extent);
    }
    return product == count;
}

} // namespace

std::string npyBytes(std::span<const std::int64_t> shape, std::span<const float> values)
{
    constexpr std::size_t kMostDimensions = 32;
    if (shape.size() > kMostDimensions || !describes(shape, values.size()))
        throw std::invalid_argument("the shape does not match the number of values");

    std::string header = "{'descr': '";
    header += std::endian::native == std::endian::little ? '<' : '>';
    header += "f4', 'fortran_order': False, 'shape': (";
    for (std::size_t i = 0; i < shape.size(); ++i)
        header += std::to_string(shape[i]) + (shape.size() == 1 ? "," : i + 1 < shape.size() ? ", " : "");
    header += "), }";
    constexpr std::size_t kPreambleBytes = 10; // magic, version, header length
    constexpr std::size_t kAlignment = 64;
    const std::size_t unaligned = kPreambleBytes + header.size() + 1;
    header.append((kAlignment - unaligned % kAlignment) % kAlignment, ' ');
    header += '\n';

    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xff);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    return bytes;
}

void writeNpy(const std::filesystem::path& path, std::span<const std::int64_t> shape,
              std::span<const float> values)
{
    writeWhole(path, npyBytes(shape, values));
}

} // namespace lab::exchange
