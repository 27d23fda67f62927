// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

#include <vector>

namespace lab::widgets {

/// A stretch of the iteration, ns.
struct OverheadStretch
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    friend bool operator==(const OverheadStretch&, const OverheadStretch&) = default;
};

/// A lane that computes.
struct OverheadPiece
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    std::size_t lane = 0;
};

/// An iteration with its lanes folded into one: somebody works, else somebody starts up, else all that is
/// left is to come together again.
struct Overhead
{
    std::vector<OverheadPiece> pieces;    ///< by begin
    std::vector<OverheadStretch> work;    ///< somebody computes; ascending, apart
    std::vector<OverheadStretch> startUp; ///< somebody starts up, whether or not others work; the same
    base::Nanoseconds duration = 0;

    base::Nanoseconds workIn(const OverheadStretch& window) const;
    /// How long `stretch` is beside the work in it.
    base::Nanoseconds withoutWork(const OverheadStretch& stretch) const;
    /// From the beginning until the last has started, at most until the last work ends: before that start-up
    /// is what is no work, behind it coming together. Both without the work, and the work, are the duration.
    OverheadStretch starting() const;
};
Overhead overheadOf(const trace::Trace& trace);

/// What the bars show: the whole iteration, then less and less around the first work, each within the one
/// before, until that work fills a good part; `most` bars, at least one.
std::vector<OverheadStretch> overheadWindows(const Overhead& overhead, std::size_t most);

/// The whole iteration and, magnified step by step, the work in it, at true scale.
void paintOverhead(StageBrush& brush, const QRectF& area);

} // namespace lab::widgets
