// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/brush/loop_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Task;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

QString nameOf(const Task& task, int axis)
{
    return QString::fromStdString(task.axes[static_cast<std::size_t>(axis)].name);
}

// Indices of one axis that the nest is at; found with a touch of its own, so that any axis can be asked for.
scenario::Range rangeOf(const Task& task, int axis, std::int64_t iteration)
{
    scenario::Scene scene;
    scenario::Exhibit exhibit;
    exhibit.shape = {task.axes[static_cast<std::size_t>(axis)]};
    const auto id = scene.add(std::move(exhibit)).id;
    Task probe = task;
    probe.touches = {{id, scenario::Access::Reads, {axis}}};
    return scenario::footprints(scene, probe, iteration).front().ranges.front();
}

} // namespace

QString loopWords(const Task& task)
{
    QStringList words;
    for (const scenario::Loop& loop : task.loops) {
        const std::int64_t extent = task.axes[static_cast<std::size_t>(loop.axis)].extent;
        if (loop.step >= extent)
            continue;
        words += loop.step == 1 ? text("for %1").arg(nameOf(task, loop.axis))
                                : text("for %1 by %2").arg(nameOf(task, loop.axis)).arg(loop.step);
    }
    return words.isEmpty() ? text("one call") : words.join(QStringLiteral(" · "));
}

QString positionWords(const Task& task, const trace::Span& span, double progress)
{
    const std::int64_t perUnit = scenario::iterationsPerUnit(task);
    const std::int64_t length = std::max<std::int64_t>(span.count * perUnit, 1);
    const auto passed = static_cast<std::int64_t>(progress * static_cast<double>(length));
    const std::int64_t iteration = span.first * perUnit + std::min(passed, length - 1);
    QStringList words;
    std::vector<int> said;
    for (const scenario::Loop& loop : task.loops) {
        if (std::find(said.begin(), said.end(), loop.axis) != said.end())
            continue;
        said.push_back(loop.axis);
        const scenario::Range range = rangeOf(task, loop.axis, iteration);
        if (range.end - range.begin >= task.axes[static_cast<std::size_t>(loop.axis)].extent)
            continue;
        words +=
            range.end - range.begin == 1
                ? QStringLiteral("%1 %2").arg(nameOf(task, loop.axis)).arg(range.begin)
                : QStringLiteral("%1 %2–%3").arg(nameOf(task, loop.axis)).arg(range.begin).arg(range.end - 1);
    }
    return words.isEmpty() ? text("all of it") : words.join(QStringLiteral(" · "));
}

} // namespace lab::widgets
