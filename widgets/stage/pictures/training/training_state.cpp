// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/training/training_state.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using scenario::Scene;
using trace::State;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

struct Ends
{
    Nanoseconds begin = -1; // −1: not yet
    Nanoseconds end = -1;
};

// When each unit of the first three tasks began and ended, as far as that is past.
std::vector<std::vector<Ends>> pastOf(const Scene& scene, const trace::Trace& trace, Nanoseconds t)
{
    std::vector<std::vector<Ends>> past;
    for (std::size_t task = 0; task < 3; ++task)
        past.emplace_back(static_cast<std::size_t>(scenario::unitCount(scene.tasks[task])));
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (!isStageWork(span.state) || span.begin > t || span.task.index() >= past.size() ||
                span.first >= past[span.task.index()].size())
                continue;
            Ends& ends = past[span.task.index()][span.first];
            ends.begin = span.begin;
            ends.end = span.end <= t ? span.end : -1;
        }
    }
    return past;
}

std::vector<std::int64_t> between(const std::vector<Ends>& before, const std::vector<Ends>& after)
{
    std::vector<std::int64_t> waiting;
    for (std::size_t unit = 0; unit < before.size(); ++unit) {
        if (before[unit].end >= 0 && after[unit].begin < 0)
            waiting.push_back(static_cast<std::int64_t>(unit));
    }
    return waiting;
}

QStringList idleWords(const Scene& scene, const trace::Lane& device, Nanoseconds t)
{
    const auto segments = device.index.segments();
    const std::size_t at = device.index.firstEndingAfter(t);
    if (at >= segments.size() || segments[at].begin > t)
        return {text("idle")};
    const trace::Span& span = device.spans[segments[at].span];
    switch (segments[at].state) {
    case State::StartUp:
        return {text("start-up")};
    case State::WaitsForData: {
        const QString task = QString::fromStdString(scene.tasks[span.task.index()].name);
        return {text("idle: needs %1 of batch %2").arg(task).arg(span.first + 1),
                text("needs %1 of batch %2").arg(task).arg(span.first + 1),
                text("needs %1 %2").arg(task).arg(span.first + 1), text("idle")};
    }
    case State::Idle:
        return {span.task.index() == 2 && span.end < device.spans.back().end ? text("launch") : text("done")};
    default:
        return {};
    }
}

} // namespace

bool isStageWork(State state)
{
    return state == State::Computing || state == State::DeviceBusy || state == State::Transfer;
}

std::optional<TrainingState> trainingState(const Scene& scene, const trace::Trace& trace, Nanoseconds t)
{
    const auto device = std::find_if(scene.exhibits.begin(), scene.exhibits.end(), [](const auto& exhibit) {
        return exhibit.kind == scenario::ExhibitKind::Device;
    });
    if (device == scene.exhibits.end() || scene.tasks.size() < 3)
        return std::nullopt;
    TrainingState state;
    state.deviceLane = std::get<scenario::DeviceDetails>(device->details).lane;
    if (state.deviceLane >= trace.lanes().size())
        return std::nullopt;
    for (const scenario::ActiveSpan& active : scenario::activeSpans(scene, trace, t)) {
        const trace::Span& span = trace.lanes()[active.lane].spans[active.span];
        const BatchInHand hand{span.first, active.lane, active.progress};
        if (span.task.index() == 0)
            state.loading.push_back(hand);
        else if (span.task.index() == 1)
            state.processing.push_back(hand);
        else if (active.lane == state.deviceLane)
            state.training = hand;
    }
    const auto past = pastOf(scene, trace, t);
    state.loaded = between(past[0], past[1]);
    state.processed = between(past[1], past[2]);
    state.trained =
        std::count_if(past[2].begin(), past[2].end(), [](const Ends& ends) { return ends.end >= 0; });
    const trace::LaneIndex& index = trace.lanes()[state.deviceLane].index;
    if (const std::size_t at = index.firstEndingAfter(t); at < index.segments().size())
        state.state = index.segments()[at].state;
    if (!state.training)
        state.idle = idleWords(scene, trace.lanes()[state.deviceLane], t);
    state.causes = analysis::idleCauses(trace, state.deviceLane, t);
    return state;
}

std::vector<TimePart> timeParts(const Scene& scene, const analysis::IdleCauses& causes)
{
    using Kind = TimePart::Kind;
    if (causes.wall <= 0)
        return {};
    const auto share = [&](Nanoseconds time) {
        return static_cast<double>(time) / static_cast<double>(causes.wall);
    };
    std::vector<TimePart> parts = {{Kind::Busy, text("trains"), share(causes.busy), 0},
                                   {Kind::StartUp, text("start-up"), share(causes.startUp), 0}};
    for (const auto& wait : causes.waits) {
        if (wait.task.index() < scene.tasks.size())
            parts.push_back(
                {Kind::Wait,
                 text("needs %1").arg(QString::fromStdString(scene.tasks[wait.task.index()].name)),
                 share(wait.time), 0});
    }
    parts.push_back({Kind::Launch, text("launch"), share(causes.launch), 0});
    parts.push_back({Kind::Drain, text("end"), share(causes.drain), 0});
    std::erase_if(parts, [](const TimePart& part) { return part.share <= 0; });
    // Rounded down, and what is missing to 100 goes to those that lost most.
    for (TimePart& part : parts)
        part.percent = static_cast<int>(std::floor(part.share * 100));
    int missing = 100 - std::accumulate(parts.begin(), parts.end(), 0,
                                        [](int sum, const TimePart& part) { return sum + part.percent; });
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto lost = [&](std::size_t i) { return parts[i].share * 100 - parts[i].percent; };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return lost(a) > lost(b); });
    for (std::size_t i = 0; missing > 0 && i < order.size(); ++i, --missing)
        ++parts[order[i]].percent;
    return parts;
}

} // namespace lab::widgets
