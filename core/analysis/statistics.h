// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace lab::analysis {

/// Closed interval [low, high].
struct Interval
{
    double low = 0;
    double high = 0;

    bool contains(double value) const { return low <= value && value <= high; }
    bool overlaps(const Interval& other) const { return low <= other.high && other.low <= high; }
    double width() const { return high - low; }
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// The `p`-quantile, 0 ≤ p ≤ 1 (clamped), of `values` in any order: interpolated linearly between order
/// statistics, type 7 of Hyndman & Fan (1996), which R and NumPy use by default.
/// Throws std::invalid_argument when `values` is empty.
double quantile(std::span<const double> values, double p);

/// quantile(values, 0.5). Throws std::invalid_argument when `values` is empty.
double median(std::span<const double> values);

/// Percentile bootstrap interval of the median (Efron & Tibshirani 1993, section 13.3): the median of
/// `resamples` samples drawn with replacement, and of those medians the (1 ± confidence) / 2 quantiles.
/// The same arguments give the same interval on every platform. One value gives [x, x].
/// Throws std::invalid_argument when `values` is empty, confidence is outside (0, 1) or resamples < 1.
/// Costs about 10 ns a draw. Draws are capped at a million (for n = 2000, 500 resamples of them), though
/// never below 200 resamples.
Interval bootstrapMedian(std::span<const double> values, double confidence = 0.95, int resamples = 1000,
                         std::uint64_t seed = 1);

/// The same for median(a) / median(b), where a[i] and b[i] were measured together: pairs are drawn, so that
/// what slowed both of a pair leaves the ratio alone. One pair gives [x, x]. Throws std::invalid_argument as
/// bootstrapMedian() does, and for vectors of different lengths.
Interval bootstrapMedianRatio(std::span<const double> a, std::span<const double> b, double confidence = 0.95,
                              int resamples = 1000, std::uint64_t seed = 1);

/// Interval of a / b from those of a and b, for positive values: on the logarithmic scale the distances to
/// the ends add up as squares (MOVER: Zou and Donner, Statistics in Medicine 27, 2008, section 3.2).
Interval ratioInterval(double a, const Interval& ofA, double b, const Interval& ofB);

} // namespace lab::analysis
