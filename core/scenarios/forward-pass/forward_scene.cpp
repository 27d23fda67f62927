// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/forward-pass/forward_scene.h"

#include <algorithm>
#include <utility>

namespace lab::scenarios::forward_pass {

namespace {

using namespace scenario;

enum Axis { kSample, kNeuron, kInput };

ExhibitId addImages(Scene& scene, const SampleBatch& samples)
{
    Exhibit images;
    images.kind = ExhibitKind::ImageTiles;
    images.title = "Images";
    const auto& shape = samples.images.shape();
    images.shape = {{"sample", shape[0]}, {"row", shape[1]}, {"column", shape[2]}};
    images.values = samples.images.shared();
    images.captions = samples.captions();
    return scene.add(std::move(images)).id;
}

ExhibitId addLayer(Scene& scene, const ForwardPicture& picture, std::size_t layer)
{
    const kernels::Network& network = picture.network;
    const kernels::Tensor& values = picture.activations[layer];
    const bool last = layer + 1 == network.layerCount();
    Exhibit exhibit;
    exhibit.kind = ExhibitKind::Activations;
    exhibit.title = "layer " + std::to_string(layer + 1);
    exhibit.shape = {{"sample", values.shape()[0]}, {"neuron", values.shape()[1]}};
    exhibit.values = values.shared();
    exhibit.highest = last ? 1.0f : *std::max_element(values.elements().begin(), values.elements().end());
    LayerDetails details;
    details.layer = std::to_string(network.inputs(layer)) + "→" + std::to_string(network.outputs(layer));
    if (last) {
        exhibit.captions = picture.samples.classNames();
        if (picture.trained)
            details.labels = picture.samples.labels;
    }
    exhibit.details = std::move(details);
    return scene.add(std::move(exhibit)).id;
}

std::vector<Loop> loopsOf(Way way, std::int64_t neurons, std::int64_t block)
{
    switch (way) {
    case kNeurons:
        return {{kSample}, {kNeuron}, {kInput}};
    case kSamples:
        return {{kSample}, {kNeuron, neurons}};
    default:
        return {{kSample, block}};
    }
}

} // namespace

std::shared_ptr<const Scene> networkScene(const ForwardPicture& picture, Way way, std::int64_t block)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Network;
    ExhibitId before = addImages(*scene, picture.samples);
    const std::int64_t samples = picture.samples.images.shape()[0];
    for (std::size_t layer = 0; layer < picture.network.layerCount(); ++layer) {
        const ExhibitId after = addLayer(*scene, picture, layer);
        const std::int64_t neurons = picture.network.outputs(layer);
        Task task;
        task.name = "layer " + std::to_string(layer + 1);
        task.axes = {{"sample", samples}, {"neuron", neurons}, {"input", picture.network.inputs(layer)}};
        task.loops = loopsOf(way, neurons, block);
        const std::vector<int> inputAxes =
            layer == 0 ? std::vector<int>{kSample, kWhole, kWhole} : std::vector<int>{kSample, kInput};
        task.touches = {{before, Access::Reads, inputAxes}, {after, Access::Writes, {kSample, kNeuron}}};
        task.operationName = "multiply-adds";
        scene->add(std::move(task));
        before = after;
    }
    return scene;
}

std::shared_ptr<const Scene> reluScene(const kernels::Tensor& before, const kernels::Tensor& after)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Matrices;
    const auto range = std::minmax_element(before.elements().begin(), before.elements().end());
    const auto add = [&](const char* title, const kernels::Tensor& values) {
        Exhibit exhibit;
        exhibit.kind = ExhibitKind::Matrix;
        exhibit.title = title;
        exhibit.shape = {{"sample", values.shape()[0]}, {"neuron", values.shape()[1]}};
        exhibit.values = values.shared();
        exhibit.lowest = *range.first;
        exhibit.highest = *range.second;
        return scene->add(std::move(exhibit)).id;
    };
    const ExhibitId from = add("before ReLU", before);
    const ExhibitId to = add("after ReLU", after);
    Task task;
    task.name = "ReLU";
    task.axes = {{"sample", before.shape()[0]}, {"neuron", before.shape()[1]}};
    task.loops = {{kSample}, {kNeuron}};
    task.unitLoops = 0;
    task.touches = {{from, Access::Reads, {kSample, kNeuron}}, {to, Access::Writes, {kSample, kNeuron}}};
    task.operationName = "elements";
    scene->add(std::move(task));
    return scene;
}

} // namespace lab::scenarios::forward_pass
