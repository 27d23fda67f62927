// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/hand_made_trace.h"
#include "widgets/stage/stage_painter.h"

#include <memory>
#include <utility>
#include <vector>

namespace lab::tests {

using scenario::Access;
using scenario::Exhibit;
using scenario::ExhibitKind;
using scenario::Scene;
using scenario::Task;

inline std::shared_ptr<const float[]> ramp(std::int64_t count, float low, float high)
{
    auto values = std::make_shared<float[]>(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i)
        values[i] = low + (high - low) * static_cast<float>(i + 1) / static_cast<float>(count);
    return values;
}

inline scenario::ExhibitId addMatrix(Scene& scene, const char* title, std::int64_t rows, std::int64_t columns,
                                     bool withValues = true)
{
    Exhibit exhibit;
    exhibit.kind = ExhibitKind::Matrix;
    exhibit.title = title;
    exhibit.shape = {{"row", rows}, {"column", columns}};
    if (withValues)
        exhibit.values = ramp(rows * columns, 0.2f, 1);
    return scene.add(std::move(exhibit)).id;
}

inline widgets::StageContent contentOf(std::shared_ptr<const Scene> scene,
                                       std::shared_ptr<const trace::Trace> trace, double time)
{
    auto capture = std::make_shared<session::Capture>();
    capture->scene = std::move(scene);
    capture->trace = std::move(trace);
    widgets::StageContent content;
    content.capture = std::move(capture);
    content.time = time;
    return content;
}

/// Y = X·W of 8 × 6 times 6 × 4 by the given nest (axes i, j, k): units one after the other on one worker,
/// 100 ns each.
inline widgets::StageContent product(std::vector<scenario::Loop> loops, std::size_t unitLoops, double time,
                                     scenario::Range extents = {8, 4}, bool withValues = true)
{
    constexpr std::int64_t kInner = 6;
    auto scene = std::make_shared<Scene>();
    scene->picture = scenario::Picture::Matrices;
    const auto x = addMatrix(*scene, "X", extents.begin, kInner, withValues);
    const auto w = addMatrix(*scene, "W", kInner, extents.end, withValues);
    const auto y = addMatrix(*scene, "Y", extents.begin, extents.end, withValues);
    Task task;
    task.name = "product";
    task.axes = {{"i", extents.begin}, {"j", extents.end}, {"k", kInner}};
    task.loops = std::move(loops);
    task.unitLoops = unitLoops;
    task.touches = {{x, Access::Reads, {0, 2}}, {w, Access::Reads, {2, 1}}, {y, Access::Writes, {0, 1}}};
    task.operationName = "multiply-adds";
    const std::int64_t units = scenario::unitCount(scene->add(std::move(task)));
    HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    for (std::int64_t unit = 0; unit < units; ++unit)
        made.add(lane, unit * 100, (unit + 1) * 100, trace::State::Computing, {0},
                 static_cast<std::uint32_t>(unit));
    return contentOf(std::move(scene), made.until(units * 100), time);
}

/// The nests that the ladder has, on 8 × 4 cells.
inline std::vector<std::vector<scenario::Loop>> nests()
{
    return {
        {{0}, {1}, {2}}, {{0}, {2}, {1}}, {{0}, {2}, {1, 4}}, {{0, 2}, {2, 3}, {0}, {2}, {1, 4}}, {{0, 8}}};
}

/// An element-wise step over 8 × 4 elements, one unit of 800 ns.
inline widgets::StageContent step(double time)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = scenario::Picture::Matrices;
    const auto from = addMatrix(*scene, "before", 8, 4);
    const auto to = addMatrix(*scene, "after", 8, 4);
    Task task;
    task.name = "step";
    task.axes = {{"row", 8}, {"column", 4}};
    task.loops = {{0}, {1}};
    task.unitLoops = 0;
    task.touches = {{from, Access::Reads, {0, 1}}, {to, Access::Writes, {0, 1}}};
    task.operationName = "elements";
    scene->add(std::move(task));
    HandMadeTrace made;
    made.add(made.lane("worker 1"), 0, 800, trace::State::Computing, {0}, 0);
    return contentOf(std::move(scene), made.until(800), time);
}

