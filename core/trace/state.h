// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lab::trace {

/// What a lane is doing during a span. The one list behind lanes, legends, statistics and exports.
enum class State : std::uint8_t {
    Computing,
    WaitsForLock,
    Holds,
    HoldsWhileOthersWait,
    WaitsForData,
    StartUp,
    Transfer,
    Barrier,
    Idle,
    DeviceBusy,
};

inline constexpr std::size_t kStateCount = 10;

inline constexpr std::array<State, kStateCount> kStates = {
    State::Computing,    State::WaitsForLock, State::Holds,    State::HoldsWhileOthersWait,
    State::WaitsForData, State::StartUp,      State::Transfer, State::Barrier,
    State::Idle,         State::DeviceBusy,
};

/// Key for files and command-line tables, stable between versions: "computing", "waits-for-lock", …
constexpr std::string_view key(State state)
{
    constexpr std::array<std::string_view, kStateCount> keys = {
        "computing",      "waits-for-lock", "holds",    "holds-while-others-wait",
        "waits-for-data", "start-up",       "transfer", "barrier",
        "idle",           "device-busy"};
    return keys[static_cast<std::size_t>(state)];
}

} // namespace lab::trace
