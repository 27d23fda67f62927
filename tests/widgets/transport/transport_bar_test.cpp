// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hand_made_trace.h"
#include "widgets/theme/application_theme.h"
#include "widgets/transport/playback.h"
#include "widgets/transport/transport_bar.h"

#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

/// The button whose text or accessible name begins like this.
QAbstractButton* button(TransportBar& bar, const QString& words)
{
    for (auto* each : bar.findChildren<QAbstractButton*>())
        if (each->text().contains(words) || each->accessibleName().startsWith(words))
            return each;
    ADD_FAILURE() << "no button " << words.toStdString();
    return nullptr;
}

Playback halfway()
{
    tests::HandMadeTrace made;
    made.add(made.lane("worker 1"), 0, 200'000, trace::State::Computing, {0});
    Playback playback;
    playback.setTraces({made.until(200'000)});
    playback.setTime(100'000);
    return playback;
}

TEST(TransportBar, ButtonsSayWhatIsWanted)
{
    TransportBar bar;
    bar.showPlayback(halfway(), true, true);
    const QSignalSpy run(&bar, &TransportBar::runRequested);
    const QSignalSpy live(&bar, &TransportBar::liveRequested);
    const QSignalSpy pause(&bar, &TransportBar::pauseRequested);
    const QSignalSpy step(&bar, &TransportBar::stepRequested);
    const QSignalSpy save(&bar, &TransportBar::exportRequested);
    const QSignalSpy present(&bar, &TransportBar::presentRequested);
    for (const char* words : {"Run", "Live", "Play", "Step back", "Step forward", "Export", "Present"})
        QTest::mouseClick(button(bar, QString::fromLatin1(words)), Qt::LeftButton);
    for (const QSignalSpy* spy : {&run, &live, &pause, &save, &present})
        EXPECT_EQ(spy->size(), 1) << spy->signal().toStdString();
    ASSERT_EQ(step.size(), 2);
    EXPECT_EQ(step[0][0].toInt(), -1);
    EXPECT_EQ(step[1][0].toInt(), 1);
}

TEST(TransportBar, ScrubsByShareAndFollowsQuietly)
{
    TransportBar bar;
    const QSignalSpy scrubbed(&bar, &TransportBar::scrubbed);
    auto* slider = bar.findChild<QSlider*>();
    bar.showPlayback(halfway(), true, true);
    EXPECT_TRUE(scrubbed.isEmpty());
    EXPECT_EQ(slider->value(), slider->maximum() / 2);
    slider->setValue(slider->maximum() / 4);
    ASSERT_EQ(scrubbed.size(), 1);
    EXPECT_DOUBLE_EQ(scrubbed[0][0].toDouble(), 0.25);
}

TEST(TransportBar, EveryTextIsWholeAtEveryWidthByEventsOrNot)
{
    applyTheme(*qApp, ThemeKind::Light);
    Playback byEvents = halfway();
    byEvents.setPace(std::make_shared<const analysis::Pace>(std::vector<analysis::Moment>{{0, 10'000}},
                                                            200'000, analysis::Pace::Options{}));
    TransportBar bar;
    bar.show();
    for (const Playback& playback : {halfway(), byEvents})
        for (const bool running : {false, true})
            for (int width = 400; width < 1400; width += 7) {
                bar.resize(width, bar.sizeHint().height());
                bar.showPlayback(playback, true, true);
                bar.setRunning(running, false);
                bar.layout()->activate();
                for (const auto* each : bar.findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
                    if (!each->isVisible())
                        continue;
                    EXPECT_LT(each->geometry().right(), bar.width()) << each->metaObject()->className();
                    if (qobject_cast<const QPushButton*>(each) || qobject_cast<const QLabel*>(each)) {
                        EXPECT_LE(each->sizeHint().width(), each->width()) << width;
                    }
                }
            }
}

TEST(TransportBar, OffersAutoEventsAndEveryTimeScale)
{
    TransportBar bar;
    auto* box = bar.findChild<QComboBox*>();
    ASSERT_EQ(box->count(), static_cast<int>(Playback::timeScales().size()) + 3);
    std::vector<Speed> chosen;
    QObject::connect(&bar, &TransportBar::speedChosen, &bar,
                     [&](const Speed& speed) { chosen.push_back(speed); });
    box->setFocus();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(box, Qt::Key_Down);
    ASSERT_EQ(chosen.size(), 3u);
    EXPECT_EQ(chosen[0].kind, Speed::Kind::AFew);
    EXPECT_EQ(chosen[1].kind, Speed::Kind::Through);
    EXPECT_EQ(chosen[2], (Speed{Speed::Kind::Evenly, Playback::timeScales()[0]}));
    bar.showPlayback(halfway(), true, true);
    EXPECT_TRUE(box->itemText(0).startsWith(QStringLiteral("Auto")));
    EXPECT_TRUE(box->itemText(0).contains(QStringLiteral("1 : "))); // the scale in force
}

TEST(TransportBar, SweepsAreAMenu)
{
    TransportBar bar;
    bar.setSweeps({});
    EXPECT_TRUE(button(bar, QStringLiteral("Sweep"))->isEnabled()); // any range can be swept
    scenario::Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    scenario::Sweep work;
    work.key = "work";
    work.label = "Sweep work per image";
    bar.setSweeps({workers, work});
    EXPECT_TRUE(button(bar, QStringLiteral("Sweep"))->isEnabled());
    const QSignalSpy wanted(&bar, &TransportBar::sweepRequested);
    const auto actions = qobject_cast<QPushButton*>(button(bar, QStringLiteral("Sweep")))->menu()->actions();
    ASSERT_EQ(actions.size(), 4); // and behind a line, a range of one's own
    const QSignalSpy own(&bar, &TransportBar::ownSweepRequested);
    actions[3]->trigger();
    EXPECT_EQ(own.size(), 1);
    EXPECT_EQ(actions[1]->text(), QStringLiteral("Sweep work per image"));
    actions[1]->trigger();
    ASSERT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("work"));
    bar.setRunning(true, false);
    EXPECT_FALSE(button(bar, QStringLiteral("Sweep"))->isEnabled());
}

TEST(TransportBar, RunTurnsIntoStop)
{
    TransportBar bar;
    bar.setRunning(true, true);
    EXPECT_TRUE(button(bar, QStringLiteral("Stop")));
    EXPECT_TRUE(button(bar, QStringLiteral("Live"))->isChecked());
    bar.setRunning(false, false);
    EXPECT_TRUE(button(bar, QStringLiteral("Run")));
    EXPECT_FALSE(button(bar, QStringLiteral("Live"))->isChecked());
}

TEST(TransportBar, NothingRecordedNothingToReplay)
{
    TransportBar bar;
    bar.showPlayback({}, false, false);
    for (const char* words : {"Play", "Step back", "Step forward", "Export"})
        EXPECT_FALSE(button(bar, QString::fromLatin1(words))->isEnabled()) << words;
    EXPECT_FALSE(bar.findChild<QSlider*>()->isEnabled());
    EXPECT_TRUE(button(bar, QStringLiteral("Run"))->isEnabled());
}

} // namespace

} // namespace lab::widgets
