// SPDX-License-Identifier: GPL-3.0-or-later
// What every scenario owes the program, walked over the registry.
#include "core/analysis/what_if.h"
#include "core/base/resources.h"
#include "core/machine/machine.h"
#include "core/scenario/moments.h"
#include "core/scenarios/all.h"
#include "core/session/capture.h"
#include "core/session/observations.h"
#include "core/session/run_session.h"
#include "core/session/what_if.h"
#include "tests/core/scenario/row_roots.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <thread>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;

namespace {

const Registry& registry()
{
    static const Registry all = [] {
        Registry made = scenarios::all();
        made.add(std::make_unique<tests::RowRoots>()); // which a new scenario begins as a copy of
        return made;
    }();
    return all;
}

Request standardRequest(const ScenarioInfo& info, int workers = 2, std::uint64_t seed = 1)
{
    Request request;
    request.workers = workers;
    request.seed = seed;
    return complete(info, request);
}

/// A recording of each variant that can run, by two workers.
std::map<std::uint32_t, Capture> capturesOf(const Scenario& scenario)
{
    const ScenarioInfo& info = scenario.info();
    const auto experiment = scenario.prepare(standardRequest(info));
    workers::WorkerPool pool(2);
    std::map<std::uint32_t, Capture> captures;
    for (std::uint32_t v = 0; v < info.variants.size(); ++v) {
        if (experiment->availability({v}).available)
            captures.emplace(v, captureIteration(*experiment, {v}, pool, 1));
    }
    return captures;
}

class Contract : public testing::TestWithParam<std::size_t>
{
protected:
    const Scenario& scenario() const { return *registry().scenarios()[GetParam()]; }
    const ScenarioInfo& info() const { return scenario().info(); }
};

} // namespace

TEST(Registry, IdsAreUniqueAndFound)
{
    std::set<std::string> ids;
    for (const auto& scenario : registry().scenarios()) {
        EXPECT_TRUE(ids.insert(scenario->info().id).second);
        EXPECT_EQ(&registry().get(scenario->info().id), scenario.get());
    }
    EXPECT_EQ(registry().find("no-such"), nullptr);
    EXPECT_THROW(registry().get("no-such"), std::invalid_argument);
}

TEST(Registry, EveryScenarioHasALesson)
{
    const Registry program = scenarios::all();
    for (const auto& scenario : program.scenarios())
        EXPECT_TRUE(std::filesystem::is_regular_file(base::resource("lessons/" + scenario->info().lesson)))
            << scenario->info().lesson;
}

TEST_P(Contract, AsksAboutVariantsAndLeavesOutParametersThatThereAre)
{
    const auto known = [&](const std::string& name) {
        return name == "workers" || name == "seed" ||
               std::any_of(info().parameters.begin(), info().parameters.end(),
                           [&](const Parameter& parameter) { return parameter.name == name; });
    };
    for (const auto& variant : {info().question.variant, info().question.against}) {
        EXPECT_LT(variant.value_or(0), info().variants.size());
    }
    EXPECT_NO_THROW(complete(info().parameters, info().question.only));
    for (const Unused& unused : info().unused) {
        EXPECT_NO_THROW(complete(info().parameters, unused.with));
        EXPECT_FALSE(unused.with.empty());
        EXPECT_FALSE(unused.why.empty());
        for (const std::string& name : unused.parameters)
            EXPECT_TRUE(known(name)) << name;
    }
}

TEST_P(Contract, ChangesNameVariantsAndParametersThatThereAre)
{
    const auto hasVariant = [&](const std::string& key) {
        return std::any_of(info().variants.begin(), info().variants.end(),
                           [&](const Variant& variant) { return variant.key == key; });
    };
    std::set<std::string> keys;
    for (const WhatIf& whatIf : info().whatIfs) {
        EXPECT_TRUE(keys.insert(whatIf.key).second) << whatIf.key;
        EXPECT_FALSE(whatIf.label.empty());
        EXPECT_FALSE(whatIf.assumption.empty()) << whatIf.key;
        EXPECT_TRUE(hasVariant(whatIf.variant)) << whatIf.variant;
        EXPECT_TRUE(whatIf.realVariant.empty() || hasVariant(whatIf.realVariant)) << whatIf.realVariant;
        EXPECT_TRUE(whatIf.locksAreFree || whatIf.balanced || !whatIf.faster.empty()) << whatIf.key;
        if (!whatIf.parameter.empty()) {
            EXPECT_TRUE(requestOf(whatIf, info(), complete(info(), standardRequest(info())))) << whatIf.key;
        }
    }
}

