// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstddef>
#include <vector>

namespace lab::analysis {

/// A stretch of a recording that somebody should see, ns.
struct Moment
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    friend bool operator==(const Moment&, const Moment&) = default;
};

/// One after the other, without overlap, from spans that may overlap and stand in any order: a new moment
/// begins wherever one of them begins or ends. What is far shorter than what follows it (two workers that
/// begin almost together) and gaps that are far shorter than both neighbours are no moments of their own.
/// Empty spans are left out. O(n log n).
std::vector<Moment> momentsOf(std::vector<Moment> spans);

/// How t moves when a replay goes from event to event instead of evenly: each of a few moments gets the same
/// wall time, what lies between is crossed quickly, and the part of the time axis that is in sight moves in
/// on the moments and out again to the whole. A value, made once from a recording; it keeps no time.
class Pace
{
public:
    /// Wall time of parts that are no moment, seconds.
    static constexpr double kMoveIn = 1.2;  ///< to the first moment, from a look at the whole
    static constexpr double kMoveOut = 1.2; ///< from the last one
    static constexpr double kGap = 0.25;
    static constexpr double kLongest = 60; ///< of all: beyond it only every k-th moment is played

    struct Options
    {
        double seconds = 0.5;         ///< each moment's wall time
        std::size_t most = 7;         ///< that many moments, those around `around`; 0: all
        base::Nanoseconds around = 0; ///< ns
        double leastShare = 1.0 / 30; ///< of the range in sight that the shortest moment takes
    };

    /// Where a replay is.
    struct Place
    {
        enum class Kind { MovingIn, Moment, Gap, MovingOut };
        Kind kind = Kind::MovingIn;
        std::size_t moment = 0; ///< of those played, from 0; of a gap the one that comes
        double length = 0;      ///< ns that this part crosses
        double slowdown = 1;    ///< wall time ÷ recorded time of this part; 0 where no time passes
    };

    /// ns in sight.
    struct Range
    {
        double begin = 0;
        double end = 0;
    };

    /// Nothing to play.
    Pace() = default;
    /// `moments` as momentsOf() gives them, within [0, duration]. None: nothing to play.
    Pace(std::vector<Moment> moments, base::Nanoseconds duration, const Options& options);

    bool empty() const { return m_parts.empty(); }
    double duration() const { return m_duration; }
    /// Wall time of all of it.
    double seconds() const { return empty() ? 0 : m_parts.back().until; }
    /// Moments that are played, in order; every k-th of a longer list.
    const std::vector<Moment>& moments() const { return m_moments; }
    std::size_t every() const { return m_every; }

    /// When all moments have been seen and the whole is in sight again; only then time goes on to the end.
    double secondsToWhole() const;

    /// Monotone; from 0 to duration(). Beyond both ends: the ends.
    double timeAt(double seconds) const;
    /// The earliest at which timeAt() is `ns`, to a nanosecond.
    double secondsAt(double ns) const;
    /// What is in sight then; always within the recording.
    Range rangeAt(double seconds) const;
    Place placeAt(double seconds) const;

private:
    struct Part
    {
        Place::Kind kind = Place::Kind::Moment;
        double from = 0; ///< wall time, seconds
        double until = 0;
        double begin = 0; ///< recorded time, ns
        double end = 0;
        std::size_t moment = 0;
    };

    void choose(std::vector<Moment> moments, const Options& options);
    void add(Place::Kind kind, double seconds, double end, std::size_t moment);
    const Part& partAt(double seconds) const;
    Range nearRange(double ns) const;

    std::vector<Part> m_parts;
    std::vector<Moment> m_moments;
    double m_duration = 0;
    double m_near = 0; ///< width of the range in sight when it is near, ns
    std::size_t m_every = 1;
};

} // namespace lab::analysis
