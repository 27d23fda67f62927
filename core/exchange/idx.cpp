// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/idx.h"

#include "core/exchange/idx_header.h"
#include "core/exchange/read_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace lab::exchange {

namespace {

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

struct Header
{
    std::vector<std::int64_t> shape;
    std::int64_t bytes = 0;
    std::int64_t count = 0; // of elements
};

// Leaves the stream at the first element, of which the file has exactly as many as it says.
Header parseHeader(std::ifstream& stream)
{
    const int dimensions = idxDimensions(take(stream, kIdxMagicBytes));
    const std::int64_t headerBytes = kIdxMagicBytes + std::int64_t{kIdxExtentBytes} * dimensions;
    const std::vector<std::uint8_t> extents = take(stream, headerBytes - kIdxMagicBytes);
    if (std::ssize(extents) < headerBytes - kIdxMagicBytes)
        truncated(kIdxMagicBytes + std::ssize(extents), headerBytes);

    Header header;
    header.bytes = headerBytes;
    header.shape = idxExtents(extents);
    std::int64_t& count = header.count;
    count = std::ranges::find(header.shape, 0) == header.shape.end() ? 1 : 0;
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
