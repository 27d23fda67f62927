// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/batch-convolution/batch_scene.h"

#include <algorithm>

namespace lab::scenarios::batch_convolution {

namespace {

using namespace scenario;

constexpr int kImageAxis = 0;
constexpr int kRowAxis = 1;
constexpr int kColumnAxis = 2;

// The stage shows channel 0 only, so it gets a copy of that plane of each image.
kernels::Tensor firstChannel(const kernels::Tensor& images)
{
    const auto& shape = images.shape();
    const std::int64_t plane = shape[2] * shape[3];
    kernels::Tensor first({shape[0], shape[2], shape[3]});
    for (std::int64_t n = 0; n < shape[0]; ++n)
        std::copy_n(images.data() + n * shape[1] * plane, plane, first.data() + n * plane);
    return first;
}

} // namespace

std::shared_ptr<const Scene> makeScene(const LayerInput& input, const kernels::Tensor& maps)
{
    const std::int64_t images = maps.shape()[0];
    const std::int64_t filters = maps.shape()[1];
    const std::int64_t size = maps.shape()[2];
    auto scene = std::make_shared<Scene>();
    scene->events = {{trace::State::Computing}, {}, "image", "images"};

    Exhibit tiles;
    tiles.kind = ExhibitKind::ImageTiles;
    tiles.title = "Images";
    tiles.shape = {{"image", images}, {"row", size}, {"column", size}};
    tiles.values = firstChannel(input.images).shared();
    tiles.captions = input.captions;
    const ExhibitId tilesId = scene->add(std::move(tiles)).id;

    Exhibit results;
    results.kind = ExhibitKind::FeatureMaps;
    results.title = "Feature maps";
    results.shape = {{"image", images}, {"filter", filters}, {"row", size}, {"column", size}};
    results.values = maps.shared();
    results.highest = *std::max_element(maps.elements().begin(), maps.elements().end());
    for (std::int64_t f = 0; f < filters; ++f)
        results.captions.emplace_back(filterName(f));
    const ExhibitId resultsId = scene->add(std::move(results)).id;

    Task convolution;
    convolution.unitName = "Image";
    convolution.name = "3×3 convolution";
    convolution.axes = {{"image", images}, {"row", size}, {"column", size}};
    convolution.loops = {{kImageAxis}, {kRowAxis}, {kColumnAxis}};
    convolution.touches = {{tilesId, Access::Reads, {kImageAxis, kRowAxis, kColumnAxis}, 1},
                           {resultsId, Access::Writes, {kImageAxis, kWhole, kRowAxis, kColumnAxis}}};
    scene->add(std::move(convolution));
    return scene;
}

} // namespace lab::scenarios::batch_convolution
