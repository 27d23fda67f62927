// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/observations.h"

#include "core/session/findings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace lab::session {

namespace {

using base::Nanoseconds;
using scenario::Observable;
using trace::State;
using Option = Observation::Option;

constexpr double kClear = 1.1;              // times as much as the next: nearer is too close to call
constexpr double kLeastShare = 0.02;        // of the recording: less cannot be seen
constexpr std::size_t kMostWalked = 50'000; // spans

struct Recorded
{
    const VariantResult& result;
    const trace::Trace& trace;
    std::vector<std::size_t> workers; // lanes

    double duration() const { return static_cast<double>(trace.duration()); }
};

std::string nameOf(const Recorded& run, std::size_t lane)
{
    return run.trace.lanes()[lane].info.name;
}

Nanoseconds timeIn(const Recorded& run, std::size_t lane, std::initializer_list<State> states)
{
    const trace::StateTimes times = run.trace.lanes()[lane].index.between(0, run.trace.duration());
    Nanoseconds all = 0;
    for (const State state : states)
        all += times[static_cast<std::size_t>(state)];
    return all;
}

bool isWork(const trace::Span& span)
{
    return span.state == State::Computing || span.state == State::DeviceBusy;
}

// The longest stretch of a lane in one of these states: where it can be seen.
Nanoseconds longestBegin(const trace::Lane& lane, std::initializer_list<State> states)
{
    const trace::Span* longest = nullptr;
    for (const trace::Span& span : lane.spans)
        if (std::find(states.begin(), states.end(), span.state) != states.end() &&
            (!longest || span.duration() > longest->duration()))
            longest = &span;
    return longest ? longest->begin + longest->duration() / 2 : 0;
}

// The largest first, as far as there is room, then in the order in which they stand. False where the largest
// is no clear answer.
bool choose(Observation& asked, std::vector<Option> options, double least)
{
    if (options.size() < 2)
        return false;
    const auto largest = [](const Option& a, const Option& b) { return a.value > b.value; };
    std::vector<Option> sorted = options;
    std::stable_sort(sorted.begin(), sorted.end(), largest);
    if (sorted[0].value < least || sorted[0].value < sorted[1].value * kClear)
        return false;
    sorted.resize(std::min(sorted.size(), kMostOptions));
    const auto kept = [&](const Option& option) {
        return std::any_of(sorted.begin(), sorted.end(),
                           [&](const Option& each) { return each.label == option.label; });
    };
    std::copy_if(options.begin(), options.end(), std::back_inserter(asked.options), kept);
    asked.options.resize(std::min(asked.options.size(), kMostOptions));
    const auto right = std::find_if(asked.options.begin(), asked.options.end(),
                                    [&](const Option& option) { return option.label == sorted[0].label; });
    asked.right = static_cast<std::size_t>(right - asked.options.begin());
    return right != asked.options.end();
}

bool byStates(Observation& asked, const Recorded& run, std::initializer_list<State> states)
{
    std::vector<Option> options;
    for (const std::size_t lane : run.workers)
        options.push_back({nameOf(run, lane), static_cast<double>(timeIn(run, lane, states)), lane});
    asked.measure = Observation::Measure::Time;
    if (!choose(asked, std::move(options), run.duration() * kLeastShare))
        return false;
    asked.at = longestBegin(run.trace.lanes()[*asked.options[asked.right].lane], states);
    return true;
}

bool waited(Observation& asked, const Recorded& run)
{
    asked.text = "Which worker did no work for the longest time, all in all?";
    return byStates(asked, run,
                    {State::WaitsForLock, State::WaitsForData, State::Barrier, State::StartUp, State::Idle});
}

bool held(Observation& asked, const Recorded& run)
{
    asked.text = "Which worker held a lock for the longest time, all in all?";
    return byStates(asked, run, {State::Holds, State::HoldsWhileOthersWait});
}

bool lastAtWork(Observation& asked, const Recorded& run)
{
    asked.text = "Which worker was the last to finish its work?";
    asked.measure = Observation::Measure::Time;
    std::vector<Option> options;
    for (const std::size_t lane : run.workers) {
        const auto& spans = run.trace.lanes()[lane].spans;
        const auto last = std::find_if(spans.rbegin(), spans.rend(), isWork);
        if (last != spans.rend())
            options.push_back({nameOf(run, lane), static_cast<double>(last->end), lane});
    }
    if (!choose(asked, std::move(options), 0))
        return false;
    asked.at = std::max<Nanoseconds>(0, static_cast<Nanoseconds>(asked.options[asked.right].value) - 1);
    return true;
}

bool mostUnits(Observation& asked, const Recorded& run)
{
    if (run.trace.spanCount() > kMostWalked)
        return false;
    asked.text = "Which worker did the most tasks?";
    asked.measure = Observation::Measure::Count;
    std::vector<Option> options;
    for (const std::size_t lane : run.workers) {
        const auto& spans = run.trace.lanes()[lane].spans;
        options.push_back({nameOf(run, lane),
                           static_cast<double>(std::count_if(spans.begin(), spans.end(), isWork)), lane});
    }
    asked.at = run.trace.duration() / 2;
    return choose(asked, std::move(options), 2);
}

// The unit in the middle of the work that has a name and was done once, by one worker.
bool whoDid(Observation& asked, const Recorded& run)
{
    const auto& scene = run.result.capture->scene;
    if (!scene || run.workers.size() < 2 || run.trace.spanCount() > kMostWalked)
        return false;
    struct Done
    {
        int times = 0;
        std::size_t lane = 0;
        const trace::Span* span = nullptr;
    };
    std::map<std::pair<std::uint32_t, std::uint64_t>, Done> units;
    for (const std::size_t lane : run.workers)
        for (const trace::Span& span : run.trace.lanes()[lane].spans)
            if (isWork(span) && span.count == 1) {
                Done& done = units[{span.task.value, span.first}];
                ++done.times;
                done.lane = lane;
                done.span = &span;
            }
    std::erase_if(units, [&](const auto& each) {
        const auto& [key, done] = each;
        return done.times != 1 || key.first >= scene->tasks.size() ||
               scene->tasks[key.first].unitName.empty() ||
               static_cast<double>(done.span->duration()) < run.duration() * kLeastShare;
    });
    if (units.empty())
        return false;
    const Done& done = std::next(units.begin(), static_cast<std::ptrdiff_t>(units.size() / 2))->second;
    asked.text = "Which worker did “" + scenario::labelOf(*scene, *done.span) + "”?";
    for (const std::size_t lane : run.workers)
        asked.options.push_back({nameOf(run, lane), lane == done.lane ? 1.0 : 0.0, lane});
    const auto right = std::find_if(asked.options.begin(), asked.options.end(),
                                    [](const Option& option) { return option.value > 0; });
    if (static_cast<std::size_t>(right - asked.options.begin()) >= kMostOptions)
        std::iter_swap(right, asked.options.begin() + kMostOptions - 1);
    asked.options.resize(std::min(asked.options.size(), kMostOptions));
    asked.right = static_cast<std::size_t>(std::find_if(asked.options.begin(), asked.options.end(),
                                                        [](const Option& each) { return each.value > 0; }) -
                                           asked.options.begin());
    asked.at = done.span->begin + done.span->duration() / 2;
    return true;
}

bool secondCause(Observation& asked, const Recorded& run)
{
    const analysis::Breakdown& parts = run.result.breakdown;
    const auto all = static_cast<double>(parts.total());
    if (all <= 0 || run.workers.empty())
        return false;
    asked.text = "Work aside, what took most of the workers' time?";
    asked.measure = Observation::Measure::Share;
    std::vector<Option> options;
    for (const auto& [label, time] : std::initializer_list<std::pair<const char*, Nanoseconds>>{
             {"waiting for a lock", parts.lockWait},
             {"waiting for data", parts.dataWait},
             {"waiting at a barrier", parts.barrier},
             {"starting up", parts.startUp},
             {"nothing left to do at the end", parts.imbalance},
             {"between two tasks", parts.other}})
        options.push_back({label, static_cast<double>(time) / all});
    asked.at = run.trace.duration() / 2;
    return choose(asked, std::move(options), kLeastShare);
}

bool pathPart(Observation& asked, const Recorded& run)
{
    const auto& why = run.result.capture->why;
    if (!why || run.duration() <= 0)
        return false;
    asked.text = "What is the largest part of the critical path?";
    asked.measure = Observation::Measure::Share;
    const trace::StateTimes times = analysis::timesOf(why->causes, why->path);
    const auto share = [&](std::initializer_list<State> states) {
        Nanoseconds all = 0;
        for (const State state : states)
            all += times[static_cast<std::size_t>(state)];
        return static_cast<double>(all) / run.duration();
    };
    std::vector<Option> options = {
        {"computing", share({State::Computing})},
        {"a device at work", share({State::DeviceBusy})},
        {"holding a lock", share({State::Holds, State::HoldsWhileOthersWait})},
        {"sending or loading data", share({State::Transfer})},
        {"starting up", share({State::StartUp})},
        {"waking up and handing over", share({State::WaitsForLock, State::WaitsForData, State::Barrier})},
        {"gaps between two tasks", share({State::Idle})}};
    asked.at = run.trace.duration() / 2;
    return choose(asked, std::move(options), kLeastShare);
}

bool deviceIdle(Observation& asked, const Recorded& run)
{
    const auto& lanes = run.trace.lanes();
    const auto device = std::find_if(lanes.begin(), lanes.end(), [](const trace::Lane& lane) {
        return lane.info.kind == trace::LaneKind::Device;
    });
    if (device == lanes.end() || run.duration() <= 0)
        return false;
    const auto lane = static_cast<std::size_t>(device - lanes.begin());
    const double idle =
        1 - static_cast<double>(timeIn(run, lane, {State::DeviceBusy, State::Computing})) / run.duration();
    constexpr std::array<double, 5> kLimits = {0, 0.1, 0.35, 0.65, 1.01};
    constexpr double kNear = 0.02; // of a limit: too close to call
    const std::array<const char*, 4> labels = {"less than a tenth", "about a quarter", "about a half",
                                               "most of it"};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        asked.options.push_back({labels[i], 0});
        if (idle >= kLimits[i] && idle < kLimits[i + 1])
            asked.right = i;
    }
    asked.options[asked.right].value = idle;
    asked.text = "Which share of its time was “" + device->info.name + "” without work?";
    asked.measure = Observation::Measure::Share;
    asked.at = run.trace.duration() / 2;
    return std::none_of(kLimits.begin() + 1, kLimits.end() - 1,
                        [&](double limit) { return std::abs(idle - limit) < kNear; });
}

