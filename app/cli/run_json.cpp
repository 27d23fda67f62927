// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_json.h"

#include "app/program/libraries.h"
#include "core/session/findings.h"
#include "widgets/charts/ladder_data.h"
#include "widgets/panels/recording_text.h"
#include "widgets/panels/result_text.h"

#include <nlohmann/json.hpp>

namespace lab::app {

namespace {

using namespace scenario;
using namespace session;
using Json = nlohmann::ordered_json;

Json toJson(const analysis::Interval& interval)
{
    return Json::array({interval.low, interval.high});
}

Json toJson(const analysis::Breakdown& breakdown)
{
    return {{"lanes", breakdown.lanes},
            {"wall_ns", breakdown.wall},
            {"compute_ns", breakdown.compute},
            {"lock_wait_ns", breakdown.lockWait},
            {"data_wait_ns", breakdown.dataWait},
            {"barrier_ns", breakdown.barrier},
            {"transfer_ns", breakdown.transfer},
            {"start_up_ns", breakdown.startUp},
            {"imbalance_ns", breakdown.imbalance},
            {"other_ns", breakdown.other}};
}

const char* affinityKey(Affinity affinity)
{
    switch (affinity) {
    case Affinity::Free:
        break;
    case Affinity::Held:
        return "held";
    case Affinity::Refused:
        return "refused";
    }
    return "free";
}

Json toJson(const machine::Machine& machine)
{
    Json processors = Json::array();
    for (const machine::Processor& processor : machine.usable) {
        processors.push_back({{"number", processor.number},
                              {"core", processor.core},
                              {"thread", processor.thread},
                              {"kind", processor.kind}});
    }
    return {{"cpu", machine.cpuModel},
            {"cores", machine.cores},
            {"fast_cores", machine::fastCores(machine)},
            {"hardware_threads", machine.processors},
            {"physical_cores", machine.physicalCores},
            {"processor_quota", machine.quota ? Json(*machine.quota) : Json()},
            {"processors_for_workers", processors},
            {"instruction_sets", machine.instructionSets},
            {"memory_bytes", machine.memoryBytes},
            {"operating_system", machine.operatingSystem},
            {"compiler", machine.compiler},
            {"libraries", libraries().toStdString()},
            {"virtual_machine", machine.virtualMachine}};
}

Json toJson(const trace::Recording& recording)
{
    return {{"clock", base::name(recording.source)},
            {"processor_counter", base::key(recording.clock)},
            {"span_ns", recording.cost.span},
            {"within_span_ns", recording.cost.within}};
}

// Times in ns. What can be asked of a recording: what held it up, who is to blame, what more workers could
// do.
Json toJson(const Capture& capture, const analysis::Explanation& why)
{
    const analysis::Causes& causes = why.causes;
    Json path = Json::object();
    const trace::StateTimes times = analysis::timesOf(causes, why.path);
    for (const trace::State state : trace::kStates)
        if (const auto time = times[static_cast<std::size_t>(state)]; time > 0)
            path[std::string(key(state))] = time;
    Json worst = Json::array();
    for (const analysis::Culprit& culprit : why.dearest) {
        const analysis::Step& step = causes.at(culprit.step);
        const trace::Lane& lane = capture.trace->lanes()[culprit.step.lane];
        worst.push_back({{"lane", lane.info.name},
                         {"begin_ns", step.begin},
                         {"end_ns", step.end},
                         {"state", std::string(key(step.state))},
                         {"what", labelOf(*capture.scene, lane.spans[step.span])},
                         {"others_waited_ns", culprit.blame}});
    }
    return {{"critical_path_ns", path},
            {"work_ns", why.law.work},
            {"span_ns", why.law.span},
            {"burdened_span_ns", why.law.burdened},
            {"dispatch_ns", why.law.dispatch},
            {"parallelism", why.law.parallelism()},
            {"waiting_ns",
             {{"all", why.blame.waiting},
              {"for_work", why.blame.work},
              {"start_up", why.blame.start},
              {"latency", why.blame.latency},
              {"unknown", why.blame.unknown}}},
            {"most_waited_for", worst}};
}

Json toJson(const RunState& state, const VariantResult& result)
{
    const bool known = hasInterval(state, result);
    Json json = {{"key", result.variant.key},
                 {"label", result.variant.label},
                 {"workers", result.workers},
                 {"median_ns", result.median},
                 {"interval_95_ns", known ? toJson(result.interval) : Json()},
                 {"samples_ns", result.samples},
                 {"iterations", result.iterations},
                 {"speedup", result.speedup},
                 {"speedup_interval_95", known ? toJson(result.speedupInterval) : Json()},
                 {"compared_with", result.against},
                 {"note", result.availability.note},
                 {"largest_difference", result.difference ? Json(*result.difference) : Json()},
                 {"tolerance", result.tolerance},
                 {"agrees", result.difference ? Json(!result.differs()) : Json()},
                 {"exact", result.variant.exact},
                 {"remark", result.remark},
                 {"recording_cost", result.recordingCost}};
    if (result.capture) {
        json["breakdown"] = toJson(result.breakdown);
        json["dropped_spans"] = result.capture->trace->dropped();
        json["why"] = result.capture->why ? toJson(*result.capture, *result.capture->why) : Json();
    }
    return json;
}

Json toJson(const SweepResult& result)
{
    Json json = {{"parameter", result.sweep.parameter},
                 {"label", result.sweep.label},
                 {"axis", result.sweep.axisLabel},
                 {"finding", result.annotations.finding},
                 {"left_out", result.note},
                 {"points", Json::array()},
                 {"crossings", Json::array()}};
    for (const SweepPoint& point : result.points)
        json["points"].push_back({{"series", result.sweep.series.at(point.series).label},
                                  {"value", point.value},
                                  {"x", point.x},
                                  {"speedup", point.speedup},
                                  {"interval_95", toJson(point.interval)},
                                  {"ns_per_item", point.perItem},
                                  {"ns_per_item_interval_95", toJson(point.perItemInterval)},
                                  {"samples", point.samples},
                                  {"cores_busy", point.coresBusy}});
    for (std::size_t series = 0; series < result.crossings.size(); ++series) {
        if (const auto& crossing = result.crossings[series])
            json["crossings"].push_back({{"series", result.sweep.series.at(series).label},
                                         {"x", crossing->x},
                                         {"interval_95", toJson(crossing->interval)},
                                         {"open_below", crossing->openBelow},
                                         {"open_above", crossing->openAbove}});
    }
    return json;
}

Json toJson(const base::Samples& samples)
{
    return {{"name", samples.name},
            {"images", samples.count},
            {"given_height", samples.givenHeight > 0 ? Json(samples.givenHeight) : Json()},
            {"given_width", samples.givenWidth > 0 ? Json(samples.givenWidth) : Json()},
            {"labels", !samples.labels.empty()}};
}

Json orNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

void addLadder(Json& json, const widgets::LadderRow& row, const Work& work)
{
    json["available"] = row.available;
    json["total_factor"] = orNull(row.factor);
    json["rate"] = orNull(row.rate);
    json["gflops"] = widgets::countsFlops(work) ? orNull(row.rate) : Json(nullptr);
    json["percent_of_peak"] = orNull(row.percentOfPeak);
}

} // namespace

std::string runJson(const ScenarioInfo& info, const RunState& state, const machine::Machine& machine)
{
    Json json = {
        {"program", "speedup-lab " + version().toStdString()}, {"scenario", info.id}, {"title", info.title}};
    json["parameters"] = Json::object();
    for (const auto& [name, value] : state.request.settings)
        std::visit([&, &key = name](const auto& plain) { json["parameters"][key] = plain; }, value);
    json["workers"] = state.request.workers;
    json["oversubscribed"] = state.request.workers > machine.processors;
    json["affinity"] = affinityKey(state.affinity);
    json["seed"] = state.request.seed;
    json["input_checksum"] = state.inputChecksum;
    json["items"] = state.items;
    json["own_data"] = state.request.samples ? toJson(*state.request.samples) : Json();
    json["machine"] = toJson(machine);
    json["rounds"] = state.rounds;
    json["rounds_set_aside"] = state.setAside;
    json["rounds_throttled"] = state.throttled;
    json["placements"] = state.placements;
    json["placements_prepared_anew"] = state.prepared;
    json["parallel_capacity"] = {{"workers", state.capacityWorkers},
                                 {"vector", state.capacity.vector},
                                 {"chain", state.capacity.chain},
                                 {"waited_for_a_core", state.capacity.waited}};
    if (const auto recording = widgets::recordingOf(state))
        json["recording"] = toJson(*recording);
    if (!state.emulated.empty())
        json["emulated"] = state.emulated;

    const VariantResult& main = state.variants.at(state.mainVariant);
    const auto measured = verdictOf(state);
    json["verdict"] = {{"expected", std::string(key(info.expected))},
                       {"measured", measured ? Json(std::string(key(*measured))) : Json()},
                       {"disturbed", widgets::disturbanceText(state).toStdString()},
                       {"variant", main.variant.key}};
    json["operations"] = state.work.operations;
    json["bytes"] = state.work.bytes;
    json["rate_unit"] = state.work.unit;
    json["machine_figures"] = Json::array();
    for (const MachineFigure& figure : state.machineFigures)
        json["machine_figures"].push_back(
            {{"key", figure.key}, {"label", figure.label}, {"unit", figure.unit}, {"value", figure.value}});
    json["variants"] = Json::array();
    for (const VariantResult& result : state.variants)
        json["variants"].push_back(toJson(state, result));
    for (const widgets::LadderRow& row : widgets::ladderData(info, state, false).rows)
        addLadder(json["variants"].at(row.variant), row, state.work);
    json["scaling"] = Json::array();
    for (const ScalingPoint& point : state.scaling)
        json["scaling"].push_back({{"workers", point.workers},
                                   {"speedup", point.speedup},
                                   {"interval_95", toJson(point.interval)},
                                   {"samples", point.samples},
                                   {"oversubscribed", point.oversubscribed}});
    if (state.sweep)
        json["sweep"] = toJson(*state.sweep);
    return json.dump(2) + '\n';
}

} // namespace lab::app
