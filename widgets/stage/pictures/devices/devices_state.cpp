// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/devices/devices_state.h"

#include "core/analysis/idle_causes.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using base::TaskId;
using scenario::Exhibit;
using scenario::ExhibitKind;
using scenario::Scene;
using trace::State;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Reading
{
public:
    Reading(const Scene& scene, const trace::Trace& trace, Nanoseconds t)
        : m_scene(scene), m_trace(trace), m_t(t)
    {
        for (const Exhibit& exhibit : scene.exhibits) {
            if (exhibit.kind == ExhibitKind::Device)
                m_devices.push_back(&exhibit);
        }
        for (const trace::Lane& lane : trace.lanes()) {
            for (const trace::Span& span : lane.spans) {
                if (span.end <= t && (span.state == State::DeviceBusy || span.state == State::Transfer))
                    m_done.insert({span.task, span.first});
            }
        }
    }

    DevicesState read();

private:
    DeviceState device(std::size_t index) const;
    void tellDoing(DeviceState& state) const;
    void readUnits(DeviceState& state) const;
    void readChunks(DeviceState& state, std::size_t index, const Exhibit& reduction) const;
    LinkState link(const scenario::LinkDetails& details) const;
    QString carriesWords(const trace::Span& span) const;
    QString needsWords(const trace::Span& span) const;
    std::optional<std::size_t> layerOf(const DeviceState& state, const trace::Span& span) const;
    const Exhibit* reduction() const;
    std::size_t indexOf(base::ExhibitId id) const;
    std::optional<TaskId> taskOf(const char* name, base::ExhibitId device) const;
    bool done(TaskId task, std::int64_t unit) const { return m_done.contains({task, unit}); }

    const Scene& m_scene;
    const trace::Trace& m_trace;
    const Nanoseconds m_t;
    std::vector<const Exhibit*> m_devices;
    std::set<std::pair<TaskId, std::int64_t>> m_done;
};

std::size_t Reading::indexOf(base::ExhibitId id) const
{
    const auto found = std::find_if(m_devices.begin(), m_devices.end(),
                                    [&](const Exhibit* device) { return device->id == id; });
    return static_cast<std::size_t>(found - m_devices.begin());
}

std::optional<TaskId> Reading::taskOf(const char* name, base::ExhibitId device) const
{
    for (const scenario::Task& task : m_scene.tasks) {
        if (task.name == name && !task.touches.empty() && task.touches.front().exhibit == device)
            return task.id;
    }
    return std::nullopt;
}

const Exhibit* Reading::reduction() const
{
    const auto found =
        std::find_if(m_scene.exhibits.begin(), m_scene.exhibits.end(),
                     [](const Exhibit& exhibit) { return exhibit.kind == ExhibitKind::Reduction; });
    return found == m_scene.exhibits.end() ? nullptr : &*found;
}

DevicesState Reading::read()
{
    DevicesState state;
    double idle = 0;
    for (std::size_t i = 0; i < m_devices.size(); ++i) {
        state.devices.push_back(device(i));
        idle += analysis::idleCauses(m_trace, state.devices.back().lane, m_t).idleShare();
    }
    if (!m_devices.empty())
        state.idle = idle / static_cast<double>(m_devices.size());
    for (const Exhibit& exhibit : m_scene.exhibits) {
        if (exhibit.kind != ExhibitKind::Link)
            continue;
        const auto& details = std::get<scenario::LinkDetails>(exhibit.details);
        state.links.push_back(link(details));
        state.bytesMoved += scenario::bytesMoved(m_scene, details, m_trace, m_t);
    }
    return state;
}

DeviceState Reading::device(std::size_t index) const
{
    DeviceState state;
    state.exhibit = m_devices[index]->id;
    state.lane = std::get<scenario::DeviceDetails>(m_devices[index]->details).lane;
    tellDoing(state);
    if (const Exhibit* sums = reduction())
        readChunks(state, index, *sums);
    else
        readUnits(state);
    return state;
}

void Reading::tellDoing(DeviceState& state) const
{
    state.doing = text("idle");
    const trace::Lane& lane = m_trace.lanes()[state.lane];
    const auto segments = lane.index.segments();
    const std::size_t at = lane.index.firstEndingAfter(m_t);
    if (at >= segments.size() || segments[at].begin > m_t)
        return;
    const trace::Span& span = lane.spans[segments[at].span];
    state.state = segments[at].state;
    state.busy = state.state == State::DeviceBusy;
    if (state.busy) {
        state.progress = static_cast<double>(m_t - span.begin) /
                         static_cast<double>(std::max<Nanoseconds>(span.duration(), 1));
        state.doing = QString::fromStdString(scenario::labelOf(m_scene, span));
        state.layer = layerOf(state, span);
    } else if (state.state == State::WaitsForData) {
        state.doing = needsWords(span);
    } else if (state.state == State::StartUp) {
        state.doing = text("start-up");
    }
}

void Reading::readUnits(DeviceState& state) const
{
    const auto forward = taskOf("forward", state.exhibit);
    const auto backward = taskOf("backward", state.exhibit);
    const auto update = taskOf("update", state.exhibit);
    if (!forward || !backward || !update)
        return;
    const std::int64_t steps = scenario::unitCount(m_scene.tasks[update->index()]);
    const std::int64_t perStep = scenario::unitCount(m_scene.tasks[forward->index()]) / steps;
    if (perStep < 2)
        return;
    std::int64_t step = 0;
    while (step + 1 < steps && done(*update, step))
        ++step;
    const auto ahead = scenario::progressOf(m_scene, *forward, m_trace, m_t);
    const auto back = scenario::progressOf(m_scene, *backward, m_trace, m_t);
    for (std::int64_t i = step * perStep; i < (step + 1) * perStep; ++i)
        state.units.push_back(
            {ahead[static_cast<std::size_t>(i)].done, back[static_cast<std::size_t>(i)].done});
}

