// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LanesView that comes nearer to the work by itself.
#include "widgets/lanes/lanes_view.h"

#include <QVariantAnimation>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr int kZoomMs = 3000;
constexpr double kMargin = 0.8; // at each side, of the span's length

} // namespace

const trace::Span* LanesView::firstWork() const
{
    const auto chosen = std::find_if(m_groups.begin(), m_groups.end(),
                                     [](const LaneGroup& group) { return group.chosen && group.trace; });
    const LaneGroup* group = chosen != m_groups.end() ? &*chosen
                             : m_groups.empty()       ? nullptr
                                                      : &m_groups.front();
    if (!group || !group->trace)
        return nullptr;
    const trace::Span* first = nullptr;
    for (const trace::Lane& lane : group->trace->lanes()) {
        for (const trace::Span& span : lane.spans) {
            const bool works = span.state == trace::State::Computing && span.duration() > 0;
            if (works && (!first || span.begin < first->begin))
                first = &span;
        }
    }
    return first;
}

std::optional<TimeAxis> LanesView::axisOfWork()
{
    const trace::Span* first = firstWork();
    if (!first)
        return std::nullopt;
    TimeAxis axis = laneLayout().axis();
    const double length = std::max(static_cast<double>(first->duration()), limits().shortest);
    axis.begin = std::max(static_cast<double>(first->begin) - kMargin * length, limits().begin);
    axis.end = std::min(static_cast<double>(first->begin) + (1 + kMargin) * length, limits().end);
    return axis.isDegenerate() ? std::nullopt : std::optional(axis);
}

void LanesView::zoomToWork(bool jump)
{
    stopMoving();
    const auto target = axisOfWork();
    if (!target || laneLayout().axis().isDegenerate())
        return;
    const trace::Span& work = *firstWork();
    Q_EMIT playheadMoved(static_cast<double>(work.begin + work.duration() / 2)); // the stage shows it, too
    m_atWork = true;
    m_jumps = jump;
    zoomTo(*target, jump);
}

// The length shown shrinks by the same factor each moment, and the middle of the shorter of the two ends
// goes to its place at a steady pace: nothing else keeps a sliver in sight all the way.
void LanesView::zoomTo(const TimeAxis& target, bool jump)
{
    const TimeAxis from = laneLayout().axis();
    if (jump || from.isDegenerate() || target.isDegenerate())
        return arriveAt(target);
    if (!m_zoom) {
        m_zoom = new QVariantAnimation(this);
        m_zoom->setStartValue(0.0);
        m_zoom->setEndValue(1.0);
        m_zoom->setDuration(kZoomMs);
        m_zoom->setEasingCurve(QEasingCurve::InOutQuad);
    }
    m_zoom->disconnect(this);
    connect(m_zoom, &QVariantAnimation::valueChanged, this, [this, from, target](const QVariant& value) {
        const double share = value.toDouble();
        if (share >= 1)
            return arriveAt(target);
        const TimeAxis& near = from.span() < target.span() ? from : target;
        const double focus = (near.begin + near.end) / 2;
        const auto placeIn = [&](const TimeAxis& axis) { return (focus - axis.begin) / axis.span(); };
        const double length = from.span() * std::pow(target.span() / from.span(), share);
        const double place = placeIn(from) + share * (placeIn(target) - placeIn(from));
        TimeAxis axis = from;
        axis.begin = std::max(focus - place * length, 0.0);
        axis.end = axis.begin + length;
        showAxis(axis);
    });
    m_zoom->start();
}

void LanesView::arriveAt(const TimeAxis& target)
{
    if (m_atWork)
        showAxis(target);
    else
        showCut();
}

void LanesView::stopMoving()
{
    for (QVariantAnimation* each : {m_zoom, m_walk})
        if (each)
            each->stop();
}

} // namespace lab::widgets
