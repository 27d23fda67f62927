// SPDX-License-Identifier: GPL-3.0-or-later
// Locks in the lanes: hand-over lines, the lock under the mouse, and who is waited for.
#include "tests/widgets/lanes/sample_groups.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/lanes/span_sentence.h"
#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using trace::State;

// Lock 4: worker 1 [0,30) µs, worker 2 [30,50), worker 3 waits from 10 and holds [50,60). Worker 1 also
// holds lock 5 in [70,90).
LaneGroup threeWorkers()
{
    return groupOf(
        {{spanOf(0, 30'000, State::Holds, 0, 4), spanOf(30'000, 70'000),
          spanOf(70'000, 90'000, State::Holds, 3, 5)},
         {spanOf(5'000, 30'000, State::WaitsForLock, 1, 4), spanOf(30'000, 50'000, State::Holds, 1, 4)},
         {spanOf(10'000, 50'000, State::WaitsForLock, 2, 4), spanOf(50'000, 60'000, State::Holds, 2, 4)}},
        100'000);
}

int pixelsOf(const QImage& image, const QColor& colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    }
    return count;
}

} // namespace

TEST(LockLanes, ALineGoesFromEachReleaseToTheAcquisitionItAllowed)
{
    const LaneLayout layout({threeWorkers()}, sized(900));
    ASSERT_EQ(layout.handOvers().size(), 2u);
    const HandOverLine& first = layout.handOvers()[0];
    EXPECT_EQ(first.lock, 4u);
    EXPECT_NEAR(first.acquired.x(), layout.axis().toX(30'000), 0.5);
    EXPECT_LE(first.released.x(), first.acquired.x());
    EXPECT_EQ(first.released.y(), layout.row(0, 0)->rect.bottom());
    EXPECT_EQ(first.acquired.y(), layout.row(0, 1)->rect.top());
    EXPECT_EQ(layout.handOvers()[1].acquired.y(), layout.row(0, 2)->rect.top());
}

TEST(LockLanes, LinesThatWouldHideTheBarsAreLeftOut)
{
    std::vector<std::vector<trace::Span>> lanes(2);
    for (base::Nanoseconds turn = 0; turn < 200; ++turn) { // passed on every 100 ns
        const auto lane = static_cast<std::size_t>(turn % 2);
        lanes[lane].push_back(
            spanOf(turn * 100 - (turn > 0 ? 50 : 0), turn * 100, State::WaitsForLock, 0, 1));
        lanes[lane].push_back(
            spanOf(turn * 100, turn * 100 + 100, State::Holds, static_cast<std::uint32_t>(turn), 1));
    }
    const LaneLayout crowded({groupOf(lanes, 20'000)}, sized(900));
    EXPECT_TRUE(crowded.handOvers().empty());
    LayoutOptions closer = sized(900);
    closer.range = {0, 1000};
    const LaneLayout near({groupOf(lanes, 20'000)}, closer);
    EXPECT_GT(near.handOvers().size(), 5u);
}

TEST(LockLanes, AWaitNamesThoseItWaitedForAndHowLong)
{
    const LaneGroup group = threeWorkers();
    EXPECT_EQ(explain(group, 1, 1), QStringLiteral("worker 2 waits 25 µs for lock 5, held by worker 1")
                                        .replace(QStringLiteral("25 µs"), formatTime(25'000)));
    const QString both = explain(group, 2, 1);
    EXPECT_TRUE(both.contains(QStringLiteral("worker 1 (%1)").arg(formatTime(20'000)))) << both.toStdString();
    EXPECT_TRUE(both.contains(QStringLiteral("worker 2 (%1)").arg(formatTime(20'000)))) << both.toStdString();
}

TEST(LockLanes, HoveringAHoldTellsItsLockAndLightsItInAllLanes)
{
    applyTheme(*qApp, ThemeKind::Light);
    LanesView view;
    view.resize(900, 320);
    view.setGroups({threeWorkers()});
    std::vector<std::optional<std::uint32_t>> heard;
    QObject::connect(&view, &LanesView::lockHovered, &view, [&](auto lock) { heard.push_back(lock); });
    const LaneLayout& layout = view.laneLayout();
    const QPointF hold(layout.axis().toX(20'000), layout.row(0, 0)->rect.center().y());
    QMouseEvent move(QEvent::MouseMove, hold, hold, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&view, &move);
    ASSERT_FALSE(heard.empty());
    EXPECT_EQ(heard.back(), std::optional<std::uint32_t>(4));

    const QColor accent = Theme::of(ThemeKind::Light).accent;
    view.setLitLock(std::nullopt);
    const int before = pixelsOf(view.grab().toImage(), accent);
    view.setLitLock(4);
    const int four = pixelsOf(view.grab().toImage(), accent);
    view.setLitLock(5);
    const int five = pixelsOf(view.grab().toImage(), accent);
    EXPECT_GT(five, before);
    EXPECT_GT(four, five) << "lock 4 has five bars, lock 5 has one";

    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&view, &leave);
    EXPECT_EQ(heard.back(), std::nullopt);
}

TEST(LockLanes, ALegendOfTwoLinesStaysInside)
{
    const LaneLayout layout({threeWorkers(), threeWorkers(), threeWorkers()}, sized(420, 330));
    ASSERT_FALSE(layout.legend().empty());
    EXPECT_GT(layout.legend().back().textRect.top(), layout.legend().front().textRect.top());
    for (const LegendItem& item : layout.legend())
        EXPECT_LE(item.textRect.bottom(), 330);
    EXPECT_LE(layout.height(), 331);
}

} // namespace lab::widgets
