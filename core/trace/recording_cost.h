// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tick_clock.h"
#include "core/trace/span.h"

#include <vector>

namespace lab::trace {

/// What recording one span takes its thread, in ns. Recording is part of what it records and is taken off
/// afterwards, as far as that is certain ("time-based" correction of Malony, Reed & Wijshoff, Performance
/// Measurement Intrusion and Perturbation Analysis, IEEE TPDS 3(4), 1992):
///
/// - Of every span that the recorder timed, and of the iteration: `within`. Not of waits for a lock: the same
///   reading ends the wait and begins the hold.
/// - Where one lane did everything: `span` for each, between the spans, too; the iteration is shorter by
/// that.
/// - Where several lanes worked, the time between spans stays where it was spent. To move one lane against
///   another would falsify who waited for whom.
struct RecordingCost
{
    double span = 0;   ///< all of it
    double within = 0; ///< the part that falls between the two readings of the span's own times

    friend bool operator==(const RecordingCost&, const RecordingCost&) = default;
};

/// Measured with empty spans when first asked for, which takes about half a ms; later immediate. The best of
/// several tries, so rather too little. Any thread.
const RecordingCost& recordingCost(base::TickSource source);

/// Closes the gaps that recording left in `lane`, whose spans have already lost what was within them: after
/// each end of a span up to `cost.span`, but not beyond what is recorded next or `end`, is taken out of the
/// time from then on. Spans keep their order and nesting. Returns the new end. O(n log n).
base::Nanoseconds closeOverRecording(std::vector<Span>& lane, base::Nanoseconds end,
                                     const RecordingCost& cost);

} // namespace lab::trace
