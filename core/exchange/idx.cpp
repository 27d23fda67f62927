// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/idx.h"

#include "core/exchange/read_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>

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

struct Header
{
    std::vector<std::int64_t> shape;
    std::int64_t bytes = 0;
    std::int64_t count = 0; // of elements
};

// Leaves the stream at the first element, of which the file has exactly as many as it says.
Header parseHeader(std::ifstream& stream)
{
    const int dimensions = dimensionsOf(take(stream, 4));
    const std::int64_t headerBytes = 4 + std::int64_t{4} * dimensions;
    const std::vector<std::uint8_t> extents = take(stream, 4 * dimensions);
    if (static_cast<int>(extents.size()) < 4 * dimensions)
        truncated(4 + static_cast<std::int64_t>(extents.size()), headerBytes);

    Header header;
    header.bytes = headerBytes;
    bool empty = false;
    for (std::size_t i = 0; i < extents.size(); i += 4) {
        header.shape.push_back(std::int64_t{extents[i]} << 24 | std::int64_t{extents[i + 1]} << 16 |
                               std::int64_t{extents[i + 2]} << 8 | std::int64_t{extents[i + 3]});
        empty = empty || header.shape.back() == 0;
    }
    std::int64_t& count = header.count;
    count = empty ? 0 : 1;
    for (const std::int64_t extent : header.shape) {
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
    return header;
}

IdxArray parse(std::ifstream& stream)
{
    const Header header = parseHeader(stream);
    IdxArray array{header.shape, take(stream, header.count)};
    if (static_cast<std::int64_t>(array.bytes.size()) < header.count)
        truncated(header.bytes + static_cast<std::int64_t>(array.bytes.size()), header.bytes + header.count);
    return array;
}

} // namespace

IdxArray readIdx(const std::filesystem::path& path)
{
    return readFile(path, [](std::ifstream& stream) { return parse(stream); });
}

IdxRecords::IdxRecords(const std::filesystem::path& path) : m_path(path)
{
    const Header header = readFile(path, [](std::ifstream& stream) { return parseHeader(stream); });
    m_count = header.shape.front();
    m_bytesPerRecord = m_count > 0 ? header.count / m_count : 0;
    m_first = header.bytes;
    m_file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (m_file < 0)
        throw std::runtime_error("cannot read '" + path.string() + "': " + std::strerror(errno));
}

IdxRecords::~IdxRecords()
{
    ::close(m_file);
}

void IdxRecords::read(std::int64_t index, std::span<std::uint8_t> record) const
{
    if (index < 0 || index >= m_count || static_cast<std::int64_t>(record.size()) != m_bytesPerRecord)
        throw std::out_of_range("'" + m_path.string() + "' has no record " + std::to_string(index) + " of " +
                                std::to_string(record.size()) + " bytes");
    std::size_t done = 0;
    while (done < record.size()) {
        const auto at = m_first + index * m_bytesPerRecord + static_cast<std::int64_t>(done);
        const auto got = ::pread(m_file, record.data() + done, record.size() - done, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            throw std::runtime_error("cannot read '" + m_path.string() +
                                     "': " + (got < 0 ? std::strerror(errno) : "it has become shorter"));
        done += static_cast<std::size_t>(got);
    }
}

} // namespace lab::exchange
