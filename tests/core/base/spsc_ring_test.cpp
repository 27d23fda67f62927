// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spsc_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <thread>
#include <vector>

using lab::base::SpscRing;
using testing::ElementsAre;

namespace {

std::vector<int> drained(SpscRing<int>& ring)
{
    std::vector<int> values;
    ring.drain([&](int value) { values.push_back(value); });
    return values;
}

TEST(SpscRing, roundsCapacityUp)
{
    EXPECT_EQ(SpscRing<int>(0).capacity(), 2u);
    EXPECT_EQ(SpscRing<int>(3).capacity(), 4u);
    EXPECT_EQ(SpscRing<int>(4).capacity(), 4u);
    EXPECT_EQ(SpscRing<int>(5).capacity(), 8u);
}

TEST(SpscRing, refusesWhenFullAndOverwritesNothing)
{
    SpscRing<int> ring(4);
    for (int i = 0; i < 4; ++i)
        EXPECT_TRUE(ring.tryPush(i));
    EXPECT_FALSE(ring.tryPush(9));
    EXPECT_THAT(drained(ring), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(drained(ring), ElementsAre());
    EXPECT_TRUE(ring.tryPush(4));
    EXPECT_THAT(drained(ring), ElementsAre(4));
}

TEST(SpscRing, keepsOrderAcrossTheWrap)
{
    SpscRing<int> ring(4);
    std::vector<int> all;
    for (int i = 0; i < 300; ++i) {
        EXPECT_TRUE(ring.tryPush(i));
        if (i % 3 == 2)
            ring.drain([&](int value) { all.push_back(value); });
    }
    ASSERT_EQ(all.size(), 300u);
    for (int i = 0; i < 300; ++i)
        EXPECT_EQ(all[static_cast<std::size_t>(i)], i);
}

/// Each value is repeated in both halves so that a torn read shows.
struct Value
{
    std::uint64_t number = 0;
    std::uint64_t complement = 0;
};

/// Sends `count` numbers through a ring; the producer retries when full and both sides pause at random, so
/// that the ring is sometimes full and sometimes empty. Returns how often it was full and found empty.
struct Pressure
{
    std::uint64_t full = 0;
    std::uint64_t empty = 0;
};

void pauseAtRandom(std::minstd_rand& random)
{
    if (random() % 4096 == 0)
        std::this_thread::yield();
    else if (random() % 1024 == 0)
        random.discard(2000);
}

/// Sends `count` numbers through a ring; the producer retries when it is full, and both sides pause at
/// random.
Pressure sendThrough(SpscRing<Value>& ring, std::uint64_t count)
{
    Pressure pressure;
    std::jthread producer([&] {
        std::minstd_rand random(1);
        for (std::uint64_t i = 0; i < count; ++i) {
            while (!ring.tryPush({i, ~i})) {
                ++pressure.full;
                std::this_thread::yield();
            }
            pauseAtRandom(random);
        }
    });
    std::minstd_rand random(2);
    std::uint64_t next = 0;
    std::uint64_t wrong = 0;
    while (next < count) {
        const std::size_t taken = ring.drain([&](const Value& value) {
            wrong += value.number != next || value.complement != ~next;
            ++next;
        });
        if (taken == 0) {
            ++pressure.empty;
            std::this_thread::yield();
        }
        pauseAtRandom(random);
    }
    producer.join();
    EXPECT_EQ(wrong, 0u);
    EXPECT_EQ(next, count);
    EXPECT_EQ(ring.drain([](const Value&) {}), 0u);
    return pressure;
}

TEST(SpscRing, twoThreadsLoseReorderAndRepeatNothing)
{
    // A small ring changes threads every few values: on a busy machine each change costs a time slice.
    SpscRing<Value> small(8);
    sendThrough(small, 20'000);
    SpscRing<Value> large(1 << 12);
    sendThrough(large, 1'000'000);
}

TEST(SpscRing, smallestRingUnderTwoThreads)
{
    SpscRing<Value> ring(2);
    const Pressure pressure = sendThrough(ring, 2'000);
    EXPECT_GT(pressure.full + pressure.empty, 0u);
}

} // namespace
