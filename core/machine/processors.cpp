// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/processors.h"

#include "core/machine/system_text.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>

namespace lab::machine {

namespace fs = std::filesystem;

namespace {

fs::path folderOf(const fs::path& root, int cpu)
{
    return root / "sys/devices/system/cpu" / ("cpu" + std::to_string(cpu));
}

/// The number of each processor's core, counted from 0 in the order of their first processors.
std::map<int, int> coresOf(const fs::path& root, const std::set<int>& online)
{
    std::map<std::string, int> numbers;
    std::map<int, int> cores;
    for (const int cpu : online) {
        const std::string siblings = textOf(folderOf(root, cpu) / "topology/thread_siblings_list");
        const std::string& core = listOf(siblings).contains(cpu) ? siblings : std::to_string(cpu);
        cores[cpu] = numbers.try_emplace(core, static_cast<int>(numbers.size())).first->second;
    }
    return cores;
}

/// How fast each processor is beside the others, on any scale: Arm's kernels tell a capacity, up to 1024;
/// Intel's tell which processors are of the fast cores and which of the slow ones.
std::map<int, std::int64_t> capacitiesOf(const fs::path& root, const std::set<int>& processors)
{
    constexpr std::int64_t kFast = 1024;
    constexpr std::int64_t kSlow = 512;
    const std::set<int> slow = listOf(textOf(root / "sys/devices/cpu_atom/cpus"));
    std::map<int, std::int64_t> capacities;
    for (const int cpu : processors) {
        capacities[cpu] = numberOf(textOf(folderOf(root, cpu) / "cpu_capacity"))
                              .value_or(slow.contains(cpu) ? kSlow : kFast);
    }
    return capacities;
}

/// The kind of each processor, from 0 for the fastest. Cores of one design may differ by a few per cent, as
/// they are clocked: a kind holds what reaches nine tenths of its fastest.
std::map<int, int> kindsOf(const std::map<int, std::int64_t>& capacities)
{
    std::set<std::int64_t, std::greater<>> descending;
    for (const auto& [cpu, capacity] : capacities)
        descending.insert(capacity);
    std::map<std::int64_t, int> kinds;
    std::int64_t fastest = *descending.begin();
    int kind = 0;
    for (const std::int64_t capacity : descending) {
        if (capacity < fastest - fastest / 10) {
            fastest = capacity;
            ++kind;
        }
        kinds[capacity] = kind;
    }
    std::map<int, int> of;
    for (const auto& [cpu, capacity] : capacities)
        of[cpu] = kinds[capacity];
    return of;
}

} // namespace

std::set<int> onlineProcessors(const fs::path& root)
{
    std::set<int> online = listOf(textOf(root / "sys/devices/system/cpu/online"));
    if (!online.empty())
        return online;
    std::istringstream lines(textOf(root / "proc/cpuinfo"));
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos || trimmed(std::string_view(line).substr(0, colon)) != "processor")
            continue;
        const auto number = numberOf(std::string_view(line).substr(colon + 1));
        if (number && *number <= std::numeric_limits<int>::max())
            online.insert(static_cast<int>(*number));
    }
    if (online.empty())
        online.insert(0);
    return online;
}

std::set<int> withinAffinity(const fs::path& root, const std::set<int>& online)
{
    const std::set<int> allowed =
        listOf(valueOf(textOf(root / "proc/self/status"), "Cpus_allowed_list", ':'));
    std::set<int> usable;
    std::set_intersection(online.begin(), online.end(), allowed.begin(), allowed.end(),
                          std::inserter(usable, usable.end()));
    return usable.empty() ? online : usable;
}

int physicalCores(const fs::path& root, const std::set<int>& online)
{
    int cores = 0;
    for (const auto& [cpu, core] : coresOf(root, online))
        cores = std::max(cores, core + 1);
    return cores;
}

std::vector<Processor> inWorkersOrder(const fs::path& root, const std::set<int>& online,
                                      const std::set<int>& usable)
{
    std::map<int, int> cores = coresOf(root, online);
    std::map<int, int> kinds = kindsOf(capacitiesOf(root, usable));
    std::map<int, int> threads; // so far, by core
    std::vector<Processor> order;
    for (const int cpu : usable)
        order.push_back({cpu, cores[cpu], threads[cores[cpu]]++, kinds[cpu]});
    std::sort(order.begin(), order.end(), [](const Processor& a, const Processor& b) {
        return std::tie(a.thread, a.kind, a.number) < std::tie(b.thread, b.kind, b.number);
    });
    return order;
}

} // namespace lab::machine
