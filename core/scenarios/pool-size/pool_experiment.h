// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/scenarios/pool-size/task_work.h"
#include "core/workers/thread_usage.h"

#include <array>

namespace lab::scenarios::pool_size {

enum Way : std::uint32_t { kCpuOne, kCpu, kIoOne, kIo, kMixedOne, kMixed, kWays };
inline constexpr std::array<const char*, kWays> kKeys = {"cpu-one", "cpu",       "io-one",
                                                         "io",      "mixed-one", "mixed"};

constexpr Kind kindOf(std::uint32_t way)
{
    return static_cast<Kind>(way / 2);
}
constexpr bool onPool(std::uint32_t way)
{
    return way % 2 == 1;
}

class PoolExperiment : public scenario::Experiment
{
public:
    /// Throws as TaskWork does, and ParameterError where an iteration would take too long.
    explicit PoolExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override { return 0; }
    std::string remark(base::VariantId variant) override;
    scenario::Work work() const override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return static_cast<std::int64_t>(m_work.tasks()); }
    std::string itemName() const override { return "task"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    void refuseLongIterations(Kind kind, base::Nanoseconds computing) const;

    struct alignas(128) Worker
    { // touched by one thread at a time
        TaskWork::Bench bench;
        workers::ThreadUsage usage;
    };

    void doTask(std::uint32_t way, std::size_t task, std::size_t worker, trace::LaneWriter* writer);
    void waitAndCompute(std::uint32_t way, std::size_t task, Worker& worker, trace::LaneWriter* writer);

    TaskWork m_work;
    std::vector<Worker> m_workers;
    std::array<std::vector<double>, kKinds> m_reference; // of each task
    std::array<std::vector<double>, kWays> m_results;
    std::array<std::string, kWays> m_remarks;
    std::array<std::shared_ptr<const scenario::Scene>, kKinds> m_scenes;
};

} // namespace lab::scenarios::pool_size
