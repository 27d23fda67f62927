// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/batch-layout/layout_scene.h"

#include "core/scenarios/shared/exhibits.h"

#include <utility>

namespace lab::scenarios::batch_layout {

namespace {

using namespace scenario;

enum Axis { kSample, kInput, kOutput };

ExhibitId addMemory(Scene& scene, const char* title, const kernels::Tensor& samples,
                    const std::vector<std::uint64_t>& addresses)
{
    Exhibit exhibit;
    exhibit.kind = ExhibitKind::Memory;
    exhibit.title = title;
    exhibit.shape = {{"sample", samples.shape()[0]}, {"input", samples.shape()[1]}};
    exhibit.values = samples.shared();
    exhibit.details = MemoryDetails{addresses, sizeof(float)};
    return scene.add(std::move(exhibit)).id;
}

} // namespace

std::shared_ptr<const Scene> makeScene(const LayoutPicture& picture, Way way)
{
    const std::int64_t samples = picture.samples.shape()[0];
    const std::int64_t inputs = picture.samples.shape()[1];
    const std::int64_t outputs = picture.weights.shape()[1];
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Memory;
    ExhibitId source = way == kContiguous
                           ? addMemory(*scene, "one batch", picture.samples, picture.batch)
                           : addMemory(*scene, "a list of samples", picture.samples, picture.list);
    if (way == kPacked) {
        const ExhibitId packed = addMemory(*scene, "packed", picture.samples, picture.packed);
        Task pack;
        pack.name = "pack";
        pack.unitName = "Sample";
        pack.axes = {{"sample", samples}, {"input", inputs}};
        pack.loops = {{kSample}, {kInput}};
        pack.touches = {{source, Access::Reads, {kSample, kInput}},
                        {packed, Access::Writes, {kSample, kInput}}};
        pack.operationName = "copied numbers";
        scene->add(std::move(pack));
        source = packed;
    }
    const ExhibitId weights = addMatrix(*scene, "W", "input", "output", picture.weights);
    const ExhibitId result = addMatrix(*scene, "Y", "sample", "output", picture.result);
    Task product;
    product.name = way == kList ? "vector products" : "one product";
    product.unitName = way == kList ? "Sample" : "";
    product.axes = {{"sample", samples}, {"input", inputs}, {"output", outputs}};
    product.loops = {{kSample, way == kList ? 1 : samples}};
    product.touches = {{source, Access::Reads, {kSample, kInput}},
                       {weights, Access::Reads, {kInput, kOutput}},
                       {result, Access::Writes, {kSample, kOutput}}};
    product.operationName = "multiply-adds";
    scene->add(std::move(product));
    return scene;
}

} // namespace lab::scenarios::batch_layout
