// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/photo_filters.h"
#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"
#include "core/scenarios/filter-chain/chain_scene.h"
#include "core/scenarios/filter-chain/ways.h"

#include <array>
#include <memory>
#include <vector>

namespace lab::scenarios::filter_chain {

/// Grey photos of size × size and room for what the stages make of them.
class ChainExperiment : public scenario::Experiment
{
public:
    explicit ChainExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override { return 0; }
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return 1; }
    std::string itemName() const override { return "photo"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    using Planes = std::array<kernels::Tensor, kStageCount>; // by stage, {photo, row, column}

    void checkExtent() const;
    void loadPhotos(const scenario::Request& request);
    void computeReference(const scenario::Request& request);
    void makeScenes();
    /// Rows of one stage. `planes` has the input, then each stage's output.
    void compute(std::uint16_t stage, const std::array<float*, kStageCount + 1>& planes,
                 kernels::RowRange rows, std::size_t worker);
    /// All stages of one photo, one after the other on this worker; spans are recorded as unit `photo`.
    void computePhoto(std::int64_t photo, std::size_t worker, trace::Recorder* recorder);
    void computeSequential(trace::Recorder* recorder);
    void computeStages(workers::WorkerPool& pool, trace::Recorder* recorder);
    void computeRows(workers::WorkerPool& pool, trace::Recorder* recorder);
    void computePipeline(workers::WorkerPool& pool, trace::Recorder* recorder);

    std::int64_t unitsOfOne() const { return (m_shape.height + m_rowsPerUnit - 1) / m_rowsPerUnit; }
    std::array<float*, kStageCount + 1> singlePlanes();
    float* planeOf(kernels::Tensor& planes, std::int64_t photo) const
    {
        return planes.data() + photo * m_shape.size();
    }

    const int m_radius;
    const std::int64_t m_photos;
    const kernels::PlaneShape m_shape;
    const std::int64_t m_rowsPerUnit;
    const std::vector<float> m_weights;
    std::vector<std::string> m_names;
    kernels::Tensor m_input;                       // {photo, row, column}
    std::vector<kernels::FilterScratch> m_scratch; // by worker
    Planes m_single;                               // of the last iteration on the first photo
    Planes m_singleReference;
    std::vector<std::array<kernels::Tensor, 2>> m_between; // by worker: blur and edges, made at first use
    Planes m_pipeline;                                     // blur and edges of every photo; closing is m_many
    kernels::Tensor m_many;                                // closing of every photo, of the last iteration
    kernels::Tensor m_manyReference;
    std::array<std::shared_ptr<const scenario::Scene>, 2> m_scenes; // one photo, many photos
    std::array<kernels::Tensor, kWays> m_results;                   // closing, of the ways that were verified
};

} // namespace lab::scenarios::filter_chain
