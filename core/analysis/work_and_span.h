// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/causes.h"

namespace lab::analysis {

/// What workers without number, who cost nothing, could make of the recorded work, each part of which takes
/// as long as it did (C. E. Leiserson, "The Cilk++ concurrency platform", J. Supercomputing 2010: T₁ and T∞).
/// Parts depend on one another where a span or the scene says so; where they are of the same unit; at a lock,
/// where one follows the other; and on a device or link, which does one thing at a time.
///
/// The burdened span is the longest chain when handing work over costs what it did in this recording (after
/// Y. He, C. E. Leiserson, W. M. Leiserson, "The Cilkview scalability analyzer", SPAA 2010): `dispatch` for
/// each unit that begins, for data that others made and for each barrier; at a lock, where nobody hands out
/// work, what its hand-over took.
struct WorkAndSpan
{
    base::Nanoseconds work = 0;     ///< T₁: of all lanes together
    base::Nanoseconds span = 0;     ///< T∞: the longest chain
    base::Nanoseconds burdened = 0; ///< at least `span`
    /// Median of the start-ups of workers; where none was recorded, of the gaps between their tasks; else 0.
    base::Nanoseconds dispatch = 0;
    /// Waits for what is not in the recording, such as storage: neither work nor span.
    base::Nanoseconds outside = 0;
    /// T₁ ÷ T∞: no number of workers is faster than one by more. 1 without work.
    double parallelism() const;
};

WorkAndSpan workAndSpan(const trace::Trace& trace, const Causes& causes);

/// How many times as fast as one worker.
struct SpeedupBand
{
    double lower = 1;
    double upper = 1;
};

/// Of `workers` ≥ 1, each with a core. At most min(P, T₁ ÷ T∞); at least, whoever takes which task as long as
/// nobody idles while there is one, T₁ ÷ ((T₁ − S) ÷ P + S) with the burdened span S (R. L. Graham, "Bounds
/// on multiprocessing timing anomalies", SIAM J. Appl. Math. 1969; R. P. Brent, J. ACM 1974). Where S is more
/// than T₁, T₁ ÷ S. Both 1 without work.
SpeedupBand speedupBand(const WorkAndSpan& law, double workers);

} // namespace lab::analysis
