// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/work_and_span.h"
#include "tests/support/hand_made_trace.h"

#include <gtest/gtest.h>

#include <array>

namespace lab::analysis {

namespace {

using base::TaskId;
using trace::LaneKind;
using trace::State;

constexpr TaskId kA{0};
constexpr TaskId kB{1};
constexpr std::uint32_t kLock = 7;

WorkAndSpan lawOf(const std::shared_ptr<const trace::Trace>& trace, std::span<const UnitNeed> needs = {})
{
    return workAndSpan(*trace, causesOf(*trace, needs));
}

// Two workers begin after 10 and compute for 60 and 100.
std::shared_ptr<const trace::Trace> twoInParallel()
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 10, 70, State::Computing, kA);
    made.add(1, 10, 110, State::Computing, kB);
    return made.until(120);
}

TEST(WorkAndSpan, CountChainsOnly)
{
    EXPECT_EQ(lawOf(twoInParallel()).work, 160);
    EXPECT_EQ(lawOf(twoInParallel()).span, 100);

    tests::HandMadeTrace made;
    made.lane("worker 1");
    for (std::uint32_t unit = 0; unit < 4; ++unit) {
        made.add(0, 20 * unit, 20 * unit + 15, State::Computing, kA, unit);
        made.add(0, 20 * unit + 15, 20 * unit + 20, State::Computing, kB, unit);
    }
    EXPECT_EQ(lawOf(made.until(80)).span, 20) << "four units, each of two parts, one after the other";
    EXPECT_DOUBLE_EQ(lawOf(made.until(80)).parallelism(), 4);

    tests::HandMadeTrace device;
    device.lane("GPU", LaneKind::Device);
    device.add(0, 0, 30, State::DeviceBusy, kA, 0);
    device.add(0, 30, 60, State::DeviceBusy, kA, 1);
    EXPECT_EQ(lawOf(device.until(60)).span, 60) << "a device does one thing at a time";
    EXPECT_DOUBLE_EQ(WorkAndSpan{}.parallelism(), 1);
}

TEST(WorkAndSpan, HandingOverCostsWhatStartingDid)
{
    const WorkAndSpan law = lawOf(twoInParallel());
    EXPECT_EQ(law.dispatch, 10);
    EXPECT_EQ(law.burdened, 10 + 100);

    tests::HandMadeTrace made; // worker 1 starts at once: a start-up of 30 is all there is, gaps do not count
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 0, 40, State::Computing, kA, 0);
    made.add(0, 42, 60, State::Computing, kB, 0);
    made.add(1, 30, 50, State::Computing, kA, 1);
    EXPECT_EQ(lawOf(made.until(60)).dispatch, 30);
    EXPECT_EQ(lawOf(made.until(60)).burdened, 30 + 40 + 18) << "a unit that goes on is handed over once";
}

TEST(WorkAndSpan, WithoutStartUpsGapsBetweenTasksAreTheCost)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.add(0, 0, 10, State::Computing, kA, 0);
    made.add(0, 12, 30, State::Computing, kA, 1);
    made.add(0, 34, 40, State::Computing, kA, 2);
    made.add(0, 50, 60, State::Computing, kA, 3);
    EXPECT_EQ(lawOf(made.until(60)).dispatch, 4) << "of 2, 4 and 10";
    EXPECT_EQ(lawOf(made.until(60)).span, 18);
    EXPECT_EQ(lawOf(made.until(60)).burdened, 22);

    tests::HandMadeTrace busy;
    busy.lane("worker 1");
    busy.add(0, 0, 10, State::Computing, kA, 0);
    EXPECT_EQ(lawOf(busy.until(10)).dispatch, 0);
    EXPECT_EQ(lawOf(busy.until(10)).burdened, 10);
}

