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

/// The computer a measurement was made on, as the system describes it. Unknown numbers are 0, unknown texts
/// and lists empty; `cores` and `physicalCores` are at least 1.
struct Machine
{
    std::string cpuModel;
    /// Logical processors this process may use at a time: online, in its affinity mask, and no more than
    /// its control group's processor quota (rounded up).
    int cores = 1;
    /// Cores of the whole machine, two hardware threads of one core counting once.
    int physicalCores = 1;
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
/// etc/os-release. Instruction sets are those the kernel reports in proc/cpuinfo, so a set that it does not
/// support is not listed. Affinity, which no file holds, is asked of the running system when `root` is "/";
/// elsewhere every online processor counts as usable. What is missing or garbled stays unknown; never
/// throws for it. Any thread; takes milliseconds.
Machine read(const std::filesystem::path& root = "/");

/// Bytes that new allocations can still get without swapping, as proc/meminfo below `root` estimates it;
/// nothing where it does not tell. Any thread; well below a millisecond.
std::optional<std::int64_t> availableMemory(const std::filesystem::path& root = "/");

/// One line for a status bar or a caption: "2 cores · Intel Xeon · AVX-512, AMX", with the widest
/// instruction sets only. Unknown parts are left out.
std::string describe(const Machine& machine);

} // namespace lab::machine
