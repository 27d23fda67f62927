// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recorded_run.h"

#include "core/machine/machine.h"
#include "core/session/capture.h"
#include "tests/support/recorded_scene.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace lab::tests {

namespace {

using nlohmann::json;
using namespace scenario;
using namespace session;

constexpr int kIterations = 60; // at most, of which the least disturbed is kept
constexpr base::Nanoseconds kLongEnough = 500'000'000;
constexpr int kPlacements = 6; // what a whole run has
constexpr int kRoundsEach = 2;

Request requestOf(const ScenarioInfo& info, const Settings& settings, int workers)
{
    Request request;
    request.settings = settings;
    request.workers = workers;
    return complete(info, request);
}

int workersOf(const Experiment& experiment, const Variant& variant, VariantId id, int asked)
{
    return variant.usesPool ? experiment.workers(id, asked) : 1;
}

json spansOf(const trace::Lane& lane)
{
    json spans = json::array();
    for (const trace::Span& span : lane.spans)
        spans.push_back({span.begin, span.end, span.first, span.count,
                         span.peer == trace::Span::kNobody ? -1 : static_cast<std::int64_t>(span.peer),
                         span.task.value, static_cast<int>(span.state)});
    return spans;
}

trace::Span spanOf(const json& numbers)
{
    trace::Span span;
    span.begin = numbers[0];
    span.end = numbers[1];
    span.first = numbers[2];
    span.count = numbers[3];
    span.peer = static_cast<std::uint32_t>(numbers[4].get<std::int64_t>());
    span.task.value = numbers[5];
    span.state = trace::kStates.at(numbers[6]);
    return span;
}

std::shared_ptr<const trace::Trace> traceOf(const json& variant)
{
    std::vector<trace::LaneInfo> lanes;
    std::vector<std::vector<trace::Span>> spans;
    for (const json& lane : variant.at("lanes")) {
        lanes.push_back({lane.at("name"), static_cast<trace::LaneKind>(lane.at("kind").get<int>())});
        spans.emplace_back();
        for (const json& numbers : lane.at("spans"))
            spans.back().push_back(spanOf(numbers));
    }
    return trace::Trace::make(std::move(lanes), std::move(spans), 0, variant.at("duration"));
}

std::ptrdiff_t lanesAtWork(const trace::Trace& trace)
{
    return std::count_if(trace.lanes().begin(), trace.lanes().end(), [](const trace::Lane& lane) {
        return std::any_of(lane.spans.begin(), lane.spans.end(), [](const trace::Span& span) {
            return span.state != trace::State::Idle && span.state != trace::State::StartUp;
        });
    });
}

// On a busy machine a worker may get no core in time: then all work is on the others' lanes.
bool lessDisturbed(const trace::Trace& trace, const trace::Trace& than)
{
    const auto lanes = lanesAtWork(trace);
    const auto before = lanesAtWork(than);
    return lanes != before ? lanes > before : trace.duration() < than.duration();
}

RecordedRun::Variant recordVariant(const Variant& variant, VariantId id, Experiment& experiment, int asked)
{
    workers::WorkerPool pool(workersOf(experiment, variant, id, asked),
                             machine::processorNumbers(machine::read()));
    RecordedRun::Variant recorded;
    recorded.key = variant.key;
    recorded.workers = pool.size();
    recorded.note = experiment.availability(id).note;
    recorded.tolerance = experiment.tolerance(id);
    const base::Nanoseconds until = base::now() + kLongEnough;
    for (int i = 0; i < kIterations && (i == 0 || base::now() < until); ++i) {
        const Capture capture = captureIteration(experiment, id, pool, 1);
        if (recorded.trace && !lessDisturbed(*capture.trace, *recorded.trace))
            continue;
        recorded.trace = capture.trace;
        recorded.scene = machineParts(*capture.scene);
        recorded.difference = experiment.differenceFromSequential(id);
        recorded.remark = experiment.remark(id);
    }
    return recorded;
}

VariantResult resultOf(const Variant& variant, const RecordedRun::Variant& recorded)
{
    VariantResult result;
    result.variant = variant;
    result.availability = {true, recorded.note};
    result.against = variant.against;
    result.workers = recorded.workers;
    result.median = static_cast<double>(recorded.trace->duration());
    result.interval = {0.98 * result.median, 1.03 * result.median};
    result.samples.assign(kPlacements, std::vector<double>(kRoundsEach, result.median));
    result.difference = recorded.difference;
    result.tolerance = recorded.tolerance;
    result.remark = recorded.remark;
    result.iterations = 600;
    result.breakdown = analysis::breakdown(*recorded.trace);
    result.recordingCost = 0.004;
    return result;
}

void compareVariants(RunState& state)
{
    for (VariantResult& result : state.variants) {
        const VariantResult& base = state.variants[result.against];
        if (result.median <= 0 || base.median <= 0)
            continue;
        result.speedup = base.median / result.median;
        result.speedupInterval = {0.97 * result.speedup, 1.02 * result.speedup};
    }
    const double main =
        state.variants[state.sequentialVariant].median / state.variants[state.mainVariant].median;
    const int workers = state.request.workers;
    const auto add = [&](int count, double speedup) {
        state.scaling.push_back({count,
                                 speedup,
                                 {0.96 * speedup, 1.03 * speedup},
                                 kPlacements * kRoundsEach,
                                 kPlacements,
                                 count > workers});
    };
    add(1, 0.98);
    add(workers, main);
    add(2 * workers, 0.97 * main);
}

} // namespace

