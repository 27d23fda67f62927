// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/false-sharing/sharing_scene.h"

#include <utility>

namespace lab::scenarios::false_sharing {

using namespace scenario;

std::shared_ptr<const Scene> makeScene(const Layout& layout, std::int64_t workers, std::int64_t batches,
                                       std::int64_t perBatch)
{
    constexpr std::int64_t kSlot = sizeof(Counter);
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::CacheLines;
    Exhibit counters;
    counters.kind = ExhibitKind::CacheLines;
    counters.title = "Counters";
    counters.shape = {{"line", layout.lines(workers)}, {"slot", layout.line / kSlot}};
    counters.details = CacheLineDetails{layout.line, kSlot, layout.writers(workers, trace::Span::kNobody),
                                        !isPlain(layout.way)};
    scene->events = {
        {trace::State::Computing}, scene->add(std::move(counters)).id, "passing of a line", "passings"};
    Task increments;
    increments.name = "increments";
    increments.unitName = "Batch";
    increments.axes = {{"batch", batches}, {"increment", perBatch}};
    increments.loops = {{0}, {1}};
    increments.unitLoops = 1;
    increments.operationName = "increments";
    scene->add(std::move(increments));
    return scene;
}

} // namespace lab::scenarios::false_sharing
