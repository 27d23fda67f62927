// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/control_group.h"
#include "tests/core/machine/machine_test.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

using lab::machine::Machine;
using lab::machine::Processor;
using lab::machine::Throttling;
using testing::ElementsAre;

namespace {

class ProcessorsTest : public MachineTest
{
protected:
    void writeMask(const std::string& list) const
    {
        write("proc/self/status", "Name:\tspeedup-lab\nCpus_allowed:\tf\nCpus_allowed_list:\t" + list + "\n");
    }
    void writeCapacity(int cpu, const std::string& capacity) const
    {
        write(kCpu / ("cpu" + std::to_string(cpu)) / "cpu_capacity", capacity + "\n");
    }
    /// Four cores of two hardware threads: 0 and 4, 1 and 5 …
    void writeFourCoresOfTwoThreads() const
    {
        write(kCpu / "online", "0-7\n");
        for (int cpu = 0; cpu < 8; ++cpu)
            writeSiblings(cpu, std::to_string(cpu % 4) + "," + std::to_string(cpu % 4 + 4));
    }
};

TEST_F(ProcessorsTest, workersTakeEachCoreBeforeAnySecondHardwareThread)
{
    writeFourCoresOfTwoThreads();
    const Machine machine = read();
    EXPECT_EQ(machine.cores, 4);
    EXPECT_EQ(machine.processors, 8);
    EXPECT_EQ(machine.physicalCores, 4);
    EXPECT_THAT(machine.usable,
                ElementsAre(Processor{0, 0, 0, 0}, Processor{1, 1, 0, 0}, Processor{2, 2, 0, 0},
                            Processor{3, 3, 0, 0}, Processor{4, 0, 1, 0}, Processor{5, 1, 1, 0},
                            Processor{6, 2, 1, 0}, Processor{7, 3, 1, 0}));
    EXPECT_EQ(describe(machine), "4 cores, 8 hardware threads");
}

TEST_F(ProcessorsTest, hardwareThreadsMayBeNumberedSideBySide)
{
    write(kCpu / "online", "0-3\n");
    for (int cpu = 0; cpu < 4; ++cpu)
        writeSiblings(cpu, cpu < 2 ? "0-1" : "2-3");
    EXPECT_THAT(processorNumbers(read()), ElementsAre(0, 2, 1, 3));
}

TEST_F(ProcessorsTest, fastCoresOfHybridProcessorComeFirst)
{
    // Two fast cores of two threads, numbered behind three slow ones.
    write(kCpu / "online", "0-6\n");
    for (int cpu = 0; cpu < 7; ++cpu)
        writeSiblings(cpu, cpu < 3 ? std::to_string(cpu) : cpu < 5 ? "3-4" : "5-6");
    write("sys/devices/cpu_core/cpus", "3-6\n");
    write("sys/devices/cpu_atom/cpus", "0-2\n");
    const Machine machine = read();
    EXPECT_EQ(machine.cores, 5);
    EXPECT_EQ(machine.processors, 7);
    EXPECT_THAT(machine.usable,
                ElementsAre(Processor{3, 3, 0, 0}, Processor{5, 4, 0, 0}, Processor{0, 0, 0, 1},
                            Processor{1, 1, 0, 1}, Processor{2, 2, 0, 1}, Processor{4, 3, 1, 0},
                            Processor{6, 4, 1, 0}));
    EXPECT_EQ(describe(machine), "2 fast and 3 slow cores, 7 hardware threads");
    EXPECT_EQ(fastCores(machine), 2);

    writeMask("0-2");
    EXPECT_EQ(describe(read()), "3 of 5 cores") << "none of the usable ones is faster than another";
}

TEST_F(ProcessorsTest, capacitiesTellKindsOfArmCores)
{
    write(kCpu / "online", "0-7\n");
    for (int cpu = 0; cpu < 8; ++cpu)
        writeCapacity(cpu, cpu < 4 ? "250" : cpu < 7 ? "870" : "1024");
    const Machine machine = read();
    EXPECT_EQ(machine.cores, 8);
    EXPECT_EQ(machine.processors, 8);
    EXPECT_THAT(processorNumbers(machine), ElementsAre(7, 4, 5, 6, 0, 1, 2, 3));
    EXPECT_EQ(machine.usable.back().kind, 2);
    EXPECT_EQ(describe(machine), "1 fast, 3 medium and 4 slow cores");
}

TEST_F(ProcessorsTest, coresThatAreClockedAlikeAreOfOneKind)
{
    write(kCpu / "online", "0-3\n");
    for (int cpu = 0; cpu < 4; ++cpu)
        writeCapacity(cpu, cpu == 2 ? "1024" : "1009");
    EXPECT_EQ(describe(read()), "4 cores");
    EXPECT_THAT(processorNumbers(read()), ElementsAre(0, 1, 2, 3));
}

TEST_F(ProcessorsTest, maskNeedNotBeginAtTheFirstProcessor)
{
    writeFourCoresOfTwoThreads();
    writeMask("2-3,6,9");
    const Machine machine = read();
    EXPECT_EQ(machine.cores, 2);
    EXPECT_EQ(machine.processors, 3);
    EXPECT_THAT(machine.usable,
                ElementsAre(Processor{2, 2, 0, 0}, Processor{3, 3, 0, 0}, Processor{6, 2, 1, 0}));
    EXPECT_EQ(describe(machine), "2 of 4 cores, 3 hardware threads");
}

TEST_F(ProcessorsTest, oneUsableProcessorOfMany)
{
    writeFourCoresOfTwoThreads();
    writeMask("5");
    const Machine machine = read();
    EXPECT_EQ(machine.cores, 1);
    EXPECT_EQ(machine.processors, 1);
    EXPECT_THAT(machine.usable, ElementsAre(Processor{5, 1, 0, 0}));
    EXPECT_EQ(describe(machine), "1 of 4 cores");
}

TEST_F(ProcessorsTest, quotaOfAnyEnclosingGroupLimitsCores)
{
    write(kCpu / "online", "0-15\n");
    write("proc/self/cgroup", "0::/teaching/lab\n");
    write("sys/fs/cgroup/teaching/lab/cpu.max", "max 100000\n");
    EXPECT_EQ(read().cores, 16);
    EXPECT_FALSE(read().quota);
    write("sys/fs/cgroup/teaching/cpu.max", "250000 100000\n");
    EXPECT_EQ(read().cores, 3) << "two and a half processors keep three workers busy at most";
    EXPECT_EQ(read().quota, 2.5);
    write("sys/fs/cgroup/teaching/lab/cpu.max", "5000 100000\n");
    const Machine machine = read();
    EXPECT_EQ(machine.cores, 1);
    EXPECT_EQ(machine.processors, 1);
    EXPECT_EQ(machine.physicalCores, 16);
    EXPECT_EQ(machine.usable.size(), 16u) << "a quota limits time, not places";
    EXPECT_EQ(describe(machine), "16 cores, limited to 0.05 processors");
}

TEST_F(ProcessorsTest, quotaIsToldAsItIs)
{
    writeFourCoresOfTwoThreads();
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/cpu.max", "150000 100000\n");
    EXPECT_EQ(read().cores, 2);
    EXPECT_EQ(read().processors, 2);
    EXPECT_EQ(describe(read()), "4 cores, 8 hardware threads, limited to 1.5 processors");
    write("sys/fs/cgroup/cpu.max", "600000 100000\n");
    EXPECT_EQ(read().cores, 4);
    EXPECT_EQ(read().processors, 6);
    write("sys/fs/cgroup/cpu.max", "800000 100000\n");
    EXPECT_EQ(describe(read()), "4 cores, 8 hardware threads")
        << "all processors together cannot use up more";
}

TEST_F(ProcessorsTest, readsQuotaOfControlGroupsVersion1)
{
    write(kCpu / "online", "0-7\n");
    write("proc/self/cgroup", "5:memory:/box\n4:cpu,cpuacct:/box\n");
    write("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "-1\n");
    write("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "100000\n");
    EXPECT_EQ(read().cores, 8);
    write("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "200000\n");
    EXPECT_EQ(read().cores, 2);
}

TEST_F(ProcessorsTest, throttlingIsSummedOverEnclosingGroups)
{
    write("proc/self/cgroup", "0::/teaching/lab\n");
    write("sys/fs/cgroup/cpu.stat", "usage_usec 9\nuser_usec 5\n");
    EXPECT_FALSE(lab::machine::throttling(m_root));
    write("sys/fs/cgroup/teaching/cpu.stat", "nr_periods 40\nnr_throttled 3\nthrottled_usec 1500\n");
    EXPECT_EQ(lab::machine::throttling(m_root), (Throttling{3, 1'500'000}));
    write("sys/fs/cgroup/teaching/lab/cpu.stat", "nr_periods 4\nnr_throttled 1\nthrottled_usec 20\n");
    EXPECT_EQ(lab::machine::throttling(m_root), (Throttling{4, 1'520'000}));
}

TEST_F(ProcessorsTest, throttlingOfVersion1CountsAGroupOnceThatHasTwoNames)
{
    write("proc/self/cgroup", "4:cpu,cpuacct:/box\n");
    for (const std::string mount : {"cpu,cpuacct", "cpu"})
        write("sys/fs/cgroup/" + mount + "/box/cpu.stat",
              "nr_periods 9\nnr_throttled 2\nthrottled_time 70\n");
    EXPECT_EQ(lab::machine::throttling(m_root), (Throttling{2, 70}));
}

} // namespace
