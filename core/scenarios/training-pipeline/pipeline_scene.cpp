// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/training-pipeline/pipeline_scene.h"

#include "core/scenarios/training-pipeline/ways.h"

#include <algorithm>
#include <utility>

namespace lab::scenarios::training_pipeline {

namespace {

using namespace scenario;

void addTask(Scene& scene, const char* name, std::int64_t batches)
{
    Task task;
    task.unitName = name; // "load 3"
    task.name = name;
    task.axes = {{"batch", batches}};
    task.loops = {{0}};
    task.operationName = "batches";
    scene.add(std::move(task));
}

void addPictures(Scene& scene, const char* title, const Shown& shown, std::shared_ptr<const float[]> values)
{
    Exhibit pictures;
    pictures.kind = ExhibitKind::ImageTiles;
    pictures.title = title;
    pictures.shape = {{"image", shown.batches * kShownImages}, {"row", shown.side}, {"column", shown.side}};
    const auto range = std::minmax_element(values.get(), values.get() + pictures.elementCount());
    pictures.lowest = *range.first;
    pictures.highest = std::max(*range.second, *range.first + 1e-6f);
    pictures.values = std::move(values);
    scene.add(std::move(pictures));
}

void addQueue(Scene& scene, const char* title, base::TaskId producer, base::TaskId consumer,
              std::int64_t places)
{
    Exhibit queue;
    queue.kind = ExhibitKind::Queue;
    queue.title = title;
    queue.shape = {{"place", places}};
    queue.details = QueueDetails{producer, consumer, places};
    scene.add(std::move(queue));
}

template<class Value>
void addCurve(Scene& scene, const char* title, const std::vector<Training::Step>& steps, Value value,
              float highest)
{
    Exhibit curve;
    curve.kind = ExhibitKind::Curve;
    curve.title = title;
    curve.shape = {{"batch", static_cast<std::int64_t>(steps.size())}};
    auto values = std::make_shared<float[]>(steps.size());
    std::transform(steps.begin(), steps.end(), values.get(), value);
    curve.lowest = 0;
    curve.highest = std::max(highest, *std::max_element(values.get(), values.get() + steps.size()));
    curve.values = std::move(values);
    curve.details = CurveDetails{kTrain};
    scene.add(std::move(curve));
}

} // namespace

std::shared_ptr<const Scene> pipelineScene(const Shown& shown, std::size_t deviceLane, std::int64_t prefetch)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Training;
    scene->events = {{trace::State::DeviceBusy}, {}, "batch on the GPU", "batches on the GPU"};
    scene->needs = {{kProcess, kLoad}, {kTrain, kProcess}, {kLoad, kTrain, prefetch + 1}};
    for (const char* name : {"load", "process", "train"})
        addTask(*scene, name, shown.batches);
    addPictures(*scene, "read", shown, shown.before);
    addPictures(*scene, "processed", shown, shown.after);
    addQueue(*scene, "loaded", kLoad, kProcess, prefetch);
    addQueue(*scene, "processed", kProcess, kTrain, prefetch);
    Exhibit device;
    device.kind = ExhibitKind::Device;
    device.title = "GPU";
    device.shape = {{"layer", 3}};
    device.details = DeviceDetails{deviceLane, {"784→128", "128→64", "64→10"}, shown.emulated};
    const ExhibitId deviceId = scene->add(std::move(device)).id;
    scene->tasks[kTrain.index()].touches = {{deviceId, Access::Writes, {kWhole}}};
    addCurve(
        *scene, "loss", shown.steps, [](const Training::Step& step) { return step.loss; }, 0.1f);
    addCurve(
        *scene, "accuracy", shown.steps, [](const Training::Step& step) { return step.accuracy; }, 1.0f);
    return scene;
}

} // namespace lab::scenarios::training_pipeline
