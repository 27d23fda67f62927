// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/idx_header.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>
#include <string_view>

namespace lab::exchange {

namespace {

using namespace std::string_view_literals;

constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr int kMostDimensions = 4;

struct Type
{
    std::uint8_t code;
    const char* name;
};

constexpr std::array<Type, 6> kTypes = {{{kUnsignedByte, "unsigned bytes"},
                                         {0x09, "signed bytes"},
                                         {0x0b, "16-bit integers"},
                                         {0x0c, "32-bit integers"},
                                         {0x0d, "32-bit floating-point numbers"},
                                         {0x0e, "64-bit floating-point numbers"}}};

struct Other
{
    std::string_view begins;
    FileKind kind;
    const char* sentence;
};

constexpr const char* kPicture = "it is a picture, not an IDX file: give the folder that holds the pictures";
constexpr const char* kPage = "it is a web page, not data: its download has failed, so download it once more";

constexpr std::array<Other, 12> kOthers = {{
    {"\x1f\x8b"sv, FileKind::Wrapped, "it is still compressed (gzip): decompress it first, with gunzip"},
    {"PK\x03\x04"sv, FileKind::Wrapped, "it is a ZIP archive: unpack it, and give the file that is in it"},
    {"BZh"sv, FileKind::Wrapped, "it is compressed with bzip2: decompress it first, with bunzip2"},
    {"\xfd\x37zX"sv, FileKind::Wrapped, "it is compressed with xz: decompress it first, with unxz"},
    {"\x28\xb5\x2f\xfd"sv, FileKind::Wrapped, "it is compressed with zstd: decompress it first, with unzstd"},
    {"7z\xbc\xaf"sv, FileKind::Wrapped, "it is a 7-Zip archive: unpack it, and give the file that is in it"},
    {"<"sv, FileKind::Wrapped, kPage},
    {"\xef\xbb\xbf<"sv, FileKind::Wrapped, kPage}, // behind a byte order mark
    {"\xff\xd8\xff"sv, FileKind::Picture, kPicture},
    {"\x89PNG"sv, FileKind::Picture, kPicture},
    {"GIF8"sv, FileKind::Picture, kPicture},
    {"BM"sv, FileKind::Picture, kPicture},
}};

std::string_view textOf(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

const Type* typeOf(std::span<const std::uint8_t> magic)
{
    if (magic.size() < kIdxMagicBytes || magic[0] != 0 || magic[1] != 0 || magic[3] == 0)
        return nullptr;
    const auto found =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const Type& type) { return type.code == magic[2]; });
    return found == kTypes.end() ? nullptr : &*found;
}

// A page may begin with an empty line.
const Other* otherOf(std::span<const std::uint8_t> magic)
{
    std::string_view text = textOf(magic);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const auto found = std::find_if(kOthers.begin(), kOthers.end(),
                                    [&](const Other& other) { return text.starts_with(other.begins); });
    return found == kOthers.end() ? nullptr : &*found;
}

std::string hexadecimal(std::span<const std::uint8_t> bytes)
{
    std::string words;
    for (const std::uint8_t byte : bytes) {
        std::array<char, 8> digits{};
        std::snprintf(digits.data(), digits.size(), " %02x", unsigned{byte});
        words += digits.data();
    }
    return words;
}

} // namespace

FileKind kindOf(std::span<const std::uint8_t> magic)
{
    if (typeOf(magic))
        return FileKind::Idx;
    const Other* other = otherOf(magic);
    return other ? other->kind : FileKind::Unknown;
}

int idxDimensions(std::span<const std::uint8_t> magic)
{
    if (magic.empty())
        throw std::runtime_error("it is empty");
    const Type* type = typeOf(magic);
    if (!type) {
        if (const Other* other = otherOf(magic))
            throw std::runtime_error(other->sentence);
        throw std::runtime_error("it is not an IDX file: it begins with" + hexadecimal(magic) +
                                 ", and an IDX file of bytes with 00 00 08");
    }
    if (type->code != kUnsignedByte)
        throw std::runtime_error(std::string("it holds ") + type->name +
                                 ", and only unsigned bytes can be used: convert it to uint8");
    if (magic[3] > kMostDimensions)
        throw std::runtime_error("has " + std::to_string(magic[3]) + " dimensions, at most 4 are supported");
    return magic[3];
}

std::vector<std::int64_t> idxExtents(std::span<const std::uint8_t> bytes)
{
    std::vector<std::int64_t> extents;
    for (std::size_t i = 0; i + kIdxExtentBytes <= bytes.size(); i += kIdxExtentBytes)
        extents.push_back(std::int64_t{bytes[i]} << 24 | std::int64_t{bytes[i + 1]} << 16 |
                          std::int64_t{bytes[i + 2]} << 8 | std::int64_t{bytes[i + 3]});
    return extents;
}

std::string extentWords(const std::vector<std::int64_t>& shape)
{
    std::string words;
    for (const std::int64_t extent : shape)
        words += (words.empty() ? "" : " × ") + std::to_string(extent);
    return words;
}

} // namespace lab::exchange
