// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/mesi.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace lab::analysis {

namespace {

constexpr std::uint32_t kMemory = LineEvent::kFromMemory;
constexpr std::uint32_t kNothing = LineEvent::kNothing;

// "r0 w1 e2": core 0 reads, core 1 writes, core 2 evicts. Returns what the last access caused.
LineEvent play(MesiLine& line, const std::string& steps)
{
    LineEvent last;
    for (std::size_t i = 0; i + 1 < steps.size(); i += 3) {
        const auto core = static_cast<std::size_t>(steps[i + 1] - '0');
        if (steps[i] == 'r')
            last = line.read(core);
        else if (steps[i] == 'w')
            last = line.write(core);
        else
            line.evict(core);
    }
    return last;
}

std::string lettersOf(const MesiLine& line)
{
    std::string letters;
    for (std::size_t core = 0; core < line.cores(); ++core)
        letters += letter(line.state(core));
    return letters;
}

struct Transition
{
    const char* what;
    std::string steps;
    std::string states; // of cores 0, 1, 2 afterwards
    LineEvent last;
};

std::ostream& operator<<(std::ostream& out, const Transition& transition)
{
    return out << transition.what;
}

using enum Mesi;

const std::vector<Transition> kTransitions = {
    {"read miss alone", "r0", "EII", {Invalid, Exclusive, 0, kMemory}},
    {"read miss beside E", "r0 r1", "SSI", {Invalid, Shared, 0, 0}},
    {"read miss beside S", "r0 r1 r2", "SSS", {Invalid, Shared, 0, 0}},
    {"read miss beside M, which is written back", "w2 r1", "ISS", {Invalid, Shared, 0, 2}},
    {"read hit in E", "r0 r0", "EII", {Exclusive, Exclusive, 0, kNothing}},
    {"read hit in S", "r0 r1 r0", "SSI", {Shared, Shared, 0, kNothing}},
    {"read hit in M", "w0 r0", "MII", {Modified, Modified, 0, kNothing}},
    {"write hit in E is silent", "r0 w0", "MII", {Exclusive, Modified, 0, kNothing}},
    {"write hit in M", "w0 w0", "MII", {Modified, Modified, 0, kNothing}},
    {"write hit in S invalidates one", "r0 r1 w1", "IMI", {Shared, Modified, 1, kNothing}},
    {"write hit in S invalidates all", "r0 r1 r2 w1", "IMI", {Shared, Modified, 2, kNothing}},
    {"write hit in the last S", "r0 r1 e0 w1", "IMI", {Shared, Modified, 0, kNothing}},
    {"write miss alone", "w1", "IMI", {Invalid, Modified, 0, kMemory}},
    {"write miss beside E", "r0 w1", "IMI", {Invalid, Modified, 1, 0}},
    {"write miss beside S", "r0 r1 w2", "IIM", {Invalid, Modified, 2, 0}},
    {"write miss beside M", "w0 w1", "IMI", {Invalid, Modified, 1, 0}},
    {"miss after an eviction of M", "w0 e0 r0", "EII", {Invalid, Exclusive, 0, kMemory}},
    {"miss after an eviction of E", "r0 e0 r1", "IEI", {Invalid, Exclusive, 0, kMemory}},
    {"the other S stays S after an eviction", "r0 r1 e1 r0", "SII", {Shared, Shared, 0, kNothing}},
    {"an eviction of nothing", "e0 r1", "IEI", {Invalid, Exclusive, 0, kMemory}},
};

class MesiTransition : public testing::TestWithParam<Transition>
{
};

LineAccess writeAt(base::Nanoseconds at, std::uint32_t core, std::uint32_t line = 0)
{
    return {at, core, line, true};
}

} // namespace

TEST_P(MesiTransition, EndsInTheStatesAndCausesTheEvent)
{
    MesiLine line(3);
    const LineEvent last = play(line, GetParam().steps);
    EXPECT_EQ(lettersOf(line), GetParam().states);
    EXPECT_EQ(last, GetParam().last);
}

INSTANTIATE_TEST_SUITE_P(Table, MesiTransition, testing::ValuesIn(kTransitions));