bool fastest(Observation& asked, const RunState& state)
{
    asked.text = "Which of these was the fastest?";
    asked.measure = Observation::Measure::Factor;
    double slowest = 0;
    for (const VariantResult& result : state.variants)
        slowest = std::max(slowest, result.median);
    std::vector<Option> options;
    for (const VariantResult& result : state.variants)
        if (result.median > 0)
            options.push_back({result.variant.label, slowest / result.median});
    if (!choose(asked, std::move(options), 0))
        return false;
    for (std::size_t i = 0; i < state.variants.size(); ++i)
        if (state.variants[i].variant.label == asked.options[asked.right].label)
            asked.variant = i;
    const auto& capture = state.variants[asked.variant].capture;
    asked.at = capture ? bestInstant(*capture) : 0;
    return true;
}

bool ask(Observation& asked, const Recorded& run, const RunState& state)
{
    switch (asked.kind) {
    case Observable::WhoDid:
        return whoDid(asked, run);
    case Observable::Waited:
        return waited(asked, run);
    case Observable::Held:
        return held(asked, run);
    case Observable::LastAtWork:
        return lastAtWork(asked, run);
    case Observable::MostUnits:
        return mostUnits(asked, run);
    case Observable::SecondCause:
        return secondCause(asked, run);
    case Observable::PathPart:
        return pathPart(asked, run);
    case Observable::DeviceIdle:
        return deviceIdle(asked, run);
    case Observable::Fastest:
        return fastest(asked, state);
    }
    return false;
}

} // namespace

std::vector<Observation> observations(const scenario::ScenarioInfo& info, const RunState& state)
{
    std::vector<Observation> all;
    if (isRunning(state) || state.mode != Mode::Run || state.mainVariant >= state.variants.size())
        return all;
    const VariantResult& main = state.variants[state.mainVariant];
    if (!main.capture || !main.capture->trace || !main.capture->complete)
        return all;
    Recorded run{main, *main.capture->trace, {}};
    for (std::size_t lane = 0; lane < run.trace.lanes().size(); ++lane)
        if (run.trace.lanes()[lane].info.kind == trace::LaneKind::Worker)
            run.workers.push_back(lane);
    for (const Observable kind : info.observe) {
        if (all.size() == kMostObservations)
            break;
        Observation asked;
        asked.kind = kind;
        asked.variant = state.mainVariant;
        if (ask(asked, run, state))
            all.push_back(std::move(asked));
    }
    return all;
}

} // namespace lab::session
