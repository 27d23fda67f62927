// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/ladder_data.h"

#include "tests/support/machine_of.h"
#include "tests/widgets/charts/ladder_run.h"
#include "widgets/charts/chart_content.h"
#include "widgets/charts/figure_words.h"
#include "widgets/charts/ladder_layout.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lab::widgets {

namespace {

LadderData dataOf(const session::RunState& state, std::optional<std::size_t> peer = {}, bool quoted = true)
{
    scenario::ScenarioInfo info = ladderInfo(state);
    info.peer = peer;
    return ladderData(info, state, quoted);
}

TEST(LadderData, TotalsAndStepsComeFromMedians)
{
    const LadderData data = dataOf(tenfold(), 5);
    ASSERT_EQ(data.rows.size(), 6u);
    EXPECT_EQ(data.groups, 1u);
    EXPECT_DOUBLE_EQ(*data.rows[0].factor, 1);
    EXPECT_FALSE(data.rows[0].step);
    EXPECT_DOUBLE_EQ(*data.rows[3].factor, 1000);
    EXPECT_DOUBLE_EQ(*data.rows[3].step, 10);
    EXPECT_TRUE(data.rows[3].usesPool);
    EXPECT_TRUE(data.rows[5].peer);
    EXPECT_FALSE(data.rows[5].step);
    EXPECT_GT(data.high, 50'000); // the quotation's last
    EXPECT_EQ(data.low, 1);
    EXPECT_TRUE(data.title.contains(QStringLiteral("first")));
}

TEST(LadderData, IntervalsTakeBothMediansIntoAccount)
{
    session::RunState state = tenfold();
    const auto whole = dataOf(state).rows[1].interval;
    EXPECT_LT(whole.low, 10 / 1.1);
    EXPECT_GT(whole.high, 10 / 0.9);
    state.variants[0].interval = {1e8, 1e8}; // as if the base were known exactly
    const auto one = dataOf(state).rows[1].interval;
    EXPECT_NEAR(one.low, 10 / 1.1, 1e-9);
    EXPECT_NEAR(one.high, 10 / 0.9, 1e-9);
    EXPECT_EQ(dataOf(state).rows[0].interval, (analysis::Interval{1, 1}));
}

TEST(LadderData, EveryRootHasAGroupOfItsOwn)
{
    // 0 ← 1 ← 2, and a pair 3 ← 4 in between 2 and 5.
    const LadderData data = dataOf(
        ladderState({{"a", 800}, {"b", 400, 0}, {"c", 100, 1}, {"p", 50, 3}, {"q", 10, 3}, {"d", 80, 2}}));
    EXPECT_EQ(data.groups, 2u);
    std::vector<std::size_t> variants;
    for (const LadderRow& row : data.rows)
        variants.push_back(row.variant);
    EXPECT_EQ(variants, (std::vector<std::size_t>{0, 1, 2, 5, 3, 4}));
    EXPECT_DOUBLE_EQ(*data.rows[2].factor, 8);
    EXPECT_DOUBLE_EQ(*data.rows[3].factor, 10);
    EXPECT_DOUBLE_EQ(*data.rows[4].factor, 1); // its own first
    EXPECT_FALSE(data.rows[4].step);
    EXPECT_DOUBLE_EQ(*data.rows[5].factor, 5);
}

TEST(LadderData, WhereTheRootCannotRunTheNextIsTheBase)
{
    const LadderData data = dataOf(ladderState({{"a", 0}, {"b", 400}, {"c", 0}, {"d", 100}}));
    EXPECT_FALSE(data.rows[0].available);
    EXPECT_EQ(data.rows[0].reason, QStringLiteral("no such interpreter"));
    EXPECT_FALSE(data.rows[0].factor);
    EXPECT_DOUBLE_EQ(*data.rows[1].factor, 1);
    EXPECT_FALSE(data.rows[2].factor);
    EXPECT_DOUBLE_EQ(*data.rows[3].step, 4); // over the one that is left out
    EXPECT_TRUE(data.title.contains(QStringLiteral("b")));
}

TEST(LadderData, CirclesAndSlowerVariantsAreDrawnToo)
{
    session::RunState state = ladderState({{"a", 100, 1}, {"b", 200, 0}});
    EXPECT_EQ(dataOf(state).rows.size(), 2u);
    state = ladderState({{"a", 100}, {"slower", 400}});
    const LadderData data = dataOf(state);
    EXPECT_DOUBLE_EQ(*data.rows[1].factor, 0.25);
    EXPECT_LT(data.low, data.rows[1].interval.low);
}

TEST(LadderData, ThePeerIsHeldAgainstTheFastestExactRung)
{
    session::RunState state = tenfold();
    EXPECT_EQ(dataOf(state, 5).sentence, QStringLiteral("Fastest exact rung: on workers, 2.0× somebody's"));
    EXPECT_TRUE(dataOf(state).sentence.isEmpty());
    state.variants[5].availability.available = false;
    EXPECT_TRUE(dataOf(state, 5).sentence.isEmpty());
}

TEST(LadderData, RateAndShareOfPeakNeedWorkAndFigure)
{
    session::RunState state = tenfold();
    const LadderData data = dataOf(state);
    EXPECT_DOUBLE_EQ(*data.rows[3].rate, 200); // 2e7 operations in 0.1 ms
    EXPECT_DOUBLE_EQ(*data.rows[3].percentOfPeak, 50);
    EXPECT_TRUE(data.hasRate && data.hasPercent);
    state.machineFigures.clear();
    EXPECT_TRUE(dataOf(state).hasRate);
    EXPECT_FALSE(dataOf(state).hasPercent);
    state.work = {};
    EXPECT_FALSE(dataOf(state).hasRate);
}

TEST(LadderData, RatesAreInTheWorksUnit)
{
    session::RunState state = tenfold();
    state.work.operations = 2e5;
    state.work.unit = "M increments/s";
    state.work.perUnit = 1e-3;
    const LadderData data = dataOf(state);
    EXPECT_EQ(data.rateUnit, QStringLiteral("M increments/s"));
    EXPECT_DOUBLE_EQ(*data.rows[3].rate, 2000); // 2e5 in 0.1 ms
    EXPECT_FALSE(data.hasPercent);              // the peak is one of GFLOP/s
    EXPECT_EQ(chartKinds(ladderInfo(state), state),
              (std::vector<scenario::ChartKind>{scenario::ChartKind::Ladder, scenario::ChartKind::Scaling}));
    const LadderLayout layout(data, {900, 400}, 1);
    ASSERT_EQ(layout.columns.size(), 3u);
    EXPECT_EQ(layout.columns[2].title, data.rateUnit);
}

TEST(LadderData, StepsAreTakenOnLaddersOnly)
{
    const session::RunState state = tenfold();
    scenario::ScenarioInfo info = ladderInfo(state);
    const auto steps = [&] {
        const LadderLayout layout(ladderData(info, state, false), {900, 400}, 1);
        return std::count_if(layout.columns.begin(), layout.columns.end(),
                             [](const auto& column) { return column.cell == LadderLayout::Cell::Step; });
    };
    EXPECT_EQ(steps(), 1);
    info.isLadder = false;
    EXPECT_EQ(steps(), 0);
}

TEST(LadderData, WrongResultsAreNamedAndNeverTheFastestExactOnes)
{
    session::RunState state = tenfold();
    state.variants[3].variant.exact = false;
    state.variants[3].remark = "lost 3 of 7";
    const LadderData data = dataOf(state, 5);
    EXPECT_FALSE(data.rows[3].exact);
    EXPECT_TRUE(data.rows[3].name.contains(QStringLiteral("wrong")));
    EXPECT_EQ(data.rows[3].remark, QStringLiteral("lost 3 of 7"));
    EXPECT_TRUE(data.sentence.startsWith(QStringLiteral("Fastest exact rung: hundred")));
}

TEST(LadderData, AnotherGroupDoesOtherWork)
{
    session::RunState state = ladderState({{"a", 800}, {"b", 400, 0}, {"other", 100, 2}, {"c", 50, 2}});
    state.work.operations = 1600;
    state.work.bytes = 100;
    const LadderData data = dataOf(state);
    EXPECT_DOUBLE_EQ(*data.rows[1].rate, 4);
    EXPECT_FALSE(data.rows[2].rate);
    EXPECT_FALSE(data.rows[3].rate);
    EXPECT_EQ(rooflineData(ladderInfo(state), state).points.size(), 2u);
}

TEST(LadderData, TheQuotationCanBeSwitchedOff)
{
    const session::RunState state = tenfold();
    EXPECT_EQ(dataOf(state).quotation.rungs.size(), 2u);
    const LadderData off = dataOf(state, {}, false);
    EXPECT_TRUE(off.quotation.rungs.empty());
    EXPECT_TRUE(off.canQuote);
    EXPECT_LT(off.high, 50'000);
}

TEST(LadderData, BeforeARunTheScenarioNamesItsRows)
{
    const LadderData data = ladderData(ladderInfo(tenfold()), {}, true);
    EXPECT_EQ(data.rows.size(), 6u);
    EXPECT_FALSE(data.measured);
    EXPECT_FALSE(data.rows[0].factor);
    EXPECT_TRUE(data.quotation.rungs.empty()); // alone it would be taken for this machine's
}

TEST(FigureWords, FewerDecimalsTheLargerItIs)
{
    EXPECT_EQ(factorText(1), QStringLiteral("1×"));
    EXPECT_EQ(factorText(1.254), QStringLiteral("1.25×"));
    EXPECT_EQ(factorText(93.95), QStringLiteral("94.0×"));
    EXPECT_EQ(factorText(7'314), QStringLiteral("7\u202f310×"));
    EXPECT_EQ(quotedText(6'727), QStringLiteral("6\u202f727×"));
    EXPECT_EQ(quotedText(11), QStringLiteral("11×"));
    EXPECT_EQ(stepText(5.23), QStringLiteral("×5.2"));
    EXPECT_EQ(stepText(105.1), QStringLiteral("×105"));
    EXPECT_EQ(rateText(0.0199), QStringLiteral("0.02"));
    EXPECT_EQ(rateText(1'419.4), QStringLiteral("1\u202f419"));
    EXPECT_EQ(percentText(0.008), QStringLiteral("0.01"));
    EXPECT_EQ(percentText(72.6), QStringLiteral("73"));
    EXPECT_EQ(countText(7'000'704), QStringLiteral("7\u202f000\u202f704"));
}

TEST(ChartContent, KindsFollowTheScenarioTheWorkAndTheMode)
{
    using scenario::ChartKind;
    session::RunState state = tenfold();
    const scenario::ScenarioInfo info = ladderInfo(state);
    EXPECT_EQ(chartKinds(info, state), info.charts);
    EXPECT_EQ(chartKind(info, state, {}), ChartKind::Ladder);
    EXPECT_EQ(chartKind(info, state, {ChartKind::Roofline, true}), ChartKind::Roofline);
    EXPECT_TRUE(std::holds_alternative<RooflineData>(
        chartContent(info, state, tests::machineOf(2), {ChartKind::Roofline, true})));
    state.mode = session::Mode::Live;
    EXPECT_EQ(chartKind(info, state, {ChartKind::Roofline, true}), ChartKind::Scaling);
    EXPECT_EQ(chartKind(info, state, {ChartKind::Locks, true}), ChartKind::Scaling); // not offered
    scenario::ScenarioInfo locks;
    locks.charts = {ChartKind::Ladder, ChartKind::Locks};
    EXPECT_EQ(chartKind(locks, state, {ChartKind::Locks, true}), ChartKind::Locks);
    EXPECT_EQ(chartKind(locks, state, {ChartKind::Ladder, true}), ChartKind::Scaling);
    EXPECT_TRUE(std::holds_alternative<LockTableData>(
        chartContent(locks, state, tests::machineOf(2), {ChartKind::Locks, true})));
    state.mode = session::Mode::Run;
    state.work = {};
    EXPECT_EQ(chartKinds(info, state), (std::vector<ChartKind>{ChartKind::Ladder, ChartKind::Scaling}));
    EXPECT_EQ(chartKind(info, state, {ChartKind::Roofline, true}), ChartKind::Ladder);
    EXPECT_EQ(chartKinds({}, state), std::vector<ChartKind>{ChartKind::Scaling});
}

TEST(LadderData, MarksWhatWasPredictedOnTheRowThatWasAskedAbout)
{
    session::RunState state = tenfold();
    scenario::ScenarioInfo info = ladderInfo(state);
    info.id = state.scenarioId = "ladder";
    info.question = {3, 1};
    const LadderData data = ladderData(info, state, false, 1e6);
    ASSERT_TRUE(data.predicted);
    EXPECT_EQ(data.predictedRow, 3u);
    EXPECT_DOUBLE_EQ(*data.predicted, 1e7) << "against the first: ten times what was said of the second";
    EXPECT_GT(data.high, 1e7);
    EXPECT_FALSE(ladderData(info, state, false).predicted);
    state.variants[3].median = 0;
    EXPECT_FALSE(ladderData(info, state, false, 1e6).predicted) << "no answer yet";
    LadderLayout layout(data, {400, 300}, 1);
    EXPECT_TRUE(std::any_of(layout.entries.begin(), layout.entries.end(), [](const auto& entry) {
        return entry.kind == LadderLayout::Entry::Kind::Predicted;
    }));
}

} // namespace

} // namespace lab::widgets
