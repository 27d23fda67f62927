// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/filter-chain/chain_scene.h"

#include "core/scenarios/filter-chain/ways.h"

#include <algorithm>

namespace lab::scenarios::filter_chain {

namespace {

using namespace scenario;

constexpr std::array<const char*, 4> kTitles = {"Photo", "Blur", "Edges", "Closing"};
constexpr std::array<const char*, kStageCount> kNames = {"blur", "edges", "closing"};

std::shared_ptr<Scene> sceneWithPlanes(const ChainPicture& picture)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Stages;
    scene->events = {{trace::State::Computing, trace::State::Barrier}, {}, "step", "steps"};
    for (std::size_t i = 0; i < picture.planes.size(); ++i) {
        const kernels::Tensor& planes = picture.planes[i];
        Exhibit exhibit;
        exhibit.kind = ExhibitKind::ImageTiles;
        exhibit.title = kTitles[i];
        exhibit.shape = {
            {"photo", planes.shape()[0]}, {"row", planes.shape()[1]}, {"column", planes.shape()[2]}};
        exhibit.values = planes.shared();
        if (i > 1) // edges are faint: their own range
            exhibit.highest =
                std::max(1e-3f, *std::max_element(planes.elements().begin(), planes.elements().end()));
        exhibit.captions = picture.names;
        scene->add(std::move(exhibit));
    }
    return scene;
}

// How far around a row a stage reads.
std::int64_t haloOf(std::uint16_t stage, int radius)
{
    return stage == kBlur ? radius : stage == kEdges ? 1 : 2 * radius;
}

} // namespace

std::shared_ptr<const Scene> rowsScene(const ChainPicture& picture, std::int64_t rowsPerUnit)
{
    auto scene = sceneWithPlanes(picture);
    for (std::uint16_t stage = 0; stage < kStageCount; ++stage) {
        const ExhibitId input = scene->exhibits[stage].id;
        const ExhibitId output = scene->exhibits[stage + 1u].id;
        Task task;
        task.name = kNames[stage];
        task.axes = {{"row", picture.planes[0].shape()[1]}, {"column", picture.planes[0].shape()[2]}};
        task.loops = {{0, rowsPerUnit}, {0}};
        task.touches = {{input, Access::Reads, {kWhole, 0, 1}, haloOf(stage, picture.radius)},
                        {output, Access::Writes, {kWhole, 0, 1}}};
        task.operationName = "pixels";
        scene->add(std::move(task));
    }
    return scene;
}

std::shared_ptr<const Scene> photosScene(const ChainPicture& picture)
{
    auto scene = sceneWithPlanes(picture);
    for (std::uint16_t stage = 0; stage < kStageCount; ++stage) {
        Task task;
        task.unitName = std::string(kNames[stage]) + " photo";
        task.name = kNames[stage];
        task.axes = {{"photo", picture.planes[0].shape()[0]}};
        task.loops = {{0}};
        task.touches = {{scene->exhibits[stage].id, Access::Reads, {0, kWhole, kWhole}},
                        {scene->exhibits[stage + 1u].id, Access::Writes, {0, kWhole, kWhole}}};
        task.operationName = "photos";
        scene->add(std::move(task));
    }
    return scene;
}

kernels::Tensor reduced(const kernels::Tensor& planes, std::int64_t most)
{
    const std::int64_t side = planes.shape()[1];
    const std::int64_t block = (side + most - 1) / most;
    if (block <= 1)
        return planes;
    const std::int64_t to = side / block;
    kernels::Tensor small({planes.shape()[0], to, to});
    float* out = small.data();
    for (std::int64_t row = 0; row < planes.shape()[0] * to; ++row) {
        const float* in = planes.data() + (row / to * side + row % to * block) * side;
        for (std::int64_t column = 0; column < to; ++column) {
            float sum = 0;
            for (std::int64_t r = 0; r < block; ++r) {
                for (std::int64_t c = 0; c < block; ++c)
                    sum += in[r * side + column * block + c];
            }
            *out++ = sum / static_cast<float>(block * block);
        }
    }
    return small;
}

} // namespace lab::scenarios::filter_chain
