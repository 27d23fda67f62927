// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hand_made_trace.h"
#include "widgets/transport/playback.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

std::shared_ptr<const trace::Trace> traceUntil(base::Nanoseconds end,
                                               std::vector<base::Nanoseconds> cuts = {})
{
    tests::HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    base::Nanoseconds begin = 0;
    cuts.push_back(end);
    for (const base::Nanoseconds cut : cuts) {
        made.add(lane, begin, cut, trace::State::Computing, {0});
        begin = cut;
    }
    return made.until(end);
}

Playback twoTraces()
{
    Playback playback;
    playback.setTraces(
        {traceUntil(200'000, {50'000, 100'000, 150'000}), nullptr, traceUntil(110'000, {60'000})});
    return playback;
}

Speed evenly(double scale)
{
    return {Speed::Kind::Evenly, scale};
}

TEST(Playback, LastsAsLongAsTheLongestTrace)
{
    EXPECT_EQ(twoTraces().duration(), 200'000);
    EXPECT_EQ(Playback().duration(), 0);
}

TEST(Playback, AutoGivesAboutSixSeconds)
{
    for (const base::Nanoseconds duration :
         {20'000, 200'000, 3'000'000, 50'000'000, 70'000'000, 500'000'000, 2'000'000'000}) {
        Playback playback;
        playback.setTraces({traceUntil(duration)});
        EXPECT_EQ(playback.speed().kind, Speed::Kind::Auto);
        const double seconds = static_cast<double>(duration) * 1e-9 * playback.timeScale();
        EXPECT_GT(seconds, Playback::kAutoSeconds / 1.6) << duration; // the nearest of the menu's scales
        EXPECT_LT(seconds, Playback::kAutoSeconds * 1.6) << duration;
    }
    Playback playback = twoTraces();
    playback.setSpeed(evenly(1'000));
    EXPECT_EQ(playback.timeScale(), 1'000);
    playback.setSpeed({});
    EXPECT_EQ(playback.timeScale(), 20'000); // of 200 µs, which would last six seconds at 1 : 30 000
}

TEST(Playback, AdvancesOnlyWhilePlayingAndPausesAtTheEnd)
{
    Playback playback = twoTraces();
    playback.setSpeed(evenly(100'000));
    playback.advance(1);
    EXPECT_EQ(playback.time(), 0);
    playback.play();
    playback.advance(1);
    EXPECT_DOUBLE_EQ(playback.time(), 10'000);
    EXPECT_TRUE(playback.playing());
    playback.advance(100);
    EXPECT_EQ(playback.time(), 200'000);
    EXPECT_FALSE(playback.playing());
    playback.play(); // from the beginning again
    EXPECT_EQ(playback.time(), 0);
    EXPECT_TRUE(playback.playing());
    playback.advance(0.5);
    playback.pause();
    playback.advance(5);
    EXPECT_DOUBLE_EQ(playback.time(), 5'000);
    playback.play(); // goes on from there
    EXPECT_DOUBLE_EQ(playback.time(), 5'000);
}

TEST(Playback, StepsLandOnEventsOfAllTraces)
{
    Playback playback = twoTraces();
    std::vector<double> forward;
    for (int i = 0; i < 6; ++i) {
        playback.stepForward();
        forward.push_back(playback.time());
    }
    EXPECT_EQ(forward, (std::vector<double>{50'000, 60'000, 100'000, 110'000, 150'000, 200'000}));
    playback.stepForward();
    EXPECT_EQ(playback.time(), 200'000);
    std::vector<double> back;
    for (int i = 0; i < 6; ++i) {
        playback.stepBack();
        back.push_back(playback.time());
    }
    EXPECT_EQ(back, (std::vector<double>{150'000, 110'000, 100'000, 60'000, 50'000, 0}));
    playback.stepBack();
    EXPECT_EQ(playback.time(), 0);
}

TEST(Playback, ForwardThenBackReturns)
{
    Playback playback = twoTraces();
    for (const double event : {50'000.0, 60'000.0, 110'000.0, 150'000.0}) {
        playback.setTime(event);
        playback.stepForward();
        playback.stepBack();
        EXPECT_EQ(playback.time(), event);
    }
}

TEST(Playback, StepsFromBetweenEventsPauseAndReachTheNeighbours)
{
    Playback playback = twoTraces();
    playback.setTime(75'000.5);
    playback.play();
    playback.stepForward();
    EXPECT_EQ(playback.time(), 100'000);
    EXPECT_FALSE(playback.playing());
    playback.setTime(75'000.5);
    playback.stepBack();
    EXPECT_EQ(playback.time(), 60'000);
    playback.setTime(60'000.25);
    playback.stepBack();
    EXPECT_EQ(playback.time(), 60'000);
    playback.setTime(59'999.75);
    playback.stepForward();
    EXPECT_EQ(playback.time(), 60'000);
}

TEST(Playback, ReducedMotionJumpsFromEventToEvent)
{
    Playback playback = twoTraces();
    playback.setSpeed(evenly(100'000)); // 10 µs a second
    playback.play();
    std::vector<double> seen;
    for (int i = 0; i < 50 && playback.playing(); ++i) {
        playback.advance(1, true);
        if (seen.empty() || seen.back() != playback.time())
            seen.push_back(playback.time());
    }
    EXPECT_EQ(seen, (std::vector<double>{0, 50'000, 60'000, 100'000, 110'000, 150'000, 200'000}));
    EXPECT_FALSE(playback.playing());
}

analysis::Pace twoMoments()
{
    return {{{50'000, 60'000}, {100'000, 110'000}}, 200'000, {}};
}

TEST(Playback, GoesFromEventToEventAtThePaceItIsGiven)
{
    Playback playback = twoTraces();
    playback.setPace(std::make_shared<const analysis::Pace>(twoMoments()));
    const analysis::Pace pace = twoMoments();
    EXPECT_FALSE(playback.sight());
    playback.play();
    for (double seconds = 0.25; seconds < pace.seconds(); seconds += 0.25) {
        playback.advance(0.25);
        EXPECT_NEAR(playback.time(), pace.timeAt(seconds), 1e-3);
        ASSERT_TRUE(playback.sight());
        EXPECT_NEAR(playback.sight()->begin, pace.rangeAt(seconds).begin, 1e-3);
    }
    playback.advance(1);
    EXPECT_EQ(playback.time(), 200'000);
    EXPECT_FALSE(playback.playing());
    EXPECT_FALSE(playback.sight());
}

TEST(Playback, AStepOnTheWayStaysInSight)
{
    Playback playback = twoTraces();
    playback.setPace(std::make_shared<const analysis::Pace>(twoMoments()));
    playback.play();
    playback.advance(twoMoments().secondsAt(55'000));
    playback.stepForward();
    EXPECT_EQ(playback.time(), 60'000);
    EXPECT_TRUE(playback.sight());
    playback.setTime(150'000); // somewhere else
    EXPECT_FALSE(playback.sight());
}

TEST(Playback, RestsWhereItIsToldOnceAllHasBeenSeen)
{
    for (const bool byEvents : {false, true}) {
        Playback playback = twoTraces();
        if (byEvents)
            playback.setPace(std::make_shared<const analysis::Pace>(twoMoments()));
        playback.playThenRest(105'000);
        EXPECT_EQ(playback.time(), 0);
        double latest = 0;
        for (int i = 0; i < 1000 && playback.playing(); ++i) {
            latest = std::max(latest, playback.time());
            playback.advance(0.05);
        }
        EXPECT_EQ(playback.time(), 105'000);
        EXPECT_GE(latest, byEvents ? 109'000 : 190'000);
        playback.play();
        EXPECT_EQ(playback.time(), 0);
    }
}

TEST(Playback, ShorterTracesHoldTheInstantBack)
{
    Playback playback = twoTraces();
    playback.setTime(180'000);
    playback.setTraces({traceUntil(90'000)});
    EXPECT_EQ(playback.time(), 90'000);
    playback.setTime(40'000);
    playback.setTraces({traceUntil(500'000)});
    EXPECT_EQ(playback.time(), 40'000);
    playback.setTraces({});
    EXPECT_EQ(playback.time(), 0);
    playback.play();
    EXPECT_FALSE(playback.playing());
}

TEST(Playback, TimesOutsideAreClamped)
{
    Playback playback = twoTraces();
    playback.setTime(-5);
    EXPECT_EQ(playback.time(), 0);
    playback.setTime(1e12);
    EXPECT_EQ(playback.time(), 200'000);
    playback.toStart();
    EXPECT_EQ(playback.time(), 0);
    playback.play();
    playback.toEnd();
    EXPECT_EQ(playback.time(), 200'000);
    EXPECT_FALSE(playback.playing());
}

TEST(Playback, NothingBeyondACutIsPlayed)
{
    tests::HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    for (std::uint32_t i = 0; i < 10; ++i)
        made.add(lane, std::int64_t{i} * 100, std::int64_t{i + 1} * 100, trace::State::Computing, {0}, i);
    Playback playback;
    playback.setTraces({made.until(1000)}, 250);
    EXPECT_EQ(playback.duration(), 250);
    playback.setTime(0);
    playback.stepForward();
    playback.stepForward();
    EXPECT_EQ(playback.time(), 200);
    playback.stepForward();
    EXPECT_EQ(playback.time(), 250);
    playback.stepForward();
    EXPECT_EQ(playback.time(), 250);
    playback.setTraces({made.until(1000)}, 5000); // beyond the end there is nothing to cut
    EXPECT_EQ(playback.duration(), 1000);
}

} // namespace

} // namespace lab::widgets
