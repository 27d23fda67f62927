// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/placements.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <stdexcept>

using namespace lab::analysis;

namespace {

// Draws that are the same on every platform.
class Source
{
public:
    explicit Source(std::uint64_t seed) : m_engine(seed) {}
    double uniform() { return (static_cast<double>(m_engine() >> 11) + 0.5) * 0x1p-53; }
    double normal() { return std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform()); }

private:
    std::mt19937_64 m_engine;
};

// A run's values on a logarithmic scale around 0: six placements of eight rounds.
using Kind = std::function<void(Source&, Placed&)>;
constexpr std::size_t kPlacements = 6;
constexpr std::size_t kRounds = 8;

Placed made(Source& source, const Kind& kind)
{
    Placed values(kPlacements, std::vector<double>(kRounds));
    kind(source, values);
    for (auto& rounds : values) {
        for (double& value : rounds)
            value = std::exp(value);
    }
    return values;
}

void independent(Source& source, Placed& values)
{
    for (auto& rounds : values) {
        for (double& value : rounds)
            value = 0.05 * source.normal();
    }
}

void differentPlacements(Source& source, Placed& values)
{
    for (auto& rounds : values) {
        const double own = 0.04 * source.normal();
        for (double& value : rounds)
            value = own + 0.05 * source.normal();
    }
}

// A placement is lucky with its addresses, or it is not.
void twoModes(Source& source, Placed& values)
{
    for (auto& rounds : values) {
        const double own = source.uniform() < 0.3 ? -0.25 : 0;
        for (double& value : rounds)
            value = own + 0.03 * source.normal();
    }
}

// Rounds next to each other are alike, across placements too.
void autocorrelated(Source& source, Placed& values)
{
    double state = 0.05 * source.normal();
    for (auto& rounds : values) {
        for (double& value : rounds) {
            state = 0.85 * state + std::sqrt(1 - 0.85 * 0.85) * 0.05 * source.normal();
            value = state;
        }
    }
}

// The machine slows down and recovers over a time longer than the run.
void drifting(Source& source, Placed& values)
{
    const double phase = source.uniform();
    double round = 0;
    for (auto& rounds : values) {
        for (double& value : rounds) {
            value = 0.1 * std::sin(6.283185307179586 * (phase + round / 60)) + 0.02 * source.normal();
            ++round;
        }
    }
}

struct Coverage
{
    double placed = 0; // share of the intervals that hold the middle of all figures
    double single = 0; // the same for a bootstrap that takes all rounds for independent
};

Coverage coverageOf(const Kind& kind)
{
    constexpr std::size_t kRuns = 400;
    Source source(7);
    std::vector<Estimate> placed;
    std::vector<Estimate> single;
    for (std::size_t run = 0; run < kRuns; ++run) {
        const Placed values = made(source, kind);
        placed.push_back(placedMedian(values, {0.95, 2000, run + 1}));
        const std::vector<double> all = allOf(values);
        single.push_back({median(all), bootstrapMedian(all, 0.95, 500, run + 1)});
    }
    const auto share = [](const std::vector<Estimate>& estimates) {
        std::vector<double> figures;
        for (const Estimate& estimate : estimates)
            figures.push_back(estimate.value);
        const double middle = median(figures);
        double held = 0;
        for (const Estimate& estimate : estimates)
            held += estimate.interval.contains(middle) ? 1 : 0;
        return held / static_cast<double>(estimates.size());
    };
    return {share(placed), share(single)};
}

} // namespace

TEST(StudentQuantile, AgreesWithTables)
{
    EXPECT_NEAR(studentQuantile(0.975, 1), 12.706204736, 1e-8);
    EXPECT_NEAR(studentQuantile(0.975, 2), 4.302652730, 1e-8);
    EXPECT_NEAR(studentQuantile(0.975, 5), 2.570581836, 1e-8);
    EXPECT_NEAR(studentQuantile(0.995, 30), 2.749995654, 1e-8);
    EXPECT_NEAR(studentQuantile(0.025, 5), -2.570581836, 1e-8);
    EXPECT_NEAR(studentQuantile(0.5, 4), 0, 1e-12);
    EXPECT_THROW(studentQuantile(1, 4), std::invalid_argument);
    EXPECT_THROW(studentQuantile(0.5, 0), std::invalid_argument);
}

TEST(PlacedMedian, IsTheMedianOverPlacementsOfTheMediansWithin)
{
    EXPECT_DOUBLE_EQ(placedMedian({{1, 2, 9}, {}, {4, 5}, {7}}).value, 4.5); // of 2, 4.5, 7
    EXPECT_THROW(placedMedian({}), std::invalid_argument);
    EXPECT_THROW(placedMedian({{}, {}}), std::invalid_argument);
    EXPECT_THROW(placedMedian({{1}}, {1.0, 100, 1}), std::invalid_argument);
    EXPECT_THROW(placedMedian({{1}}, {0.95, 0, 1}), std::invalid_argument);
}

