// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics.h"

#include "core/analysis/rank_source.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace lab::analysis {

namespace {

std::vector<double> sorted(std::span<const double> values)
{
    if (values.empty())
        throw std::invalid_argument("a quantile needs at least one value");
    std::vector<double> copy(values.begin(), values.end());
    std::sort(copy.begin(), copy.end());
    return copy;
}

double quantileOfSorted(std::span<const double> values, double p)
{
    const double position = std::clamp(p, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    const double share = position - static_cast<double>(below);
    // Equal neighbours give exactly their value, infinities included.
    if (share <= 0 || values[below] == values[above])
        return values[below];
    return values[below] + share * (values[above] - values[below]);
}

/// Value at 0-based place `place` of a resample given as the number of times each rank was drawn.
std::size_t rankAt(std::span<const std::uint32_t> drawn, std::size_t place)
{
    std::size_t seen = 0;
    for (std::size_t rank = 0; rank < drawn.size(); ++rank) {
        seen += drawn[rank];
        if (seen > place)
            return rank;
    }
    return drawn.size() - 1;
}

/// Of a resample of `order`, which ascends.
double medianOf(std::span<const double> order, std::span<const std::uint32_t> drawn)
{
    const std::size_t n = order.size();
    const double upper = order[rankAt(drawn, n / 2)];
    const double lower = n % 2 ? upper : order[rankAt(drawn, n / 2 - 1)];
    return lower == upper ? upper : lower + 0.5 * (upper - lower);
}

/// For each rank of `a` the rank of the same element's partner among `b`.
std::vector<std::size_t> partnersOf(std::span<const double> a, std::span<const double> b)
{
    const auto ranked = [](std::span<const double> values) {
        std::vector<std::size_t> elements(values.size());
        std::iota(elements.begin(), elements.end(), std::size_t{0});
        std::stable_sort(elements.begin(), elements.end(),
                         [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
        return elements;
    };
    const std::vector<std::size_t> byA = ranked(a);
    const std::vector<std::size_t> byB = ranked(b);
    std::vector<std::size_t> rankInB(b.size());
    for (std::size_t rank = 0; rank < byB.size(); ++rank)
        rankInB[byB[rank]] = rank;
    std::vector<std::size_t> partners;
    partners.reserve(byA.size());
    for (const std::size_t element : byA)
        partners.push_back(rankInB[element]);
    return partners;
}

/// Quantiles of `statistic` over resamples of n elements, each given as how often every rank was drawn.
template<class Statistic>
Interval bootstrap(std::size_t n, double confidence, int resamples, std::uint64_t seed, Statistic statistic)
{
    if (!(confidence > 0 && confidence < 1) || resamples < 1)
        throw std::invalid_argument("a bootstrap needs a confidence between 0 and 1 and a resample");
    std::vector<std::uint32_t> drawn(n, 1u);
    if (n < 2) {
        const double only = statistic(drawn);
        return {only, only};
    }
    // Resampling ranks of the sorted values turns each median into one counting pass.
    constexpr std::size_t kMostDraws = 1'000'000;
    constexpr std::size_t kFewestResamples = 200;
    const std::size_t rounds =
        std::min(static_cast<std::size_t>(resamples), std::max(kFewestResamples, kMostDraws / n));
    RankSource ranks(seed);
    std::vector<double> results;
    results.reserve(rounds);
    for (std::size_t i = 0; i < rounds; ++i) {
        std::fill(drawn.begin(), drawn.end(), 0u);
        for (std::size_t k = 0; k < n; ++k)
            ++drawn[ranks.below(n)];
        results.push_back(statistic(drawn));
    }
    std::sort(results.begin(), results.end());
    return {quantileOfSorted(results, (1 - confidence) / 2), quantileOfSorted(results, (1 + confidence) / 2)};
}

} // namespace

double quantile(std::span<const double> values, double p)
{
    return quantileOfSorted(sorted(values), p);
}

double median(std::span<const double> values)
{
    return quantile(values, 0.5);
}

Interval bootstrapMedian(std::span<const double> values, double confidence, int resamples, std::uint64_t seed)
{
    const std::vector<double> order = sorted(values);
    return bootstrap(order.size(), confidence, resamples, seed,
                     [&](std::span<const std::uint32_t> drawn) { return medianOf(order, drawn); });
}

Interval bootstrapMedianRatio(std::span<const double> a, std::span<const double> b, double confidence,
                              int resamples, std::uint64_t seed)
{
    if (a.size() != b.size())
        throw std::invalid_argument("pairs need as many values of both");
    const std::vector<double> orderA = sorted(a);
    const std::vector<double> orderB = sorted(b);
    // Drawn are ranks of a; a rank's partner has its own among those of b.
    const std::vector<std::size_t> partner = partnersOf(a, b);
    std::vector<std::uint32_t> drawnB(b.size());
    return bootstrap(a.size(), confidence, resamples, seed, [&](std::span<const std::uint32_t> drawn) {
        for (std::size_t rank = 0; rank < drawn.size(); ++rank)
            drawnB[partner[rank]] = drawn[rank];
        return medianOf(orderA, drawn) / medianOf(orderB, drawnB);
    });
}

Interval ratioInterval(double a, const Interval& ofA, double b, const Interval& ofB)
{
    const auto distance = [](double high, double low) {
        return high > 0 && low > 0 ? std::log(high / low) : 0;
    };
    const double down = std::hypot(distance(a, ofA.low), distance(ofB.high, b));
    const double up = std::hypot(distance(ofA.high, a), distance(b, ofB.low));
    return {a / b * std::exp(-down), a / b * std::exp(up)};
}

} // namespace lab::analysis
