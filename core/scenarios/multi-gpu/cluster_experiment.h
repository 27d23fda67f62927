// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenarios/multi-gpu/cluster.h"
#include "core/scenarios/multi-gpu/ways.h"

#include <array>

namespace lab::scenarios::multi_gpu {

class ClusterExperiment : public scenario::Experiment
{
public:
    explicit ClusterExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    scenario::Availability availability(base::VariantId variant) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override { return m_tolerance; }
    std::string remark(base::VariantId variant) override;
    scenario::Work work() const override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_job.steps * m_job.batch(); }
    std::string itemName() const override { return "image"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    void make(Way way, const scenario::Request& request);
    void trainReference(const scenario::Request& request);

    const Job m_job;
    const std::int64_t m_microBatches;
    std::vector<float> m_reference; ///< weights after all steps, of one pass over the whole batch
    double m_tolerance = 0;
    std::array<std::unique_ptr<Cluster>, kWays> m_clusters; ///< null where it does not fit
    std::array<scenario::Availability, kWays> m_availability;
    double m_bubble = 0; ///< by the formula
};

} // namespace lab::scenarios::multi_gpu
