// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/idle_causes.h"

#include "tests/support/hand_made_trace.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace lab;
using namespace lab::analysis;
using trace::State;

namespace {

constexpr base::TaskId kLoad{0};
constexpr base::TaskId kProcess{1};
constexpr base::TaskId kTrain{2};

// start-up 0–20 · busy 20–30 · needs load 30–45 · needs process 45–50 · launch 50–52 · busy 52–60 ·
// nothing recorded 60–61 · busy 61–70 · drain 70–100
std::shared_ptr<const trace::Trace> made()
{
    tests::HandMadeTrace hand;
    const std::size_t gpu = hand.lane("GPU", trace::LaneKind::Device);
    hand.add(gpu, 20, 30, State::DeviceBusy, kTrain, 0);
    hand.add(gpu, 30, 45, State::WaitsForData, kLoad, 1);
    hand.add(gpu, 45, 50, State::WaitsForData, kProcess, 1);
    hand.add(gpu, 50, 52, State::Idle, kTrain, 1);
    hand.add(gpu, 52, 60, State::DeviceBusy, kTrain, 1);
    hand.add(gpu, 61, 70, State::DeviceBusy, kTrain, 2);
    return hand.until(100);
}

} // namespace

TEST(IdleCauses, AddUpToTheWholeTime)
{
    const auto trace = made();
    const IdleCauses causes = idleCauses(*trace, 0);
    EXPECT_EQ(causes.startUp, 20);
    EXPECT_EQ(causes.busy, 27);
    EXPECT_EQ(causes.launch, 3);
    EXPECT_EQ(causes.drain, 30);
    ASSERT_EQ(causes.waits.size(), 2u);
    EXPECT_EQ(causes.waits[0].task, kLoad);
    EXPECT_EQ(causes.waits[0].time, 15);
    EXPECT_EQ(causes.waits[1].time, 5);
    EXPECT_EQ(causes.waiting(), 20);
    EXPECT_EQ(causes.busy + causes.idle(), causes.wall);
    EXPECT_DOUBLE_EQ(causes.idleShare(), 0.73);
    for (base::Nanoseconds t = 0; t <= 100; ++t) {
        const IdleCauses soFar = idleCauses(*trace, 0, t);
        EXPECT_EQ(soFar.busy + soFar.idle(), t) << t;
        EXPECT_GE(soFar.launch, 0) << t;
        EXPECT_EQ(soFar.drain, std::max<base::Nanoseconds>(t - 70, 0)) << t;
    }
    EXPECT_EQ(idleCauses(*trace, 0, 40).waiting(), 10);
}

TEST(IdleCauses, OfADeviceThatIsNeverBusyAreStartUp)
{
    tests::HandMadeTrace hand;
    hand.lane("GPU", trace::LaneKind::Device);
    const auto trace = hand.until(50);
    EXPECT_EQ(idleCauses(*trace, 0).startUp, 50);
    EXPECT_DOUBLE_EQ(idleCauses(*trace, 0).idleShare(), 1);
    EXPECT_EQ(idleCauses(*trace, 0, 0).idleShare(), 0);
    EXPECT_THROW(idleCauses(*trace, 1), std::out_of_range);
}