TEST_P(Contract, IsDescribed)
{
    EXPECT_FALSE(info().title.empty());
    EXPECT_FALSE(info().summary.empty());
    ASSERT_GE(info().variants.size(), 2u);
    ASSERT_LT(info().sequential, info().variants.size());
    ASSERT_LT(info().main, info().variants.size());
    EXPECT_FALSE(info().variants[info().sequential].usesPool) << "sequential means one worker";
    EXPECT_FALSE(info().charts.empty());
    for (const Variant& variant : info().variants) {
        EXPECT_FALSE(variant.label.empty());
        EXPECT_FALSE(variant.summary.empty());
    }
}

TEST_P(Contract, StandardsAreValidAndSweepsNameParameters)
{
    for (const Parameter& parameter : info().parameters) {
        EXPECT_NO_THROW(parameter.check(parameter.standard)) << parameter.name;
        EXPECT_FALSE(parameter.help.empty()) << parameter.name;
    }
    for (const Sweep& sweep : info().sweeps) {
        EXPECT_FALSE(sweep.series.empty()) << sweep.key;
        Request request = standardRequest(info());
        if (sweep.parameter == "workers")
            continue;
        for (const std::int64_t value : sweep.values) {
            request.settings[sweep.parameter] = value;
            EXPECT_NO_THROW(complete(info(), request)) << sweep.key;
        }
    }
}

TEST_P(Contract, EverySweepMeasuresItsFirstPoint)
{
    for (const Sweep& sweep : info().sweeps) {
        RunSession session(machine::read());
        RunOptions options;
        options.scenario = &scenario();
        options.request = standardRequest(info());
        options.mode = Mode::Sweep;
        options.sweep = sweep.key;
        session.start(options);
        const auto waitsForPoint = [&] {
            const auto state = session.state();
            return state->phase < Phase::Finished && (!state->sweep || state->sweep->points.empty());
        };
        while (waitsForPoint())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        session.requestStop();
        session.wait();
        const auto state = session.state();
        EXPECT_NE(state->phase, Phase::Failed) << sweep.key << ": " << state->error;
        ASSERT_TRUE(state->sweep) << sweep.key;
        EXPECT_FALSE(state->sweep->points.empty()) << sweep.key;
    }
}

TEST_P(Contract, ParametersWorkAtBothEndsOrSayWhyNot)
{
    for (const Parameter& parameter : info().parameters) {
        std::vector<Value> ends = {parameter.lowest, parameter.highest};
        if (parameter.kind == Parameter::Kind::Switch)
            ends = {false, true};
        if (parameter.kind == Parameter::Kind::Choice) {
            ends.clear();
            for (const Parameter::Option& option : parameter.options)
                ends.emplace_back(option.key);
        }
        for (const Value& end : ends) {
            Request request = standardRequest(info());
            request.settings[parameter.name] = end;
            try {
                EXPECT_TRUE(scenario().prepare(complete(info(), request)));
            } catch (const ParameterError& error) {
                EXPECT_THAT(error.what(), testing::HasSubstr(parameter.name));
            }
        }
    }
}

TEST_P(Contract, EveryVariantAgreesWithTheSequentialOneAtAnyNumberOfWorkers)
{
    for (const int workers : {1, 2, 5}) {
        const auto experiment = scenario().prepare(standardRequest(info(), workers));
        workers::WorkerPool pool(workers);
        for (std::uint32_t v = 0; v < info().variants.size(); ++v) {
            if (!experiment->availability({v}).available)
                continue;
            experiment->reset({v});
            experiment->iterate({v}, pool, nullptr);
            const double difference = experiment->differenceFromSequential({v});
            if (info().variants[v].exact) {
                EXPECT_LE(difference, experiment->tolerance({v}))
                    << info().variants[v].key << " on " << workers;
            } else {
                EXPECT_FALSE(experiment->remark({v}).empty()) << "a wrong result has to say so";
            }
        }
    }
}

