// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/gradient-accumulation/gradient_scene.h"

#include "core/scenarios/shared/grouped.h"

#include <algorithm>
#include <utility>

namespace lab::scenarios::gradient_accumulation {

namespace {

using namespace scenario;

std::shared_ptr<const float[]> copyOf(const std::vector<float>& values)
{
    auto copy = std::make_shared<float[]>(values.size());
    std::copy(values.begin(), values.end(), copy.get());
    return copy;
}

ExhibitId addRows(Scene& scene, const Part& part, std::int64_t rows, const std::vector<float>& values)
{
    Exhibit exhibit;
    exhibit.kind = ExhibitKind::Matrix;
    exhibit.title = "gradients";
    exhibit.shape = {{"sample", rows}, {"element", part.shown}};
    exhibit.values = copyOf(values);
    return scene.add(std::move(exhibit)).id;
}

ExhibitId addSum(Scene& scene, const GradientPicture& picture, const Part& part)
{
    Exhibit sum;
    sum.kind = ExhibitKind::Vector;
    sum.title = part.title.empty() ? picture.sumTitle : picture.sumTitle + ", " + part.title;
    sum.shape = {{"element", part.shown}};
    if (part.shown < part.elements)
        sum.captions = {std::to_string(part.shown) + " of " +
                        grouped(static_cast<std::uint64_t>(part.elements)) + " numbers"};
    return scene.add(std::move(sum)).id;
}

void addLock(Scene& scene, const Part& part, std::uint32_t number, ExhibitId guarded)
{
    Exhibit lock;
    lock.kind = ExhibitKind::Lock;
    lock.title = part.title.empty() ? "the lock" : "the lock of " + part.title;
    lock.details = LockDetails{number, guarded};
    scene.add(std::move(lock));
}

// A row a worker: which one is told by the lane that adds.
ExhibitId addOwnSums(Scene& scene, const GradientPicture& picture, const Part& part)
{
    Exhibit sums;
    sums.kind = ExhibitKind::Matrix;
    sums.title = "own sums";
    sums.shape = {{"worker", picture.slices}, {"element", part.shown}};
    return scene.add(std::move(sums)).id;
}

Task sampleTask(const char* unitName, std::string name, std::int64_t samples)
{
    Task task;
    task.unitName = unitName;
    task.name = std::move(name);
    task.axes = {{"sample", samples}};
    task.loops = {{0}};
    return task;
}

std::vector<float> totals(const Part& part)
{
    std::vector<float> sums(static_cast<std::size_t>(part.shown), 0.0f);
    for (std::size_t i = 0; i < part.values.size(); ++i)
        sums[i % sums.size()] += part.values[i];
    return sums;
}

// The slice with the numbers shown is the last one; before it has been added up, the sum stands at zero.
void addReduction(Scene& scene, const GradientPicture& picture, ExhibitId sum)
{
    const Part& part = picture.parts.front();
    std::vector<float> rows(static_cast<std::size_t>(picture.slices * part.shown), 0.0f);
    const std::vector<float> total = totals(part);
    std::copy(total.begin(), total.end(), rows.end() - static_cast<std::ptrdiff_t>(total.size()));
    const ExhibitId source = addRows(scene, part, picture.slices, std::move(rows));
    Task reduce = sampleTask("Slice", "add up", picture.slices);
    reduce.axes.front().name = "slice";
    reduce.touches = {{sum, Access::Accumulates, {kWhole}, 0, source}};
    scene.add(std::move(reduce));
}

} // namespace

base::TaskId taskBehind(std::size_t parts)
{
    return {static_cast<std::uint16_t>(kAddTask.index() + parts)};
}

std::shared_ptr<const Scene> gradientScene(const GradientPicture& picture)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Locks;
    scene->events = eventsAtLocks();
    scene->add(sampleTask("Sample", picture.passName, picture.samples));
    const std::int64_t summed = picture.additions > 0 ? picture.samples - picture.additions : 0;
    ExhibitId sum;
    for (std::size_t i = 0; i < picture.parts.size(); ++i) {
        const Part& part = picture.parts[i];
        const ExhibitId gradients = addRows(*scene, part, picture.samples, part.values);
        sum = addSum(*scene, picture, part);
        if (picture.locked)
            addLock(*scene, part, static_cast<std::uint32_t>(i), sum);
        Task add = sampleTask(summed > 0 ? "Sum of sample" : "Add",
                              part.title.empty() ? "add" : "add " + part.title, picture.samples);
        if (picture.slices == 0)
            add.touches = {
                {sum, picture.overwrites ? Access::Overwrites : Access::Accumulates, {kWhole}, 0, gradients}};
        else
            add.touches = {
                {addOwnSums(*scene, picture, part), Access::Accumulates, {kWhole, kWhole}, 0, gradients}};
        scene->add(std::move(add));
    }
    if (picture.slices > 0) {
        const base::TaskId reduction = taskBehind(picture.parts.size());
        scene->needs = {{reduction, kPassTask, 0, true}, {reduction, kAddTask, 0, true}};
        addReduction(*scene, picture, sum);
    } else if (summed > 0) {
        scene->add(sampleTask("", "add to its own sum", summed));
    }
    return scene;
}

} // namespace lab::scenarios::gradient_accumulation
