// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/observable.h"
#include "core/session/run_session.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lab::session {

/// A question whose one right answer is in a run's recording.
struct Observation
{
    enum class Measure : std::uint8_t {
        None,
        Time,  ///< ns
        Count, ///< units
        Share, ///< 0 … 1
        Factor ///< times as fast as the slowest
    };
    struct Option
    {
        std::string label;                    ///< "worker 2"
        double value = 0;                     ///< by `measure`
        std::optional<std::size_t> lane = {}; ///< whose it is
    };

    scenario::Observable kind = scenario::Observable::WhoDid;
    std::string text;            ///< "Which worker waited longest, all in all?"
    std::vector<Option> options; ///< 2 … kMostOptions
    std::size_t right = 0;
    Measure measure = Measure::None; ///< of the values; of shares in ranges only the right one's is known
    std::size_t variant = 0;         ///< whose recording it is about
    base::Nanoseconds at = 0;        ///< an instant of it that shows the answer
};

inline constexpr std::size_t kMostOptions = 4;
inline constexpr std::size_t kMostObservations = 2;

/// The first kMostObservations of the scenario's questions that this run can answer: what is too close to
/// call is not asked. Empty of a run that goes on, of sweeps, and where nothing was recorded. At most a few
/// ms.
std::vector<Observation> observations(const scenario::ScenarioInfo& info, const RunState& state);

} // namespace lab::session
