// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/machine.h"

#include "core/machine/control_group.h"
#include "core/machine/processors.h"
#include "core/machine/system_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string_view>
#include <tuple>
#include <utility>

namespace lab::machine {

namespace fs = std::filesystem;

namespace {

int countOf(std::string_view text, std::int64_t most)
{
    const auto number = numberOf(text);
    return number && *number <= most ? static_cast<int>(*number) : 0;
}

std::string typeOf(const std::string& text)
{
    if (text == "Data")
        return "data";
    if (text == "Instruction")
        return "instruction";
    return text == "Unified" ? "unified" : "";
}

std::vector<Cache> cachesOf(const fs::path& processor)
{
    constexpr int kMostCaches = 16;
    constexpr std::int64_t kMostLineBytes = 65536;
    constexpr std::int64_t kMostWays = 1 << 20;
    std::vector<Cache> caches;
    for (int i = 0; i < kMostCaches; ++i) {
        const fs::path folder = processor / "cache" / ("index" + std::to_string(i));
        Cache cache;
        cache.level = countOf(textOf(folder / "level"), kMostCaches);
        cache.type = typeOf(textOf(folder / "type"));
        if (cache.level == 0 || cache.type.empty())
            continue;
        cache.bytes = sizeOf(textOf(folder / "size")).value_or(0);
        cache.lineBytes = countOf(textOf(folder / "coherency_line_size"), kMostLineBytes);
        cache.ways = countOf(textOf(folder / "ways_of_associativity"), kMostWays);
        cache.sets = numberOf(textOf(folder / "number_of_sets")).value_or(0);
        cache.sharedBy = static_cast<int>(listOf(textOf(folder / "shared_cpu_list")).size());
        caches.push_back(cache);
    }
    std::stable_sort(caches.begin(), caches.end(), [](const Cache& a, const Cache& b) {
        return std::tie(a.level, a.type) < std::tie(b.level, b.type);
    });
    return caches;
}

int lineBytesOf(const std::vector<Cache>& caches)
{
    for (const Cache& cache : caches) {
        if (cache.level == 1 && cache.type != "instruction")
            return cache.lineBytes;
    }
    return 0;
}

void removeAll(std::string& text, std::string_view what)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what))
        text.erase(at, what.size());
}

/// "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz" becomes "Intel Xeon E5-2680 v4".
std::string tidyModel(std::string model)
{
    for (const std::string_view mark : {"(R)", "(r)", "(TM)", "(tm)"})
        removeAll(model, mark);
    model.erase(std::min(model.find(" @ "), model.size()));
    std::istringstream words(model);
    std::string tidy;
    for (std::string word; words >> word;) {
        if (word == "CPU" || word == "Processor")
            continue;
        tidy += (tidy.empty() ? "" : " ") + word;
    }
    return tidy;
}

std::string modelOf(const std::string& cpuinfo)
{
    for (const std::string_view key : {"model name", "Model", "Hardware", "cpu model", "cpu", "uarch"}) {
        if (const std::string model = valueOf(cpuinfo, key, ':'); !model.empty())
            return tidyModel(model);
    }
    return {};
}

std::set<std::string> flagsOf(const std::string& cpuinfo)
{
    std::istringstream words(valueOf(cpuinfo, "flags", ':') + " " + valueOf(cpuinfo, "Features", ':'));
    std::set<std::string> flags;
    for (std::string word; words >> word;)
        flags.insert(word);
    return flags;
}

std::vector<std::string> instructionSetsOf(const std::set<std::string>& flags)
{
    // The kernel lists a set only when both processor and kernel support its registers.
    constexpr std::array<std::pair<const char*, const char*>, 9> kSets = {{{"sse4_2", "SSE4.2"},
                                                                           {"avx", "AVX"},
                                                                           {"avx2", "AVX2"},
                                                                           {"avx512f", "AVX-512"},
                                                                           {"amx_tile", "AMX"},
                                                                           {"neon", "NEON"},
                                                                           {"asimd", "NEON"},
                                                                           {"sve", "SVE"},
                                                                           {"sme", "SME"}}};
    std::vector<std::string> sets;
    for (const auto& [flag, name] : kSets) {
        if (flags.contains(flag) && std::find(sets.begin(), sets.end(), name) == sets.end())
            sets.emplace_back(name);
    }
    return sets;
}

/// AVX-512 processors have AVX2 as well, and so on; each chain runs from narrow to wide.
bool impliedByWider(const std::string& set, const std::vector<std::string>& all)
{
    constexpr std::array<std::array<std::string_view, 4>, 2> kChains = {
        {{"SSE4.2", "AVX", "AVX2", "AVX-512"}, {"NEON", "SVE", "", ""}}};
    for (const auto& chain : kChains) {
        const auto place = std::find(chain.begin(), chain.end(), set);
        if (place == chain.end())
            continue;
        return std::any_of(place + 1, chain.end(), [&](std::string_view wider) {
            return std::find(all.begin(), all.end(), wider) != all.end();
        });
    }
    return false;
}

std::optional<std::int64_t> memoryOf(const fs::path& root, std::string_view key)
{
    const std::string value = valueOf(textOf(root / "proc/meminfo"), key, ':');
    std::string_view text = value;
    if (!text.ends_with(" kB"))
        return std::nullopt;
    text.remove_suffix(3);
    return sizeOf(std::string(text) + "K");
}

