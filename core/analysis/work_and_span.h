// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/causes.h"

namespace lab::analysis {

/// What workers without number, who cost nothing, could make of the recorded work, each part of which takes
/// as long as it did (C. E. Leiserson, "The Cilk++ concurrency platform", J. Supercomputing 2010: T₁ and T∞).
/// Parts depend on one another where a span or the scene says so; where they are of the same unit; at a lock,
/// where one follows the other; and on a device or link, which does one thing at a time.
struct WorkAndSpan
{
    base::Nanoseconds work = 0; ///< T₁: of all lanes together
    base::Nanoseconds span = 0; ///< T∞: the longest chain
    /// T₁ ÷ T∞: no number of workers is faster than one by more. 1 without work.
    double parallelism() const;
};

WorkAndSpan workAndSpan(const trace::Trace& trace, const Causes& causes);

} // namespace lab::analysis