RecordedRun recordRun(const Scenario& scenario, const Settings& settings)
{
    const ScenarioInfo& info = scenario.info();
    RecordedRun run;
    run.settings = settings;
    const auto experiment = scenario.prepare(requestOf(info, settings, run.workers));
    for (std::uint32_t v = 0; v < info.variants.size(); ++v) {
        if (experiment->availability({v}).available)
            run.variants.push_back(recordVariant(info.variants[v], {v}, *experiment, run.workers));
    }
    workers::WorkerPool pool(run.workers);
    run.figures = experiment->machineFigures(pool);
    return run;
}

void writeRun(const RecordedRun& run, const std::filesystem::path& path)
{
    json settings = json::object();
    for (const auto& [name, value] : run.settings)
        settings[name] = toText(value);
    json figures = json::array();
    for (const MachineFigure& figure : run.figures)
        figures.push_back({figure.key, figure.label, figure.unit, figure.value});
    std::ofstream file(path); // a line for each lane
    file << "{\"settings\":" << settings << ",\n\"workers\":" << run.workers << ",\n\"figures\":" << figures
         << ",\n\"variants\":[";
    for (const RecordedRun::Variant& variant : run.variants) {
        const json facts{{"key", variant.key},
                         {"workers", variant.workers},
                         {"note", variant.note},
                         {"remark", variant.remark},
                         {"difference", variant.difference},
                         {"tolerance", variant.tolerance},
                         {"duration", variant.trace->duration()}};
        file << (&variant == &run.variants.front() ? "\n" : ",\n") << "{\"facts\":" << facts
             << ",\n\"scene\":" << variant.scene << ",\n\"lanes\":[";
        for (const trace::Lane& lane : variant.trace->lanes()) {
            const json whole{{"name", lane.info.name},
                             {"kind", static_cast<int>(lane.info.kind)},
                             {"spans", spansOf(lane)}};
            file << (&lane == &variant.trace->lanes().front() ? "\n" : ",\n") << whole;
        }
        file << "]}";
    }
    file << "]}\n";
    if (!file.flush())
        throw std::runtime_error("cannot write " + path.string());
}

RecordedRun readRun(const ScenarioInfo& info, const std::filesystem::path& path)
{
    std::ifstream file(path);
    if (!file)
        throw std::runtime_error("there is no recorded run " + path.string() +
                                 ": the target record-runs makes it");
    const json whole = json::parse(file);
    RecordedRun run;
    run.workers = whole.at("workers");
    for (const auto& [name, text] : whole.at("settings").items()) {
        for (const Parameter& parameter : info.parameters) {
            if (parameter.name == name)
                run.settings[name] = parameter.parse(text.get<std::string>());
        }
    }
    for (const json& figure : whole.at("figures"))
        run.figures.push_back({figure[0], figure[1], figure[2], figure[3]});
    for (const json& part : whole.at("variants")) {
        const json& facts = part.at("facts");
        RecordedRun::Variant variant;
        variant.key = facts.at("key");
        if (std::none_of(info.variants.begin(), info.variants.end(),
                         [&](const Variant& each) { return each.key == variant.key; }))
            throw std::runtime_error("the recorded run has a variant '" + variant.key +
                                     "' that the scenario has not: record it anew");
        variant.workers = facts.at("workers");
        variant.note = facts.at("note");
        variant.remark = facts.at("remark");
        variant.difference = facts.at("difference");
        variant.tolerance = facts.at("tolerance");
        variant.trace = traceOf({{"lanes", part.at("lanes")}, {"duration", facts.at("duration")}});
        variant.scene = part.at("scene");
        run.variants.push_back(std::move(variant));
    }
    return run;
}

RunState finishedState(const Scenario& scenario, const RecordedRun& run)
{
    const ScenarioInfo& info = scenario.info();
    RunState state;
    state.revision = 1;
    state.generation = 1;
    state.phase = Phase::Finished;
    state.scenarioId = info.id;
    state.emulated = info.emulated;
    state.request = requestOf(info, run.settings, run.workers);
    state.mainVariant = info.main;
    state.sequentialVariant = info.sequential;
    state.rounds = kPlacements * kRoundsEach;
    state.placements = state.prepared = kPlacements;
    state.capacity = {1.97, 1.98, 0};
    state.capacityWorkers = run.workers;
    state.affinity = Affinity::Held;
    state.machineFigures = run.figures;
    const auto experiment = scenario.prepare(state.request);
    state.items = experiment->itemCount();
    state.itemName = experiment->itemName();
    state.work = experiment->work();
    for (std::uint32_t v = 0; v < info.variants.size(); ++v) {
        const Variant& variant = info.variants[v];
        const auto recorded = std::find_if(run.variants.begin(), run.variants.end(),
                                           [&](const auto& each) { return each.key == variant.key; });
        if (recorded == run.variants.end()) {
            VariantResult missing;
            missing.variant = variant;
            missing.availability = {false, "could not run where this was recorded"};
            missing.against = variant.against;
            state.variants.push_back(std::move(missing));
            continue;
        }
        auto capture = std::make_shared<Capture>();
        capture->variant = {v};
        capture->workers = recorded->workers;
        capture->round = 1;
        capture->trace = recorded->trace;
        capture->scene = withMachineParts(*experiment->scene({v}), recorded->scene);
        state.variants.push_back(resultOf(variant, *recorded));
        state.variants.back().capture = std::move(capture);
    }
    compareVariants(state);
    return state;
}

std::shared_ptr<const Capture> atRest(const Capture& capture)
{
    std::vector<trace::LaneInfo> lanes;
    for (const trace::Lane& lane : capture.trace->lanes())
        lanes.push_back(lane.info);
    auto rest = std::make_shared<Capture>(capture);
    rest->trace = trace::Trace::make(std::move(lanes), {}, 0, 0);
    return rest;
}

} // namespace lab::tests
