// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/scenarios/tiny-operations/squares.h"

#include <array>
#include <optional>

namespace lab::scenarios::tiny_operations {

enum Way : std::uint32_t { kSequential, kThreads, kTbb, kTbbGrain, kWays };
inline constexpr std::array<const char*, kWays> kKeys = {"sequential", "threads", "tbb", "tbb-grain"};

/// Throws ParameterError where memory is short or a grain makes too many tasks.
class TinyExperiment : public scenario::Experiment
{
public:
    explicit TinyExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    int workers(base::VariantId variant, int asked) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override { return 0; }
    scenario::Work work() const override;
    std::uint64_t inputChecksum() const override { return m_squares.checksum(); }
    std::int64_t itemCount() const override { return static_cast<std::int64_t>(m_squares.count()); }
    std::string itemName() const override { return "number"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    std::size_t partOf(std::uint32_t way, int workers) const;
    void squarePart(std::size_t part, std::size_t length, const workers::WorkerPool& pool,
                    trace::LaneWriter* writer);
    void onNewThreads(const workers::WorkerPool& pool, trace::Recorder* recorder);

    const std::stop_token m_stop;
    const std::size_t m_threads;
    const std::size_t m_grain;
    const int m_workers;
    Squares m_squares;
    std::array<std::shared_ptr<const scenario::Scene>, kWays> m_scenes;
    std::optional<std::uint32_t> m_last; // the way whose squares are there
    std::array<bool, kWays> m_right{};   // found equal to those of one thread
};

} // namespace lab::scenarios::tiny_operations
