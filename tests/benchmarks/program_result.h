// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace lab::proof {

/// Runs `command` with a file's name behind it and parses what that file then holds. Throws
/// std::runtime_error when the command fails or leaves no JSON.
nlohmann::json resultOf(const std::string& command);

} // namespace lab::proof
