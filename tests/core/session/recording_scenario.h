// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>
#include <set>

namespace lab::tests {

/// Three variants that do nothing but note that they were asked to. The third is against the second; a sweep
/// over workers shows it alone, up to four times the cores.
class RecordingScenario : public scenario::Scenario
{
public:
    RecordingScenario()
    {
        m_info.id = "recording";
        m_info.variants = {{"one", "One", ""}, {"two", "Two", ""}, {"pool", "Pool", "", true, 1}};
        m_info.main = 2;
        scenario::Sweep sweep;
        sweep.key = sweep.parameter = "workers";
        sweep.series = {{"pool", {}, std::size_t{2}}};
        sweep.workersPerCore = 4;
        m_info.sweeps = {sweep};
    }

    const scenario::ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<scenario::Experiment> prepare(const scenario::Request&) const override
    {
        return std::make_unique<Recording>(*this);
    }
    std::set<std::uint32_t> iterated() const { return m_iterated; }

private:
    class Recording : public scenario::Experiment
    {
    public:
        explicit Recording(const RecordingScenario& scenario) : m_scenario(scenario) {}
        std::shared_ptr<const scenario::Scene> scene(scenario::VariantId) const override
        {
            return std::make_shared<scenario::Scene>();
        }
        std::vector<trace::LaneInfo> lanes(scenario::VariantId, int) const override { return {}; }
        void iterate(scenario::VariantId variant, workers::WorkerPool&, trace::Recorder*) override
        {
            m_scenario.m_iterated.insert(variant.value);
        }
        double differenceFromSequential(scenario::VariantId) override { return 0; }
        double tolerance(scenario::VariantId) const override { return 0; }
        std::uint64_t inputChecksum() const override { return 1; }
        std::int64_t itemCount() const override { return 1; }
        std::string itemName() const override { return "item"; }
        std::vector<scenario::NamedArray> arrays() const override { return {}; }

    private:
        const RecordingScenario& m_scenario;
    };

    scenario::ScenarioInfo m_info;
    mutable std::set<std::uint32_t> m_iterated; // the session's thread until it has been joined
};

} // namespace lab::tests
