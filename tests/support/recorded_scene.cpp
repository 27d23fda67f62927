// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recorded_scene.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace lab::tests {

namespace {

using nlohmann::json;
using namespace scenario;

constexpr std::uint64_t kBlock = 0x7f0000000000; // where all recorded addresses begin
constexpr std::uint64_t kPage = 4096;
constexpr std::size_t kMissSteps = 64; // of a curve that has up to 1024

std::uint64_t lowestAddress(const Scene& scene)
{
    std::uint64_t lowest = std::numeric_limits<std::uint64_t>::max();
    for (const Exhibit& exhibit : scene.exhibits) {
        if (const auto* memory = std::get_if<MemoryDetails>(&exhibit.details))
            lowest = std::min(lowest, *std::min_element(memory->addresses.begin(), memory->addresses.end()));
        if (const auto* traversal = std::get_if<TraversalDetails>(&exhibit.details))
            lowest = std::min(lowest, traversal->address);
    }
    return lowest;
}

json thinned(const std::vector<std::int64_t>& misses, std::size_t every)
{
    json kept = json::array();
    for (std::size_t i = 0; i < misses.size(); i += every)
        kept.push_back(misses[i]);
    if (misses.size() % every != 1 && every > 1)
        kept.push_back(misses.back());
    return kept;
}

json partsOf(const TraversalDetails& details, std::uint64_t shift)
{
    const std::size_t steps = details.caches.empty() ? 0 : details.caches.front().misses.size();
    const std::size_t every = std::max<std::size_t>(1, steps / kMissSteps);
    json parts{{"address", details.address - shift},
               {"bytesPerLine", details.bytesPerLine},
               {"stride", details.stride * static_cast<std::int64_t>(every)},
               {"caches", json::array()}};
    for (const ModelledCache& cache : details.caches)
        parts["caches"].push_back(
            {cache.name, cache.bytes, cache.sets, cache.ways, thinned(cache.misses, every)});
    return parts;
}

json partsOf(const Exhibit& exhibit, std::uint64_t shift)
{
    json parts = json::object();
    if (const auto* memory = std::get_if<MemoryDetails>(&exhibit.details)) {
        for (const std::uint64_t address : memory->addresses)
            parts["addresses"].push_back(address - shift);
    } else if (const auto* traversal = std::get_if<TraversalDetails>(&exhibit.details)) {
        parts["traversal"] = partsOf(*traversal, shift);
    } else if (const auto* lines = std::get_if<CacheLineDetails>(&exhibit.details)) {
        parts["bytesPerLine"] = lines->bytesPerLine;
        for (const std::uint32_t writer : lines->writerOfSlot)
            parts["writers"].push_back(writer == trace::Span::kNobody ? -1 : static_cast<int>(writer));
    }
    if (!exhibit.values) { // else its extents are those of the values
        parts["title"] = exhibit.title;
        for (const Dimension& dimension : exhibit.shape)
            parts["shape"].push_back({dimension.name, dimension.extent});
    }
    return parts;
}

void apply(TraversalDetails& details, const json& parts)
{
    details.address = parts.at("address");
    details.bytesPerLine = parts.at("bytesPerLine");
    details.stride = parts.at("stride");
    details.caches.clear();
    for (const json& cache : parts.at("caches"))
        details.caches.push_back({cache[0], cache[1], cache[2], cache[3], cache[4]});
}

void apply(Exhibit& exhibit, const json& parts)
{
    if (auto* memory = std::get_if<MemoryDetails>(&exhibit.details)) {
        memory->addresses = parts.at("addresses").get<std::vector<std::uint64_t>>();
    } else if (auto* traversal = std::get_if<TraversalDetails>(&exhibit.details)) {
        apply(*traversal, parts.at("traversal"));
    } else if (auto* lines = std::get_if<CacheLineDetails>(&exhibit.details)) {
        lines->bytesPerLine = parts.at("bytesPerLine");
        lines->writerOfSlot.clear();
        for (const json& writer : parts.at("writers"))
            lines->writerOfSlot.push_back(static_cast<std::uint32_t>(writer.get<int>()));
    }
    if (parts.contains("title"))
        exhibit.title = parts.at("title");
    if (parts.contains("shape")) {
        exhibit.shape.clear();
        for (const json& dimension : parts.at("shape"))
            exhibit.shape.push_back({dimension[0], dimension[1]});
    }
}

} // namespace

json machineParts(const Scene& scene)
{
    const std::uint64_t shift = lowestAddress(scene) / kPage * kPage - kBlock;
    json parts{{"tasks", json::array()}, {"exhibits", json::array()}};
    for (const Task& task : scene.tasks) {
        json loops = json::array();
        for (const Loop& loop : task.loops)
            loops.push_back({loop.axis, loop.step});
        parts["tasks"].push_back({{"unit", task.unitName}, {"unitLoops", task.unitLoops}, {"loops", loops}});
        if (const VectorUse& vectors = task.vectors; vectors.numbers > 0)
            parts["tasks"].back()["vectors"] = {vectors.instructions, vectors.numbers, vectors.widest};
    }
    for (const Exhibit& exhibit : scene.exhibits)
        parts["exhibits"].push_back(partsOf(exhibit, shift));
    return parts;
}

std::shared_ptr<const Scene> withMachineParts(const Scene& scene, const json& parts)
{
    const json& tasks = parts.at("tasks");
    const json& exhibits = parts.at("exhibits");
    if (tasks.size() != scene.tasks.size() || exhibits.size() != scene.exhibits.size())
        throw std::runtime_error("the recorded run belongs to another scene: record it anew");
    auto fixed = std::make_shared<Scene>(scene);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        Task& task = fixed->tasks[i];
        task.unitName = tasks[i].at("unit");
        task.unitLoops = tasks[i].at("unitLoops");
        task.loops.clear();
        for (const json& loop : tasks[i].at("loops"))
            task.loops.push_back({loop[0], loop[1]});
        task.vectors = {};
        if (const auto vectors = tasks[i].find("vectors"); vectors != tasks[i].end())
            task.vectors = {(*vectors)[0], (*vectors)[1], (*vectors)[2]};
    }
    for (std::size_t i = 0; i < exhibits.size(); ++i)
        apply(fixed->exhibits[i], exhibits[i]);
    return fixed;
}

} // namespace lab::tests
