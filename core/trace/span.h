// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/processor.h"
#include "core/trace/state.h"

#include <cstdint>
#include <type_traits>

namespace lab::trace {

/// One thing a lane did, from `begin` to `end` (ns of the steady clock). Written once, when it ends.
struct Span
{
    /// No lane, lock or other party is involved.
    static constexpr std::uint32_t kNobody = 0xffffffffu;

    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    /// The part of its task that was worked on: units [first, first + count) of the task's loop nest
    /// (see scenario::Task), for example image 3, or rows 16 to 31.
    std::uint32_t first = 0;
    std::uint32_t count = 1;
    /// The other party: lock of a wait or hold, lane whose result is awaited, lane a transfer goes to.
    std::uint32_t peer = kNobody;
    base::TaskId task;
    State state = State::Computing;
    /// Where the span began; Unknown for what no thread recorded of itself, such as an emulated device's
    /// work.
    base::Processor processor = base::Processor::Unknown;

    base::Nanoseconds duration() const { return end - begin; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// A wait for a lock or a hold of it: `peer` is the lock.
constexpr bool isHold(const Span& span)
{
    return span.state == State::Holds || span.state == State::HoldsWhileOthersWait;
}
constexpr bool concernsLock(const Span& span)
{
    return (isHold(span) || span.state == State::WaitsForLock) && span.peer != Span::kNobody;
}

static_assert(sizeof(Span) == 32);
static_assert(std::is_trivially_copyable_v<Span>);

} // namespace lab::trace
