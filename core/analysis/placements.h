// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/statistics.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lab::analysis {

/// Values measured in several placements: for each, those of its rounds in the order in which they were
/// measured. What a placement fixes (addresses, which thread sits on which core) differs between placements
/// only, and rounds next to each other are alike: neither varies within as it does between.
using Placed = std::vector<std::vector<double>>;

/// A figure with the interval it lies in.
struct Estimate
{
    double value = 0;
    Interval interval;
};

struct ResamplingOptions
{
    double confidence = 0.95;
    int resamples = 2000;
    std::uint64_t seed = 1;
};

/// The median over placements of the medians within them. Placements without values do not count.
///
/// The interval is that of a two-level bootstrap (Davison & Hinkley 1997, section 3.8; the levels are those
/// of Kalibera & Jones, ISMM 2013): placements are drawn with replacement, and within each circular blocks of
/// neighbouring rounds (Politis & Romano 1992), ⌈∛n⌉ rounds long. A percentile interval over few placements
/// is too narrow, so its ends are moved outwards to the quantiles Φ(±√(k/(k−1)) · t) of k placements, t being
/// Student's for k − 1 degrees of freedom (the expanded percentile interval of Hesterberg, The American
/// Statistician 69, 2015); it reaches from the least to the greatest placement at most, and what the rounds
/// within these leave open. The least and the greatest of fewer than five hold the median too seldom: there
/// it is no narrower than Student's interval of the logarithms. One placement gives the interval of its
/// rounds.
///
/// The same arguments give the same interval on every platform. Throws std::invalid_argument when there is no
/// value at all, confidence is outside (0, 1) or resamples < 1. About 0.5 ms.
Estimate placedMedian(const Placed& values, const ResamplingOptions& options = {});

/// The same for median(a) / median(b) within each placement, where a[p][i] and b[p][i] were measured in the
/// same round: rounds are drawn as pairs, so that what slowed both leaves the ratio alone. Throws
/// std::invalid_argument also for different shapes.
Estimate placedMedianRatio(const Placed& a, const Placed& b, const ResamplingOptions& options = {});

/// Placements that have values.
std::size_t placementCount(const Placed& values);
/// Rounds of all placements.
std::size_t roundCount(const Placed& values);
/// All values, placement after placement.
std::vector<double> allOf(const Placed& values);

/// The quantile of Student's t distribution with `degrees` ≥ 1 degrees of freedom at probability p in (0, 1);
/// within 1e-9 of max(1, |t|). Its distribution function for whole degrees: Abramowitz & Stegun
/// (1964), 26.7.3 and 26.7.4.
double studentQuantile(double p, int degrees);

/// Student's interval of the mean of the logarithms of `figures`, which are above 0, as figures again: what a
/// median lies in where they spread by factors. The figure itself where there is one. Throws
/// std::invalid_argument when there is none, or one is not above 0.
Interval studentInterval(const std::vector<double>& figures, double confidence = 0.95);

} // namespace lab::analysis
