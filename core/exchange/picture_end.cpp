// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/picture_end.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lab::exchange {

namespace {

using Bytes = std::span<const unsigned char>;

bool begins(Bytes bytes, std::string_view signature)
{
    return bytes.size() >= signature.size() &&
           std::equal(
               signature.begin(), signature.end(), bytes.begin(),
               [](char wanted, unsigned char found) { return static_cast<unsigned char>(wanted) == found; });
}

// Behind the end there are zeros.
std::uint64_t bigEndian(Bytes bytes, std::size_t at, std::size_t count)
{
    std::uint64_t value = 0;
    for (std::size_t i = at; i < at + count; ++i)
        value = value << 8 | (i < bytes.size() ? bytes[i] : 0u);
    return value;
}

std::uint64_t littleEndian(Bytes bytes, std::size_t at, std::size_t count)
{
    std::uint64_t value = 0;
    for (std::size_t i = at + count; i > at; --i)
        value = value << 8 | (i - 1 < bytes.size() ? bytes[i - 1] : 0u);
    return value;
}

// Segments have a length; the coded picture behind a scan's head has none, and there 0xff stands alone only
// before a marker (ITU-T T.81, B.1.1).
bool jpegEndsEarly(Bytes bytes)
{
    constexpr unsigned char kEnd = 0xd9;
    constexpr unsigned char kScan = 0xda;
    const auto alone = [](unsigned char code) { return code == 0 || (code >= 0xd0 && code <= 0xd7); };
    std::size_t at = 2;
    while (at + 1 < bytes.size()) {
        const unsigned char code = bytes[at + 1];
        if (bytes[at] != 0xff || code == 0xff) { // whatever it is, a marker follows
            ++at;
            continue;
        }
        if (code == kEnd)
            return false;
        if (alone(code)) {
            at += 2;
            continue;
        }
        at += 2 + std::max<std::uint64_t>(bigEndian(bytes, at + 2, 2), 2);
        if (code != kScan)
            continue;
        while (at + 1 < bytes.size() && (bytes[at] != 0xff || alone(bytes[at + 1]) || bytes[at + 1] == 0xff))
            ++at;
    }
    return true;
}

bool pngEndsEarly(Bytes bytes)
{
    constexpr std::size_t kFrame = 12; // length, kind and checksum of a chunk
    for (std::size_t at = 8; at + kFrame <= bytes.size();) {
        const std::uint64_t length = bigEndian(bytes, at, 4);
        if (begins(bytes.subspan(at + 4), "IEND"))
            return false;
        at += kFrame + length;
    }
    return true;
}

bool gifEndsEarly(Bytes bytes)
{
    constexpr std::size_t kLast = 16; // some writers add a few bytes
    const Bytes last = bytes.last(std::min(kLast, bytes.size()));
    return std::find(last.begin(), last.end(), 0x3b) == last.end();
}

bool bmpEndsEarly(Bytes bytes)
{
    constexpr std::uint64_t kLeast = 54; // both headers
    return bytes.size() < std::max(littleEndian(bytes, 2, 4), kLeast);
}

bool webPEndsEarly(Bytes bytes)
{
    return bytes.size() < littleEndian(bytes, 4, 4) + 8;
}

// The next number of a PNM header, between white space and comments.
std::optional<std::uint64_t> nextNumber(Bytes bytes, std::size_t& at)
{
    constexpr std::uint64_t kMost = 1'000'000'000;
    const auto isSpace = [](unsigned char letter) { return letter == ' ' || (letter >= 9 && letter <= 13); };
    while (at < bytes.size() && (isSpace(bytes[at]) || bytes[at] == '#')) {
        if (bytes[at] == '#')
            at = static_cast<std::size_t>(
                std::find(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), '\n') -
                bytes.begin());
        else
            ++at;
    }
    std::optional<std::uint64_t> number;
    for (; at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9'; ++at)
        number = std::min(number.value_or(0) * 10 + (bytes[at] - '0'), kMost);
    return number;
}

bool pnmEndsEarly(Bytes bytes)
{
    std::size_t at = 2;
    const auto width = nextNumber(bytes, at);
    const auto height = nextNumber(bytes, at);
    const bool bits = bytes[1] == '4';
    const auto highest = bits ? std::optional<std::uint64_t>(1) : nextNumber(bytes, at);
    if (!width || !height || !highest)
        return at >= bytes.size();
    const std::uint64_t channels = bytes[1] == '6' ? 3 : 1;
    const std::uint64_t row = bits ? (*width + 7) / 8 : *width * channels * (*highest > 255 ? 2 : 1);
    constexpr std::size_t kSpace = 1; // between header and picture
    const std::uint64_t there = bytes.size() - std::min(bytes.size(), at + kSpace);
    return row > 0 && *height > there / row;
}

} // namespace

bool endsEarly(std::span<const unsigned char> bytes)
{
    if (begins(bytes, "\xff\xd8"))
        return jpegEndsEarly(bytes);
    if (begins(bytes, "\x89PNG\r\n\x1a\n"))
        return pngEndsEarly(bytes);
    if (begins(bytes, "GIF8"))
        return gifEndsEarly(bytes);
    if (begins(bytes, "BM"))
        return bmpEndsEarly(bytes);
    if (begins(bytes, "RIFF") && bytes.size() >= 12 && begins(bytes.subspan(8), "WEBP"))
        return webPEndsEarly(bytes);
    if (begins(bytes, "P4") || begins(bytes, "P5") || begins(bytes, "P6"))
        return pnmEndsEarly(bytes);
    return false;
}

} // namespace lab::exchange
