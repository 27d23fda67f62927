// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/scenarios/load-balance/assignment.h"
#include "core/scenarios/load-balance/attention_work.h"

#include <array>

namespace lab::scenarios::load_balance {

enum Way : std::uint32_t { kOne, kBlocks, kZigZag, kCyclic, kCounter, kGuided, kTbb, kLongest, kWays };
inline constexpr std::array<const char*, kWays> kKeys = {"one",     "blocks", "zig-zag", "cyclic",
                                                         "counter", "guided", "tbb",     "longest-first"};

class BalanceExperiment : public scenario::Experiment
{
public:
    /// Throws as AttentionWork does.
    explicit BalanceExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId) const override { return m_scene; }
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override { return 0; }
    std::string remark(base::VariantId variant) override;
    scenario::Work work() const override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return static_cast<std::int64_t>(m_work.tasks()); }
    std::string itemName() const override { return "row"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    struct alignas(128) Worker
    { // touched by one thread at a time
        std::vector<float> scores;
        double done = 0; // of m_work.costs()
    };
    /// Who does what where that is decided before, for a number of workers.
    struct Assignment
    {
        int workers = 0;
        std::vector<std::vector<Piece>> pieces;
    };

    void doAlone(const workers::WorkerPool& pool, trace::Recorder* recorder);
    void doAssigned(Way way, workers::WorkerPool& pool, trace::Recorder* recorder);
    void doDealt(Way way, workers::WorkerPool& pool, trace::Recorder* recorder);
    void doPiece(Way way, const Piece& piece, std::size_t worker, trace::Recorder* recorder);
    const std::vector<std::vector<Piece>>& assigned(Way way, int workers);

    const AttentionWork m_work;
    const std::uint32_t m_chunk;
    const std::uint32_t m_longestPiece; // of what is decided before
    std::vector<Worker> m_workers;
    std::array<Assignment, kWays> m_assignments;
    kernels::Tensor m_reference;
    std::array<kernels::Tensor, kWays> m_results;
    std::array<std::string, kWays> m_remarks;
    std::shared_ptr<const scenario::Scene> m_scene;
};

} // namespace lab::scenarios::load_balance