// Two stages of two workers with a barrier between them; all start after 4.
TEST(WorkAndSpan, ABarrierHandsOver)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 4, 24, State::Computing, kA, 0);
    made.add(0, 24, 56, State::Barrier, kB);
    made.add(0, 56, 66, State::Computing, kA, 2);
    made.add(1, 4, 54, State::Computing, kA, 1);
    made.add(1, 54, 56, State::Barrier, kB);
    made.add(1, 56, 86, State::Computing, kA, 3);
    const WorkAndSpan law = lawOf(made.until(86));
    EXPECT_EQ(law.span, 50 + 30);
    EXPECT_EQ(law.burdened, 4 + 50 + 4 + 30);
}

TEST(WorkAndSpan, DataAndNeedsOfUnitsHandOver)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 2, 32, State::Computing, kA, 0);
    made.add(1, 2, 35, State::WaitsForData, kA, 0, 1, 0);
    made.add(1, 35, 45, State::Computing, kB, 0);
    EXPECT_EQ(lawOf(made.until(45)).span, 40);
    EXPECT_EQ(lawOf(made.until(45)).burdened, 2 + 30 + 2 + 10);
    EXPECT_EQ(lawOf(made.until(45)).outside, 0);

    tests::HandMadeTrace units;
    units.lane("worker 1");
    units.add(0, 5, 25, State::Computing, kA, 0);
    units.add(0, 25, 35, State::Computing, kB, 9);
    const std::array<UnitNeed, 1> needs = {UnitNeed{kB, kA, 0, true}};
    EXPECT_EQ(lawOf(units.until(35), needs).span, 30);
    EXPECT_EQ(lawOf(units.until(35), needs).burdened, 5 + 20 + 5 + 10);
}

// Worker 1 holds from 10 to 40, worker 2 from 42 to 60, worker 3 from 61 to 80.
TEST(WorkAndSpan, AtALockItsOwnHandOverCosts)
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
    const WorkAndSpan law = lawOf(made.until(80));
    EXPECT_EQ(law.work, 10 + 30 + 20 + 18 + 15 + 19);
    EXPECT_EQ(law.span, 10 + 30 + 18 + 19) << "the lock is passed on";
    EXPECT_EQ(law.dispatch, 0);
    EXPECT_EQ(law.burdened, 10 + 30 + 2 + 18 + 1 + 19);
}

TEST(WorkAndSpan, WaitsForWhatIsNotRecordedAreNeither)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.add(0, 0, 30, State::WaitsForData, kA, 0);
    made.add(0, 30, 40, State::Computing, kA, 0);
    EXPECT_EQ(lawOf(made.until(40)).work, 10);
    EXPECT_EQ(lawOf(made.until(40)).span, 10);
    EXPECT_EQ(lawOf(made.until(40)).outside, 30);
}

TEST(SpeedupBand, IsGrahamsBoundBelowTheLaw)
{
    WorkAndSpan law;
    law.work = 100;
    law.span = 25;
    law.burdened = 40;
    EXPECT_DOUBLE_EQ(speedupBand(law, 1).upper, 1);
    EXPECT_DOUBLE_EQ(speedupBand(law, 1).lower, 1);
    EXPECT_DOUBLE_EQ(speedupBand(law, 2).upper, 2);
    EXPECT_DOUBLE_EQ(speedupBand(law, 2).lower, 100.0 / 70);
    EXPECT_DOUBLE_EQ(speedupBand(law, 6).upper, 4) << "no number of workers is faster by more";
    EXPECT_DOUBLE_EQ(speedupBand(law, 6).lower, 2);

    law.burdened = 200; // handing over costs more than there is to do
    EXPECT_DOUBLE_EQ(speedupBand(law, 1).upper, 1);
    EXPECT_DOUBLE_EQ(speedupBand(law, 1).lower, 0.5);
    EXPECT_DOUBLE_EQ(speedupBand(law, 8).lower, 0.5);

    EXPECT_DOUBLE_EQ(speedupBand({}, 8).upper, 1);
    EXPECT_DOUBLE_EQ(speedupBand({}, 8).lower, 1);
}

} // namespace

} // namespace lab::analysis