TEST(MesiLine, NeverHoldsTwoOwnersNorAnOwnerBesideASharer)
{
    constexpr std::size_t kCores = 5;
    std::mt19937 random(3);
    MesiLine line(kCores);
    for (int step = 0; step < 20'000; ++step) {
        const std::size_t core = random() % kCores;
        const auto kind = random() % 5;
        const LineEvent event = kind < 2   ? line.read(core)
                                : kind < 4 ? line.write(core)
                                           : (line.evict(core), LineEvent{});
        const std::string states = lettersOf(line);
        const auto count = [&](char state) { return std::count(states.begin(), states.end(), state); };
        ASSERT_LE(count('M') + count('E'), 1) << states;
        ASSERT_TRUE(count('M') + count('E') == 0 || count('S') == 0) << states;
        ASSERT_NE(event.from, core); // nobody hands a line to itself
    }
}

TEST(LineHistory, FollowsALineThatTwoCoresWrite)
{
    const LineHistory history =
        lineHistory({writeAt(10, 0), writeAt(20, 0), writeAt(30, 1), writeAt(45, 0)}, 2, 1, 60);
    EXPECT_EQ(history.accesses, 4);
    ASSERT_EQ(history.ownership.size(), 3u);
    const auto expectStretch = [&](std::size_t i, base::Nanoseconds begin, base::Nanoseconds end,
                                   std::uint32_t core) {
        EXPECT_EQ(history.ownership[i].begin, begin);
        EXPECT_EQ(history.ownership[i].end, end);
        EXPECT_EQ(history.ownership[i].core, core);
        EXPECT_EQ(history.ownership[i].state, Modified);
    };
    expectStretch(0, 10, 30, 0);
    expectStretch(1, 30, 45, 1);
    expectStretch(2, 45, 60, 0);
    ASSERT_EQ(history.transfers.size(), 2u);
    EXPECT_EQ(history.transfers[0].at, 30);
    EXPECT_EQ(history.transfers[0].from, 0u);
    EXPECT_EQ(history.transfers[0].to, 1u);
    EXPECT_EQ(history.transfers[1].from, 1u);
}

TEST(LineHistory, ReadersShareALineUntilOneWrites)
{
    const LineHistory history =
        lineHistory({{0, 0, 0, false}, {10, 1, 0, false}, {20, 1, 0, true}}, 2, 1, 30);
    std::string states;
    for (const Ownership& stretch : history.ownership)
        states += letter(stretch.state);
    EXPECT_EQ(states, "ESSM");
    ASSERT_EQ(history.transfers.size(), 1u); // the upgrade from S moves no data
    EXPECT_EQ(history.transfers[0].at, 10);
}

TEST(LineHistory, LinesDoNotDisturbEachOther)
{
    const LineHistory history =
        lineHistory({writeAt(0, 0, 0), writeAt(1, 1, 1), writeAt(2, 0, 0), writeAt(3, 1, 1)}, 2, 2, 10);
    EXPECT_TRUE(history.transfers.empty());
    ASSERT_EQ(history.ownership.size(), 2u);
    EXPECT_EQ(history.ownership[0].line, 0u);
    EXPECT_EQ(history.ownership[1].line, 1u);
    EXPECT_EQ(history.ownership[1].end, 10);
}

TEST(LineHistory, SortsByTimeKeepsTheOrderOfEqualsAndEndsWhenTold)
{
    const LineHistory history =
        lineHistory({writeAt(50, 1), writeAt(5, 1), writeAt(5, 0), writeAt(60, 0)}, 2, 1, 60);
    EXPECT_EQ(history.accesses, 3); // the one at the end is outside
    ASSERT_EQ(history.transfers.size(), 2u);
    EXPECT_EQ(history.transfers[0].at, 5);
    EXPECT_EQ(history.transfers[0].from, 1u);
    EXPECT_EQ(history.transfers[1].at, 50);
    ASSERT_EQ(history.ownership.size(), 2u); // what lasted no time is left out
    EXPECT_EQ(history.ownership[0].core, 0u);
}

TEST(LineHistory, IgnoresLinesAndCoresThatDoNotExist)
{
    const LineHistory history = lineHistory({writeAt(0, 7, 0), writeAt(0, 0, 3)}, 2, 1, 10);
    EXPECT_EQ(history.accesses, 0);
    EXPECT_TRUE(history.ownership.empty());
    EXPECT_TRUE(lineHistory({}, 0, 0, 0).ownership.empty());
}

} // namespace lab::analysis
