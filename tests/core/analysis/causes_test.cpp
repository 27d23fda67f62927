// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/blame.h"
#include "core/analysis/causes.h"
#include "core/analysis/critical_path.h"
#include "core/analysis/what_if.h"
#include "core/analysis/work_and_span.h"
#include "tests/support/hand_made_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <random>

namespace lab::analysis {

namespace {

using base::Nanoseconds;
using base::TaskId;
using testing::ElementsAre;
using trace::LaneKind;
using trace::State;

constexpr TaskId kA{0};
constexpr TaskId kB{1};
constexpr std::uint32_t kLock = 7;

Nanoseconds of(const trace::StateTimes& times, State state)
{
    return times[static_cast<std::size_t>(state)];
}

std::vector<Nanoseconds> ends(const std::vector<PathPart>& path)
{
    std::vector<Nanoseconds> result;
    for (const PathPart& part : path)
        result.push_back(part.end);
    return result;
}

std::vector<std::uint32_t> lanesOf(const std::vector<PathPart>& path)
{
    std::vector<std::uint32_t> result;
    for (const PathPart& part : path)
        result.push_back(part.step.lane);
    return result;
}

// The first computes for 60, the second for 100; both begin after 10.
std::shared_ptr<const trace::Trace> twoInParallel()
{
    tests::HandMadeTrace made;
    const auto fast = made.lane("worker 1");
    const auto slow = made.lane("worker 2");
    made.add(fast, 10, 70, State::Computing, kA);
    made.add(slow, 10, 110, State::Computing, kB);
    return made.until(120);
}

Change faster(TaskId task, double share)
{
    return {[=](const trace::Span& span) { return span.task == task ? share : 1; }};
}

TEST(Causes, TheSlowerOfTwoIsTheCriticalPathAndToBlame)
{
    const auto trace = twoInParallel();
    const Causes causes = causesOf(*trace);
    const auto path = criticalPath(causes);
    EXPECT_THAT(ends(path), ElementsAre(10, 110));
    EXPECT_THAT(lanesOf(path), ElementsAre(1, 1));
    EXPECT_EQ(of(timesOf(causes, path), State::Computing), 100);
    EXPECT_EQ(of(timesOf(causes, path), State::StartUp), 10);
    const Blame blame = blameOf(causes);
    EXPECT_THAT(blame.worst(10), ElementsAre(Culprit{{1, 1}, 40})) << "what the other waited from 70 to 110";
    EXPECT_EQ(blame.start, 20);
    EXPECT_EQ(blame.latency, 20) << "both, from 110 to 120";
    EXPECT_EQ(blame.waiting, 80);
}

// The plateau: the slow one faster by 10, 20, 30 % gains until the other is the slower one.
TEST(WhatIf, FasterGainsUntilAnotherHoldsThingsUp)
{
    tests::HandMadeTrace made;
    const auto fast = made.lane("worker 1");
    const auto slow = made.lane("worker 2");
    made.add(fast, 0, 80, State::Computing, kA);
    made.add(slow, 0, 100, State::Computing, kB);
    const auto trace = made.until(100);
    const Causes causes = causesOf(*trace);
    for (const auto& [less, time] :
         std::vector<std::pair<double, double>>{{0, 100}, {0.1, 90}, {0.2, 80}, {0.3, 80}}) {
        EXPECT_NEAR(predictedTime(*trace, causes, faster(kB, 1 - less)), time, 1e-9) << less;
        EXPECT_NEAR(predictedTime(*trace, causes, faster(kA, 1 - less)), 100, 1e-9) << less;
    }
    EXPECT_NEAR(balancedTime(*trace, causes), 90, 1e-9);
}

// Worker 1 holds from 10 to 40, worker 2 waits from 20 and holds from 42 to 60, worker 3 waits from 15 and
// holds from 61 to 80.
std::shared_ptr<const trace::Trace> threeAtALock()
{
    tests::HandMadeTrace made;
    for (const char* name : {"worker 1", "worker 2", "worker 3"})
        made.lane(name);
    made.add(0, 0, 10, State::Computing, kA, 0);
    made.add(0, 10, 40, State::Holds, kA, 0, 1, kLock);
    made.add(1, 0, 20, State::Computing, kA, 1);
    made.add(1, 20, 42, State::WaitsForLock, kA, 1, 1, kLock);
    made.add(1, 42, 60, State::Holds, kA, 1, 1, kLock);
    made.add(2, 0, 15, State::Computing, kA, 2);
    made.add(2, 15, 61, State::WaitsForLock, kA, 2, 1, kLock);
    made.add(2, 61, 80, State::Holds, kA, 2, 1, kLock);
    return made.until(80);
}

TEST(Causes, AtALockThoseWhoHeldItAreToBlame)
{
    const auto trace = threeAtALock();
    const Causes causes = causesOf(*trace);
    const auto path = criticalPath(causes);
    EXPECT_THAT(ends(path), ElementsAre(10, 15, 40, 42, 60, 61, 80));
    EXPECT_THAT(lanesOf(path), ElementsAre(0, 0, 0, 1, 1, 2, 2));
    const Blame blame = blameOf(causes);
    const auto at = [&](std::uint32_t lane, Nanoseconds t) {
        return blame.of({lane, causes.stepAt(lane, t)});
    };
    EXPECT_EQ(at(0, 30), 20 + 25) << "worker 2 from 20, worker 3 from 15, from where they waited";
    EXPECT_EQ(at(1, 50), 18 + 18) << "worker 3, and worker 1 that has nothing to do";
    EXPECT_EQ(at(2, 70), 19 + 19) << "both others, which had ended";
    EXPECT_EQ(blame.waiting, blame.work + blame.start + blame.latency + blame.unknown);
    EXPECT_THAT(chainFrom(causes, {2, causes.stepAt(2, 30)}),
                ElementsAre(StepId{2, causes.stepAt(2, 30)}, StepId{1, causes.stepAt(1, 50)}));
}

TEST(WhatIf, FreeLocksLeaveWork)
{
    const auto trace = threeAtALock();
    const Causes causes = causesOf(*trace);
    EXPECT_NEAR(predictedTime(*trace, causes, {}), 80, 1e-9);
    Change free;
    free.locksAreFree = true;
    EXPECT_NEAR(predictedTime(*trace, causes, free), 40, 1e-9) << "the longest of 40, 38 and 34";
    const Change half{[](const trace::Span& span) { return trace::isHold(span) ? 0.5 : 1; }};
    // 10 + 15, then 2 + 9, then 1 + 9.5: the order at the lock stays.
    EXPECT_NEAR(predictedTime(*trace, causes, half), 46.5, 1e-9);
}

TEST(WhatIf, AFreeLockIsGivenBackInNoTime)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.add(0, 0, 10, State::Computing, kA, 0);
    made.add(0, 10, 30, State::Holds, kA, 0, 1, kLock);
    made.add(0, 37, 50, State::Computing, kA, 1);
    made.add(0, 54, 60, State::Computing, kA, 2);
    const auto trace = made.until(60);
    Change free;
    free.locksAreFree = true;
    EXPECT_NEAR(predictedTime(*trace, causesOf(*trace), free), 53, 1e-9) << "the gap between tasks stays";
}

TEST(Causes, AWaitForDataEndsWithItsMaker)
{
    tests::HandMadeTrace made;
    const auto maker = made.lane("worker 1");
    const auto user = made.lane("worker 2");
    made.add(maker, 0, 30, State::Computing, kA, 0);
    made.add(maker, 30, 70, State::Computing, kA, 1);
    made.add(maker, 70, 90, State::Computing, kA, 2);
    made.add(user, 0, 75, State::WaitsForData, kA, 1, 1, static_cast<std::uint32_t>(maker));
    made.add(user, 75, 100, State::Computing, kB, 1);
    const auto trace = made.until(100);
    const Causes causes = causesOf(*trace);
    const Blame blame = blameOf(causes);
    EXPECT_EQ(blame.of({0, 0}), 30);
    EXPECT_EQ(blame.of({0, 1}), 40);
    EXPECT_EQ(blame.of({1, 1}), 10) << "the maker, from 90 to 100";
    EXPECT_THAT(ends(criticalPath(causes)), ElementsAre(30, 70, 75, 100));
    EXPECT_NEAR(predictedTime(*trace, causes, faster(kA, 0.5)), 35 + 5 + 25, 1e-9);
    Change cheap;
    cheap.overhead = 0;
    EXPECT_NEAR(predictedTime(*trace, causes, cheap), 95, 1e-9);
}

TEST(Causes, ABarrierOpensWithItsLastArrival)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 0, 20, State::Computing, kA, 0);
    made.add(0, 20, 52, State::Barrier, kB);
    made.add(0, 52, 60, State::Computing, kA, 2);
    made.add(1, 0, 50, State::Computing, kA, 1);
    made.add(1, 50, 51, State::Barrier, kB);
    made.add(1, 51, 90, State::Computing, kA, 3);
    const auto trace = made.until(90);
    const Causes causes = causesOf(*trace);
    const Blame blame = blameOf(causes);
    EXPECT_EQ(blame.of({1, 0}), 30);
    EXPECT_EQ(blame.of({1, 2}), 30) << "worker 1 from 60 to 90";
    EXPECT_THAT(lanesOf(criticalPath(causes)), ElementsAre(1, 1, 1));
    const Change half{[](const trace::Span& span) { return span.first == 1 ? 0.2 : 1; }};
    EXPECT_NEAR(predictedTime(*trace, causes, half), 60, 1e-9) << "20 of worker 1, then 1 and 39";
}