/// 12 pictures through two layers (6 and 3 neurons) in two halves: worker 1 computes layer 1 of each half in
/// 100 ns, worker 2 waits for it and computes layer 2 in 50 ns. Predictions: class 2 always; labels alternate
/// between 2 and 1.
inline widgets::StageContent network(double time, bool labelled = true, std::int64_t samples = 12)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = scenario::Picture::Network;
    Exhibit images;
    images.kind = ExhibitKind::ImageTiles;
    images.shape = {{"sample", samples}, {"row", 5}, {"column", 4}};
    images.values = ramp(samples * 20, 0, 1);
    auto before = scene->add(std::move(images)).id;
    const std::vector<std::int64_t> neurons = {20, 6, 3};
    for (std::size_t layer = 0; layer < 2; ++layer) {
        Exhibit exhibit;
        exhibit.kind = ExhibitKind::Activations;
        exhibit.title = layer == 0 ? "layer 1" : "layer 2";
        exhibit.shape = {{"sample", samples}, {"neuron", neurons[layer + 1]}};
        exhibit.values = ramp(samples * neurons[layer + 1], 0.1f, 1);
        scenario::LayerDetails details;
        details.layer = layer == 0 ? "20→6" : "6→3";
        if (layer == 1) {
            exhibit.captions = {"shirt", "coat", "bag"};
            for (std::int64_t i = 0; i < samples && labelled; ++i)
                details.labels.push_back(i % 2 == 0 ? 2 : 1);
        }
        exhibit.details = details;
        const auto after = scene->add(std::move(exhibit)).id;
        Task task;
        task.name = layer == 0 ? "layer 1" : "layer 2";
        task.axes = {{"sample", samples}, {"neuron", neurons[layer + 1]}, {"input", neurons[layer]}};
        task.loops = {{0, (samples + 1) / 2}};
        task.touches = {
            {before, Access::Reads, layer == 0 ? std::vector<int>{0, -1, -1} : std::vector<int>{0, 2}},
            {after, Access::Writes, {0, 1}}};
        task.operationName = "multiply-adds";
        scene->add(std::move(task));
        before = after;
    }
    HandMadeTrace made;
    const auto one = made.lane("worker 1");
    const auto two = made.lane("worker 2");
    using trace::State;
    made.add(one, 0, 100, State::Computing, {0}, 0);
    made.add(one, 100, 200, State::Computing, {0}, 1);
    made.add(two, 10, 100, State::WaitsForData, {0}, 0, 1, 0);
    made.add(two, 100, 150, State::Computing, {1}, 0);
    made.add(two, 150, 200, State::WaitsForData, {0}, 1, 1, 0);
    made.add(two, 200, 250, State::Computing, {1}, 1);
    return contentOf(std::move(scene), made.until(250), time);
}

/// `blocks` samples of 100 bytes at the given addresses, multiplied one after the other, 100 ns each.
inline widgets::StageContent memory(std::vector<std::uint64_t> addresses, double time)
{
    const auto blocks = static_cast<std::int64_t>(addresses.size());
    auto scene = std::make_shared<Scene>();
    scene->picture = scenario::Picture::Memory;
    Exhibit list;
    list.kind = ExhibitKind::Memory;
    list.title = "a list";
    list.shape = {{"sample", blocks}, {"input", 25}};
    list.details = scenario::MemoryDetails{std::move(addresses), 4};
    const auto listId = scene->add(std::move(list)).id;
    const auto w = addMatrix(*scene, "W", 25, 3);
    const auto y = addMatrix(*scene, "Y", blocks, 3);
    Task task;
    task.name = "products";
    task.axes = {{"sample", blocks}, {"input", 25}, {"output", 3}};
    task.loops = {{0}};
    task.touches = {{listId, Access::Reads, {0, 1}}, {w, Access::Reads, {1, 2}}, {y, Access::Writes, {0, 2}}};
    task.operationName = "multiply-adds";
    scene->add(std::move(task));
    HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    for (std::int64_t i = 0; i < blocks; ++i)
        made.add(lane, i * 100, (i + 1) * 100, trace::State::Computing, {0}, static_cast<std::uint32_t>(i));
    return contentOf(std::move(scene), made.until(blocks * 100), time);
}

} // namespace lab::tests
