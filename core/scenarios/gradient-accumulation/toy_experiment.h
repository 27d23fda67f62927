// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/scenarios/gradient-accumulation/racing_sum.h"
#include "core/scenarios/gradient-accumulation/ways.h"
#include "core/workers/traced_lock.h"

#include <array>
#include <memory>
#include <vector>

namespace lab::scenarios::gradient_accumulation {

/// Three workers with a gradient of three numbers each, slow enough to be followed by eye: computing and
/// adding wait (asleep) for milliseconds instead of working. Locks, waits and lost updates are real.
class ToyExperiment : public scenario::Experiment
{
public:
    static constexpr int kWorkers = 3;

    explicit ToyExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    scenario::Availability availability(base::VariantId variant) const override;
    int workers(base::VariantId, int) const override { return kWorkers; }
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override { return 0; }
    std::string remark(base::VariantId variant) override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return kWorkers; }
    std::string itemName() const override { return "gradient"; }
    std::vector<scenario::NamedArray> arrays() const override;
    /// The pool's workers, which have nothing to do here, shall not look for work beside the three.
    base::Nanoseconds pauseBeforeIteration() const override { return 8'000'000; }

private:
    void addOne(Way way, std::size_t gradient, trace::LaneWriter* writer);
    void addUnprotected(std::size_t gradient);

    std::array<float, kWorkers> m_sum{}; // guarded by m_lock; in kSequential by there being one thread
    RacingSum m_racing;
    workers::TracedMutex m_lock{0};
    std::array<std::shared_ptr<const scenario::Scene>, kWays> m_scenes;
    std::array<std::vector<float>, kWays> m_results; // of the ways that were verified
};

} // namespace lab::scenarios::gradient_accumulation
