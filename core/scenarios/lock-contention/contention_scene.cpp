// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/lock-contention/contention_scene.h"

#include <algorithm>
#include <utility>

namespace lab::scenarios::lock_contention {

namespace {

using namespace scenario;

Task roundTask(const char* unitName, const char* name, std::size_t rounds)
{
    Task task;
    task.unitName = unitName;
    task.name = name;
    task.axes = {{"round", static_cast<std::int64_t>(rounds)}};
    task.loops = {{0}};
    return task;
}

// What part `part` of `parts` gets from each round: nothing from those of other parts.
ExhibitId addRows(Scene& scene, const std::vector<float>& added, std::uint32_t part, std::uint32_t parts)
{
    Exhibit rows;
    rows.title = "added";
    rows.shape = {{"round", static_cast<std::int64_t>(added.size())}, {"element", 1}};
    auto values = std::make_shared<float[]>(added.size());
    for (std::size_t i = part; i < added.size(); i += parts)
        values.get()[i] = added[i];
    rows.values = std::move(values);
    return scene.add(std::move(rows)).id;
}

} // namespace

std::shared_ptr<const Scene> contentionScene(const std::vector<float>& added, std::uint32_t locks)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Locks;
    scene->events = eventsAtLocks();
    scene->add(roundTask("Round", "outside the lock", added.size()));
    Task inside = roundTask("Section", locks > 0 ? "critical section" : "addition", added.size());
    const std::uint32_t parts = std::max(locks, 1u);
    for (std::uint32_t part = 0; part < parts; ++part) {
        const ExhibitId rows = addRows(*scene, added, part, parts);
        Exhibit total;
        total.kind = ExhibitKind::Vector;
        total.title = parts > 1 ? "part " + std::to_string(part + 1) + " of the total" : "total";
        total.shape = {{"element", 1}};
        const ExhibitId sum = scene->add(std::move(total)).id;
        inside.touches.push_back({sum, Access::Accumulates, {kWhole}, 0, rows});
        if (locks == 0)
            continue;
        Exhibit lock;
        lock.kind = ExhibitKind::Lock;
        lock.title = parts > 1 ? "lock " + std::to_string(part + 1) : "the lock";
        lock.details = LockDetails{part, sum};
        scene->add(std::move(lock));
    }
    scene->add(std::move(inside));
    return scene;
}

} // namespace lab::scenarios::lock_contention
