// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace lab::tests {

/// A scenario with next to no work, whose parameter "fails" makes a worker throw and "slow"
/// makes an iteration last long enough to be followed while it runs.
class CountingScenario : public scenario::Scenario
{
public:
    /// `ownThreads`: of its variants; then nobody asks whether they had to wait for a core.
    explicit CountingScenario(bool ownThreads = false)
    {
        using scenario::Parameter;
        m_info.id = "counting";
        m_info.title = "Counting";
        m_info.parameters = {scenario::Parameter::integer("items", "Items", "", 8, 1, 64,
                                                          scenario::Parameter::Scale::Linear, ""),
                             scenario::Parameter::toggle("fails", "Fails", false, ""),
                             scenario::Parameter::toggle("slow", "Slow", false, "")};
        m_info.variants = {{"one", "One", "", false}, {"many", "Many", "", true}};
        for (scenario::Variant& variant : m_info.variants)
            variant.ownThreads = ownThreads;
        scenario::Sweep sweep;
        sweep.key = "items";
        sweep.parameter = "items";
        sweep.values = {1, 2, 100}; // the last is out of range and must be left out with a note
        sweep.series = {{"all", {}}};
        m_info.sweeps = {sweep};
    }

    const scenario::ScenarioInfo& info() const override { return m_info; }

    std::unique_ptr<scenario::Experiment> prepare(const scenario::Request& request) const override
    {
        return std::make_unique<Counting>(request);
    }
    std::unique_ptr<scenario::Experiment>
    prepareAgain(const scenario::Request& request, std::unique_ptr<scenario::Reusable> before) const override
    {
        ++m_preparedAgain;
        m_takenOver += dynamic_cast<Heirloom*>(before.get()) ? 1 : 0;
        return prepare(request);
    }

    /// How often it was prepared for another placement, and how often with what the one before had left.
    int preparedAgain() const { return m_preparedAgain; }
    int takenOver() const { return m_takenOver; }

private:
    struct Heirloom : scenario::Reusable
    {
    };

    class Counting : public scenario::Experiment
    {
    public:
        explicit Counting(const scenario::Request& request)
            : m_items(scenario::integerOf(request.settings, "items")),
              m_fails(scenario::switchOf(request.settings, "fails")),
              m_slow(scenario::switchOf(request.settings, "slow"))
        {
            auto scene = std::make_shared<scenario::Scene>();
            scenario::Task task;
            task.name = "count";
            task.axes = {{"item", m_items}};
            task.loops = {{0}};
            scene->add(std::move(task));
            m_scene = scene;
        }

        std::shared_ptr<const scenario::Scene> scene(scenario::VariantId) const override { return m_scene; }
        std::vector<trace::LaneInfo> lanes(scenario::VariantId variant, int workers) const override
        {
            return std::vector<trace::LaneInfo>(variant.value == 0 ? 1 : static_cast<std::size_t>(workers),
                                                trace::LaneInfo{"worker", {}});
        }
        void reset(scenario::VariantId) override { m_count = 0; }
        void iterate(scenario::VariantId variant, workers::WorkerPool& pool,
                     trace::Recorder* recorder) override
        {
            const auto body = [&](std::size_t item, std::size_t worker) {
                const trace::ScopedSpan span(trace::writerOf(recorder, worker), trace::State::Computing, {},
                                             static_cast<std::uint32_t>(item));
                if (m_fails && variant.value == 1 && item == 3)
                    throw std::runtime_error("item 3 is broken");
                if (m_slow && item == 0)
                    std::this_thread::sleep_for(std::chrono::milliseconds(150));
                ++m_count;
            };
            if (variant.value == 1)
                pool.forEach(static_cast<std::size_t>(m_items), 1, body);
            else
                for (std::size_t item = 0; item < static_cast<std::size_t>(m_items); ++item)
                    body(item, 0);
        }
        double differenceFromSequential(scenario::VariantId) override
        {
            return static_cast<double>(m_items - m_count);
        }
        double tolerance(scenario::VariantId) const override { return 0; }
        std::uint64_t inputChecksum() const override { return 1; }
        std::int64_t itemCount() const override { return m_items; }
        std::string itemName() const override { return "item"; }
        std::vector<scenario::NamedArray> arrays() const override { return {}; }
        std::unique_ptr<scenario::Reusable> handOver() override { return std::make_unique<Heirloom>(); }

    private:
        std::int64_t m_items;
        bool m_fails;
        bool m_slow;
        std::atomic<std::int64_t> m_count{0};
        std::shared_ptr<const scenario::Scene> m_scene;
    };

    scenario::ScenarioInfo m_info;
    mutable std::atomic<int> m_preparedAgain{0};
    mutable std::atomic<int> m_takenOver{0};
};

} // namespace lab::tests
