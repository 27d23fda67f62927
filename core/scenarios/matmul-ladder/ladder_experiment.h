// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/matmul.h"
#include "core/scenario/scenario.h"
#include "core/scenarios/matmul-ladder/ladder_inputs.h"
#include "core/scenarios/matmul-ladder/ladder_scene.h"
#include "core/scenarios/matmul-ladder/library_parts.h"
#include "core/scenarios/matmul-ladder/python_rungs.h"
#include "core/scenarios/shared/roof.h"

#include <array>
#include <optional>

namespace lab::scenarios::matmul_ladder {

/// What a later preparation of the same product takes over.
struct LadderPeers : scenario::Reusable
{
    LadderPeers(const kernels::MatmulShape& shape, const LadderInputs& inputs,
                const scenario::Request& request)
        : python(shape, inputs, request.workers, request.stop)
    {
    }

    PythonRungs python;
    RoofProbe roof;
};

/// One product, ready on every rung that this machine has.
class LadderExperiment : public scenario::Experiment
{
public:
    explicit LadderExperiment(const scenario::Request& request, std::unique_ptr<LadderPeers> peers = nullptr);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    scenario::Availability availability(base::VariantId variant) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    std::optional<scenario::OwnTime> ownTime(base::VariantId variant) const override;
    std::vector<double> ownBurst(base::VariantId variant, base::Nanoseconds length, std::size_t fewest,
                                 std::size_t most) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId variant) const override;
    scenario::Work work() const override;
    std::vector<scenario::MachineFigure> machineFigures(workers::WorkerPool& pool) override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_shape.rows; }
    std::string itemName() const override { return "row"; }
    std::vector<scenario::NamedArray> arrays() const override;
    std::unique_ptr<scenario::Reusable> handOver() override;

private:
    void prepareReduced(kernels::Precision precision, std::optional<kernels::ReducedMatmul>& product,
                        Rung rung, double bound);
    void estimateProducts();
    void leaveOut(Rung rung, std::string reason);

    void multiplyRows(bool interchanged, workers::WorkerPool& pool, trace::Recorder* recorder);
    void multiplyTiles(workers::WorkerPool& pool, trace::Recorder* recorder);
    void multiplyPanels(bool spread, workers::WorkerPool& pool, trace::Recorder* recorder);
    void multiplyReduced(kernels::ReducedMatmul& product, trace::Recorder* recorder);

    kernels::MatmulShape m_shape;
    std::stop_token m_stop; // the request's
    LadderInputs m_inputs;
    Tolerances m_tolerances;
    kernels::Tensor m_reference;
    kernels::Tensor m_y; // of the last iteration
    Cuts m_cuts;
    std::array<scenario::Availability, kRungs> m_availability;
    std::array<std::shared_ptr<const scenario::Scene>, kRungs> m_scenes;
    std::array<kernels::Tensor, kRungs> m_results; // of the rungs that were verified

    LibraryParts m_library;
    std::optional<kernels::ReducedMatmul> m_bf16;
    std::optional<kernels::ReducedMatmul> m_int8;
    std::unique_ptr<LadderPeers> m_peers; // until it is handed over
};

} // namespace lab::scenarios::matmul_ladder
