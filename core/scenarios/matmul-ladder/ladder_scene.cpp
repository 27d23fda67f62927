// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/matmul-ladder/ladder_scene.h"

#include "core/kernels/matmul.h"
#include "core/scenarios/shared/exhibits.h"

#include <algorithm>
#include <utility>

namespace lab::scenarios::matmul_ladder {

namespace {

using namespace scenario;

enum Axis { kI, kJ, kK };

struct Nest
{
    std::string unitName;
    std::vector<Loop> loops;
    std::size_t unitLoops = 1;
};

Nest nestOf(Rung rung, const kernels::MatmulShape& shape, const Cuts& cuts)
{
    const kernels::RegisterTiles& registers = *cuts.registers;
    switch (rung) {
    case kPython:
    case kProducts:
        return {"Row", {{kI}, {kJ}, {kK}}};
    case kRows:
        return {"Row", {{kI}, {kK}, {kJ, shape.columns}}};
    case kTiled:
        return {"Tile",
                {{kI, cuts.tile.rows},
                 {kJ, cuts.tile.columns},
                 {kK, cuts.tile.inner},
                 {kI},
                 {kK, 4},
                 {kJ, cuts.tile.columns}},
                2};
    case kRegisters:
    case kRegistersSpread:
        return {"Panel",
                {{kI, registers.rowBlock},
                 {kJ, registers.tileColumns},
                 {kK, registers.innerBlock},
                 {kI, registers.tileRows},
                 {kK}},
                2};
    case kLibrary:
        return {cuts.rowsPerCall < shape.rows ? "Part" : "", {{kI, cuts.rowsPerCall}}};
    case kLibrarySpread:
        return {"Part", {{kI, cuts.rowsPerPart}}};
    default:
        return {"", {{kI, shape.rows}}};
    }
}

// Python's loops and sums that wait for one another take one number at a time; peers and fewer bits are not
// known.
VectorUse vectorsOf(Rung rung, const Cuts& cuts)
{
    const std::int64_t widest = kernels::registerTiles().back().lanes;
    switch (rung) {
    case kPython:
    case kProducts:
        return {"", 1, widest};
    case kRows:
    case kTiled:
        return {kernels::floatsAtOnce() > 1 ? std::string(kernels::registerTiles().front().instructions) : "",
                kernels::floatsAtOnce(), widest};
    case kRegisters:
    case kRegistersSpread:
        return {std::string(cuts.registers->instructions), cuts.registers->lanes, widest};
    case kLibrary:
    case kLibrarySpread:
        return {kernels::instructionsFor(kernels::Precision::F32), kernels::floatsInVectors(),
                std::max(widest, kernels::floatsInVectors())};
    default:
        return {};
    }
}

} // namespace

std::shared_ptr<const Scene> makeScene(Rung rung, const kernels::Tensor& x, const kernels::Tensor& w,
                                       const kernels::Tensor& y, const Cuts& cuts)
{
    const kernels::MatmulShape shape{x.shape()[0], x.shape()[1], w.shape()[1]};
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Matrices;
    const ExhibitId xId = addMatrix(*scene, "X", "sample", "input", x);
    const ExhibitId wId = addMatrix(*scene, "W", "input", "output", w);
    const ExhibitId yId = addMatrix(*scene, "Y", "sample", "output", y);

    Nest nest = nestOf(rung, shape, cuts);
    Task task;
    task.name = "Y = X·W";
    task.unitName = nest.unitName;
    task.axes = {{"i", shape.rows}, {"j", shape.columns}, {"k", shape.inner}};
    task.loops = std::move(nest.loops);
    task.unitLoops = nest.unitLoops;
    task.touches = {
        {xId, Access::Reads, {kI, kK}}, {wId, Access::Reads, {kK, kJ}}, {yId, Access::Writes, {kI, kJ}}};
    task.operationName = "multiply-adds";
    task.vectors = vectorsOf(rung, cuts);
    scene->add(std::move(task));
    return scene;
}

} // namespace lab::scenarios::matmul_ladder
