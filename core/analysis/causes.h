// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lab::analysis {

/// "Unit u of `task` begins when unit u − `shift` of `needs` has ended": what no span says, because whoever
/// hands out work looks after it.
struct UnitNeed
{
    base::TaskId task;
    base::TaskId needs;
    std::int64_t shift = 0;
    bool all = false; ///< all of its units, instead
};

/// A stretch of a lane, in which one thing happens. The steps of a lane follow one another without gaps from
/// 0 to the end of the trace.
struct Step
{
    enum class Kind : std::uint8_t {
        Work, ///< lasts as long as it takes
        Wait, ///< ends when what it waits for has ended, and something more: waking up, handing over
        Gap,  ///< nobody recorded it: between two tasks of a worker, or a launch
    };
    /// Of `span`: no span at all.
    static constexpr std::uint32_t kNone = 0xffffffffu;

    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    std::uint32_t span = kNone; ///< index into the lane's spans
    trace::State state = trace::State::Idle;
    Kind kind = Kind::Gap;
    bool leaves = false; ///< the idle end of a lane, which waits for the last of the others
    std::uint32_t firstNeed = 0;
    std::uint32_t needs = 0; ///< Causes::needsOf
    base::Nanoseconds duration() const { return end - begin; }
};

/// A step of a trace.
struct StepId
{
    std::uint32_t lane = 0;
    std::uint32_t step = 0;
    friend auto operator<=>(const StepId&, const StepId&) = default;
};

/// A trace as a graph: the steps of a lane follow one another, and some begin or end only when steps of other
/// lanes have ended:
/// - a hold of a lock, and the wait before it, with the hold before in the order of acquisition;
/// - a wait for data, and a device's, with the span of `peer` that made the unit;
/// - a wait at a barrier with what the others there did before, of which the last is to blame;
/// - the first step after nothing, of a link or where a scene says what units need, with the end of those;
/// - the idle end of a lane with the last step of all.
/// Any thread.
struct Causes
{
    std::vector<std::vector<Step>> lanes;
    std::vector<StepId> needs;
    base::Nanoseconds duration = 0; ///< of the trace

    const Step& at(StepId id) const { return lanes[id.lane][id.step]; }
    std::span<const StepId> needsOf(const Step& step) const
    {
        return std::span(needs).subspan(step.firstNeed, step.needs);
    }
    /// Of those the one that ends last: who is to blame for a wait. None where nobody is.
    const StepId* culpritOf(const Step& step) const;
    /// The step of a lane at `t`, 0 ≤ t < duration.
    std::uint32_t stepAt(std::size_t lane, base::Nanoseconds t) const;
};

/// O(n log n).
Causes causesOf(const trace::Trace& trace, std::span<const UnitNeed> unitNeeds = {});

/// All steps, each after those before it in its lane and after those that it needs.
std::vector<StepId> inOrder(const Causes& causes);

} // namespace lab::analysis
