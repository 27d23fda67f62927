// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/recording_text.h"

#include "widgets/lanes/coordinates.h"

#include <QCoreApplication>

#include <cmath>

namespace lab::widgets {

namespace {

using base::ClockState;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Recording)
};

QString wholeTime(double ns)
{
    return formatTime(std::round(ns));
}

QString clockName(base::TickSource source)
{
    return source == base::TickSource::Counter ? Words::tr("processor's counter")
                                               : Words::tr("system's clock");
}

QString clockSentence(ClockState state)
{
    switch (state) {
    case ClockState::Counter:
        return Words::tr("Spans are timed by the processor's counter.");
    case ClockState::NoCounter:
        return Words::tr("Spans are timed by the system's clock: the system does not vouch for a counter.");
    case ClockState::CounterDrifted:
        return Words::tr(
            "The processor's counter and the system's clock disagreed: from then on spans are timed "
            "by the system's clock.");
    case ClockState::CounterRanBackwards:
        return Words::tr(
            "The processor's counter ran backwards: from then on spans are timed by the system's "
            "clock.");
    }
    return {};
}

} // namespace

std::optional<trace::Recording> recordingOf(const session::RunState& state)
{
    std::optional<trace::Recording> found;
    std::optional<ClockState> doubt;
    for (std::size_t v = 0; v < state.variants.size(); ++v) {
        const auto& capture = state.variants[v].capture;
        if (!capture || !capture->trace)
            continue;
        const trace::Recording& recording = capture->trace->recording();
        if (!found || v == state.mainVariant)
            found = recording;
        if (recording.clock == ClockState::CounterDrifted ||
            recording.clock == ClockState::CounterRanBackwards)
            doubt = recording.clock;
    }
    if (found && doubt)
        found->clock = *doubt;
    return found;
}

QString recordingDetails(const session::RunState& state)
{
    const auto recording = recordingOf(state);
    if (!recording)
        return {};
    QString words;
    if (recording->cost.span > 0)
        words = Words::tr("Recording a span takes about %1. Its share within a span is taken off; where one "
                          "lane did everything, all of it is.")
                    .arg(wholeTime(recording->cost.span)) +
                QLatin1Char(' ');
    return words + clockSentence(recording->clock);
}

QString recordingFact(const trace::Recording& recording)
{
    if (recording.cost.span <= 0)
        return clockName(recording.source);
    return Words::tr("%1; %2 per span, taken off")
        .arg(clockName(recording.source), wholeTime(recording.cost.span));
}

} // namespace lab::widgets
