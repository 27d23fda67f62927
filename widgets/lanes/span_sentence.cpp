// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/span_sentence.h"

#include "core/analysis/lock_profile.h"

#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace lab::widgets {

namespace {

using trace::State;

struct Lanes
{
    Q_DECLARE_TR_FUNCTIONS(Lanes)
};

QString duration(base::Nanoseconds ns)
{
    return formatTime(static_cast<double>(ns));
}

QString laneName(const LaneGroup& group, std::size_t lane)
{
    const auto& lanes = group.trace->lanes();
    return lane < lanes.size() ? QString::fromStdString(lanes[lane].info.name) : Lanes::tr("another lane");
}

QString lockName(const LaneGroup& group, std::uint32_t lock)
{
    if (group.scene)
        for (const scenario::Exhibit& exhibit : group.scene->exhibits) {
            const auto* details = std::get_if<scenario::LockDetails>(&exhibit.details);
            if (details && details->lock == lock && !exhibit.title.empty())
                return QString::fromStdString(exhibit.title);
        }
    return lock == trace::Span::kNobody ? Lanes::tr("the lock") : Lanes::tr("lock %1").arg(lock + 1);
}

/// The lane, other than `self`, that spends most of [begin, end) in one of `states` with the same peer.
std::optional<std::size_t> laneMostly(const LaneGroup& group, std::size_t self, const trace::Span& span,
                                      std::initializer_list<State> states)
{
    std::optional<std::size_t> best;
    base::Nanoseconds longest = 0;
    const auto& lanes = group.trace->lanes();
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        if (lane == self)
            continue;
        base::Nanoseconds time = 0;
        const auto segments = lanes[lane].index.segments();
        for (std::size_t i = lanes[lane].index.firstEndingAfter(span.begin);
             i < segments.size() && segments[i].begin < span.end; ++i)
            if (std::find(states.begin(), states.end(), segments[i].state) != states.end() &&
                lanes[lane].spans[segments[i].span].peer == span.peer)
                time += std::min(segments[i].end, span.end) - std::max(segments[i].begin, span.begin);
        if (time > longest) {
            longest = time;
            best = lane;
        }
    }
    return best;
}

/// When each lane's last span that is work or waiting ends; the latest of them.
std::optional<std::pair<std::size_t, base::Nanoseconds>> lastAtWork(const LaneGroup& group, std::size_t self)
{
    std::optional<std::pair<std::size_t, base::Nanoseconds>> last;
    const auto& lanes = group.trace->lanes();
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        const auto segments = lanes[lane].index.segments();
        std::size_t working = segments.size();
        while (working > 0 && segments[working - 1].state == State::Idle)
            --working;
        if (lane != self && working > 0 && (!last || segments[working - 1].end > last->second))
            last = {lane, segments[working - 1].end};
    }
    return last;
}

QString explainIdle(const LaneGroup& group, std::size_t lane, const trace::Span& span)
{
    const QString who = laneName(group, lane);
    const auto last = lastAtWork(group, lane);
    const bool isTail = span.end >= group.trace->duration();
    if (isTail && span.begin == 0 && last)
        return Lanes::tr("%1 is idle for all %2: the others had taken the work before it was running")
            .arg(who, duration(span.duration()));
    if (isTail && last && last->second > span.begin)
        return Lanes::tr("%1 is idle for %2: no work left; %3 works until %4")
            .arg(who, duration(span.duration()), laneName(group, last->first), duration(last->second));
    if (isTail)
        return Lanes::tr("%1 is idle for %2: no work left; the run ends when the result is handed over")
            .arg(who, duration(span.duration()));
    return Lanes::tr("%1 is idle for %2, from %3 to %4: nothing it could do was ready")
        .arg(who, duration(span.duration()), duration(span.begin), duration(span.end));
}

/// Who held the lock while `span` waited for it, one after the other: "worker 2 (12 µs)"; without a time
/// where there is one.
QStringList holdersDuring(const LaneGroup& group, const trace::Span& span)
{
    constexpr qsizetype kMostHolders = 4;
    std::vector<std::pair<std::size_t, base::Nanoseconds>> turns;
    for (const analysis::Hold& hold : analysis::holdsOf(*group.trace, span.peer)) {
        const base::Nanoseconds shared = std::min(hold.end, span.end) - std::max(hold.begin, span.begin);
        if (shared > 0)
            turns.emplace_back(hold.lane, shared);
    }
    if (turns.size() == 1)
        return {laneName(group, turns.front().first)};
    QStringList names;
    for (const auto& [lane, time] : turns) {
        if (names.size() == kMostHolders)
            return names << Lanes::tr("others");
        names << Lanes::tr("%1 (%2)").arg(laneName(group, lane), duration(time));
    }
    return names;
}

QString explainLock(const LaneGroup& group, std::size_t lane, const trace::Span& span)
{
    const QString who = laneName(group, lane);
    const QString lock = lockName(group, span.peer);
    if (span.state == State::WaitsForLock) {
        const QStringList holders = holdersDuring(group, span);
        if (holders.isEmpty())
            return Lanes::tr("%1 waits %2 for %3").arg(who, duration(span.duration()), lock);
        return Lanes::tr("%1 waits %2 for %3, held by %4")
            .arg(who, duration(span.duration()), lock, holders.join(Lanes::tr(", then ")));
    }
    const auto waiter = laneMostly(group, lane, span, {State::WaitsForLock});
    if (!waiter)
        return Lanes::tr("%1 holds %2 for %3; nobody waits").arg(who, lock, duration(span.duration()));
    return Lanes::tr("%1 holds %2 for %3 while %4 waits")
        .arg(who, lock, duration(span.duration()), laneName(group, *waiter));
}

