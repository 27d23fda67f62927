// SPDX-License-Identifier: GPL-3.0-or-later
// Causes in the lanes: the critical path, whose fault a wait is, and the way there.
#include "tests/support/batch_capture.h"
#include "tests/widgets/lanes/sample_groups.h"
#include "widgets/lanes/lane_painter.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/lanes/span_sentence.h"
#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QtTest>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using trace::State;

// Worker 1 holds the lock until 30 µs and works until 40; worker 2 waits from 5, holds it until 50 and works
// until 100.
LaneGroup twoAtALock(bool path = true)
{
    LaneGroup group =
        groupOf({{spanOf(0, 30'000, State::Holds, 0, 0), spanOf(30'000, 40'000, State::Computing, 1)},
                 {spanOf(0, 5'000, State::Computing, 2), spanOf(5'000, 30'000, State::WaitsForLock, 3, 0),
                  spanOf(30'000, 50'000, State::Holds, 3, 0), spanOf(50'000, 100'000, State::Computing, 4)}},
                100'000);
    group.chosen = true;
    group.why = analysis::explain(*group.trace, {});
    group.path = path;
    return group;
}

std::uint32_t spanAt(const LaneGroup& group, std::size_t lane, base::Nanoseconds t)
{
    const trace::LaneIndex& index = group.trace->lanes()[lane].index;
    return index.segments()[index.firstEndingAfter(t)].span;
}

TEST(CauseLanes, ThePathGoesFromLaneToLaneAndTheRestIsAside)
{
    const LaneLayout layout({twoAtALock()}, sized(900));
    ASSERT_EQ(layout.paths().size(), 1u);
    const PathLine& path = layout.paths().front();
    const TimeAxis& axis = layout.axis();
    const auto within = [&](std::size_t lane, const QPointF& point) {
        const QRectF rect = layout.row(0, lane)->rect;
        return point.y() > rect.top() && point.y() < rect.bottom();
    };
    ASSERT_GE(path.points.size(), 4u);
    for (std::size_t i = 0; i < path.points.size(); ++i) {
        EXPECT_TRUE(within(path.points[i].x() <= axis.toX(30'000) && i < 4 ? 0 : 1, path.points[i])) << i;
        EXPECT_GE(path.points[i].x(), i == 0 ? axis.left : path.points[i - 1].x());
    }
    EXPECT_NEAR(path.points.front().x(), axis.left, 1);
    EXPECT_NEAR(path.points.back().x(), axis.right(), 1);
    ASSERT_EQ(path.aside.size(), 2u);
    EXPECT_NEAR(path.aside[0].left(), axis.toX(30'000), 1.5);
    EXPECT_NEAR(path.aside[0].right(), axis.right(), 1.5);
    EXPECT_NEAR(path.aside[1].left(), axis.left, 1.5);
    EXPECT_NEAR(path.aside[1].right(), axis.toX(30'000), 1.5);
    EXPECT_TRUE(LaneLayout({twoAtALock(false)}, sized(900)).paths().empty());
}

TEST(CauseLanes, WhatIsAsideIsPaler)
{
    const auto painted = [](bool path) {
        const LaneLayout layout({twoAtALock(path)}, sized(900));
        QImage image(900, 300, QImage::Format_RGB32);
        image.fill(Theme::of(ThemeKind::Light).panel);
        QPainter painter(&image);
        paintLanes(painter, layout, Theme::of(ThemeKind::Light), kNoPlayhead);
        painter.end();
        const QRectF rect = layout.row(0, 0)->rect;
        const auto at = [&](base::Nanoseconds t) {
            return image.pixelColor(
                QPointF(layout.axis().toX(static_cast<double>(t)), rect.top() + 4).toPoint());
        };
        return std::pair(at(36'000), at(20'000));
    };
    const auto [aside, on] = painted(true);
    const auto [before, same] = painted(false);
    EXPECT_GT(aside.lightness(), before.lightness());
    EXPECT_EQ(on, same);
}

TEST(CauseLanes, SentencesNameTheCauseAndWhatItCostTheOthers)
{
    const LaneGroup group = twoAtALock();
    EXPECT_THAT(explain(group, 1, spanAt(group, 1, 10'000)).toStdString(),
                testing::AllOf(testing::HasSubstr("worker 1"), testing::HasSubstr("X goes there")));
    const std::string hold = explain(group, 0, spanAt(group, 0, 20'000)).toStdString();
    EXPECT_THAT(hold, testing::HasSubstr("the others waited 25"));
    EXPECT_THAT(explain(group, 0, spanAt(group, 0, 35'000)).toStdString(),
                testing::Not(testing::HasSubstr("the others waited")));
}

TEST(CauseLanes, FromTheLongestWaitToItsCauseAndNoFurther)
{
    applyTheme(*qApp, ThemeKind::Light);
    LanesView view;
    view.resize(900, 300);
    view.goToCause(); // of nothing
    EXPECT_FALSE(view.selected());
    const LaneGroup group = twoAtALock();
    view.setGroups({group});
    const QSignalSpy moved(&view, &LanesView::playheadMoved);
    view.goToCause();
    ASSERT_TRUE(view.selected());
    EXPECT_EQ(view.selected()->lane, 0u);
    EXPECT_EQ(view.selected()->span, spanAt(group, 0, 70'000)) << "worker 1 with nothing to do";
    EXPECT_TRUE(view.isPinned());
    view.goToCause();
    EXPECT_EQ(view.selected()->lane, 1u);
    EXPECT_EQ(view.selected()->span, spanAt(group, 1, 70'000));
    ASSERT_EQ(moved.size(), 2);
    EXPECT_EQ(moved[0][0].toDouble(), 40'000);
    EXPECT_EQ(moved[1][0].toDouble(), 50'000);
    view.goToCause();
    EXPECT_EQ(view.selected()->lane, 1u);
    EXPECT_EQ(moved.size(), 2) << "it works: nobody holds it up";
}

TEST(CauseLanes, ThePlayheadWalksToTheCauseAndAPressOfTheMouseStopsIt)
{
    applyTheme(*qApp, ThemeKind::Light);
    LanesView view;
    view.resize(900, 300);
    view.setGroups({twoAtALock()});
    view.setPlayhead(0);
    QObject::connect(&view, &LanesView::playheadMoved, &view, &LanesView::setPlayhead);
    const QSignalSpy moved(&view, &LanesView::playheadMoved);
    view.goToCause();
    EXPECT_TRUE(QTest::qWaitFor([&] { return view.playhead() == 40'000; })) << view.playhead();
    EXPECT_GT(moved.size(), 2) << "on the way";
    view.setPlayhead(0);
    view.goToCause();
    EXPECT_TRUE(QTest::qWaitFor([&] { return view.playhead() > 0; }));
    QTest::mousePress(&view, Qt::LeftButton, {}, {400, 50});
    const double stopped = view.playhead();
    QTest::qWait(50);
    EXPECT_EQ(view.playhead(), stopped);
}

TEST(CauseLanes, ASpanOfTheChosenVariantIsShownAndAnyOtherIsNot)
{
    LanesView view;
    view.resize(900, 300);
    view.showSpan(0, 0); // of nothing
    const LaneGroup group = twoAtALock();
    view.setGroups({group});
    const QSignalSpy moved(&view, &LanesView::playheadMoved);
    const std::uint32_t span = spanAt(group, 1, 70'000);
    view.showSpan(1, span);
    ASSERT_TRUE(view.selected());
    EXPECT_EQ(*view.selected(), (SpanAddress{0, 1, span}));
    EXPECT_TRUE(view.isPinned());
    ASSERT_EQ(moved.size(), 1);
    EXPECT_EQ(moved[0][0].toDouble(), 50'000);
    view.showSpan(7, 0);
    view.showSpan(0, 99);
    EXPECT_EQ(moved.size(), 1);
}

TEST(CauseLanes, TheNoteOfTheChosenGroupSaysWhatThePathConsistsOf)
{
    session::RunState state = tests::finishedState();
    for (auto& variant : state.variants) {
        auto capture = std::make_shared<session::Capture>(*variant.capture);
        capture->why = analysis::explain(*capture->trace, {});
        variant.capture = capture;
    }
    const auto groups = laneGroups(state, 1, 0, true);
    EXPECT_TRUE(groups[1].path);
    EXPECT_FALSE(groups[0].path);
    EXPECT_THAT(groups[1].note.toStdString(), testing::StartsWith("critical path: computing "));
    EXPECT_THAT(laneGroups(state, 1)[1].note.toStdString(), testing::Not(testing::HasSubstr("path")));
}

} // namespace

} // namespace lab::widgets
