// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/machine/machine_test.h"
#include "core/machine/control_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace fs = std::filesystem;
using lab::machine::Cache;
using lab::machine::Machine;
using lab::machine::Processor;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

TEST_F(MachineTest, readsOneCore)
{
    write(kCpu / "online", "0\n");
    writeSiblings(0, "0");
    writeCache(0, 1, "Data", "48K", 64, "0");
    writeCache(1, 1, "Instruction", "32K", 64, "0");
    writeCache(2, 2, "Unified", "2M", 64, "0");
    write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz\n"
                          "flags\t\t: fpu sse4_2 avx avx2 hypervisor avx512f amx_tile\n");
    write("proc/meminfo", "MemTotal:       24684084 kB\nMemFree: 1 kB\nMemAvailable: 77 kB\n");
    write("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");

    const Machine machine = read();
    EXPECT_EQ(machine.cpuModel, "Intel Xeon E5-2680 v4");
    EXPECT_EQ(machine.cores, 1);
    EXPECT_EQ(machine.physicalCores, 1);
    EXPECT_THAT(machine.caches, ElementsAre(Cache{1, "data", 48 << 10, 64, 12, 64, 1},
                                            Cache{1, "instruction", 32 << 10, 64, 12, 64, 1},
                                            Cache{2, "unified", 2 << 20, 64, 12, 64, 1}));
    EXPECT_EQ(machine.lineBytes, 64);
    EXPECT_THAT(machine.instructionSets, ElementsAre("SSE4.2", "AVX", "AVX2", "AVX-512", "AMX"));
    EXPECT_EQ(machine.memoryBytes, std::int64_t{24684084} * 1024);
    EXPECT_EQ(lab::machine::availableMemory(m_root), 77 * 1024);
    EXPECT_EQ(machine.operatingSystem, "Debian GNU/Linux 12 (bookworm)");
    EXPECT_TRUE(machine.virtualMachine);
    EXPECT_FALSE(machine.compiler.empty());
    EXPECT_EQ(describe(machine), "1 core · Intel Xeon E5-2680 v4 · AVX-512, AMX");
}

TEST_F(MachineTest, countsHardwareThreadsOfHybridProcessorOnce)
{
    write(kCpu / "online", "0-127\n");
    for (int cpu = 0; cpu < 128; ++cpu) {
        // 32 fast cores of two threads, then 64 of one.
        const int first = cpu / 2 * 2;
        writeSiblings(cpu, cpu < 64 ? std::to_string(first) + "-" + std::to_string(first + 1)
                                    : std::to_string(cpu));
    }
    writeCache(3, 3, "Unified", "107520K", 64, "0-63,64-127");

    const Machine machine = read();
    EXPECT_EQ(machine.cores, 96);
    EXPECT_EQ(machine.processors, 128);
    EXPECT_EQ(machine.physicalCores, 96);
    ASSERT_EQ(machine.caches.size(), 1u);
    EXPECT_EQ(machine.caches[0].sharedBy, 128);
    EXPECT_EQ(machine.lineBytes, 0) << "no level 1 cache is described";
    EXPECT_EQ(describe(machine), "96 cores, 128 hardware threads");
    EXPECT_EQ(fastCores(machine), 96);
}

TEST_F(MachineTest, missingFilesAreUnknown)
{
    const Machine machine = read();
    EXPECT_EQ(machine.cores, 1);
    EXPECT_EQ(machine.processors, 1);
    EXPECT_EQ(machine.physicalCores, 1);
    EXPECT_THAT(machine.usable, ElementsAre(Processor{0, 0, 0, 0}));
    EXPECT_FALSE(machine.quota);
    EXPECT_FALSE(lab::machine::throttling(m_root));
    EXPECT_EQ(machine.cpuModel, "");
    EXPECT_THAT(machine.caches, IsEmpty());
    EXPECT_THAT(machine.instructionSets, IsEmpty());
    EXPECT_EQ(machine.lineBytes, 0);
    EXPECT_EQ(machine.memoryBytes, 0);
    EXPECT_EQ(machine.operatingSystem, "");
    EXPECT_FALSE(machine.virtualMachine);
    EXPECT_EQ(describe(machine), "1 core");
}