QString explainWait(const LaneGroup& group, std::size_t lane, const trace::Span& span)
{
    const QString who = laneName(group, lane);
    const bool known = span.peer != trace::Span::kNobody;
    if (span.state == State::Barrier)
        return known ? Lanes::tr("%1 waits %2 at the barrier for %3")
                           .arg(who, duration(span.duration()), laneName(group, span.peer))
                     : Lanes::tr("%1 waits %2 at the barrier: all have to arrive before any goes on")
                           .arg(who, duration(span.duration()));
    return known ? Lanes::tr("%1 waits %2 for data from %3")
                       .arg(who, duration(span.duration()), laneName(group, span.peer))
                 : Lanes::tr("%1 waits %2 for data").arg(who, duration(span.duration()));
}

QString explainWork(const LaneGroup& group, std::size_t lane, const trace::Span& span)
{
    const auto run = static_cast<double>(group.trace->duration());
    const QString share = formatShare(run > 0 ? static_cast<double>(span.duration()) / run : 0);
    QString what = nameOf(group, span);
    const QString state = Theme::of(ThemeKind::Light).state(span.state).word();
    what = what == state ? state : Lanes::tr("%1: %2").arg(what, state);
    if (span.state == State::Transfer && span.peer != trace::Span::kNobody)
        what = Lanes::tr("%1 to %2").arg(what, laneName(group, span.peer));
    // Several arguments at once, so that a per cent sign in a name stays one.
    return Lanes::tr("%1 on %2, %3 (%4 of the run), from %5 to %6")
        .arg(what, laneName(group, lane), duration(span.duration()), share, duration(span.begin),
             duration(span.end));
}

QString explainState(const LaneGroup& group, std::size_t lane, const trace::Span& span)
{
    switch (span.state) {
    case State::Idle:
        return explainIdle(group, lane, span);
    case State::StartUp:
        if (span.count > 0) // recorded by the variant itself
            break;
        return Lanes::tr("%1 starts %2 after the run began: a worker has to be woken before it can compute")
            .arg(laneName(group, lane), duration(span.end));
    case State::WaitsForLock:
    case State::Holds:
    case State::HoldsWhileOthersWait:
        return explainLock(group, lane, span);
    case State::WaitsForData:
    case State::Barrier:
        return explainWait(group, lane, span);
    case State::Computing:
    case State::Transfer:
    case State::DeviceBusy:
        break;
    }
    return explainWork(group, lane, span);
}

/// What the others waited because of a span; whom a wait was for.
QString blameOf(const LaneGroup& group, std::size_t lane, std::uint32_t spanIndex)
{
    if (!group.why)
        return {};
    const trace::Span& span = group.trace->lanes()[lane].spans[spanIndex];
    const analysis::Causes& causes = group.why->causes;
    base::Nanoseconds waited = 0;
    const analysis::StepId* culprit = nullptr;
    const auto& steps = causes.lanes[lane];
    for (std::uint32_t i = causes.stepAt(lane, span.begin); i < steps.size() && steps[i].begin < span.end;
         ++i)
        if (steps[i].span == spanIndex) {
            waited += group.why->blame.ofStep[lane][i];
            if (steps[i].kind == analysis::Step::Kind::Wait)
                culprit = causes.culpritOf(steps[i]);
        }
    if (waited > 0)
        return Lanes::tr("; the others waited %1 because of it").arg(duration(waited));
    if (culprit && causes.at(*culprit).span != analysis::Step::kNone)
        return Lanes::tr("; it ends with “%1” of %2 (X goes there)")
            .arg(nameOf(group, group.trace->lanes()[culprit->lane].spans[causes.at(*culprit).span]),
                 laneName(group, culprit->lane));
    return {};
}

} // namespace

QString explain(const LaneGroup& group, std::size_t lane, std::uint32_t spanIndex)
{
    if (!group.trace || lane >= group.trace->lanes().size() ||
        spanIndex >= group.trace->lanes()[lane].spans.size())
        return {};
    const trace::Span& span = group.trace->lanes()[lane].spans[spanIndex];
    const QString sentence = explainState(group, lane, span);
    if (group.model)
        return Lanes::tr("model, not recorded: %1").arg(sentence);
    QString whole = sentence + blameOf(group, lane, spanIndex);
    if (const auto processor = base::numberOf(span.processor))
        whole = Lanes::tr("%1; on processor %2").arg(whole, QString::number(*processor));
    return whole;
}

QString explain(const LaneLayout& layout, const Hit& hit)
{
    if (hit.kind == Hit::Kind::Span)
        return explain(layout.groups()[hit.group], hit.lane, hit.span);
    if (hit.kind == Hit::Kind::Gap) {
        const LaneGroup& group = layout.groups()[hit.group];
        const auto end = static_cast<double>(group.trace->duration());
        const auto gap = std::find_if(layout.gaps().begin(), layout.gaps().end(),
                                      [&](const EarlierGap& each) { return each.group == hit.group; });
        if (gap == layout.gaps().end())
            return {};
        return Lanes::tr("%1 finished %2 earlier: %3 instead of %4")
            .arg(group.title, formatTime(gap->ns), formatTime(end), formatTime(end + gap->ns));
    }
    if (hit.kind == Hit::Kind::Lane && hit.time >= layout.axis().begin && hit.time <= layout.longest())
        return Lanes::tr("%1: nothing recorded at %2")
            .arg(laneName(layout.groups()[hit.group], hit.lane), formatTime(hit.time));
    return {};
}

} // namespace lab::widgets
