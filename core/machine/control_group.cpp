// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/control_group.h"

#include "core/machine/system_text.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace lab::machine {

namespace fs = std::filesystem;

namespace {

struct Group
{
    fs::path folder;
    bool version2 = false;
};

bool listsProcessorTime(std::string_view controllers)
{
    std::istringstream stream{std::string(controllers)};
    for (std::string name; std::getline(stream, name, ',');) {
        if (name == "cpu")
            return true;
    }
    return false;
}

void addFromMountInwards(std::vector<Group>& groups, const fs::path& mount, const fs::path& group,
                         bool version2)
{
    groups.push_back({mount, version2});
    fs::path inner = mount;
    for (const fs::path& part : group.relative_path()) {
        // A group outside this process's view of the tree is written with "..".
        if (part == "..")
            break;
        inner /= part;
        groups.push_back({inner, version2});
    }
}

/// The groups of the process that may limit its processor time.
std::vector<Group> groupsOf(const fs::path& root)
{
    std::vector<Group> groups;
    const fs::path mount = root / "sys/fs/cgroup";
    std::istringstream lines(textOf(root / "proc/self/cgroup"));
    for (std::string line; std::getline(lines, line);) { // hierarchy:controllers:group
        const auto first = line.find(':');
        const auto second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const fs::path group = line.substr(second + 1);
        std::error_code ignored;
        if (controllers.empty()) {
            addFromMountInwards(groups, mount, group, true);
        } else if (listsProcessorTime(controllers)) {
            // "cpu" is often a link to "cpu,cpuacct": one of them, lest counters are summed twice.
            const fs::path joint = mount / controllers;
            addFromMountInwards(groups, fs::is_directory(joint, ignored) ? joint : mount / "cpu", group,
                                false);
        }
    }
    return groups;
}

std::optional<double> ratioOf(std::string_view quota, std::string_view period)
{
    const auto time = numberOf(quota);
    const auto of = numberOf(period);
    if (!time || !of || *time == 0 || *of == 0)
        return std::nullopt; // "max", "-1" or garbled
    return static_cast<double>(*time) / static_cast<double>(*of);
}

std::optional<double> quotaOf(const Group& group)
{
    if (!group.version2)
        return ratioOf(textOf(group.folder / "cpu.cfs_quota_us"), textOf(group.folder / "cpu.cfs_period_us"));
    const std::string text = textOf(group.folder / "cpu.max");
    const auto gap = text.find(' ');
    return gap == std::string::npos ? std::nullopt : ratioOf(text.substr(0, gap), text.substr(gap + 1));
}

std::optional<Throttling> throttlingOf(const Group& group)
{
    constexpr std::int64_t kMost = std::int64_t{1} << 50; // twelve days; far more groups than that add up
    const std::string text = textOf(group.folder / "cpu.stat");
    const auto periods = numberOf(valueOf(text, "nr_throttled", ' '));
    const auto time = numberOf(valueOf(text, group.version2 ? "throttled_usec" : "throttled_time", ' '));
    if (!periods || !time)
        return std::nullopt;
    return Throttling{std::min(*periods, kMost), std::min(*time, kMost) * (group.version2 ? 1000 : 1)};
}

} // namespace

std::optional<double> processorQuota(const fs::path& root)
{
    std::optional<double> least;
    for (const Group& group : groupsOf(root)) {
        if (const auto quota = quotaOf(group))
            least = std::min(*quota, least.value_or(*quota));
    }
    return least;
}

std::optional<Throttling> throttling(const fs::path& root)
{
    std::optional<Throttling> sum;
    for (const Group& group : groupsOf(root)) {
        if (const auto counted = throttlingOf(group)) {
            const Throttling before = sum.value_or(Throttling{});
            sum = {before.periods + counted->periods, before.throttledNs + counted->throttledNs};
        }
    }
    return sum;
}

} // namespace lab::machine