TEST_P(Contract, InputsDependOnTheSeedAlone)
{
    const auto checksum = [&](int workers, std::uint64_t seed) {
        return scenario().prepare(standardRequest(info(), workers, seed))->inputChecksum();
    };
    EXPECT_EQ(checksum(1, 1), checksum(5, 1));
    EXPECT_NE(checksum(1, 1), checksum(1, 2));
}

TEST_P(Contract, PreparingGivesUpWhenStopped)
{
    std::stop_source source;
    source.request_stop();
    Request request = standardRequest(info());
    request.stop = source.get_token();
    EXPECT_THROW(scenario().prepare(request), Stopped);
}

TEST_P(Contract, CapturedSpansBelongToTheSceneAndCoverEveryUnitOnce)
{
    for (const auto& [v, capture] : capturesOf(scenario())) {
        const Scene& scene = *capture.scene;
        for (std::size_t i = 0; i < scene.exhibits.size(); ++i)
            EXPECT_EQ(scene.exhibits[i].id.index(), i);
        EXPECT_EQ(capture.trace->dropped(), 0u);
        std::map<std::pair<base::TaskId, std::int64_t>, int> times;
        for (const trace::Lane& lane : capture.trace->lanes()) {
            for (const trace::Span& span : lane.spans) {
                if (span.state != trace::State::Computing && span.state != trace::State::DeviceBusy)
                    continue;
                ASSERT_LT(span.task.index(), scene.tasks.size());
                for (std::uint32_t k = 0; k < span.count; ++k)
                    ++times[{span.task, span.first + k}];
            }
        }
        EXPECT_FALSE(times.empty());
        for (const auto& [unit, count] : times) {
            EXPECT_LT(unit.second, unitCount(scene.tasks[unit.first.index()]));
            EXPECT_EQ(count, 1);
        }
        for (const auto& task : scene.tasks) {
            const auto units = std::count_if(times.begin(), times.end(),
                                             [&](const auto& entry) { return entry.first.first == task.id; });
            EXPECT_TRUE(units == 0 || units == unitCount(task)) << task.name;
        }
    }
}

TEST_P(Contract, AtTheBestInstantOfEachVariantSomethingHappensAndHasEventsToFollow)
{
    for (const auto& [v, capture] : capturesOf(scenario())) {
        const base::Nanoseconds best = bestInstant(capture);
        int acting = 0;
        for (const trace::Lane& lane : capture.trace->lanes()) {
            const auto segments = lane.index.segments();
            const std::size_t at = lane.index.firstEndingAfter(best);
            if (at >= segments.size() || segments[at].begin > best)
                continue;
            const trace::State state = segments[at].state;
            acting += state != trace::State::Idle && state != trace::State::StartUp;
        }
        EXPECT_GT(acting, 0) << info().variants[v].key << " at " << best;
        const auto events = eventsOf(*capture.scene, *capture.trace, {}, best).moments;
        const analysis::Pace pace(events, capture.trace->duration(), {});
        EXPECT_LE(pace.seconds(), analysis::Pace::kLongest);
        EXPECT_FALSE(capture.scene->events.one.empty());
    }
}

