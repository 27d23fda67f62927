// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/stages/stage_waits.h"

#include <QCoreApplication>

namespace lab::widgets {

namespace {

using trace::State;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

} // namespace

std::vector<StageWait> stageWaits(const scenario::Scene& scene, const trace::Trace& trace,
                                  base::Nanoseconds t)
{
    std::vector<StageWait> waits;
    const std::size_t stages = scene.tasks.size();
    for (std::size_t lane = 0; lane < trace.lanes().size(); ++lane) {
        for (const trace::Span& span : trace.lanes()[lane].spans) {
            if (span.begin > t)
                break;
            const std::size_t needed = span.task.index();
            const bool last = needed + 1 >= stages;
            if (span.end <= t || needed >= stages ||
                !(span.state == State::WaitsForData || (span.state == State::Barrier && !last)))
                continue;
            // Only the first stage ever waits for the last: until that is done with an earlier photo.
            waits.push_back({lane, last ? 0 : needed + 1, needed, span.first, span.state});
        }
    }
    return waits;
}

QStringList waitWords(const scenario::Scene& scene, const trace::Trace& trace, const StageWait& wait,
                      std::int64_t photos)
{
    const QString who = QString::fromStdString(trace.lanes()[wait.lane].info.name);
    const QString stage = QString::fromStdString(scene.tasks[wait.needed].name);
    QStringList words = {text("%1 needs %2").arg(who, stage), text("needs %1").arg(stage)};
    if (photos > 1) {
        const QString photo = text("%1 of photo %2").arg(stage).arg(wait.unit + 1);
        words = {text("%1 needs %2").arg(who, photo), text("needs %1").arg(photo), words.back()};
    }
    return words;
}

} // namespace lab::widgets
