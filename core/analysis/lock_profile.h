// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace lab::analysis {

/// One time that a lane held a lock; the parts in which nobody and somebody waited are one hold.
struct Hold
{
    std::size_t lane = 0;
    std::size_t span = 0; ///< the hold's first span, an index into the lane's spans
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    base::Nanoseconds waited = 0; ///< before it, for the lock
};

/// All holds of one lock in the order of acquisition, which is the order of their begins: a holder reads the
/// clock after it has taken the lock and before it gives it back (see workers::TracedLock).
std::vector<Hold> holdsOf(const trace::Trace& trace, std::uint32_t lock);

/// The locks that a trace tells of, ascending.
std::vector<std::uint32_t> locksOf(const trace::Trace& trace);

/// Times in ns; quantiles as statistics.h defines them; zeros where there is none.
struct TimeSummary
{
    double median = 0;
    double p99 = 0;
    base::Nanoseconds total = 0;
};

/// How a lane, or all of them, used one lock.
struct LockUse
{
    std::size_t lane = 0;
    std::int64_t acquisitions = 0;
    std::int64_t contended = 0; ///< acquisitions that had to wait
    TimeSummary wait;           ///< of the contended ones
    TimeSummary hold;
};

struct LockProfile
{
    std::uint32_t lock = 0;
    LockUse all;
    std::vector<LockUse> lanes; ///< those that acquired it
    double heldShare = 0;       ///< of the trace's duration: somebody held it
};

/// By lock, ascending. Only finished holds and waits count.
std::vector<LockProfile> lockProfiles(const trace::Trace& trace);

/// What a lock allows at most. One worker would need the time of all work, under the lock and outside it;
/// however many there are, they pass one after the other through the lock that is held longest. So the
/// speedup over one worker stays below all work ÷ time under that lock: Amdahl (1967) with that share as the
/// serial fraction.
struct LockBound
{
    std::uint32_t lock = 0;
    double share = 0; ///< of all work, above 0
    double speedup = 1;
};
std::optional<LockBound> lockBound(const trace::Trace& trace);

/// A lock at an instant.
struct LockMoment
{
    struct Waiting
    {
        std::size_t lane = 0;
        base::Nanoseconds since = 0;
        std::size_t span = 0; ///< the wait, an index into the lane's spans
    };
    std::optional<Hold> holder;
    std::vector<Waiting> queue; ///< longest wait first
    std::vector<Hold> released; ///< latest first, at most as many as asked for
};

/// `holds` are holdsOf(trace, lock). O(lanes · log spans).
LockMoment lockMoment(const trace::Trace& trace, std::uint32_t lock, const std::vector<Hold>& holds,
                      base::Nanoseconds t, std::size_t mostReleased);

} // namespace lab::analysis