bool isVirtual(const fs::path& root, const std::set<std::string>& flags)
{
    if (flags.contains("hypervisor") || !textOf(root / "sys/hypervisor/type").empty())
        return true;
    const std::string vendor = textOf(root / "sys/class/dmi/id/sys_vendor");
    return vendor == "QEMU" || vendor == "VMware, Inc." || vendor == "Xen" || vendor == "innotek GmbH";
}

int usableCores(const Machine& machine)
{
    return static_cast<int>(std::count_if(machine.usable.begin(), machine.usable.end(),
                                          [](const Processor& processor) { return processor.thread == 0; }));
}

int withinQuota(int processors, std::optional<double> quota)
{
    return quota ? std::min(processors, static_cast<int>(std::ceil(*quota))) : processors;
}

/// "6 fast and 8 slow", "4", or "2 of 16".
std::string coresByKind(const Machine& machine)
{
    const int all = machine.usable.empty() ? machine.cores : usableCores(machine);
    std::map<int, int> kinds;
    for (const Processor& processor : machine.usable)
        kinds[processor.kind] += processor.thread == 0;
    const auto of = [&](int kind) { return std::to_string(kinds[kind]); };
    std::string text = std::to_string(all);
    if (kinds.size() == 2)
        text = of(0) + " fast and " + of(1) + " slow";
    else if (kinds.size() == 3)
        text = of(0) + " fast, " + of(1) + " medium and " + of(2) + " slow";
    return machine.physicalCores > all ? text + " of " + std::to_string(machine.physicalCores) : text;
}

/// "1.5", without zeros behind.
std::string shortNumber(double number)
{
    std::ostringstream stream;
    stream.precision(3);
    stream << number;
    return stream.str();
}

std::string compilerName()
{
#if defined(__clang__)
    return "Clang " + std::to_string(__clang_major__) + "." + std::to_string(__clang_minor__) + "." +
           std::to_string(__clang_patchlevel__);
#elif defined(__GNUC__)
    return "GCC " + std::to_string(__GNUC__) + "." + std::to_string(__GNUC_MINOR__) + "." +
           std::to_string(__GNUC_PATCHLEVEL__);
#else
    return {};
#endif
}

} // namespace

Machine read(const fs::path& root)
{
    const std::string cpuinfo = textOf(root / "proc/cpuinfo");
    const std::set<std::string> flags = flagsOf(cpuinfo);
    const std::set<int> online = onlineProcessors(root);

    Machine machine;
    machine.cpuModel = modelOf(cpuinfo);
    machine.usable = inWorkersOrder(root, online, withinAffinity(root, online));
    machine.quota = processorQuota(root);
    if (machine.quota && *machine.quota >= static_cast<double>(machine.usable.size()))
        machine.quota.reset();
    machine.processors = withinQuota(static_cast<int>(machine.usable.size()), machine.quota);
    machine.cores = withinQuota(usableCores(machine), machine.quota);
    machine.physicalCores = physicalCores(root, online);
    machine.caches = cachesOf(root / "sys/devices/system/cpu" / ("cpu" + std::to_string(*online.begin())));
    machine.lineBytes = lineBytesOf(machine.caches);
    machine.instructionSets = instructionSetsOf(flags);
#if defined(__aarch64__)
    // An emulator may hand through its host's cpuinfo, of instructions that this program cannot use. NEON it
    // has.
    if (root == "/" && !flags.contains("asimd"))
        machine.instructionSets = {"NEON"};
#endif
    machine.memoryBytes = memoryOf(root, "MemTotal").value_or(0);
    machine.operatingSystem = valueOf(textOf(root / "etc/os-release"), "PRETTY_NAME", '=');
    machine.compiler = compilerName();
    machine.virtualMachine = isVirtual(root, flags);
    return machine;
}

std::optional<std::int64_t> availableMemory(const fs::path& root)
{
    return memoryOf(root, "MemAvailable");
}

std::vector<int> processorNumbers(const Machine& machine)
{
    std::vector<int> numbers;
    std::transform(machine.usable.begin(), machine.usable.end(), std::back_inserter(numbers),
                   [](const Processor& processor) { return processor.number; });
    return numbers;
}

int fastCores(const Machine& machine)
{
    const auto fast = std::count_if(machine.usable.begin(), machine.usable.end(),
                                    [](const Processor& one) { return one.thread == 0 && one.kind == 0; });
    return machine.usable.empty() ? machine.cores : std::min(machine.cores, static_cast<int>(fast));
}

std::string describeCores(const Machine& machine)
{
    const int cores = machine.usable.empty() ? machine.cores : usableCores(machine);
    const int processors =
        machine.usable.empty() ? machine.processors : static_cast<int>(machine.usable.size());
    const bool one = cores == 1 && machine.physicalCores <= 1;
    std::string text = coresByKind(machine) + (one ? " core" : " cores");
    if (processors > cores)
        text += ", " + std::to_string(processors) + " hardware threads";
    if (machine.quota)
        text += ", limited to " + shortNumber(*machine.quota) +
                (*machine.quota == 1 ? " processor" : " processors");
    return text;
}

std::string describe(const Machine& machine)
{
    std::string text = describeCores(machine);
    if (!machine.cpuModel.empty())
        text += " · " + machine.cpuModel;
    std::string sets;
    for (const std::string& set : machine.instructionSets) {
        if (!impliedByWider(set, machine.instructionSets))
            sets += (sets.empty() ? " · " : ", ") + set;
    }
    text += sets;
    return text;
}

} // namespace lab::machine
