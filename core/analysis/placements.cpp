// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/placements.h"

#include "core/analysis/rank_source.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

namespace lab::analysis {

namespace {

constexpr std::size_t kResamplesWithin = 100; // of one placement, drawn from again and again
constexpr std::size_t kEnoughPlacements = 5;  // for the least and the greatest to hold the median with 94 %

double normalDistribution(double z)
{
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

// Probability of |T| ≤ t, t ≥ 0.
double studentWithin(double t, int degrees)
{
    const double n = degrees;
    const double angle = std::atan(t / std::sqrt(n));
    const double cosine2 = n / (n + t * t);
    const bool odd = degrees % 2 == 1;
    double term = odd ? std::cos(angle) : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int i = odd ? 3 : 2; i < degrees; i += 2) {
        term *= cosine2 * (i - 1) / i;
        sum += term;
    }
    const double series = std::sin(angle) * sum;
    return odd ? 2 / std::numbers::pi * (angle + series) : series;
}

// Of `values`, whose order is lost.
double medianInPlace(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const double upper = *middle;
    if (values.size() % 2)
        return upper;
    const double lower = *std::max_element(values.begin(), middle);
    return lower == upper ? upper : lower + 0.5 * (upper - lower);
}

// Fills `drawn`, as many as the placement has rounds, with circular blocks of neighbouring ones.
void drawBlocks(std::vector<std::size_t>& drawn, RankSource& ranks)
{
    const std::size_t rounds = drawn.size();
    const auto block = static_cast<std::size_t>(std::ceil(std::cbrt(static_cast<double>(rounds))));
    for (std::size_t filled = 0; filled < rounds;) {
        const std::size_t first = ranks.below(rounds);
        for (std::size_t i = 0; i < block && filled < rounds; ++i, ++filled)
            drawn[filled] = (first + i) % rounds;
    }
}

// What lies outside the interval on either side, of the bootstrap's distribution.
double tailOf(double confidence, std::size_t placements)
{
    const double tail = (1 - confidence) / 2;
    if (placements < 2)
        return tail;
    const auto k = static_cast<double>(placements);
    const double t = studentQuantile(1 - tail, static_cast<int>(placements) - 1);
    return normalDistribution(-std::sqrt(k / (k - 1)) * t);
}

double medianOf(const std::vector<double>& values, const std::vector<std::size_t>& rounds,
                std::vector<double>& scratch)
{
    scratch.resize(rounds.size());
    std::transform(rounds.begin(), rounds.end(), scratch.begin(),
                   [&](std::size_t round) { return values[round]; });
    return medianInPlace(scratch);
}

// Of figures that are not all above 0 nothing wider than they are.
Interval intervalOfFew(const std::vector<double>& figures, double confidence)
{
    const auto [least, greatest] = std::minmax_element(figures.begin(), figures.end());
    return *least > 0 ? studentInterval(figures, confidence) : Interval{*least, *greatest};
}

// `figure(placement, rounds)`: what those of its rounds say, some perhaps more than once.
template<class Figure>
Estimate estimate(const Placed& shape, const ResamplingOptions& options, const Figure& figure)
{
    if (!(options.confidence > 0 && options.confidence < 1) || options.resamples < 1)
        throw std::invalid_argument("a bootstrap needs a confidence between 0 and 1 and a resample");
    RankSource ranks(options.seed);
    std::vector<double> own;
    std::vector<std::vector<double>> within; // figures of resamples of each placement's rounds
    std::vector<std::size_t> drawn;
    for (std::size_t p = 0; p < shape.size(); ++p) {
        const std::size_t rounds = shape[p].size();
        if (rounds == 0)
            continue;
        drawn.resize(rounds);
        std::iota(drawn.begin(), drawn.end(), std::size_t{0});
        own.push_back(figure(p, drawn));
        std::vector<double>& resampled = within.emplace_back(kResamplesWithin);
        for (double& value : resampled) {
            drawBlocks(drawn, ranks);
            value = figure(p, drawn);
        }
    }
    if (own.empty())
        throw std::invalid_argument("an estimate needs at least one value");
    Estimate result;
    result.value = median(own);
    const Interval ofFew = intervalOfFew(own, options.confidence);
    std::vector<double> results(static_cast<std::size_t>(options.resamples));
    for (double& middle : results) {
        for (double& value : own) {
            const std::vector<double>& ofPlacement = within[ranks.below(within.size())];
            value = ofPlacement[ranks.below(ofPlacement.size())];
        }
        middle = medianInPlace(own);
    }
    const double tail = tailOf(options.confidence, within.size());
    result.interval = {quantile(results, tail), quantile(results, 1 - tail)};
    if (within.size() > 1 && within.size() < kEnoughPlacements) {
        result.interval.low = std::min(result.interval.low, ofFew.low);
        result.interval.high = std::max(result.interval.high, ofFew.high);
    }
    // Resamples of a skewed placement may all lie on one side of what was measured.
    result.interval.low = std::min(result.interval.low, result.value);
    result.interval.high = std::max(result.interval.high, result.value);
    return result;
}

} // namespace

double studentQuantile(double p, int degrees)
{
    if (!(p > 0 && p < 1) || degrees < 1)
        throw std::invalid_argument(
            "Student's t needs a probability between 0 and 1 and a degree of freedom");
    if (p < 0.5)
        return -studentQuantile(1 - p, degrees);
    const double wanted = 2 * p - 1;
    double low = 0;
    double high = 1;
    while (studentWithin(high, degrees) < wanted)
        high *= 2;
    constexpr int kHalvings = 60;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = 0.5 * (low + high);
        (studentWithin(middle, degrees) < wanted ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

Estimate placedMedian(const Placed& values, const ResamplingOptions& options)
{
    std::vector<double> scratch;
    return estimate(values, options, [&](std::size_t placement, const std::vector<std::size_t>& rounds) {
        return medianOf(values[placement], rounds, scratch);
    });
}

Estimate placedMedianRatio(const Placed& a, const Placed& b, const ResamplingOptions& options)
{
    const auto sameLength = [](const auto& of, const auto& other) { return of.size() == other.size(); };
    if (!std::equal(a.begin(), a.end(), b.begin(), b.end(), sameLength))
        throw std::invalid_argument("ratios need as many placements and rounds of both");
    std::vector<double> scratch;
    return estimate(a, options, [&](std::size_t placement, const std::vector<std::size_t>& rounds) {
        const double above = medianOf(a[placement], rounds, scratch);
        return above / medianOf(b[placement], rounds, scratch);
    });
}

std::size_t placementCount(const Placed& values)
{
    return static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [](const auto& rounds) { return !rounds.empty(); }));
}

std::size_t roundCount(const Placed& values)
{
    return std::accumulate(values.begin(), values.end(), std::size_t{0},
                           [](std::size_t sum, const auto& rounds) { return sum + rounds.size(); });
}

std::vector<double> allOf(const Placed& values)
{
    std::vector<double> all;
    all.reserve(roundCount(values));
    for (const std::vector<double>& rounds : values)
        all.insert(all.end(), rounds.begin(), rounds.end());
    return all;
}

Interval studentInterval(const std::vector<double>& figures, double confidence)
{
    if (figures.empty() || *std::min_element(figures.begin(), figures.end()) <= 0)
        throw std::invalid_argument("an interval of logarithms needs figures above 0");
    if (figures.size() == 1)
        return {figures.front(), figures.front()};
    double mean = 0;
    double squares = 0;
    const auto k = static_cast<double>(figures.size());
    for (const double figure : figures)
        mean += std::log(figure) / k;
    for (const double figure : figures)
        squares += (std::log(figure) - mean) * (std::log(figure) - mean);
    const double t = studentQuantile((1 + confidence) / 2, static_cast<int>(figures.size()) - 1);
    const double half = t * std::sqrt(squares / (k - 1) / k);
    return {std::exp(mean - half), std::exp(mean + half)};
}

} // namespace lab::analysis
