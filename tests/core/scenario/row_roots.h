// SPDX-License-Identifier: GPL-3.0-or-later
// The smallest scenario that is whole: what README.md says about adding one, in code.
#pragma once

#include "core/scenario/scenario.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <random>

namespace lab::tests {

/// Square roots of a table, row by row: on one worker, and a row at a time on all.
class RowRoots : public scenario::Scenario
{
public:
    RowRoots()
    {
        using scenario::Parameter;
        m_info.id = "row-roots";
        m_info.title = "Row roots";
        m_info.summary = "Square roots of a table: one row after the other, or a row for each worker?";
        m_info.lesson = "row-roots.md";
        m_info.parameters = {Parameter::integer("rows", "Rows", "", 64, 1, 4096,
                                                Parameter::Scale::Logarithmic,
                                                "How many rows one iteration works through.")};
        m_info.variants = {{"one", "One after the other", "One worker takes every row.", false},
                           {"rows", "Rows over workers", "Every worker takes the next row.", true}};
    }
    const scenario::ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<scenario::Experiment> prepare(const scenario::Request& request) const override
    {
        return std::make_unique<Roots>(request);
    }

private:
    static constexpr std::int64_t kColumns = 512;
    using Table = std::shared_ptr<float[]>;

    class Roots : public scenario::Experiment
    {
    public:
        explicit Roots(const scenario::Request& request)
            : m_rows(scenario::integerOf(request.settings, "rows")), m_table(makeTable()),
              m_right(makeTable()), m_roots{makeTable(), makeTable()}
        {
            std::mt19937 random(static_cast<std::uint32_t>(request.seed));
            for (std::size_t row = 0; row < cells(); row += kColumns) {
                scenario::throwIfStopped(request);
                std::generate_n(m_table.get() + row, kColumns,
                                [&] { return static_cast<float>(random() % 1000); });
                std::transform(m_table.get() + row, m_table.get() + row + kColumns, m_right.get() + row,
                               [](float x) { return std::sqrt(x); });
            }
        }

        void reset(scenario::VariantId variant) override
        {
            std::fill_n(m_roots.at(variant.value).get(), cells(), -1.0f);
        }
        void iterate(scenario::VariantId variant, workers::WorkerPool& pool,
                     trace::Recorder* recorder) override
        {
            const auto row = [&](std::size_t index, std::size_t worker) {
                const trace::ScopedSpan span(trace::writerOf(recorder, worker), trace::State::Computing,
                                             base::TaskId{0}, static_cast<std::uint32_t>(index));
                const float* from = m_table.get() + index * kColumns;
                std::transform(from, from + kColumns, m_roots.at(variant.value).get() + index * kColumns,
                               [](float value) { return std::sqrt(value); });
            };
            if (variant.value == 1)
                return pool.forEach(static_cast<std::size_t>(m_rows), 1, row);
            for (std::size_t index = 0; index < static_cast<std::size_t>(m_rows) && !pool.stopRequested();
                 ++index)
                row(index, 0);
        }
        double differenceFromSequential(scenario::VariantId variant) override
        {
            const float* roots = m_roots.at(variant.value).get();
            double largest = 0;
            for (std::size_t i = 0; i < cells(); ++i)
                largest = std::max(largest, std::abs(double{roots[i]} - double{m_right.get()[i]}));
            return largest;
        }
        double tolerance(scenario::VariantId) const override { return 0; }

        std::vector<trace::LaneInfo> lanes(scenario::VariantId variant, int workers) const override
        {
            std::vector<trace::LaneInfo> lanes;
            for (int worker = 1; worker <= (variant.value == 1 ? workers : 1); ++worker)
                lanes.push_back({"worker " + std::to_string(worker)});
            return lanes;
        }
        /// The table, and beside it what the rows done so far have made of it. Nothing that an iteration
        /// writes may be shown: the stage paints while the next one runs.
        std::shared_ptr<const scenario::Scene> scene(scenario::VariantId) const override
        {
            auto scene = std::make_shared<scenario::Scene>();
            scene->picture = scenario::Picture::Stages;
            scenario::Task task;
            task.unitName = "Row";
            task.name = "roots";
            task.axes = {{"row", m_rows}, {"column", kColumns}};
            task.loops = {{0}};
            task.touches = {
                {scene->add(exhibit("table", m_table)).id, scenario::Access::Reads, {0, scenario::kWhole}},
                {scene->add(exhibit("roots", m_right)).id, scenario::Access::Writes, {0, scenario::kWhole}}};
            scene->add(std::move(task));
            return scene;
        }

        std::uint64_t inputChecksum() const override
        {
            return static_cast<std::uint64_t>(std::accumulate(m_table.get(), m_table.get() + cells(), 0.0));
        }
        std::int64_t itemCount() const override { return m_rows; }
        std::string itemName() const override { return "row"; }
        std::vector<scenario::NamedArray> arrays() const override
        {
            const std::vector<std::int64_t> shape = {m_rows, kColumns};
            return {{"table", shape, m_table}, {"one", shape, m_roots[0]}, {"rows", shape, m_roots[1]}};
        }

    private:
        std::size_t cells() const { return static_cast<std::size_t>(m_rows * kColumns); }
        Table makeTable() const { return Table(new float[cells()]); }
        scenario::Exhibit exhibit(const char* title, const Table& values) const
        {
            scenario::Exhibit exhibit;
            exhibit.kind = scenario::ExhibitKind::Matrix;
            exhibit.title = title;
            exhibit.shape = {{"row", m_rows}, {"column", kColumns}};
            exhibit.values = values;
            exhibit.highest = 1000;
            return exhibit;
        }

        std::int64_t m_rows;
        Table m_table;
        Table m_right;
        std::array<Table, 2> m_roots; // by variant
    };

    scenario::ScenarioInfo m_info;
};

} // namespace lab::tests
