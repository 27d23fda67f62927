// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LanesView that walks from a wait to whatever it waited for.
#include "widgets/lanes/lanes_view.h"

#include <QEasingCurve>
#include <QVariantAnimation>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr int kWalk = 500; // ms

using analysis::Causes;
using analysis::Step;
using analysis::StepId;

bool isWait(const Step& step)
{
    return step.kind == Step::Kind::Wait && step.span != Step::kNone;
}

std::optional<StepId> longestWait(const Causes& causes)
{
    std::optional<StepId> longest;
    for (std::uint32_t lane = 0; lane < causes.lanes.size(); ++lane)
        for (std::uint32_t i = 0; i < causes.lanes[lane].size(); ++i) {
            const Step& step = causes.lanes[lane][i];
            if (isWait(step) && causes.culpritOf(step) &&
                (!longest || causes.at(*longest).duration() < step.duration()))
                longest = StepId{lane, i};
        }
    return longest;
}

// The step of a span that waits, or its first.
StepId stepOf(const Causes& causes, std::size_t lane, const trace::Span& span, std::uint32_t index)
{
    const auto& steps = causes.lanes[lane];
    StepId found{static_cast<std::uint32_t>(lane), causes.stepAt(lane, span.begin)};
    for (std::uint32_t i = found.step; i < steps.size() && steps[i].begin < span.end; ++i)
        if (steps[i].span == index && isWait(steps[i]))
            return {found.lane, i};
    return found;
}

} // namespace

void LanesView::goToCause(bool jump)
{
    const auto chosen = std::find_if(m_groups.begin(), m_groups.end(),
                                     [](const LaneGroup& group) { return group.chosen && group.why; });
    const bool own = m_selected && m_groups[m_selected->group].why;
    if (!own && chosen == m_groups.end())
        return;
    const std::size_t group = own ? m_selected->group : static_cast<std::size_t>(chosen - m_groups.begin());
    const Causes& causes = m_groups[group].why->causes;
    std::optional<StepId> next;
    if (own) {
        const trace::Span& span = m_groups[group].trace->lanes()[m_selected->lane].spans[m_selected->span];
        if (const StepId* culprit =
                causes.culpritOf(causes.at(stepOf(causes, m_selected->lane, span, m_selected->span))))
            next = *culprit;
    } else {
        next = longestWait(causes);
    }
    if (!next || causes.at(*next).span == Step::kNone)
        return;
    goTo({group, next->lane, causes.at(*next).span}, jump);
}

void LanesView::showSpan(std::size_t lane, std::uint32_t span)
{
    const auto chosen = std::find_if(m_groups.begin(), m_groups.end(),
                                     [](const LaneGroup& group) { return group.chosen && group.trace; });
    if (chosen == m_groups.end())
        return;
    const SpanAddress address{static_cast<std::size_t>(chosen - m_groups.begin()), lane, span};
    if (exists(address))
        goTo(address, true);
}

void LanesView::goTo(const SpanAddress& address, bool jump)
{
    select(address);
    m_pinned = true;
    reveal(address);
    Q_EMIT spanPinned(m_selected);
    const auto& lane = m_groups[address.group].trace->lanes()[address.lane];
    const auto to = static_cast<double>(lane.spans[address.span].begin);
    if (jump || m_playhead == kNoPlayhead) {
        Q_EMIT playheadMoved(to);
        return;
    }
    if (!m_walk) {
        m_walk = new QVariantAnimation(this);
        m_walk->setDuration(kWalk);
        m_walk->setEasingCurve(QEasingCurve::InOutCubic);
        connect(m_walk, &QVariantAnimation::valueChanged, this,
                [this](const QVariant& value) { Q_EMIT playheadMoved(value.toDouble()); });
    }
    m_walk->stop();
    m_walk->setStartValue(m_playhead);
    m_walk->setEndValue(to);
    m_walk->start();
}

} // namespace lab::widgets
