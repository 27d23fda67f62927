// SPDX-License-Identifier: GPL-3.0-or-later
// Sketches gradient-accumulation (toy mode) with the scene's types: a lock around a sum.
#include "core/analysis/lock_profile.h"
#include "core/scenario/scene.h"
#include "tests/support/hand_made_trace.h"

#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab;
using namespace lab::scenario;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using trace::State;

namespace {

constexpr TaskId kBackward{0};
constexpr TaskId kAdd{1};
constexpr std::uint32_t kLock = 0;

struct Toy
{
    Scene scene;
    ExhibitId gradients;
    ExhibitId accumulator;
    ExhibitId lock;
    std::shared_ptr<const trace::Trace> trace;
};

Toy toy()
{
    Toy toy;
    Exhibit gradients;
    gradients.title = "Gradients";
    gradients.shape = {{"sample", 3}, {"element", 3}};
    const std::array<float, 9> given = {1, 2, 3, 2, 1, 4, 1, 1, 1};
    auto values = std::make_shared<float[]>(given.size());
    std::copy(given.begin(), given.end(), values.get());
    gradients.values = values;
    toy.gradients = toy.scene.add(std::move(gradients)).id;

    Exhibit accumulator;
    accumulator.kind = ExhibitKind::Vector;
    accumulator.title = "Sum";
    accumulator.shape = {{"element", 3}};
    toy.accumulator = toy.scene.add(std::move(accumulator)).id;

    Exhibit lock;
    lock.kind = ExhibitKind::Lock;
    lock.title = "Lock";
    lock.details = LockDetails{kLock, toy.accumulator};
    toy.lock = toy.scene.add(std::move(lock)).id;

    Task backward;
    backward.unitName = "Gradient";
    backward.name = "backward pass";
    backward.axes = {{"sample", 3}, {"element", 3}};
    backward.loops = {{0}, {1}};
    backward.touches = {{toy.gradients, Access::Writes, {0, 1}}};
    toy.scene.add(std::move(backward));

    Task add;
    add.unitName = "Sum of gradient";
    add.name = "add";
    add.axes = {{"sample", 3}};
    add.loops = {{0}};
    add.touches = {{toy.gradients, Access::Reads, {0, kWhole}},
                   {toy.accumulator, Access::Accumulates, {kWhole}, 0, toy.gradients}};
    toy.scene.add(std::move(add));

    tests::HandMadeTrace hand;
    for (int worker = 1; worker <= 3; ++worker)
        hand.lane("worker " + std::to_string(worker));
    hand.add(0, 0, 100, State::Computing, kBackward, 0);
    hand.add(1, 0, 110, State::Computing, kBackward, 1);
    hand.add(2, 0, 120, State::Computing, kBackward, 2);
    hand.add(0, 100, 110, State::Holds, kAdd, 0, 1, kLock);
    hand.add(0, 110, 130, State::HoldsWhileOthersWait, kAdd, 0, 1, kLock);
    hand.add(1, 110, 130, State::WaitsForLock, kAdd, 1, 1, kLock);
    hand.add(2, 120, 160, State::WaitsForLock, kAdd, 2, 1, kLock);
    hand.add(1, 130, 160, State::HoldsWhileOthersWait, kAdd, 1, 1, kLock);
    hand.add(2, 160, 190, State::Holds, kAdd, 2, 1, kLock);
    toy.trace = hand.until(190);
    return toy;
}

} // namespace

TEST(GradientSketch, ValuesGrowByOneGradientAtEachRelease)
{
    const Toy t = toy();
    const auto sumAt = [&](base::Nanoseconds at) {
        return accumulated(t.scene, t.accumulator, *t.trace, at);
    };
    EXPECT_THAT(sumAt(0), Each(0.0f));
    EXPECT_THAT(sumAt(129), Each(0.0f)); // the first hold is recorded in two spans and counts once
    EXPECT_THAT(sumAt(130), ElementsAre(1, 2, 3));
    EXPECT_THAT(sumAt(160), ElementsAre(3, 3, 7));
    EXPECT_THAT(sumAt(190), ElementsAre(4, 4, 8));
    EXPECT_THAT(sumAt(131), ElementsAre(1, 2, 3)); // stepping back gives the same picture
}

TEST(GradientSketch, LockTellsHolderAndQueue)
{
    const Toy t = toy();
    const auto& lock = std::get<LockDetails>(t.scene.exhibits[t.lock.index()].details);
    const auto holds = analysis::holdsOf(*t.trace, lock.lock);
    const auto at = [&](base::Nanoseconds instant) {
        return analysis::lockMoment(*t.trace, lock.lock, holds, instant, 2);
    };
    using Waiting = analysis::LockMoment::Waiting;
    const auto lane = [](std::size_t expected) { return Field(&Waiting::lane, expected); };
    EXPECT_FALSE(at(50).holder);
    EXPECT_EQ(at(105).holder->lane, 0u);
    EXPECT_THAT(at(105).queue, IsEmpty());
    EXPECT_EQ(at(125).holder->lane, 0u);
    EXPECT_THAT(at(125).queue, ElementsAre(lane(1), lane(2)));
    EXPECT_EQ(at(130).holder->lane, 1u);
    EXPECT_THAT(at(130).queue, ElementsAre(lane(2)));
    EXPECT_EQ(at(130).released.at(0).lane, 0u);
    EXPECT_FALSE(at(190).holder);
}

TEST(GradientSketch, WaitingTouchesNothing)
{
    const Toy t = toy();
    const auto active = activeSpans(t.scene, *t.trace, 125);
    ASSERT_EQ(active.size(), 1u); // workers 2 and 3 wait
    EXPECT_EQ(active[0].lane, 0u);
    ASSERT_EQ(active[0].footprints.size(), 2u);
    EXPECT_THAT(active[0].footprints[0].ranges, ElementsAre(Range{0, 1}, Range{0, 3}));
    EXPECT_EQ(active[0].footprints[1].access, Access::Accumulates);
    EXPECT_EQ(labelOf(t.scene, t.trace->lanes()[1].spans[1]), "Sum of gradient 2");
}
