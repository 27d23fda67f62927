// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/filter-chain/filter_chain.h"

#include "core/scenarios/filter-chain/chain_experiment.h"

namespace lab::scenarios::filter_chain {

namespace {

using namespace scenario;

std::vector<Parameter> parameters()
{
    using Scale = Parameter::Scale;
    return {
        Parameter::integer("size", "Photo size", "px", 512, 128, 2048, Scale::Logarithmic,
                           "Width and height of the grey photo; the square in its middle is scaled to it."),
        Parameter::integer("radius", "Radius", "px", 3, 1, 8, Scale::Linear,
                           "How far blur and closing look around each pixel."),
        Parameter::integer("photos", "Photos", "", 8, 1, 32, Scale::Logarithmic,
                           "How many photos the last three variants send through the chain."),
    };
}

std::vector<Variant> variants()
{
    std::vector<Variant> all = {
        {"sequential", "One worker, one photo", "One worker does blur, edges and closing of one photo."},
        {"stages", "One stage per worker", "Each worker owns a stage and waits for the stage before it.",
         true, kSequential},
        {"rows", "Rows over workers", "All workers share each stage's rows and meet before the next stage.",
         true, kSequential},
        {"many", "One worker, many photos", "One worker does all stages of one photo after the other.", false,
         kMany},
        {"pipeline", "Many photos, a pipeline", "Each worker owns stages; the photos follow one another.",
         true, kMany},
        {"photos", "Many photos over workers", "Each free worker takes the next photo through all stages.",
         true, kMany},
    };
    all[kStages].plan = Plan::Stages;
    all[kRows].plan = Plan::Rounds;
    all[kPipeline].plan = Plan::Pipeline;
    return all;
}

std::vector<Sweep> sweeps()
{
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    workers.series = {{"one stage per worker", {}, std::size_t{kStages}},
                      {"rows over workers", {}, std::size_t{kRows}}};
    workers.axisLabel = "workers";
    Sweep size = workers;
    size.key = "size";
    size.label = "Sweep photo size";
    size.parameter = "size";
    size.values = {128, 256, 512, 1024, 2048};
    size.axisLabel = "photo size (px)";
    size.overrides = {{"photos", std::int64_t{1}}}; // what is swept works on one
    return {workers, size};
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "filter-chain";
    info.title = "Filter chain";
    info.summary = "Blur, then edges, then closing: three stages that need one another. A worker for each?";
    info.expected = Verdict::Hurts;
    info.lesson = "filter-chain.md";
    info.parameters = parameters();
    info.variants = variants();
    info.sequential = kSequential;
    info.main = kStages;
    info.charts = {ChartKind::Ladder, ChartKind::Scaling};
    info.sweeps = sweeps();
    info.usesPhotos = true;
    return info;
}

class FilterChain : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<ChainExperiment>(request);
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<FilterChain>();
}

} // namespace lab::scenarios::filter_chain
