// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/processors.h"

#include "core/machine/system_text.h"

#include <algorithm>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#ifdef __linux__
#include <sched.h>
#endif

namespace lab::machine {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kNoQuota = std::numeric_limits<std::int64_t>::max();

std::int64_t roundedUp(std::string_view quota, std::string_view period)
{
    const auto time = numberOf(quota);
    const auto of = numberOf(period);
    if (!time || !of || *time == 0 || *of == 0)
        return kNoQuota; // "max", "-1" or garbled
    return *time / *of + (*time % *of != 0);
}

std::int64_t quotaOfGroup(const fs::path& group, bool version2)
{
    if (!version2)
        return roundedUp(textOf(group / "cpu.cfs_quota_us"), textOf(group / "cpu.cfs_period_us"));
    const std::string text = textOf(group / "cpu.max");
    const auto gap = text.find(' ');
    return gap == std::string::npos ? kNoQuota : roundedUp(text.substr(0, gap), text.substr(gap + 1));
}

std::int64_t quotaAlong(const fs::path& mount, const fs::path& group, bool version2)
{
    std::int64_t least = quotaOfGroup(mount, version2);
    fs::path inner = mount;
    for (const fs::path& part : group.relative_path()) {
        // A group outside this process's view of the tree is written with "..".
        if (part == "..")
            break;
        inner /= part;
        least = std::min(least, quotaOfGroup(inner, version2));
    }
    return least;
}

bool listsProcessorTime(std::string_view controllers)
{
    std::istringstream stream{std::string(controllers)};
    for (std::string name; std::getline(stream, name, ',');) {
        if (name == "cpu")
            return true;
    }
    return false;
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

std::set<int> withinAffinity(const std::set<int>& online)
{
#ifdef __linux__
    // The mask must be at least as large as the kernel's, whose size is not told.
    for (int bits = 1024; bits <= 65536; bits *= 4) {
        const std::size_t size = CPU_ALLOC_SIZE(bits);
        std::vector<cpu_set_t> mask(size / sizeof(cpu_set_t) + 1);
        if (sched_getaffinity(0, size, mask.data()) != 0)
            continue;
        std::set<int> usable;
        for (const int cpu : online) {
            if (cpu < bits && CPU_ISSET_S(static_cast<std::size_t>(cpu), size, mask.data()))
                usable.insert(cpu);
        }
        if (!usable.empty())
            return usable;
    }
#endif
    return online;
}

std::optional<int> processorQuota(const fs::path& root)
{
    std::int64_t least = kNoQuota;
    const fs::path mount = root / "sys/fs/cgroup";
    std::istringstream lines(textOf(root / "proc/self/cgroup"));
    for (std::string line; std::getline(lines, line);) { // hierarchy:controllers:group
        const auto first = line.find(':');
        const auto second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const fs::path group = line.substr(second + 1);
        if (controllers.empty())
            least = std::min(least, quotaAlong(mount, group, true));
        else if (listsProcessorTime(controllers))
            least = std::min({least, quotaAlong(mount / controllers, group, false),
                              quotaAlong(mount / "cpu", group, false)});
    }
    if (least > std::numeric_limits<int>::max())
        return std::nullopt;
    return static_cast<int>(std::max<std::int64_t>(least, 1));
}

int physicalCores(const fs::path& root, const std::set<int>& online)
{
    std::set<std::string> cores;
    for (const int cpu : online) {
        const fs::path topology =
            root / "sys/devices/system/cpu" / ("cpu" + std::to_string(cpu)) / "topology";
        const std::string siblings = textOf(topology / "thread_siblings_list");
        cores.insert(listOf(siblings).contains(cpu) ? siblings : std::to_string(cpu));
    }
    return static_cast<int>(cores.size());
}

} // namespace lab::machine
