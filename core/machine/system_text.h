// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace lab::machine {

/// The first mebibytes of a text file, without trailing white space; empty when it cannot be read.
std::string textOf(const std::filesystem::path& file);

/// `text` without white space at either end.
std::string_view trimmed(std::string_view text);

/// A decimal number from 0 that makes up the whole of `text`, white space around it aside.
std::optional<std::int64_t> numberOf(std::string_view text);

/// Bytes of a size such as "48K", "2M" or "32768"; nothing when it is not one.
std::optional<std::int64_t> sizeOf(std::string_view text);

/// Members of a kernel list such as "0-3,8,10-11", below 65536; empty when any part of it is garbled.
std::set<int> listOf(std::string_view text);

/// The value of the first line "key<separator>value" of `text`, spaces and quotes around it removed; empty
/// when there is none.
std::string valueOf(std::string_view text, std::string_view key, char separator);

} // namespace lab::machine
