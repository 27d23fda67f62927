// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/cause_text.h"

#include "widgets/lanes/coordinates.h"
#include "widgets/lanes/lane_layout.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace lab::widgets {

namespace {

using analysis::Step;
using trace::State;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Causes)
};

BreakdownPart::Kind kindOf(State state)
{
    using Kind = BreakdownPart::Kind;
    switch (state) {
    case State::Computing:
        return Kind::Compute;
    case State::WaitsForLock:
        return Kind::LockWait;
    case State::Holds:
    case State::HoldsWhileOthersWait:
        return Kind::Holds;
    case State::WaitsForData:
        return Kind::DataWait;
    case State::StartUp:
        return Kind::StartUp;
    case State::Transfer:
        return Kind::Transfer;
    case State::Barrier:
        return Kind::Barrier;
    case State::DeviceBusy:
        return Kind::Device;
    case State::Idle:
        break;
    }
    return Kind::Other;
}

QString wordOf(State state)
{
    return state == State::Idle ? Words::tr("between tasks")
                                : Theme::of(ThemeKind::Light).state(state).word();
}

QString time(base::Nanoseconds ns)
{
    return formatTime(static_cast<double>(ns));
}

} // namespace

std::vector<BreakdownPart> pathParts(const session::Capture& capture)
{
    std::vector<BreakdownPart> parts;
    if (!capture.why || capture.trace->duration() <= 0)
        return parts;
    const trace::StateTimes times = analysis::timesOf(capture.why->causes, capture.why->path);
    const auto all = static_cast<double>(capture.trace->duration());
    for (const State state : trace::kStates) {
        const double share = static_cast<double>(times[static_cast<std::size_t>(state)]) / all;
        const BreakdownPart::Kind kind = kindOf(state);
        const auto same = std::find_if(parts.begin(), parts.end(),
                                       [&](const BreakdownPart& each) { return each.kind == kind; });
        if (same != parts.end())
            same->share += share;
        else if (share > 0)
            parts.push_back({kind, wordOf(state), share});
    }
    const base::Nanoseconds end = capture.why->path.empty() ? 0 : capture.why->path.back().end;
    if (const auto rest = static_cast<double>(capture.trace->duration() - end) / all; rest > 0)
        parts.push_back({BreakdownPart::Kind::Imbalance, Words::tr("until all was handed back"), rest});
    std::stable_sort(parts.begin(), parts.end(),
                     [](const BreakdownPart& a, const BreakdownPart& b) { return a.share > b.share; });
    return parts;
}

QString pathTitle(const session::Capture& capture)
{
    return Words::tr("What made it %1 long: the critical path").arg(time(capture.trace->duration()));
}

std::vector<DearSpan> dearestSpans(const session::Capture& capture)
{
    std::vector<DearSpan> spans;
    if (!capture.why)
        return spans;
    LaneGroup group;
    group.trace = capture.trace;
    group.scene = capture.scene;
    for (const analysis::Culprit& culprit : capture.why->dearest) {
        const Step& step = capture.why->causes.at(culprit.step);
        if (step.span == Step::kNone)
            continue;
        const auto& lane = capture.trace->lanes()[culprit.step.lane];
        spans.push_back({culprit.step.lane, step.span,
                         Words::tr("%1: %2").arg(QString::fromStdString(lane.info.name),
                                                 nameOf(group, lane.spans[step.span])),
                         time(culprit.blame)});
    }
    return spans;
}

QString waitingSentence(const session::Capture& capture)
{
    if (!capture.why || capture.why->blame.waiting <= 0)
        return {};
    const analysis::Blame& blame = capture.why->blame;
    const auto percent = [&](base::Nanoseconds part) {
        return QStringLiteral("%1\u00a0%")
            .arg(100.0 * static_cast<double>(part) / static_cast<double>(blame.waiting), 0, 'f', 0);
    };
    return Words::tr("Of %1 that all waited together, %2 were for somebody's work, %3 until work was handed "
                     "out, %4 waking up and handing over.")
        .arg(time(blame.waiting), percent(blame.work), percent(blame.start), percent(blame.latency));
}

} // namespace lab::widgets