TEST(PlacedMedian, OfOneValueIsThatValue)
{
    const Estimate estimate = placedMedian({{3}});
    EXPECT_EQ(estimate.value, 3);
    EXPECT_EQ(estimate.interval, (Interval{3, 3}));
}

TEST(PlacedMedian, ReachesFromTheLeastToTheGreatestOfFewPlacements)
{
    const Estimate estimate = placedMedian({{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}});
    EXPECT_EQ(estimate.value, 3);
    EXPECT_EQ(estimate.interval, (Interval{1, 5}));
}

TEST(PlacedMedian, IsTheSameForTheSameSamplesAndSeed)
{
    Source source(3);
    const Placed values = made(source, differentPlacements);
    EXPECT_EQ(placedMedian(values).interval, placedMedian(values).interval);
    const ResamplingOptions other{0.95, 2000, 2};
    EXPECT_NE(placedMedian(values).interval, placedMedian(values, other).interval);
    // On every platform: the draws are this program's own.
    const Placed whole = {{2, 3, 5, 7}, {4, 6, 5, 3}, {1, 2, 4, 8}, {9, 7, 6, 5}, {3, 4, 5, 6}};
    const Estimate known = placedMedian(whole);
    EXPECT_DOUBLE_EQ(known.value, 4.5);
    EXPECT_NEAR(known.interval.low, 1.953624, 1e-6);
    EXPECT_DOUBLE_EQ(known.interval.high, 7);
}

TEST(PlacedMedianRatio, LeavesAloneWhatSlowsBothOfARound)
{
    Placed a(5, std::vector<double>(6));
    Placed b = a;
    Source source(5);
    for (std::size_t p = 0; p < a.size(); ++p) {
        const double slower = 1 + source.uniform(); // of the whole placement
        for (std::size_t i = 0; i < a[p].size(); ++i) {
            a[p][i] = 200 * slower;
            b[p][i] = 100 * slower;
        }
    }
    const Estimate estimate = placedMedianRatio(a, b);
    EXPECT_DOUBLE_EQ(estimate.value, 2);
    EXPECT_DOUBLE_EQ(estimate.interval.low, 2);
    EXPECT_DOUBLE_EQ(estimate.interval.high, 2);
    b[1].pop_back();
    EXPECT_THROW(placedMedianRatio(a, b), std::invalid_argument);
    b.pop_back();
    EXPECT_THROW(placedMedianRatio(a, b), std::invalid_argument);
}

TEST(Placed, CountsPlacementsAndRounds)
{
    const Placed values = {{1, 2}, {}, {3}};
    EXPECT_EQ(placementCount(values), 2u);
    EXPECT_EQ(roundCount(values), 3u);
    EXPECT_EQ(allOf(values), (std::vector<double>{1, 2, 3}));
}

// Samples whose truth is known: of each kind 400 runs, and how many intervals hold the middle of their
// figures.
TEST(PlacedMedianCoverage, IndependentRoundsAreHeldByBoth)
{
    const Coverage coverage = coverageOf(independent);
    EXPECT_GE(coverage.placed, 0.95);
    EXPECT_GE(coverage.single, 0.9);
}

TEST(PlacedMedianCoverage, DifferentPlacementsAreHeldWhereSingleRoundsAreNot)
{
    const Coverage coverage = coverageOf(differentPlacements);
    EXPECT_GE(coverage.placed, 0.95);
    EXPECT_LT(coverage.single, 0.85);
}

TEST(PlacedMedianCoverage, TwoModesAreHeldWhereSingleRoundsAreNot)
{
    const Coverage coverage = coverageOf(twoModes);
    EXPECT_GE(coverage.placed, 0.95);
    EXPECT_LT(coverage.single, 0.75);
}

TEST(PlacedMedianCoverage, AutocorrelatedRoundsAreHeldWhereSingleRoundsAreNot)
{
    const Coverage coverage = coverageOf(autocorrelated);
    EXPECT_GE(coverage.placed, 0.9);
    EXPECT_LT(coverage.single, 0.7);
}

TEST(PlacedMedianCoverage, DriftIsHeldWhereSingleRoundsAreNot)
{
    const Coverage coverage = coverageOf(drifting);
    EXPECT_GE(coverage.placed, 0.9);
    EXPECT_LT(coverage.single, 0.8);
}