TEST_F(MachineTest, garbageIsUnknown)
{
    const std::string noise = std::string("\0\xff", 2) + "-,:=9999999999999999999999 kB\n:::\n=\n";
    for (const std::string size : {"K", "-4K", "9999999999999999999G", "4X", ""}) {
        writeCache(0, 1, "Data", size, -64, "7-3,x");
        write(kCpu / "online", "0-,3--1\n");
        write("proc/cpuinfo", noise + "processor: -3\nprocessor: many\nflags\n");
        write("proc/meminfo", "MemTotal: lots kB\n" + noise);
        write("proc/self/cgroup", "0::\n::::\nx\n1:cpu:/../../etc\n");
        write("sys/fs/cgroup/cpu.max", "a b c\n");
        write("sys/fs/cgroup/cpu.stat", "nr_throttled\nnr_throttled -1\nthrottled_usec x\n" + noise);
        write("proc/self/status", "Cpus_allowed_list:\t9-3\n");
        write("sys/devices/cpu_atom/cpus", "0-x\n");
        write(kCpu / "cpu0/cpu_capacity", "-7\n");
        write("etc/os-release", noise);

        const Machine machine = read();
        EXPECT_EQ(machine.cores, 1);
        EXPECT_THAT(machine.usable, ElementsAre(Processor{0, 0, 0, 0}));
        EXPECT_FALSE(machine.quota);
        EXPECT_FALSE(lab::machine::throttling(m_root));
        EXPECT_EQ(machine.memoryBytes, 0);
        EXPECT_FALSE(lab::machine::availableMemory(m_root));
        EXPECT_EQ(machine.lineBytes, 0);
        ASSERT_EQ(machine.caches.size(), 1u);
        EXPECT_EQ(machine.caches[0].bytes, 0) << size;
        EXPECT_EQ(machine.caches[0].sharedBy, 0);
    }
    fs::remove(m_root / "proc/cpuinfo");
    fs::create_directory(m_root / "proc/cpuinfo");
    EXPECT_EQ(read().cpuModel, "");
}

TEST_F(MachineTest, readsArmWith128ByteLines)
{
    write(kCpu / "online", "0-3\n");
    writeCache(0, 1, "Data", "128K", 128, "0");
    writeCache(1, 1, "Instruction", "192K", 64, "0");
    write("proc/cpuinfo", "processor\t: 0\nBogoMIPS\t: 48.00\nFeatures\t: fp asimd aes sve\n"
                          "CPU implementer\t: 0x61\n\nprocessor\t: 1\n");

    const Machine machine = read();
    EXPECT_EQ(machine.cores, 4);
    EXPECT_EQ(machine.physicalCores, 4);
    EXPECT_EQ(machine.lineBytes, 128);
    EXPECT_THAT(machine.instructionSets, ElementsAre("NEON", "SVE"));
    EXPECT_EQ(describe(machine), "4 cores · SVE");
}

TEST_F(MachineTest, countsProcessorsOfCpuinfoWithoutSysfs)
{
    write("proc/cpuinfo", "processor : 0\n\nprocessor : 1\n\nprocessor : 2\n");
    EXPECT_EQ(read().cores, 3);
}

TEST(ThisMachine, isReadWithoutThrowing)
{
    const Machine machine = lab::machine::read();
    EXPECT_GE(machine.cores, 1);
    EXPECT_GE(machine.processors, machine.cores);
    EXPECT_GE(machine.physicalCores, machine.cores);
    EXPECT_GE(machine.usable.size(), static_cast<std::size_t>(machine.processors));
    EXPECT_FALSE(describe(machine).empty());
#if defined(__aarch64__)
    EXPECT_THAT(machine.instructionSets, Contains("NEON")); // under an emulator, too
#endif
    RecordProperty("machine", describe(machine));
}

} // namespace
