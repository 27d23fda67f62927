// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/network/worker_lines.h"

#include "widgets/stage/brush/fill_progress.h"
#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

using trace::State;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

const NetworkWait* waitOf(const std::vector<NetworkWait>& waits, std::size_t lane)
{
    const auto found = std::find_if(waits.begin(), waits.end(),
                                    [lane](const NetworkWait& wait) { return wait.lane == lane; });
    return found == waits.end() ? nullptr : &*found;
}

// "layer 2, samples 1–8"
QString workWords(const scenario::Scene& scene, const trace::Span& span)
{
    const scenario::Task& task = scene.tasks[span.task.index()];
    for (const scenario::Touch& touch : task.touches) {
        if (touch.access != scenario::Access::Writes)
            continue;
        const scenario::Range rows =
            unitArea(scene, task, scene.exhibits[touch.exhibit.index()], span.first).rows;
        const QString name = QString::fromStdString(task.name);
        return rows.end - rows.begin == 1
                   ? text("%1, sample %2").arg(name).arg(rows.begin + 1)
                   : text("%1, samples %2–%3").arg(name).arg(rows.begin + 1).arg(rows.end);
    }
    return {};
}

QString workerWords(const StageBrush& brush, const NetworkWait* wait, std::size_t lane)
{
    if (wait)
        return text("waits, %1").arg(QString::fromStdString(scenario::labelOf(brush.scene(), *wait->span)));
    const auto& spans = brush.trace().lanes()[lane].spans;
    for (const auto& active : scenario::activeSpans(brush.scene(), brush.trace(), brush.time())) {
        const QString words = active.lane == lane ? workWords(brush.scene(), spans[active.span]) : QString();
        if (!words.isEmpty())
            return words;
    }
    const auto last = std::find_if(spans.rbegin(), spans.rend(),
                                   [](const trace::Span& span) { return span.state == State::Computing; });
    return last != spans.rend() && last->end <= brush.time() ? text("done") : text("nothing to do");
}

} // namespace

std::vector<NetworkWait> networkWaits(const trace::Trace& trace, base::Nanoseconds t)
{
    std::vector<NetworkWait> waits;
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        const auto& spans = trace.lanes()[lane].spans;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (spans[i].state != State::WaitsForData || spans[i].begin > t || spans[i].end <= t)
                continue;
            const auto next =
                std::find_if(spans.begin() + static_cast<std::ptrdiff_t>(i), spans.end(),
                             [](const trace::Span& span) { return span.state == State::Computing; });
            waits.push_back({lane, &spans[i], next == spans.end() ? nullptr : &*next});
        }
    }
    return waits;
}

void paintWorkerLines(StageBrush& brush, const QRectF& area, const std::vector<NetworkWait>& waits)
{
    const auto& lanes = brush.trace().lanes();
    const auto shown = std::min<std::size_t>(lanes.size(), 4);
    const double height = area.height() / static_cast<double>(shown);
    const StateStyle& style = brush.theme().state(State::WaitsForData);
    for (std::size_t lane = 0; lane < shown; ++lane) {
        const QRectF line(area.left(), area.top() + static_cast<double>(lane) * height, area.width(), height);
        const double side = 10 * brush.scale();
        const QRectF mark(line.left(), line.center().y() - side / 2, side, side);
        const NetworkWait* wait = waitOf(waits, lane);
        brush.painter().fillRect(mark, wait ? style.fill : brush.workerColour(lane));
        if (wait)
            drawHatch(brush.painter(), mark, style.pattern, style.hatch, brush.scale());
        QString words = QString::fromStdString(lanes[lane].info.name) + QStringLiteral(": ") +
                        workerWords(brush, wait, lane);
        if (lane == shown - 1 && lanes.size() > shown)
            words += text("  (and %1 more workers)").arg(lanes.size() - shown);
        brush.write(line.adjusted(side + 7 * brush.scale(), 0, 0, 0), words, TextRole::Body,
                    brush.theme().text);
    }
}

} // namespace lab::widgets
