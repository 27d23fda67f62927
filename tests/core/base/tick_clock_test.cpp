// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tick_clock.h"
#include "core/base/tick_scale.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace fs = std::filesystem;
using namespace lab::base;

namespace {

class KernelVouchesTest : public testing::Test
{
protected:
    void write(const fs::path& file, const std::string& text) const
    {
        fs::create_directories((m_root / file).parent_path());
        std::ofstream(m_root / file, std::ios::binary) << text;
    }
    void writeSource(const std::string& source) const
    {
        write("sys/devices/system/clocksource/clocksource0/current_clocksource", source + "\n");
    }
    bool vouches() const { return kernelVouchesForCounter(m_root); }

    const TemporaryFolder m_folder;
    const fs::path m_root = m_folder.path();
};

constexpr const char* kSteadyFlags = "flags\t\t: fpu tsc constant_tsc rdtscp nonstop_tsc avx\n";

TEST_F(KernelVouchesTest, forACounterThatNeitherChangesItsRateNorStops)
{
    writeSource("tsc");
    write("proc/cpuinfo",
          std::string("processor\t: 0\n") + kSteadyFlags + "\nprocessor\t: 1\n" + kSteadyFlags);
    EXPECT_TRUE(vouches());
    writeSource("arch_sys_counter");
    write("proc/cpuinfo", "Features\t: fp asimd\n");
    EXPECT_TRUE(vouches());
}

TEST_F(KernelVouchesTest, notWhereItTakesItsTimeFromSomethingElse)
{
    write("proc/cpuinfo", kSteadyFlags);
    EXPECT_FALSE(vouches());
    for (const char* source : {"kvm-clock", "hpet", "tsc-early", ""}) {
        writeSource(source);
        EXPECT_FALSE(vouches()) << source;
    }
}

TEST_F(KernelVouchesTest, notWhereAnyProcessorLacksAFlag)
{
    writeSource("tsc");
    EXPECT_FALSE(vouches());
    write("proc/cpuinfo", "flags\t\t: fpu tsc constant_tsc rdtscp\n");
    EXPECT_FALSE(vouches());
    write("proc/cpuinfo", "flags\t\t: fpu tsc nonstop_tsc not_constant_tsc\n");
    EXPECT_FALSE(vouches());
    write("proc/cpuinfo", std::string(kSteadyFlags) + "flags\t\t: fpu tsc nonstop_tsc\n");
    EXPECT_FALSE(vouches());
}

TEST(Ticks, areTheSteadyClockWhereThereIsNoCounter)
{
    const Nanoseconds before = now();
    const Ticks ticks = readTicks(TickSource::SteadyClock);
    const Ticks later = readTicksInOrder(TickSource::SteadyClock);
    EXPECT_LE(before, ticks.value);
    EXPECT_LE(ticks, later);
    EXPECT_LE(later.value, now());
}

TEST(Ticks, ofOneThreadNeverRunBackwards)
{
    Ticks last = readTicks(TickSource::Counter);
    for (int i = 0; i < 100'000; ++i) {
        const Ticks next =
            i % 2 == 0 ? readTicks(TickSource::Counter) : readTicksInOrder(TickSource::Counter);
        ASSERT_LE(last, next);
        last = next;
    }
}

Anchor at(std::int64_t ticks, Nanoseconds steady, std::int64_t uncertainty = 0)
{
    return {{ticks}, steady, uncertainty};
}

constexpr Nanoseconds kSecond = 1'000'000'000;

TEST(TickClock, keepsACounterWhoseRateIsThatOfBefore)
{
    TickClock clock(TickSource::Counter, at(0, 0));
    EXPECT_EQ(clock.source(), TickSource::Counter);
    EXPECT_TRUE(clock.check(at(2 * kSecond, kSecond), at(4 * kSecond, 2 * kSecond)));
    // The kernel slews its own clock.
    EXPECT_TRUE(clock.check(at(4 * kSecond, 2 * kSecond), at(6 * kSecond, 3 * kSecond + 900'000)));
    EXPECT_EQ(clock.state(), ClockState::Counter);
}

TEST(TickClock, doubtsForGoodACounterThatDrifted)
{
    TickClock clock(TickSource::Counter, at(0, 0));
    EXPECT_FALSE(clock.check(at(2 * kSecond, kSecond), at(4 * kSecond, 2 * kSecond + 1'100'000)));
    EXPECT_EQ(clock.state(), ClockState::CounterDrifted);
    EXPECT_EQ(clock.source(), TickSource::SteadyClock);
    EXPECT_TRUE(clock.check(at(4 * kSecond, 2 * kSecond), at(6 * kSecond, 3 * kSecond)));
    clock.ranBackwards();
    EXPECT_EQ(clock.state(), ClockState::CounterDrifted) << "the first reason stays";
}

TEST(TickClock, judgesShortRecordingsByWhatTheirAnchorsLeaveOpen)
{
    TickClock clock(TickSource::Counter, at(0, 0));
    EXPECT_TRUE(clock.check(at(2 * kSecond, kSecond, 30), at(2 * kSecond + 40'000, kSecond + 20'030, 30)));
    EXPECT_FALSE(clock.check(at(2 * kSecond, kSecond, 30), at(2 * kSecond + 40'000, kSecond + 20'060, 30)));
}

TEST(TickClock, hasNothingToCompareTheFirstRecordingWith)
{
    TickClock clock(TickSource::Counter, at(100, 50));
    EXPECT_TRUE(clock.check(at(100, 50), at(300, 950)));
    EXPECT_EQ(clock.state(), ClockState::Counter);
}

TEST(TickClock, doubtsACounterThatRanBackwards)
{
    TickClock between(TickSource::Counter, at(0, 0));
    EXPECT_FALSE(between.check(at(200, 100), at(199, 120)));
    EXPECT_EQ(between.state(), ClockState::CounterRanBackwards);
    TickClock within(TickSource::Counter, at(0, 0));
    within.ranBackwards();
    EXPECT_EQ(within.source(), TickSource::SteadyClock);
}

TEST(TickClock, withoutACounterSaysSoWhateverHappens)
{
    TickClock clock(TickSource::SteadyClock, at(0, 0));
    clock.ranBackwards();
    EXPECT_EQ(clock.state(), ClockState::NoCounter);
    EXPECT_EQ(clock.source(), TickSource::SteadyClock);
}

TEST(TickScale, drawsStraightLinesBetweenAnchors)
{
    TickScale scale(at(1000, 500));
    scale.add(at(3000, 1500)); // 2 ticks a ns
    scale.add(at(4000, 2500)); // 1
    EXPECT_EQ(scale.toSteady({1000}), 500);
    EXPECT_EQ(scale.toSteady({2000}), 1000);
    EXPECT_EQ(scale.toSteady({3000}), 1500);
    EXPECT_EQ(scale.toSteady({3250}), 1750);
    EXPECT_EQ(scale.toSteady({4000}), 2500);
    EXPECT_EQ(scale.toSteady({0}), 0);
    EXPECT_EQ(scale.toSteady({5000}), 3500);
}

TEST(TickScale, leavesOutAnchorsThatDoNotComeLater)
{
    TickScale scale(at(1000, 500));
    scale.add(at(1000, 600));
    scale.add(at(1200, 500));
    scale.add(at(900, 400));
    scale.add(at(2000, 1500));
    EXPECT_EQ(scale.toSteady({1500}), 1000);
}

TEST(TickScale, keepsTheOrderOfTicksAcrossAnchors)
{
    TickScale scale(at(0, 7));
    for (std::int64_t i = 1; i < 20; ++i) // rates from 0.3 to 0.7 ns a tick
        scale.add(at(i * 1000, 7 + i * 500 + (i % 3 - 1) * 100));
    Nanoseconds last = scale.toSteady({-100});
    for (std::int64_t t = -99; t < 20'500; ++t) {
        const Nanoseconds steady = scale.toSteady({t});
        ASSERT_LE(last, steady) << t;
        last = steady;
    }
}

TEST(TickScale, ofARunningCounterAgreesWithTheSteadyClock)
{
    const TickSource source = tickClock().source();
    TickScale scale(readAnchor(source));
    const Nanoseconds before = now();
    const Ticks ticks = readTicksInOrder(source);
    const Nanoseconds after = now();
    Anchor end = readAnchor(source);
    while (end.steady - scale.first().steady < TickScale::kShortestStretch)
        end = readAnchor(source);
    scale.add(end);
    constexpr Nanoseconds kAnchors = 2'000; // an interrupt within one
    EXPECT_LE(before - kAnchors, scale.toSteady(ticks));
    EXPECT_LE(scale.toSteady(ticks), after + kAnchors);
}

} // namespace