// Which transfers of a ring touch chunk c of device d: the (d − 1 − c)-th adds to it, the (d − c)-th of the
// second half replaces it by the whole sum; both modulo the number of devices.
void Reading::readChunks(DeviceState& state, std::size_t index, const Exhibit& sums) const
{
    const auto& details = std::get<scenario::ReductionDetails>(sums.details);
    const auto count = static_cast<std::int64_t>(m_devices.size());
    const std::int64_t steps = sums.shape[0].extent;
    const std::int64_t ring = count - 1;
    const auto d = static_cast<std::int64_t>(index);
    const auto backward = taskOf("backward", state.exhibit);
    const auto addition = taskOf("addition", state.exhibit);
    const auto update = taskOf("update", state.exhibit);
    if (!backward || !addition || !update)
        return;
    std::int64_t step = 0;
    while (step + 1 < steps && done(*update, step))
        ++step;
    double squares = 0;
    for (std::int64_t c = 0; c < count; ++c) {
        ChunkState chunk{c, {}, 0};
        std::int64_t moment = -1;
        if (done(*backward, step)) {
            moment = 0;
            chunk.devices = {index};
        }
        const std::int64_t adds = (d - 1 - c + 2 * count) % count;
        if (adds < ring && done(*addition, step * ring + adds)) {
            moment = 1 + adds;
            chunk.devices.clear();
            for (std::int64_t i = 0; i <= adds + 1; ++i)
                chunk.devices.push_back(static_cast<std::size_t>((c + i) % count));
        }
        const std::int64_t replaced = (d - c + count) % count;
        const std::int64_t from = (d - 1 + count) % count;
        if (replaced < ring && done(details.gather, (step * ring + replaced) * count + from)) {
            moment = ring + 1 + replaced;
            chunk.devices.clear();
            for (std::int64_t i = 0; i < count; ++i)
                chunk.devices.push_back(static_cast<std::size_t>((c + i) % count));
        }
        if (moment >= 0) {
            chunk.norm = double{sums.values[((step * (2 * ring + 1) + moment) * count + d) * count + c]};
            squares += chunk.norm * chunk.norm;
            state.norm = std::sqrt(squares);
        }
        state.chunks.push_back(std::move(chunk));
    }
}

LinkState Reading::link(const scenario::LinkDetails& details) const
{
    LinkState state{indexOf(details.from), indexOf(details.to), false, 0, {}};
    const trace::Lane& lane = m_trace.lanes()[details.lane];
    const std::size_t at = lane.index.firstEndingAfter(m_t);
    if (at >= lane.index.segments().size() || lane.index.segments()[at].begin > m_t)
        return state;
    const trace::Span& span = lane.spans[lane.index.segments()[at].span];
    state.busy = true;
    state.progress = static_cast<double>(m_t - span.begin) /
                     static_cast<double>(std::max<Nanoseconds>(span.duration(), 1));
    state.carries = carriesWords(span);
    return state;
}

// Forward from the first layer to the last, backward from the last to the first.
std::optional<std::size_t> Reading::layerOf(const DeviceState& state, const trace::Span& span) const
{
    const auto& details = std::get<scenario::DeviceDetails>(m_scene.exhibits[state.exhibit.index()].details);
    const bool back = taskOf("backward", state.exhibit) == span.task;
    if (details.shares.empty() || (!back && taskOf("forward", state.exhibit) != span.task))
        return std::nullopt;
    const double at = back ? 1 - state.progress : state.progress;
    double sum = 0;
    for (std::size_t layer = 0; layer < details.shares.size(); ++layer) {
        sum += details.shares[layer];
        if (at < sum)
            return layer;
    }
    return details.shares.size() - 1;
}

QString Reading::needsWords(const trace::Span& span) const
{
    for (const Exhibit& exhibit : m_scene.exhibits) {
        if (exhibit.kind != ExhibitKind::Link)
            continue;
        const auto& details = std::get<scenario::LinkDetails>(exhibit.details);
        if (details.lane == span.peer)
            return text("needs %1 from %2")
                .arg(carriesWords(span),
                     QString::fromStdString(m_scene.exhibits[details.from.index()].title));
    }
    return QString::fromStdString(scenario::labelOf(m_scene, span));
}

// What unit of the span's task travels, whether it is on its way or waited for.
QString Reading::carriesWords(const trace::Span& span) const
{
    const Exhibit* sums = reduction();
    if (!sums) {
        trace::Span carried = span;
        carried.state = State::Transfer;
        return QString::fromStdString(scenario::labelOf(m_scene, carried));
    }
    const auto& details = std::get<scenario::ReductionDetails>(sums->details);
    const auto count = static_cast<std::int64_t>(m_devices.size());
    const std::int64_t d = span.first % count;
    const std::int64_t k = span.first / count % (count - 1);
    const std::int64_t chunk = (d - k + (span.task == details.gather ? 1 : 0) + count) % count;
    return text("chunk %1").arg(chunk + 1);
}

} // namespace

DevicesState devicesState(const Scene& scene, const trace::Trace& trace, Nanoseconds t)
{
    return Reading(scene, trace, t).read();
}

QString bytesWords(std::int64_t bytes)
{
    const auto number = static_cast<double>(bytes);
    if (bytes < 1024)
        return text("%1 bytes").arg(bytes);
    if (bytes < 1024 * 1024)
        return text("%1 KB").arg(number / 1024, 0, 'f', 0);
    return text("%1 MB").arg(number / 1024 / 1024, 0, 'f', 1);
}

} // namespace lab::widgets
