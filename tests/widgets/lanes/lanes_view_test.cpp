// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/lanes/sample_groups.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

class LanesViewTest : public ::testing::Test
{
protected:
    LanesViewTest()
    {
        applyTheme(*qApp, ThemeKind::Light);
        view.resize(900, 320);
        std::vector<LaneGroup> groups = fourImages();
        for (std::size_t i = 0; i < groups.size(); ++i)
            groups[i].variant = i;
        view.setGroups(groups);
        view.setPlayhead(60'000);
    }
    QPoint pointAt(std::size_t group, std::size_t lane, double time)
    {
        const LaneLayout& layout = view.laneLayout();
        return QPointF(layout.axis().toX(time), layout.row(group, lane)->rect.center().y()).toPoint();
    }

    LanesView view;
};

TEST_F(LanesViewTest, EmptyViewSpeaks)
{
    LanesView empty;
    empty.resize(300, 100);
    const QImage image = empty.grab().toImage();
    bool hasText = false;
    for (int x = 0; x < image.width(); ++x)
        hasText = hasText || image.pixelColor(x, 50) != Theme::of(ThemeKind::Light).panel;
    EXPECT_TRUE(hasText);
    QTest::keyClick(&empty, Qt::Key_Right);
    QTest::keyClick(&empty, Qt::Key_Down);
    empty.zoomIn();
    EXPECT_FALSE(empty.selected());
}

TEST_F(LanesViewTest, FollowsTheTheme)
{
    applyTheme(*qApp, ThemeKind::Dark);
    const QImage image = view.grab().toImage();
    EXPECT_EQ(image.pixelColor(2, 2), Theme::of(ThemeKind::Dark).panel);
    EXPECT_GT(view.lastFrameMs(), 0);
}

TEST_F(LanesViewTest, ClickPinsAndEscapeUnpins)
{
    QTest::mouseClick(&view, Qt::LeftButton, {}, pointAt(1, 0, 70'000));
    ASSERT_TRUE(view.selected());
    EXPECT_EQ(*view.selected(), (SpanAddress{1, 0, 1}));
    EXPECT_TRUE(view.isPinned());
    EXPECT_TRUE(view.sentence().contains(QStringLiteral("Image 3")));
    EXPECT_EQ(view.accessibleDescription(), view.sentence());
    view.grab();
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_FALSE(view.isPinned());
    EXPECT_FALSE(view.selected());
}

TEST_F(LanesViewTest, HoverExplains)
{
    const QPoint at = pointAt(1, 1, 150'000);
    QMouseEvent move(QEvent::MouseMove, at, view.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&view, &move);
    EXPECT_TRUE(view.sentence().contains(formatTime(100'000))) << view.sentence().toStdString();
}

TEST_F(LanesViewTest, ArrowsWalkSpansAndLanes)
{
    QTest::keyClick(&view, Qt::Key_Right);
    EXPECT_EQ(view.selected(), (SpanAddress{0, 0, 0}));
    QTest::keyClick(&view, Qt::Key_Right);
    EXPECT_EQ(view.selected(), (SpanAddress{0, 0, 1}));
    QTest::keyClick(&view, Qt::Key_Down);
    EXPECT_EQ(view.selected(), (SpanAddress{1, 0, 1}));
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Down);
    EXPECT_EQ(view.selected()->lane, 1u);
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(&view, Qt::Key_Left);
    EXPECT_EQ(view.selected()->span, 0u);
    EXPECT_TRUE(view.accessibleDescription().startsWith(QStringLiteral("worker 2 starts")));
}

TEST_F(LanesViewTest, ClickOnTheAxisMovesThePlayhead)
{
    QSignalSpy moved(&view, &LanesView::playheadMoved);
    const LaneLayout& layout = view.laneLayout();
    const QPointF at(layout.axis().toX(120'000), layout.axisY() + 6);
    QTest::mouseClick(&view, Qt::LeftButton, {}, at.toPoint());
    ASSERT_EQ(moved.count(), 1);
    EXPECT_NEAR(moved[0][0].toDouble(), 120'000, layout.axis().nsPerPixel() * 2);
}

TEST_F(LanesViewTest, WheelZoomsAroundTheCursorAndFitRestores)
{
    const QPoint at = pointAt(0, 0, 100'000);
    const double before = view.laneLayout().axis().toTime(at.x());
    QWheelEvent wheel(at, view.mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, Qt::ControlModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &wheel);
    EXPECT_LT(view.laneLayout().axis().span(), 200'000);
    EXPECT_NEAR(view.laneLayout().axis().toTime(at.x()), before, 1);
    const double begin = view.laneLayout().axis().begin;
    view.pan(-50);
    EXPECT_GT(view.laneLayout().axis().begin, begin);
    view.fit();
    EXPECT_EQ(view.laneLayout().axis().span(), 200'000);
}

TEST_F(LanesViewTest, CutHidesTheRestUntilAskedForAll)
{
    const double longest = view.laneLayout().longest();
    view.setCut(longest / 10);
    EXPECT_DOUBLE_EQ(view.laneLayout().axis().end, longest / 10);
    view.zoomIn();
    EXPECT_LT(view.laneLayout().axis().end - view.laneLayout().axis().begin, longest / 10);
    view.fit(); // back to the cut
    EXPECT_DOUBLE_EQ(view.laneLayout().axis().end, longest / 10);
    view.fit(); // and all of it
    EXPECT_DOUBLE_EQ(view.laneLayout().axis().end, longest);
    view.fit();
    EXPECT_DOUBLE_EQ(view.laneLayout().axis().end, longest / 10);
    view.setCut(0);
    EXPECT_DOUBLE_EQ(view.laneLayout().axis().end, longest);
}

TEST_F(LanesViewTest, ClickingATitleChoosesItsVariant)
{
    QSignalSpy chosen(&view, &LanesView::variantChosen);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.laneLayout().titles()[1].rect.center().toPoint());
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].value<std::size_t>(), 1u);
}

TEST_F(LanesViewTest, SelectionLeavesWithItsSpan)
{
    QTest::mouseClick(&view, Qt::LeftButton, {}, pointAt(1, 1, 60'000));
    ASSERT_TRUE(view.selected());
    view.zoomIn();
    view.setGroups({groupOf({{spanOf(0, 10)}}, 10)});
    EXPECT_FALSE(view.selected());
    EXPECT_EQ(view.laneLayout().axis().span(), 10);
    view.setGroups({});
    view.grab();
}

} // namespace

} // namespace lab::widgets
