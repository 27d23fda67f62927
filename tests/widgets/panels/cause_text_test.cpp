// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/cause_text.h"

#include "tests/support/hand_made_trace.h"
#include "widgets/panels/causes_panel.h"

#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using trace::State;

constexpr std::uint32_t kLock = 0;

// Worker 1 computes 20 µs and holds the lock for 30; worker 2 computes 20, waits 30 and holds it for 50: the
// path computes 20 and holds 80.
std::shared_ptr<const session::Capture> lockedCapture(base::Nanoseconds end = 100'000)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 0, 20'000, State::Computing, {0}, 0);
    made.add(0, 20'000, 50'000, State::Holds, {1}, 0, 1, kLock);
    made.add(1, 0, 20'000, State::Computing, {0}, 1);
    made.add(1, 20'000, 50'000, State::WaitsForLock, {1}, 1, 1, kLock);
    made.add(1, 50'000, 100'000, State::Holds, {1}, 1, 1, kLock);
    auto capture = std::make_shared<session::Capture>();
    capture->trace = made.until(end);
    auto scene = std::make_shared<scenario::Scene>();
    scene->tasks.resize(2);
    scene->tasks[0].name = "computes";
    scene->tasks[1].name = "adds";
    capture->scene = scene;
    capture->why = analysis::explain(*capture->trace, {});
    return capture;
}

TEST(CauseText, ThePathIsTakenApartByWhatHappensOnIt)
{
    const auto parts = pathParts(*lockedCapture());
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0].kind, BreakdownPart::Kind::Holds);
    EXPECT_NEAR(parts[0].share, 0.8, 1e-9);
    EXPECT_EQ(parts[1].kind, BreakdownPart::Kind::Compute);
    EXPECT_NEAR(parts[1].share, 0.2, 1e-9);
    EXPECT_EQ(pathTitle(*lockedCapture()),
              QStringLiteral("What made it 100\u202fµs long: the critical path"));
    const auto later = pathParts(*lockedCapture(125'000));
    ASSERT_EQ(later.size(), 3u);
    EXPECT_EQ(later[1].word, QStringLiteral("until all was handed back"));
    EXPECT_NEAR(later[1].share, 0.2, 1e-9);
    EXPECT_TRUE(pathParts(session::Capture()).empty()) << "not explained";
}

TEST(CauseText, TheDearestSpanComesFirst)
{
    const auto dearest = dearestSpans(*lockedCapture());
    ASSERT_EQ(dearest.size(), 2u);
    EXPECT_EQ(dearest[0].lane, 1u); // 50 µs of idleness at the end
    EXPECT_EQ(dearest[0].waited, QStringLiteral("50\u202fµs"));
    EXPECT_EQ(dearest[1].lane, 0u); // 30 µs of waiting for the lock
    EXPECT_EQ(dearest[1].waited, QStringLiteral("30\u202fµs"));
    EXPECT_EQ(waitingSentence(*lockedCapture()),
              QStringLiteral(
                  "Of 80\u202fµs that all waited together, 100\u00a0% were for somebody's work, 0\u00a0% "
                  "until work was handed out, 0\u00a0% waking up and handing over."));
}

TEST(CausesPanel, LeadsToTheSpanAndAsksForThePath)
{
    CausesPanel panel;
    auto& list = *panel.findChild<QTreeWidget*>();
    EXPECT_EQ(list.topLevelItemCount(), 0);
    panel.setCapture(lockedCapture());
    ASSERT_EQ(list.topLevelItemCount(), 2);
    EXPECT_FALSE(list.isHidden());
    const QSignalSpy wanted(&panel, &CausesPanel::spanWanted);
    Q_EMIT list.itemClicked(list.topLevelItem(1), 0);
    ASSERT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted[0][0].toULongLong(), 0u);
    EXPECT_EQ(lockedCapture()->trace->lanes()[0].spans[wanted[0][1].toUInt()].state,
              State::HoldsWhileOthersWait);
    const QSignalSpy path(&panel, &CausesPanel::pathWanted);
    panel.findChild<QCheckBox*>()->click();
    ASSERT_EQ(path.size(), 1);
    EXPECT_TRUE(path[0][0].toBool());
    panel.setPathShown(false);
    EXPECT_EQ(path.size(), 1) << "told, not asked";
    panel.setCapture(nullptr);
    EXPECT_TRUE(list.isHidden());
}

} // namespace

} // namespace lab::widgets
