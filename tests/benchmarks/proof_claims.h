// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lab::proof {

using Timing = std::function<double()>; ///< does its work once; s that it took

/// One speedup of a scenario: how long `slow` takes against `fast`, by loops and threads of this program's.
struct Claim
{
    std::string name;
    std::string slowKey; ///< variants of the scenario
    std::string fastKey;
    Timing slow;
    Timing fast;
};

/// What is claimed of a scenario. Throws std::invalid_argument where nothing is.
std::vector<Claim> claimsOf(const std::string& scenario);

/// The medians of one turn.
struct Turn
{
    double slow = 0; // s
    double fast = 0;
};

/// Takes about half a second. Counts the rounds in which the cores were free; nothing where they were too
/// few.
std::optional<Turn> measure(const Claim& claim);

} // namespace lab::proof
