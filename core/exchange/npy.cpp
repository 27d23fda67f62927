// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/npy.h"

#include "core/exchange/atomic_file.h"
#include "core/exchange/read_file.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace lab::exchange {

namespace {

constexpr std::size_t kMostDimensions = 32;

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

constexpr std::int64_t kMostBytes = std::int64_t{1} << 30;
constexpr std::size_t kMostHeaderBytes = std::size_t{1} << 16; // NumPy's own are below 1 KiB

struct Header
{
    std::optional<std::string_view> type;
    std::optional<bool> fortranOrder;
    std::optional<std::vector<std::int64_t>> shape;
};

/// The Python dictionary that describes the array, no more of Python than NumPy writes there.
class HeaderParser
{
public:
    explicit HeaderParser(std::string_view text) : m_rest(text) {}

    Header parse()
    {
        Header header;
        expect('{');
        while (!accept('}')) {
            entry(header);
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipSpace();
        if (!m_rest.empty() || !header.type || !header.fortranOrder || !header.shape)
            damaged();
        return header;
    }

private:
    [[noreturn]] static void damaged() { throw std::runtime_error("its header is damaged"); }

    void entry(Header& header)
    {
        const std::string_view key = string();
        expect(':');
        if (key == "descr" && !header.type)
            header.type = description();
        else if (key == "fortran_order" && !header.fortranOrder)
            header.fortranOrder = boolean();
        else if (key == "shape" && !header.shape)
            header.shape = tuple();
        else
            damaged();
    }

    std::string_view description()
    {
        if (accept('[')) // of a record
            throw std::runtime_error("its elements are records, only '<f4' is supported");
        return string();
    }

    std::string_view string()
    {
        const char quote = accept('"') ? '"' : '\'';
        if (quote == '\'')
            expect(quote);
        const std::size_t length = m_rest.find(quote);
        if (length == std::string_view::npos)
            damaged();
        const std::string_view text = m_rest.substr(0, length);
        m_rest.remove_prefix(length + 1);
        return text;
    }

    bool boolean()
    {
        skipSpace();
        for (const auto& [word, value] : {std::pair<std::string_view, bool>{"False", false}, {"True", true}})
            if (m_rest.starts_with(word)) {
                m_rest.remove_prefix(word.size());
                return value;
            }
        damaged();
    }

    std::vector<std::int64_t> tuple()
    {
        std::vector<std::int64_t> numbers;
        expect('(');
        while (!accept(')')) {
            if (numbers.size() == kMostDimensions)
                throw std::runtime_error("has more than 32 dimensions");
            numbers.push_back(number());
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return numbers;
    }

    std::int64_t number()
    {
        skipSpace();
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        if (error == std::errc::result_out_of_range)
            throw std::runtime_error("too large: its header asks for more than 1 GiB");
        if (error != std::errc() || value < 0)
            damaged();
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }

    void skipSpace() { m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t\n"), m_rest.size())); }
    bool accept(char c)
    {
        skipSpace();
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    void expect(char c)
    {
        if (!accept(c))
            damaged();
    }

    std::string_view m_rest;
};

std::int64_t bytesOf(const std::vector<std::int64_t>& shape)
{
    constexpr std::int64_t kElementBytes = 4;
    if (std::ranges::find(shape, 0) != shape.end())
        return 0;
    std::int64_t bytes = kElementBytes;
    for (const std::int64_t extent : shape) {
        if (extent > kMostBytes / bytes)
            throw std::runtime_error("too large: its header asks for more than 1 GiB");
        bytes *= extent;
    }
    return bytes;
}

void take(std::ifstream& stream, void* to, std::size_t count)
{
    stream.read(static_cast<char*>(to), static_cast<std::streamsize>(count));
    if (stream.bad())
        throw std::runtime_error("reading failed");
    if (static_cast<std::size_t>(stream.gcount()) != count)
        throw std::runtime_error("truncated");
}

std::size_t takeLittleEndian(std::ifstream& stream, std::size_t bytes)
{
    std::size_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        unsigned char byte = 0;
        take(stream, &byte, 1);
        value |= std::size_t{byte} << (8 * i);
    }
    return value;
}

std::string takeHeader(std::ifstream& stream)
{
    constexpr std::string_view kMagic = "\x93NUMPY";
    std::string magic(kMagic.size(), '\0');
    stream.read(magic.data(), static_cast<std::streamsize>(magic.size()));
    if (stream.bad())
        throw std::runtime_error("reading failed");
    if (magic != kMagic)
        throw std::runtime_error("not an NPY file");
    const std::size_t major = takeLittleEndian(stream, 1);
    const std::size_t minor = takeLittleEndian(stream, 1);
    if ((major != 1 && major != 2) || minor != 0)
        throw std::runtime_error("format " + std::to_string(major) + "." + std::to_string(minor) +
                                 " is not supported, only 1.0 and 2.0 are");
    const std::size_t length = takeLittleEndian(stream, major == 1 ? 2 : 4);
    if (length > kMostHeaderBytes)
        throw std::runtime_error("its header claims to have " + std::to_string(length) + " bytes");
    std::string header(length, '\0');
    take(stream, header.data(), header.size());
    return header;
}

void toNativeOrder(std::vector<float>& values)
{
    if constexpr (std::endian::native == std::endian::big)
        for (float& value : values) {
            const auto bits = std::bit_cast<std::uint32_t>(value);
            value =
                std::bit_cast<float>(bits << 24 | (bits & 0xff00) << 8 | (bits >> 8 & 0xff00) | bits >> 24);
        }
}

NpyArray parse(std::ifstream& stream)
{
    const std::string text = takeHeader(stream);
    Header header = HeaderParser(text).parse();
    if (*header.type != "<f4")
        throw std::runtime_error("its elements are '" + std::string(header.type->substr(0, 16)) +
                                 "', only '<f4' is supported");
    if (*header.fortranOrder)
        throw std::runtime_error("is in Fortran order, which is not supported");
    const std::int64_t bytes = bytesOf(*header.shape);
    // Before allocating what a damaged header asks for, look whether the file can hold it.
    const auto position = stream.tellg();
    stream.seekg(0, std::ios::end);
    const std::int64_t available = stream.tellg() - position;
    stream.seekg(position);
    if (available < bytes)
        throw std::runtime_error("truncated: has " + std::to_string(available) +
                                 " bytes of data, its header asks for " + std::to_string(bytes));
    if (available > bytes)
        throw std::runtime_error("has " + std::to_string(available - bytes) +
                                 " bytes after the last element");
    NpyArray array{std::move(*header.shape),
                   std::vector<float>(static_cast<std::size_t>(bytes) / sizeof(float))};
    take(stream, array.values.data(), static_cast<std::size_t>(bytes));
    toNativeOrder(array.values);
    return array;
}

} // namespace

std::string npyBytes(std::span<const std::int64_t> shape, std::span<const float> values)
{
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

NpyArray readNpy(const std::filesystem::path& path)
{
    return readFile(path, [](std::ifstream& stream) { return parse(stream); });
}

} // namespace lab::exchange