TEST(Causes, UnitsThatNeedOthersAndTransfersFollowThem)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.lane("link", LaneKind::Link);
    made.add(0, 0, 40, State::Computing, kA, 0);
    made.add(1, 0, 10, State::Computing, kA, 1);
    made.add(1, 45, 60, State::Computing, kB, 0);
    made.add(2, 60, 80, State::Transfer, kB, 0);
    const auto trace = made.until(80);
    const std::array<UnitNeed, 1> needs = {UnitNeed{kB, kA, 0}};
    const Causes causes = causesOf(*trace, needs);
    EXPECT_THAT(lanesOf(criticalPath(causes)), ElementsAre(0, 1, 1, 2));
    EXPECT_NEAR(predictedTime(*trace, causes, {}), 80, 1e-9);
    const Change half{[](const trace::Span& span) { return span.task == kA ? 0.5 : 1; }};
    EXPECT_NEAR(predictedTime(*trace, causes, half), 20 + 5 + 15 + 20, 1e-9);
    const Causes without = causesOf(*trace);
    EXPECT_NEAR(predictedTime(*trace, without, half), 75, 1e-9) << "the gap of worker 2 lasts what it did";
}

// Workers that compute, take a lock and wait for one another's units at random.
std::shared_ptr<const trace::Trace> anyTrace(std::mt19937& random)
{
    tests::HandMadeTrace made;
    const auto lanes = 1 + random() % 5;
    std::vector<Nanoseconds> at(lanes);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        made.lane("worker");
        at[lane] = static_cast<Nanoseconds>(random() % 20);
    }
    Nanoseconds free = 0;
    std::uint32_t unit = 0;
    for (int i = 0; i < 120; ++i) {
        const auto lane = static_cast<std::size_t>(random() % lanes);
        Nanoseconds& t = at[lane];
        const auto length = static_cast<Nanoseconds>(1 + random() % 50);
        if (random() % 3 == 0) {
            const Nanoseconds begin = std::max(t, free + static_cast<Nanoseconds>(random() % 3));
            if (begin > t)
                made.add(lane, t, begin, State::WaitsForLock, kA, unit, 1, kLock);
            made.add(lane, begin, begin + length, State::Holds, kA, unit, 1, kLock);
            free = t = begin + length;
        } else {
            made.add(lane, t, t + length, State::Computing, random() % 2 ? kA : kB, unit);
            t += length + (random() % 4 == 0 ? 3 : 0);
        }
        ++unit;
    }
    return made.until(*std::max_element(at.begin(), at.end()) + static_cast<Nanoseconds>(random() % 9));
}

