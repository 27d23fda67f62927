// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hand_made_trace.h"
#include "widgets/lanes/lanes_view.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QVariantAnimation>
#include <QWheelEvent>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using trace::State;

class ZoomToWork : public ::testing::Test
{
protected:
    ZoomToWork()
    {
        tests::HandMadeTrace hand;
        hand.lane("main");
        hand.add(0, 0, 70'000, State::StartUp, {0}, 0);
        hand.lane("thread 1");
        hand.add(1, 30'000, 30'100, State::Computing, {0}, 0);
        hand.add(1, 40'000, 40'010, State::Computing, {0}, 1);
        LaneGroup other;
        other.trace = hand.until(90'000);
        tests::HandMadeTrace chosen;
        chosen.lane("thread 1");
        chosen.add(0, 50'000, 50'200, State::Computing, {0}, 0);
        LaneGroup group;
        group.trace = chosen.until(100'000);
        group.chosen = true;
        group.variant = 1;
        view.resize(900, 300);
        view.setGroups({other, group});
    }
    QVariantAnimation* animation() { return view.findChild<QVariantAnimation*>(); }
    double begin() { return view.laneLayout().axis().begin; }
    double end() { return view.laneLayout().axis().end; }
    void expectAtWork()
    {
        EXPECT_LT(begin(), 50'000);
        EXPECT_GT(end(), 50'200);
        EXPECT_LT(end() - begin(), 1000);
    }

    LanesView view;
};

} // namespace

TEST_F(ZoomToWork, JumpsWithReducedMotionAndBack)
{
    view.zoomToWork(true);
    EXPECT_EQ(animation(), nullptr);
    expectAtWork();
    view.fit();
    EXPECT_DOUBLE_EQ(begin(), 0);
    EXPECT_DOUBLE_EQ(end(), 100'000);
}

TEST_F(ZoomToWork, ComesNearerByTheSameFactorAndKeepsTheWorkInSight)
{
    QSignalSpy spy(&view, &LanesView::rangeChanged);
    view.zoomToWork();
    ASSERT_NE(animation(), nullptr);
    animation()->setEasingCurve(QEasingCurve::Linear);
    double before = end() - begin();
    double factor = 0;
    for (int i = 1; i <= 6; ++i) {
        animation()->setCurrentTime(animation()->duration() * i / 6);
        const double shown = end() - begin();
        EXPECT_LT(shown, before);
        EXPECT_LE(begin(), 50'000);
        EXPECT_GE(end(), 50'200);
        if (i > 1) {
            EXPECT_NEAR(before / shown, factor, factor * 0.05);
        }
        factor = before / shown;
        before = shown;
    }
    expectAtWork();
    EXPECT_GE(spy.count(), 6);
    view.fit();
    animation()->setCurrentTime(animation()->duration());
    EXPECT_DOUBLE_EQ(begin(), 0);
    EXPECT_DOUBLE_EQ(end(), 100'000);
}

TEST_F(ZoomToWork, AnyKeyWheelOrPressEndsIt)
{
    const auto running = [&] { return animation()->state() == QAbstractAnimation::Running; };
    view.zoomToWork();
    EXPECT_TRUE(running());
    QTest::keyClick(&view, Qt::Key_Right);
    EXPECT_FALSE(running());
    view.zoomToWork();
    EXPECT_TRUE(running());
    QTest::mousePress(&view, Qt::LeftButton, {}, QPoint(400, 150));
    EXPECT_FALSE(running());
    QTest::mouseRelease(&view, Qt::LeftButton, {}, QPoint(400, 150));
    view.zoomToWork();
    EXPECT_TRUE(running());
    QWheelEvent wheel(QPointF(400, 150), QPointF(400, 150), {}, QPoint(0, 120), Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &wheel);
    EXPECT_FALSE(running());
}

TEST_F(ZoomToWork, TakesThePlayheadAlong)
{
    const QSignalSpy moved(&view, &LanesView::playheadMoved);
    view.zoomToWork(true);
    ASSERT_EQ(moved.count(), 1);
    EXPECT_GT(moved[0][0].toDouble(), begin());
    EXPECT_LT(moved[0][0].toDouble(), end());
}

TEST_F(ZoomToWork, WhereNobodyComputesNothingHappens)
{
    tests::HandMadeTrace hand;
    hand.lane("main");
    hand.add(0, 0, 500, State::StartUp, {0}, 0);
    LaneGroup group;
    group.trace = hand.until(1000);
    view.setGroups({group});
    view.zoomToWork(true);
    EXPECT_DOUBLE_EQ(end(), 1000);
    view.setGroups({});
    view.zoomToWork();
    EXPECT_EQ(animation(), nullptr);
}

} // namespace lab::widgets
