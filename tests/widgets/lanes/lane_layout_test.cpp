// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/lanes/sample_groups.h"
#include "widgets/lanes/span_sentence.h"

#include <gtest/gtest.h>

#include <numeric>

namespace lab::widgets {

namespace {

using trace::State;

double sum(const FoldedColumn& column)
{
    return std::accumulate(column.shares.begin(), column.shares.end(), 0.0);
}

TEST(LaneLayout, PutsAllGroupsOnTheClockOfTheLongest)
{
    const LaneLayout layout(fourImages(), sized(900));
    EXPECT_EQ(layout.longest(), 200'000);
    ASSERT_EQ(layout.rows().size(), 3u);
    ASSERT_EQ(layout.gaps().size(), 1u);
    EXPECT_EQ(layout.gaps()[0].group, 1u);
    EXPECT_EQ(layout.gaps()[0].ns, 100'000);
    EXPECT_NEAR(layout.gaps()[0].rect.left(), layout.axis().toX(100'000), 1e-9);
    EXPECT_TRUE(layout.gaps()[0].label.contains(formatTime(100'000)));
    ASSERT_EQ(layout.spans().size(), 4u + 2u + 4u);
    EXPECT_EQ(layout.spans()[2].label, QStringLiteral("Image 3"));
    EXPECT_TRUE(layout.columns().empty());
}

TEST(LaneLayout, OnlyTheSameWorkCanFinishEarlier)
{
    auto groups = fourImages();
    groups[1].work = 1;
    const LaneLayout layout(groups, sized(900));
    EXPECT_TRUE(layout.gaps().empty());
    groups.push_back(groups[1]); // the same work, and takes longer
    groups.back().trace = groupOf({{spanOf(0, 150'000, trace::State::Computing, 0)}}, 150'000).trace;
    const LaneLayout three(groups, sized(900));
    ASSERT_EQ(three.gaps().size(), 1u);
    EXPECT_EQ(three.gaps()[0].ns, 50'000);
    EXPECT_NEAR(three.gaps()[0].rect.right(), three.axis().toX(150'000), 1e-9)
        << "hatched as far as the label says";
}

TEST(LaneLayout, HundredsOfLanesFitWithTitlesThatCanBeRead)
{
    const std::vector<std::vector<trace::Span>> many(256, {spanOf(0, 90'000)});
    std::vector<LaneGroup> groups{groupOf({{spanOf(0, 100'000)}}, 100'000), groupOf(many, 90'000),
                                  groupOf({{spanOf(0, 80'000)}}, 80'000)};
    LayoutOptions options = sized(900);
    options.size.setHeight(360);
    const LaneLayout layout(groups, options);
    EXPECT_EQ(layout.rows().size(), 258u);
    EXPECT_LE(layout.height(), 361);
    for (std::size_t i = 1; i < layout.titles().size(); ++i)
        EXPECT_GE(layout.titles()[i].rect.top(), layout.titles()[i - 1].rect.bottom() - 1) << i;
    for (const LaneRow& row : layout.rows())
        EXPECT_LE(row.rect.bottom(), layout.axisY());
}

TEST(LaneLayout, ShowsOnlyTheVisibleRange)
{
    LayoutOptions options = sized(900);
    options.range = {60'000, 70'000};
    const LaneLayout layout(fourImages(), options);
    ASSERT_EQ(layout.spans().size(), 3u);
    for (const VisibleSpan& span : layout.spans()) {
        EXPECT_EQ(span.rect.left(), layout.axis().left);
        EXPECT_EQ(span.rect.right(), layout.axis().right());
    }
}

TEST(LaneLayout, FoldsNarrowSpansIntoExactShares)
{
    // 3 ns of computing, 1 ns of holding, 1 ns of nothing, over and over.
    std::vector<trace::Span> spans;
    for (base::Nanoseconds t = 0; t < 400'000; t += 5) {
        spans.push_back(spanOf(t, t + 3));
        spans.push_back(spanOf(t + 3, t + 4, State::Holds, 0, 0));
    }
    const LaneLayout layout({groupOf({spans}, 400'000)}, sized(900));
    ASSERT_EQ(layout.foldedRows().size(), 1u);
    EXPECT_EQ(layout.columns().size(), static_cast<std::size_t>(layout.axis().width));
    double computing = 0;
    for (const FoldedColumn& column : layout.columns()) {
        EXPECT_NEAR(sum(column), 0.8, 0.01);
        computing += column.shares[static_cast<std::size_t>(State::Computing)];
    }
    EXPECT_NEAR(computing / static_cast<double>(layout.columns().size()), 0.6, 1e-3);
}

TEST(LaneLayout, FoldedColumnsAgreeWithTheIndexBesideWideSpans)
{
    std::vector<trace::Span> spans;
    base::Nanoseconds t = 0;
    for (int i = 0; i < 600; ++i) {
        const base::Nanoseconds length = i % 40 == 0 ? 9'000 : 37 + (i * 71) % 300;
        spans.push_back(spanOf(t, t + length, i % 3 ? State::Computing : State::Holds, 0, 0));
        t += length + (i % 7 == 0 ? 55 : 0);
    }
    const LaneLayout layout({groupOf({spans}, t)}, sized(700));
    ASSERT_FALSE(layout.columns().empty());
    ASSERT_FALSE(layout.spans().empty());
    const trace::LaneIndex& index = layout.lane(layout.rows()[0]).index;
    std::int64_t before = -1;
    for (const FoldedColumn& column : layout.columns()) {
        EXPECT_GT(std::int64_t{column.column}, before);
        before = column.column;
        const auto from = std::llround(layout.axis().toTime(layout.axis().left + column.column));
        const auto to = std::llround(layout.axis().toTime(layout.axis().left + column.column + 1));
        const trace::StateTimes times = index.between(from, to);
        for (std::size_t i = 0; i < trace::kStateCount; ++i)
            EXPECT_NEAR(column.shares[i], static_cast<double>(times[i]) / static_cast<double>(to - from),
                        1e-5);
    }
}

TEST(LaneLayout, CrowdedColumnsMoveByHalfAColumnAtMostAndLeaveWideSpansWhole)
{
    // Computing, then holding, changing once in 3,000 spans; one long span in the middle.
    std::vector<trace::Span> spans;
    base::Nanoseconds t = 0;
    for (int i = 0; i < 60'000; ++i) {
        const base::Nanoseconds length = i == 30'000 ? 40'000 : 10;
        spans.push_back(spanOf(t, t + length, i / 3'000 % 2 ? State::Computing : State::Holds, 0, 0));
        t += length;
    }
    const LaneLayout layout({groupOf({spans}, t)}, sized(700));
    const TimeAxis& axis = layout.axis();
    ASSERT_GT(60'000, 40 * axis.width) << "many spans a column";
    ASSERT_EQ(layout.spans().size(), 1u);
    EXPECT_EQ(layout.spans().front().spanIndex, 30'000u);
    const trace::LaneIndex& index = layout.lane(layout.rows()[0]).index;
    for (const FoldedColumn& column : layout.columns()) {
        EXPECT_NEAR(sum(column), 1, 1e-4);
        const auto edge = [&](double shift) {
            return std::llround(axis.toTime(axis.left + column.column + shift));
        };
        // Where nothing changes within half a column of it, the column says exactly what is there.
        const auto state = static_cast<std::size_t>(State::Holds);
        const auto around = index.between(edge(-0.5), edge(1.5))[state];
        if (around == 0 || around == edge(1.5) - edge(-0.5)) {
            EXPECT_EQ(column.shares[state], around > 0 ? 1 : 0) << column.column;
        }
    }
}

TEST(LaneLayout, FindsWhatIsUnderAPoint)
{
    const LaneLayout layout(fourImages(), sized(900));
    const LaneRow& second = *layout.row(1, 1);
    const double y = second.rect.center().y();
    const Hit image = layout.hitAt({layout.axis().toX(60'000), y});
    EXPECT_EQ(image.kind, Hit::Kind::Span);
    EXPECT_EQ(image.group, 1u);
    EXPECT_EQ(image.lane, 1u);
    EXPECT_EQ(layout.span(1, 1, image.span).first, 3u);
    EXPECT_EQ(layout.hitAt({layout.axis().toX(150'000), y}).kind, Hit::Kind::Gap);
    EXPECT_EQ(layout.hitAt({20, y}).kind, Hit::Kind::Lane);
    EXPECT_EQ(layout.hitAt({layout.axis().toX(10'000), layout.axisY() + 3}).kind, Hit::Kind::Axis);
    EXPECT_EQ(layout.hitAt({300, 10}).kind, Hit::Kind::Title);
    EXPECT_EQ(layout.hitAt({300, 1e6}).kind, Hit::Kind::Nothing);
    EXPECT_EQ(LaneLayout().hitAt({1, 1}).kind, Hit::Kind::Nothing);
}

TEST(LaneLayout, SurvivesDegenerateSizesAndData)
{
    for (const double width : {0.0, 1.0, 60.0})
        for (const double height : {0.0, 1.0, 300.0}) {
            const LaneLayout layout(fourImages(), sized(width, height));
            EXPECT_EQ(layout.rows().size(), 3u);
            layout.hitAt({0.5, 30});
        }
    EXPECT_TRUE(LaneLayout({}, sized(500)).isEmpty());
    EXPECT_TRUE(LaneLayout({LaneGroup{}}, sized(500)).isEmpty());
    const LaneLayout instant({groupOf({{spanOf(0, 0)}}, 0)}, sized(500));
    EXPECT_TRUE(instant.spans().empty());
}

TEST(LaneLayout, TickLabelsStayInsideAndApart)
{
    for (double width = 150; width < 1500; width += 111) {
        const LaneLayout layout(fourImages(), sized(width));
        double before = -1;
        for (const AxisTick& tick : layout.axisTicks()) {
            EXPECT_GT(tick.labelRect.left(), before);
            EXPECT_LE(tick.labelRect.right(), width);
            before = tick.labelRect.right();
        }
    }
}

TEST(LaneLayout, RowsShrinkWithTheirNumber)
{
    double before = 1e9;
    for (const std::size_t lanes : {2u, 16u, 64u, 256u}) {
        const std::vector<std::vector<trace::Span>> lists(lanes, {spanOf(0, 100)});
        const LaneLayout layout({groupOf(lists, 100)}, sized(900, 640));
        const double height = layout.rows()[0].rect.height();
        EXPECT_LE(height, before);
        EXPECT_GE(height, 2);
        before = height;
        double labelEnd = 0;
        for (const LaneRow& row : layout.rows())
            if (!row.label.isEmpty()) {
                EXPECT_GE(row.labelRect.top(), labelEnd - 1);
                labelEnd = row.labelRect.bottom();
            }
    }
}

TEST(LaneLayout, LegendNamesTheStatesThatOccur)
{
    const LaneLayout layout(fourImages(), sized(900));
    ASSERT_EQ(layout.legend().size(), 3u);
    EXPECT_EQ(layout.legend()[0].state, State::Computing);
    EXPECT_TRUE(layout.legend()[0].text.contains(formatShare(0.85))); // 170 of 200 µs, parallel only
    EXPECT_TRUE(layout.legend()[1].text.contains(formatShare(0.05)));
    EXPECT_TRUE(layout.legend()[2].text.contains(formatShare(0.10)));
}

TEST(LaneLayout, LegendTellsTheSharesOfTheChosenGroup)
{
    auto groups = fourImages();
    groups[0].chosen = true; // 200 µs of computing by one worker
    const LaneLayout layout(groups, sized(900));
    EXPECT_EQ(layout.legendTitle().words, groups[0].title + QLatin1Char(':'));
    EXPECT_LE(layout.legendTitle().rect.right(), layout.legend()[0].swatch.left());
    ASSERT_EQ(layout.legend().size(), 3u) << "all states that are to be seen";
    EXPECT_TRUE(layout.legend()[0].text.contains(formatShare(1)));
    EXPECT_FALSE(layout.legend()[1].text.contains(QLatin1Char('('))) << "none of it in the chosen group";

    groups.resize(1);
    EXPECT_TRUE(LaneLayout(groups, sized(900)).legendTitle().words.isEmpty()) << "goes without saying";
}

TEST(LaneLayout, LegendGivesWayBeforeTitlesCannotBeRead)
{
    std::vector<LaneGroup> groups(3, groupOf({{spanOf(0, 100'000)}, {spanOf(0, 100'000)}}, 100'000));
    LayoutOptions options = sized(300);
    options.size.setHeight(300);
    EXPECT_FALSE(LaneLayout(groups, options).legend().empty());
    options.size.setHeight(104);
    const LaneLayout layout(groups, options);
    EXPECT_TRUE(layout.legend().empty());
    EXPECT_LE(layout.height(), 105);
    for (std::size_t i = 1; i < layout.titles().size(); ++i)
        EXPECT_GE(layout.titles()[i].rect.top(), layout.titles()[i - 1].rect.bottom() - 1) << i;
    options.size.setHeight(0); // as high as it likes
    EXPECT_FALSE(LaneLayout(groups, options).legend().empty());
}

TEST(LaneLayout, ManyLanesBesideATitleKeepTheirNamesOutOfItsWay)
{
    const std::vector<std::vector<trace::Span>> many(6, {spanOf(0, 100'000)});
    std::vector<LaneGroup> groups(3, groupOf(many, 100'000));
    groups[0].trace = groupOf({{spanOf(0, 100'000)}}, 100'000).trace; // one lane needs no name
    groups[2].title = QStringLiteral("A title that reaches as far as the axis");
    const LaneLayout layout(groups, sized(900, 290));
    ASSERT_TRUE(layout.titlesStandBeside());
    std::array<int, 3> named{};
    for (const LaneRow& row : layout.rows()) {
        if (row.label.isEmpty())
            continue;
        ++named[row.group];
        EXPECT_EQ(row.label, QStringLiteral("worker %1").arg(row.lane + 1));
        EXPECT_LT(row.labelRect.right(), layout.axis().left);
        EXPECT_NEAR(row.labelRect.center().y(), row.rect.center().y(), 1);
    }
    EXPECT_EQ(named[0], 0);
    EXPECT_EQ(named[1], 6) << "beside a short title, too";
    EXPECT_EQ(named[2], 5) << "the first would stand in the title";

    std::vector<LaneGroup> pairs(9, groupOf({{spanOf(0, 100'000)}, {spanOf(0, 100'000)}}, 100'000));
    pairs[2].title = groups[2].title;
    const LaneLayout low(pairs, sized(900, 640));
    ASSERT_TRUE(low.titlesStandBeside());
    for (const LaneRow& row : low.rows())
        EXPECT_EQ(row.label.isEmpty(), row.group == 2) << row.group << ": both or none";
}

TEST(LaneLayout, LinksAreNobodysTime)
{
    auto spans = std::vector<std::vector<trace::Span>>{{spanOf(0, 80)}, {spanOf(0, 100, State::Transfer)}};
    auto group = groupOf(spans, 100);
    std::vector<trace::LaneInfo> lanes = {{"GPU 1", trace::LaneKind::Device},
                                          {"link", trace::LaneKind::Link}};
    group.trace = trace::Trace::make(lanes, std::move(spans), 0, 100);
    const LaneLayout layout({group}, sized(900));
    ASSERT_EQ(layout.legend().size(), 3u);
    EXPECT_TRUE(layout.legend()[0].text.contains(formatShare(0.8)));
    for (const LegendItem& item : layout.legend()) {
        if (item.state == State::Transfer) {
            EXPECT_FALSE(item.text.contains(QLatin1Char('(')));
        }
    }
}

TEST(Sentence, SaysWhatWhereAndHowLong)
{
    const std::vector<LaneGroup> groups = fourImages();
    QString text = explain(groups[1], 0, 1);
    for (const QString& part : {QStringLiteral("Image 3"), QStringLiteral("worker 1"), formatTime(50'000),
                                formatShare(0.5), formatTime(100'000)})
        EXPECT_TRUE(text.contains(part)) << text.toStdString();
    text = explain(groups[1], 1, 0);
    EXPECT_TRUE(text.startsWith(QStringLiteral("worker 2 starts ") + formatTime(10'000)))
        << text.toStdString();
    text = explain(groups[1], 1, 3);
    EXPECT_TRUE(text.contains(QStringLiteral("worker 1 works until ") + formatTime(100'000)))
        << text.toStdString();
    EXPECT_TRUE(explain(groups[1], 9, 9).isEmpty());
    EXPECT_TRUE(explain(LaneGroup{}, 0, 0).isEmpty());
}

TEST(Sentence, NamesTheProcessorWhereItIsKnown)
{
    trace::Span work = spanOf(0, 50);
    work.processor = base::Processor{1};
    trace::Span wait = spanOf(0, 60, State::WaitsForLock, 0, 4);
    wait.processor = base::Processor{0};
    const LaneGroup group = groupOf({{work, spanOf(50, 100)}, {wait}}, 100);
    EXPECT_TRUE(explain(group, 0, 0).endsWith(QStringLiteral("; on processor 1")));
    EXPECT_TRUE(explain(group, 1, 0).endsWith(QStringLiteral("; on processor 0")));
    EXPECT_FALSE(explain(group, 0, 1).contains(QStringLiteral("processor")));
    EXPECT_FALSE(explain(group, 1, 1).contains(QStringLiteral("processor"))) << "nobody recorded it";
}

TEST(Sentence, NamesTheHolderOfALock)
{
    const LaneGroup group = groupOf({{spanOf(0, 100, State::HoldsWhileOthersWait, 0, 4)},
                                     {spanOf(0, 90, State::WaitsForLock, 0, 4), spanOf(90, 100)},
                                     {spanOf(0, 100, State::Holds, 0, 5)}},
                                    100);
    EXPECT_TRUE(explain(group, 1, 0).endsWith(QStringLiteral("held by worker 1")));
    EXPECT_TRUE(explain(group, 0, 0).endsWith(QStringLiteral("while worker 2 waits")));
    EXPECT_TRUE(explain(group, 2, 0).endsWith(QStringLiteral("nobody waits")));
}

} // namespace

} // namespace lab::widgets
