// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/locks/lock_words.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace lab::widgets {

namespace {

using scenario::Access;
using scenario::Exhibit;
using scenario::ExhibitKind;
using scenario::LockDetails;
using trace::State;

QString vectorText(const std::vector<float>& values)
{
    QStringList numbers;
    for (const float value : values)
        numbers += shortNumber(double{value});
    return QStringLiteral("[%1]").arg(numbers.join(QStringLiteral(", ")));
}

// A row of what a task accumulates in the sum: the one that belongs to the span's first unit.
std::vector<float> addedBy(const scenario::Scene& scene, const trace::Span& span, const Guarded& guarded)
{
    const std::int64_t width = guarded.sum->elementCount();
    for (const scenario::Task& task : scene.tasks) {
        for (const scenario::Touch& touch : task.touches) {
            const bool adds = touch.access == Access::Accumulates || touch.access == Access::Overwrites;
            if (!adds || touch.exhibit != guarded.sum->id)
                continue;
            const Exhibit& source = scene.exhibits[touch.source.index()];
            const std::int64_t first = std::int64_t{span.first} * width;
            if (source.values && first + width <= source.elementCount())
                return {source.values.get() + first, source.values.get() + first + width};
        }
    }
    return {};
}

} // namespace

std::vector<Guarded> guardedOf(const scenario::Scene& scene)
{
    std::vector<Guarded> all;
    for (const Exhibit& exhibit : scene.exhibits) {
        if (const auto* details = std::get_if<LockDetails>(&exhibit.details))
            all.push_back({&scene.exhibits[details->protects.index()], &exhibit, details});
    }
    if (!all.empty())
        return all;
    for (const Exhibit& exhibit : scene.exhibits) {
        if (exhibit.kind == ExhibitKind::Vector)
            all.push_back({&exhibit, nullptr, nullptr});
    }
    return all;
}

QString addedWords(const StageContent& content, std::size_t lane, std::size_t index, const Guarded& guarded)
{
    const scenario::Scene& scene = *content.capture->scene;
    const trace::Trace& trace = *content.capture->trace;
    const trace::Span& span = trace.lanes()[lane].spans[index];
    const auto& tasks = scene.tasks;
    if (guarded.sum->elementCount() > kMostNumbers)
        return span.task.index() < tasks.size() && span.state != State::Computing
                   ? QString::fromStdString(scenario::labelOf(scene, span)).toLower()
                   : QString();
    const std::vector<float> added = addedBy(scene, span, guarded);
    return added.empty()       ? QString()
           : added.size() == 1 ? QStringLiteral("+ ") + shortNumber(double{added.front()})
                               : QStringLiteral("+ ") + vectorText(added);
}

QStringList sumsAfter(const StageContent& content, const std::vector<analysis::Hold>& released,
                      const Guarded& guarded)
{
    const scenario::Scene& scene = *content.capture->scene;
    const trace::Trace& trace = *content.capture->trace;
    QStringList sums;
    if (guarded.sum->elementCount() > kMostNumbers)
        return sums;
    std::vector<float> sum =
        scenario::accumulated(scene, guarded.sum->id, trace, static_cast<base::Nanoseconds>(content.time));
    for (const analysis::Hold& hold : released) { // one addition back at a time
        const std::vector<float> added = addedBy(scene, trace.lanes()[hold.lane].spans[hold.span], guarded);
        if (added.size() != sum.size())
            break;
        sums += sum.size() == 1 ? shortNumber(double{sum.front()}) : vectorText(sum);
        std::transform(sum.begin(), sum.end(), added.begin(), sum.begin(), std::minus<>());
    }
    return sums;
}

QString shortNumber(double value)
{
    const double size = std::abs(value);
    const int digits = value == std::round(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return QString::number(value, 'f', digits).replace(QLatin1Char('-'), QChar(0x2212));
}

} // namespace lab::widgets
