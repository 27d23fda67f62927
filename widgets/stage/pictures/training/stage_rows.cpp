// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/training/stage_rows.h"

#include "widgets/stage/pictures/training/training_state.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using trace::State;

constexpr std::array<std::size_t, 3> kStages = {2, 1, 0}; // from the device to what feeds it
constexpr int kFewestBatches = 3;
constexpr int kMostBatches = 6;
constexpr int kInSight = 2; // batches that are in a stretch and in the next: one past, one to come

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

std::vector<StageBar> barsOf(const trace::Trace& trace, std::size_t task)
{
    std::vector<StageBar> bars;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        for (const trace::Span& span : trace.lanes()[lane].spans) {
            if (isStageWork(span.state) && span.task.index() == task)
                bars.push_back({{span.begin, span.end}, span.first, lane, span.state});
        }
    }
    std::sort(bars.begin(), bars.end(),
              [](const StageBar& a, const StageBar& b) { return a.time.begin < b.time.begin; });
    return bars;
}

// Each into the first row that is free.
void addRows(std::vector<StageRow>& rows, std::size_t task, const std::vector<StageBar>& bars)
{
    const std::size_t first = rows.size();
    rows.push_back({task, {}});
    for (const StageBar& bar : bars) {
        const auto free =
            std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(), [&](const auto& row) {
                return row.bars.empty() || row.bars.back().time.end <= bar.time.begin;
            });
        if (free != rows.end())
            free->bars.push_back(bar);
        else
            rows.push_back({task, {bar}});
    }
}

QStringList wordsOf(const scenario::Scene& scene, const trace::Span& lacked, State state)
{
    const QString idle = text("idle");
    if (state == State::StartUp)
        return {text("idle: start-up"), idle};
    if (state == State::WaitsForData && lacked.task.index() < scene.tasks.size()) {
        const QString task = QString::fromStdString(scene.tasks[lacked.task.index()].name);
        return {text("idle: needs %1 %2").arg(task).arg(lacked.first + 1), text("idle: needs %1").arg(task),
                idle};
    }
    return {idle};
}

std::vector<DeviceIdle> idleOf(const scenario::Scene& scene, const trace::Lane& device)
{
    std::vector<DeviceIdle> found;
    bool busy = true;
    Nanoseconds longest = 0;
    for (const trace::Segment& segment : device.index.segments()) {
        const bool works = isStageWork(segment.state);
        if (!works && busy) {
            found.push_back({{segment.begin, segment.end}, {}, {}});
            longest = 0;
        }
        busy = works;
        if (works)
            continue;
        DeviceIdle& idle = found.back();
        idle.time.end = segment.end;
        idle.pieces.push_back({{segment.begin, segment.end}, segment.state});
        if (segment.end - segment.begin > longest) {
            longest = segment.end - segment.begin;
            idle.words = wordsOf(scene, device.spans[segment.span], segment.state);
        }
    }
    return found;
}

} // namespace

StageRows stageRows(const scenario::Scene& scene, const trace::Trace& trace, std::size_t device)
{
    StageRows all;
    for (const std::size_t task : kStages)
        addRows(all.rows, task, barsOf(trace, task));
    all.idle = idleOf(scene, trace.lanes()[device]);
    return all;
}

std::vector<int> rowsByStage(const StageRows& rows)
{
    std::vector<int> counts;
    std::size_t task = kStages.size();
    for (const StageRow& row : rows.rows) {
        if (row.task != task)
            counts.push_back(0);
        task = row.task;
        ++counts.back();
    }
    return counts;
}

int batchesShown(const StageRows& rows, Nanoseconds duration, std::int64_t batches, double width, double room)
{
    std::vector<Nanoseconds> lengths;
    for (const StageRow& row : rows.rows) {
        for (const StageBar& bar : row.bars)
            lengths.push_back(bar.time.end - bar.time.begin);
    }
    if (lengths.empty() || duration <= 0 || room <= 0)
        return kMostBatches;
    const auto usual = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
    std::nth_element(lengths.begin(), usual, lengths.end());
    const double bars = width / room; // that can stand side by side
    const double perBatch =
        static_cast<double>(duration) / static_cast<double>(std::max<std::int64_t>(batches, 1));
    return static_cast<int>(
        std::clamp<double>(bars * static_cast<double>(*usual) / perBatch, kFewestBatches, kMostBatches));
}

TimeStretch stretchAround(Nanoseconds t, Nanoseconds duration, const StageRows& rows, int shown)
{
    const auto& trained = rows.rows.front().bars;
    const auto count = static_cast<std::ptrdiff_t>(trained.size());
    if (count <= shown)
        return {0, duration};
    const auto endOf = [&](std::ptrdiff_t batch) {
        return trained[static_cast<std::size_t>(batch)].time.end;
    };
    std::ptrdiff_t first = 0;
    while (first + shown < count && t >= endOf(first + shown - kInSight))
        first = std::min(first + shown - kInSight, count - shown);
    const bool last = first + shown == count && t > endOf(count - 1);
    return {first == 0 ? 0 : endOf(first - 1), last ? duration : endOf(first + shown - 1)};
}

} // namespace lab::widgets
