// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/scenarios/training-pipeline/batch_source.h"
#include "core/scenarios/training-pipeline/pipeline_scene.h"
#include "core/scenarios/training-pipeline/training_step.h"
#include "core/scenarios/training-pipeline/ways.h"
#include "core/workers/emulated_device.h"

#include <array>
#include <memory>
#include <semaphore>
#include <string>
#include <vector>

namespace lab::scenarios::training_pipeline {

class PipelineExperiment : public scenario::Experiment
{
public:
    explicit PipelineExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    int workers(base::VariantId variant, int asked) const override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override;
    std::string remark(base::VariantId variant) override;
    scenario::Work work() const override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_batches * m_source.samples(); }
    std::string itemName() const override { return "image"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    /// Where and when a batch was made ready.
    struct Trail
    {
        std::uint32_t loader = 0;
        std::uint32_t processor = 0;
        base::Nanoseconds loaded = 0;
        base::Nanoseconds processed = 0;
    };
    struct Result
    {
        std::vector<Training::Step> steps;
        std::vector<float> weights;
        std::string remark;
    };
    static constexpr std::ptrdiff_t kMostLoaders = 8;

    void measureProcessing(const scenario::Request& request);
    void train(const scenario::Request& request);
    void runSequential(workers::WorkerPool& pool, trace::Recorder* recorder);
    void runPipeline(Way way, workers::WorkerPool& pool, trace::Recorder* recorder);
    void load(std::size_t batch, std::size_t worker, const workers::WorkerPool& pool,
              trace::LaneWriter* writer);
    void process(std::size_t batch, std::size_t worker, trace::LaneWriter* writer);
    workers::Event startTraining(std::size_t batch, const workers::WorkerPool& pool,
                                 trace::Recorder* recorder);
    /// False when stopped.
    bool awaitTraining(std::size_t batch, const workers::WorkerPool& pool, trace::LaneWriter* writer);
    std::string idleWords(base::Nanoseconds begin, base::Nanoseconds end) const;
    Batch& slotOf(std::size_t batch) { return m_slots[batch % m_slots.size()]; }

    const bool m_onGpu; ///< a real one
    const std::int64_t m_batches;
    const std::int64_t m_prefetch;
    const int m_loaders;
    const BatchSource m_source;
    base::Nanoseconds m_storage = 0; ///< emulated latency of loading a batch
    base::Nanoseconds m_kernel = 0;  ///< modelled time of a training step
    Training m_training;             // the device's thread while it is busy, else the caller
    std::vector<Batch> m_slots;
    std::vector<Trail> m_trails;
    std::vector<workers::Event> m_events;
    std::counting_semaphore<kMostLoaders> m_loading;
    Result m_reference;
    std::array<Result, kWays> m_results;
    std::vector<float> m_firstImages; ///< of batch 0, processed
    std::array<std::shared_ptr<const scenario::Scene>, kWays> m_scenes;
    std::unique_ptr<workers::EmulatedDevice> m_device; // last: its thread uses the rest
};

} // namespace lab::scenarios::training_pipeline
