// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/system_text.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>

namespace lab::machine {

namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";
constexpr std::streamsize kMostBytes = 4 << 20;
constexpr std::int64_t kMostProcessors = 65536;

} // namespace

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(kWhiteSpace);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

std::string textOf(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        return {};
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    char block[4096];
    while (stream && static_cast<std::streamsize>(text.size()) < kMostBytes) {
        stream.read(block, sizeof block);
        text.append(block, static_cast<std::size_t>(stream.gcount()));
    }
    text.erase(text.find_last_not_of(kWhiteSpace) + 1);
    return text;
}

std::optional<std::int64_t> numberOf(std::string_view text)
{
    text = trimmed(text);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

std::optional<std::int64_t> sizeOf(std::string_view text)
{
    text = trimmed(text);
    int shift = 0;
    if (!text.empty()) {
        switch (text.back()) {
        case 'K':
            shift = 10;
            break;
        case 'M':
            shift = 20;
            break;
        case 'G':
            shift = 30;
            break;
        default:
            break;
        }
    }
    if (shift)
        text.remove_suffix(1);
    const auto number = numberOf(text);
    if (!number || *number > (std::numeric_limits<std::int64_t>::max() >> shift))
        return std::nullopt;
    return *number << shift;
}

std::set<int> listOf(std::string_view text)
{
    std::set<int> members;
    text = trimmed(text);
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        const auto dash = part.find('-');
        const auto first = numberOf(part.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : numberOf(part.substr(dash + 1));
        if (!first || !last || *last < *first || *last >= kMostProcessors)
            return {};
        for (std::int64_t i = *first; i <= *last; ++i)
            members.insert(static_cast<int>(i));
    }
    return members;
}

std::string valueOf(std::string_view text, std::string_view key, char separator)
{
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto at = line.find(separator);
        if (at == std::string_view::npos || trimmed(line.substr(0, at)) != key)
            continue;
        std::string_view value = trimmed(line.substr(at + 1));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
            value.back() == value.front())
            value = value.substr(1, value.size() - 2);
        return std::string(value);
    }
    return {};
}

} // namespace lab::machine
