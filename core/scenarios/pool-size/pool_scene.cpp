// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/pool-size/pool_scene.h"

#include <utility>

namespace lab::scenarios::pool_size {

std::shared_ptr<const scenario::Scene> poolScene(std::int64_t tasks, const char* name,
                                                 const machine::Machine& machine)
{
    auto scene = std::make_shared<scenario::Scene>();
    scene->picture = scenario::Picture::Pool;
    scene->events = {{trace::State::Computing}, {}, "task", "tasks"};
    scenario::Exhibit shared;
    shared.kind = scenario::ExhibitKind::Vector;
    const bool threads = machine.processors > machine.cores;
    shared.title = threads ? "hardware threads" : "cores";
    shared.shape = {{threads ? "hardware thread" : "core", machine.processors}};
    scene->add(std::move(shared));
    scenario::Task compute;
    compute.unitName = "Task";
    compute.name = name;
    compute.axes = {{"task", tasks}};
    compute.loops = {{0}};
    compute.operationName = "tasks";
    scenario::Task storage = compute;
    storage.unitName.clear();
    storage.name = "storage";
    storage.operationName = "waits";
    scene->add(std::move(compute));
    scene->add(std::move(storage));
    return scene;
}

} // namespace lab::scenarios::pool_size
