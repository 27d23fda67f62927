// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lab::machine {

/// One kind of cache as the first processor sees it. What the system does not tell is 0.
struct Cache
{
    int level = 0;
    std::string type; ///< "data", "instruction" or "unified"
    std::int64_t bytes = 0;
    int lineBytes = 0;
    int ways = 0;
    std::int64_t sets = 0;
    int sharedBy = 0; ///< logical processors that share one such cache

    friend bool operator==(const Cache&, const Cache&) = default;
};

/// A logical processor: a core, or one of the hardware threads of a core.
struct Processor
{
    int number = 0; ///< the system's, as taskset and sched_getcpu() tell it
    int core = 0;   ///< 0 … Machine::physicalCores − 1, in the order of the cores' first processors
    int thread = 0; ///< which of the usable hardware threads of its core
    int kind = 0;   ///< 0: of the fastest usable cores, 1: of the next slower kind …

    friend bool operator==(const Processor&, const Processor&) = default;
};

/// The computer a measurement was made on, as the system describes it. Unknown numbers are 0, unknown texts
/// and lists empty; `cores`, `processors` and `physicalCores` are at least 1.
struct Machine
{
    std::string cpuModel;
    /// Cores this process may use at a time: online, in its affinity mask, hardware threads of one core
    /// counting once, and no more than `quota` rounded up.
    int cores = 1;
    /// Logical processors it may use at a time, the same way: above `cores` where these have several hardware
    /// threads.
    int processors = 1;
    /// Cores of the whole machine that are online, hardware threads of one core counting once.
    int physicalCores = 1;
    /// Processors' worth of time that its control group allows, where that is less than all usable
    /// processors; not rounded: 1.5.
    std::optional<double> quota;
    /// Those in its affinity mask, in the order in which workers should take them: one of each core, fast
    /// ones first, then the second hardware threads. Never empty as read().
    std::vector<Processor> usable;
    std::vector<Cache> caches; ///< by level, data before instruction
    int lineBytes = 0;         ///< of the level 1 data cache
    /// Instruction sets that matter to arithmetic, narrowest first: "SSE4.2", "AVX2", "AVX-512", "AMX",
    /// "NEON", "SVE".
    std::vector<std::string> instructionSets;
    std::int64_t memoryBytes = 0;
    std::string operatingSystem;
    std::string compiler; ///< that built this program: "GCC 12.2.0"
    bool virtualMachine = false;
};

/// Reads files below `root`: sys/devices/system/cpu, sys/fs/cgroup, proc/cpuinfo, proc/meminfo,
/// proc/self, etc/os-release. Instruction sets are those the kernel reports in proc/cpuinfo, so a set that it
/// does not support is not listed. Kinds of cores are told apart by cpu_capacity (Arm) or
/// sys/devices/cpu_atom (Intel); else all are of one kind. What is missing or garbled stays unknown; never
/// throws for it. Any thread; takes milliseconds.
Machine read(const std::filesystem::path& root = "/");

/// Bytes that new allocations can still get without swapping, as proc/meminfo below `root` estimates it;
/// nothing where it does not tell. Any thread; well below a millisecond.
std::optional<std::int64_t> availableMemory(const std::filesystem::path& root = "/");

/// The numbers of `usable`, for WorkerPool.
std::vector<int> processorNumbers(const Machine& machine);

/// How many of `cores` are of the fastest kind: all, where there is one kind.
int fastCores(const Machine& machine);

/// The cores alone: "4 cores, 8 hardware threads", "6 fast and 8 slow cores", "2 of 16 cores" of a machine
/// that has more than the process may use, "4 cores, limited to 1.5 processors" by a quota.
std::string describeCores(const Machine& machine);

/// One line for a status bar or a caption: "2 cores · Intel Xeon · AVX-512, AMX", with the widest
/// instruction sets only. Unknown parts are left out.
std::string describe(const Machine& machine);

} // namespace lab::machine