TEST(Causes, HoldForAnyTrace)
{
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        const auto trace = anyTrace(random);
        const Causes causes = causesOf(*trace);
        Nanoseconds waiting = 0;
        Nanoseconds busiest = 0;
        for (const auto& lane : causes.lanes) {
            Nanoseconds at = 0;
            Nanoseconds busy = 0;
            for (const Step& step : lane) {
                ASSERT_EQ(step.begin, at) << "steps follow one another";
                at = step.end;
                (step.kind == Step::Kind::Work ? busy : waiting) +=
                    step.kind == Step::Kind::Gap ? 0 : step.duration();
            }
            ASSERT_EQ(at, trace->duration());
            busiest = std::max(busiest, busy);
        }
        const auto path = criticalPath(causes);
        Nanoseconds at = 0;
        for (const PathPart& part : path) {
            ASSERT_EQ(part.begin, at);
            at = part.end;
        }
        EXPECT_LE(at, trace->duration());
        EXPECT_GE(at, busiest);
        const Blame blame = blameOf(causes);
        EXPECT_EQ(blame.waiting, waiting);
        EXPECT_EQ(blame.waiting, blame.work + blame.start + blame.latency + blame.unknown);
        const WorkAndSpan law = workAndSpan(*trace, causes);
        EXPECT_LE(law.span, trace->duration());
        EXPECT_LE(law.span, law.work);
        EXPECT_GE(law.burdened, law.span);
        EXPECT_DOUBLE_EQ(speedupBand(law, 1).upper, 1);
        for (const int workers : {1, 2, 3, 8, 1000}) {
            const SpeedupBand band = speedupBand(law, workers);
            EXPECT_LE(band.lower, band.upper);
            EXPECT_GT(band.lower, 0);
            EXPECT_GE(band.upper, speedupBand(law, std::max(1, workers / 2)).upper);
        }
        const auto recorded = static_cast<double>(trace->duration());
        EXPECT_NEAR(predictedTime(*trace, causes, {}), recorded, 1e-6);
        double before = recorded;
        for (const double share : {0.9, 0.5, 0.1, 0.0}) {
            const double time = predictedTime(*trace, causes, faster(kA, share));
            EXPECT_LE(time, before + 1e-6);
            before = time;
        }
        Change free;
        free.locksAreFree = true;
        free.overhead = 0.5;
        EXPECT_LE(predictedTime(*trace, causes, free), recorded + 1e-6);
    }
}

} // namespace

} // namespace lab::analysis
