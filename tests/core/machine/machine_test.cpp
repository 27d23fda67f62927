// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/machine.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace fs = std::filesystem;
using lab::machine::Cache;
using lab::machine::Machine;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

class MachineTest : public testing::Test
{
protected:
    void write(const fs::path& file, const std::string& text) const
    {
        fs::create_directories((m_root / file).parent_path());
        std::ofstream(m_root / file, std::ios::binary) << text;
    }
    void writeCache(int index, int level, const std::string& type, const std::string& size, int line,
                    const std::string& sharedBy) const
    {
        const fs::path folder = kCpu / "cpu0/cache" / ("index" + std::to_string(index));
        write(folder / "level", std::to_string(level) + "\n");
        write(folder / "type", type + "\n");
        write(folder / "size", size + "\n");
        write(folder / "coherency_line_size", std::to_string(line) + "\n");
        write(folder / "ways_of_associativity", "12\n");
        write(folder / "number_of_sets", "64\n");
        write(folder / "shared_cpu_list", sharedBy + "\n");
    }
    void writeSiblings(int cpu, const std::string& siblings) const
    {
        write(kCpu / ("cpu" + std::to_string(cpu)) / "topology/thread_siblings_list", siblings + "\n");
    }
    Machine read() const { return lab::machine::read(m_root); }

    const fs::path kCpu = "sys/devices/system/cpu";
    const TemporaryFolder m_folder;
    const fs::path m_root = m_folder.path();
};

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
    EXPECT_EQ(machine.cores, 128);
    EXPECT_EQ(machine.physicalCores, 96);
    ASSERT_EQ(machine.caches.size(), 1u);
    EXPECT_EQ(machine.caches[0].sharedBy, 128);
    EXPECT_EQ(machine.lineBytes, 0) << "no level 1 cache is described";
    EXPECT_EQ(describe(machine), "128 cores");
}

TEST_F(MachineTest, missingFilesAreUnknown)
{
    const Machine machine = read();
    EXPECT_EQ(machine.cores, 1);
    EXPECT_EQ(machine.physicalCores, 1);
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
        write("etc/os-release", noise);

        const Machine machine = read();
        EXPECT_EQ(machine.cores, 1);
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

TEST_F(MachineTest, quotaOfAnyEnclosingGroupLimitsCores)
{
    write(kCpu / "online", "0-15\n");
    write("proc/self/cgroup", "0::/teaching/lab\n");
    write("sys/fs/cgroup/teaching/lab/cpu.max", "max 100000\n");
    EXPECT_EQ(read().cores, 16);
    write("sys/fs/cgroup/teaching/cpu.max", "250000 100000\n");
    EXPECT_EQ(read().cores, 3) << "two and a half processors keep three workers busy at most";
    write("sys/fs/cgroup/teaching/lab/cpu.max", "5000 100000\n");
    EXPECT_EQ(read().cores, 1);
    EXPECT_EQ(read().physicalCores, 16);
}

TEST_F(MachineTest, readsQuotaOfControlGroupsVersion1)
{
    write(kCpu / "online", "0-7\n");
    write("proc/self/cgroup", "5:memory:/box\n4:cpu,cpuacct:/box\n");
    write("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "-1\n");
    write("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "100000\n");
    EXPECT_EQ(read().cores, 8);
    write("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "200000\n");
    EXPECT_EQ(read().cores, 2);
}

TEST(ThisMachine, isReadWithoutThrowing)
{
    const Machine machine = lab::machine::read();
    EXPECT_GE(machine.cores, 1);
    EXPECT_GE(machine.physicalCores, 1);
    EXPECT_FALSE(describe(machine).empty());
    RecordProperty("machine", describe(machine));
}

} // namespace