TEST_P(Contract, EachVariantsRecordingIsExplained)
{
    for (const auto& [v, capture] : capturesOf(scenario())) {
        ASSERT_TRUE(capture.why);
        const analysis::Causes& causes = capture.why->causes;
        const auto recorded = static_cast<double>(capture.trace->duration());
        EXPECT_NEAR(analysis::predictedTime(*capture.trace, causes, {}), recorded, recorded * 0.02);
        const analysis::Blame& blame = capture.why->blame;
        EXPECT_EQ(blame.waiting, blame.work + blame.start + blame.latency + blame.unknown);
        base::Nanoseconds at = 0;
        for (const analysis::PathPart& part : capture.why->path) {
            EXPECT_EQ(part.begin, at) << info().variants[v].key;
            at = part.end;
        }
        EXPECT_LE(at, capture.trace->duration());
        for (std::size_t lane = 0; lane < causes.lanes.size(); ++lane) {
            for (const analysis::Step& step : causes.lanes[lane]) {
                if (step.state == trace::State::WaitsForData &&
                    capture.trace->lanes()[lane].spans[step.span].peer != trace::Span::kNobody) {
                    EXPECT_TRUE(causes.culpritOf(step))
                        << info().variants[v].key << ": who is waited for, from " << step.begin;
                }
            }
        }
    }
}

// How long anything takes is this machine's affair: that there is one right answer is not.
TEST_P(Contract, WhatIsAskedAboutARecordingHasOneRightAnswer)
{
    RunState state;
    state.phase = Phase::Finished;
    state.mainVariant = info().main;
    state.variants.resize(info().variants.size());
    for (auto& [v, capture] : capturesOf(scenario())) {
        state.variants[v].median = static_cast<double>(capture.trace->duration());
        state.variants[v].breakdown = analysis::breakdown(*capture.trace);
        state.variants[v].capture = std::make_shared<const Capture>(std::move(capture));
    }
    for (std::size_t v = 0; v < state.variants.size(); ++v)
        state.variants[v].variant = info().variants[v];
    EXPECT_GE(info().observe.size(), kMostObservations);
    for (const Observation& asked : observations(info(), state)) {
        SCOPED_TRACE(asked.text);
        ASSERT_LT(asked.right, asked.options.size());
        std::set<std::string> labels;
        for (std::size_t i = 0; i < asked.options.size(); ++i) {
            labels.insert(asked.options[i].label);
            EXPECT_TRUE(i == asked.right || asked.options[i].value < asked.options[asked.right].value);
        }
        EXPECT_EQ(labels.size(), asked.options.size());
        EXPECT_GE(labels.size(), 2u);
        ASSERT_TRUE(state.variants.at(asked.variant).capture);
        EXPECT_LE(asked.at, state.variants[asked.variant].capture->trace->duration());
    }
}

TEST_P(Contract, HandsOverItsArrays)
{
    const auto experiment = scenario().prepare(standardRequest(info()));
    workers::WorkerPool pool(2);
    for (std::uint32_t v = 0; v < info().variants.size(); ++v) {
        if (!experiment->availability({v}).available)
            continue;
        experiment->reset({v});
        experiment->iterate({v}, pool, nullptr);
        experiment->differenceFromSequential({v});
    }
    std::set<std::string> names;
    for (const NamedArray& array : experiment->arrays()) {
        EXPECT_TRUE(names.insert(array.name).second) << array.name;
        EXPECT_FALSE(array.shape.empty());
        EXPECT_TRUE(array.values);
    }
    for (std::uint32_t v = 0; v < info().variants.size(); ++v) {
        const std::string& key = info().variants[v].key;
        EXPECT_TRUE(names.contains(key) || !experiment->availability({v}).available) << key;
    }
}

TEST_P(Contract, TheVariantsThatTheFigureNeedsCanRunAndTheOthersSayWhyNot)
{
    const auto experiment = scenario().prepare(standardRequest(info()));
    EXPECT_TRUE(experiment->availability({static_cast<std::uint32_t>(info().sequential)}).available);
    EXPECT_TRUE(experiment->availability({static_cast<std::uint32_t>(info().main)}).available);
    for (std::uint32_t v = 0; v < info().variants.size(); ++v) {
        const Availability can = experiment->availability({v});
        EXPECT_TRUE(can.available || !can.note.empty()) << info().variants[v].key;
        EXPECT_LT(info().variants[v].against, info().variants.size());
    }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Contract, testing::Range<std::size_t>(0, registry().scenarios().size()),
                         [](const auto& instance) {
                             std::string name = registry().scenarios()[instance.param]->info().id;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });
