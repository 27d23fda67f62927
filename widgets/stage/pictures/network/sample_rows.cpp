// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/network/sample_rows.h"

#include <algorithm>

namespace lab::widgets {

namespace {

// That the span computes, of the first exhibit its task writes.
scenario::Range samplesOf(const scenario::Scene& scene, const trace::Span& span)
{
    const scenario::Task& task = scene.tasks[span.task.index()];
    for (const scenario::Touch& touch : task.touches) {
        if (touch.access == scenario::Access::Writes)
            return unitArea(scene, task, scene.exhibits[touch.exhibit.index()], span.first).rows;
    }
    return {};
}

} // namespace

scenario::Range samplesInHand(const scenario::Scene& scene, const trace::Trace& trace, base::Nanoseconds t)
{
    const trace::Span* latest = nullptr; // to begin
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.begin > t)
                break;
            if (span.state == trace::State::Computing && span.task.index() < scene.tasks.size() &&
                (!latest || span.begin > latest->begin))
                latest = &span;
        }
    }
    if (latest)
        return samplesOf(scene, *latest);
    trace::Span first;
    first.task = scene.tasks.front().id;
    return samplesOf(scene, first);
}

std::vector<std::int64_t> samplesInRows(std::int64_t samples, int rows, const scenario::Range& hand)
{
    const std::int64_t count = std::min<std::int64_t>(samples, rows);
    if (count < 1)
        return {};
    const std::int64_t atATime = std::max<std::int64_t>(hand.end - hand.begin, 1);
    const std::int64_t page = atATime * count; // samples until others have the rows
    const bool spread = page >= samples;
    const std::int64_t first = spread ? 0 : std::min(hand.begin / page * page, samples - page);
    std::vector<std::int64_t> shown;
    for (std::int64_t row = 0; row < count; ++row)
        shown.push_back(spread ? row * samples / count : first + row * atATime);
    return shown;
}

SampleRow sampleRow(std::int64_t sample, const std::vector<std::vector<Filled>>& filled,
                    const std::vector<std::int64_t>& neurons)
{
    SampleRow row{sample, {}};
    for (std::size_t layer = 0; layer < filled.size(); ++layer) {
        LayerPassage passage;
        for (const Filled& part : filled[layer]) {
            if (sample < part.rows.begin || sample >= part.rows.end)
                continue;
            const auto columns = static_cast<double>(part.columns.end - part.columns.begin);
            passage.share += part.share * columns / static_cast<double>(neurons[layer]);
            passage.lane = part.lane;
        }
        row.layers.push_back(passage);
    }
    return row;
}

} // namespace lab::widgets
