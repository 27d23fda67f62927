// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/lanes_view.h"

#include "widgets/lanes/span_sentence.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/type_scale.h"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace lab::widgets {

namespace {

constexpr double kZoomStep = 1.5;
constexpr int kStill = 30; // ms without another geometry, after which the lanes are likely to be seen again

bool sameGroups(const std::vector<LaneGroup>& a, const std::vector<LaneGroup>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const LaneGroup& x, const LaneGroup& y) {
        return x.trace == y.trace && x.scene == y.scene && x.title == y.title && x.note == y.note &&
               x.slate == y.slate && x.model == y.model && x.path == y.path && x.variant == y.variant &&
               x.chosen == y.chosen;
    });
}

std::size_t laneCount(const LaneGroup& group)
{
    return group.trace ? group.trace->lanes().size() : 0;
}

bool needSameHeight(const std::vector<LaneGroup>& a, const std::vector<LaneGroup>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const LaneGroup& x, const LaneGroup& y) { return laneCount(x) == laneCount(y); });
}

} // namespace

LanesView::LanesView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Lanes of the workers"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LanesView::setGroups(std::vector<LaneGroup> groups)
{
    if (sameGroups(groups, m_groups))
        return;
    const bool resized = !needSameHeight(groups, m_groups);
    m_groups = std::move(groups);
    m_hover = {};
    if (m_selected && !exists(*m_selected))
        select(std::nullopt);
    invalidate();
    if (m_range) {
        const double longest = laneLayout().longest();
        if (m_range->second > longest)
            showCut();
    }
    if (resized)
        updateGeometry();
}

void LanesView::setEmptyText(const QString& words)
{
    if (words == m_emptyText)
        return;
    m_emptyText = words;
    update();
}

void LanesView::setPlayhead(double ns)
{
    if (ns == m_playhead)
        return;
    const double before = std::exchange(m_playhead, ns);
    if (before == kNoPlayhead || ns == kNoPlayhead || !m_layout)
        return update();
    // Between the two instants bars gain or lose their full colour.
    const auto [from, to] = std::minmax({m_layout->axis().toX(before), m_layout->axis().toX(ns)});
    update(QRectF(from - kPlayheadReach, 0, to - from + 2 * kPlayheadReach, height()).toAlignedRect());
}

const LaneLayout& LanesView::laneLayout()
{
    if (!m_layout || m_layoutRatio != devicePixelRatioF()) {
        m_layoutRatio = devicePixelRatioF();
        LayoutOptions options;
        options.size = size();
        options.scale = textScale();
        options.columnWidth = 1 / m_layoutRatio;
        options.range = m_range ? m_range : m_sight.range;
        if (!options.range && m_cut > 0)
            options.range = {0, m_cut};
        m_layout.emplace(m_groups, options);
        m_pictures.forget();
    }
    return *m_layout;
}

QString LanesView::sentence()
{
    const LaneLayout& layout = laneLayout();
    if (m_pinned && m_selected)
        return explain(layout.groups()[m_selected->group], m_selected->lane, m_selected->span);
    if (m_drag != Drag::Panning && m_hover.kind != Hit::Kind::Nothing)
        return explain(layout, m_hover);
    return {};
}

QSize LanesView::sizeHint() const
{
    LayoutOptions options;
    options.size = QSizeF(800, 0);
    options.scale = textScale();
    const double height = LaneLayout(m_groups, options).height();
    return {800, std::clamp(static_cast<int>(height) + 4, 120, 700)};
}

QSize LanesView::minimumSizeHint() const
{
    return {200, 36};
}

void LanesView::setSight(const LanesSight& sight)
{
    if (sight == m_sight)
        return;
    const bool moved = sight.range != m_sight.range;
    m_sight = sight;
    if (moved && !m_range)
        invalidate();
    else
        update();
}

void LanesView::setCut(double ns)
{
    if (ns == m_cut)
        return;
    m_cut = ns;
    if (!m_range)
        invalidate();
}

void LanesView::showCut()
{
    stopMoving();
    m_atWork = false;
    m_range.reset();
    invalidate();
    Q_EMIT rangeChanged(laneLayout().axis().begin, laneLayout().axis().end);
}

void LanesView::fit()
{
    stopMoving();
    if (m_atWork) {
        m_atWork = false;
        TimeAxis target = laneLayout().axis();
        target.begin = 0;
        target.end = m_cut > 0 ? m_cut : laneLayout().longest();
        return zoomTo(target, m_jumps);
    }
    if (m_range || m_cut <= 0)
        return showCut();
    m_range = {0, laneLayout().longest()};
    invalidate();
    Q_EMIT rangeChanged(0, laneLayout().longest());
}

void LanesView::zoomIn()
{
    zoomAround(laneLayout().plot().center().x(), kZoomStep);
}

void LanesView::zoomOut()
{
    zoomAround(laneLayout().plot().center().x(), 1 / kZoomStep);
}

void LanesView::pan(double px)
{
    stopMoving();
    showAxis(laneLayout().axis().panned(px, limits()));
}

void LanesView::zoomAround(double x, double factor)
{
    stopMoving();
    showAxis(laneLayout().axis().zoomed(x, factor, limits()));
}

TimeLimits LanesView::limits()
{
    return {0, laneLayout().longest(), 10};
}

void LanesView::showAxis(const TimeAxis& axis)
{
    if (axis == laneLayout().axis())
        return;
    if (m_cut <= 0 && axis.begin <= 0 && axis.end >= laneLayout().longest())
        return showCut();
    m_range = {axis.begin, axis.end};
    invalidate();
    Q_EMIT rangeChanged(axis.begin, axis.end);
}

void LanesView::invalidate()
{
    m_layout.reset();
    update();
}

bool LanesView::exists(const SpanAddress& address) const
{
    if (address.group >= m_groups.size() || !m_groups[address.group].trace)
        return false;
    const auto& lanes = m_groups[address.group].trace->lanes();
    return address.lane < lanes.size() && address.span < lanes[address.lane].spans.size();
}

void LanesView::select(std::optional<SpanAddress> address)
{
    m_selected = address;
    m_pinned = m_pinned && address.has_value();
    setAccessibleDescription(address ? explain(m_groups[address->group], address->lane, address->span)
                                     : QString());
    update();
}

void LanesView::unpin()
{
    const bool was = std::exchange(m_pinned, false);
    select(std::nullopt);
    if (was)
        Q_EMIT spanPinned(std::nullopt);
}

void LanesView::movePlayheadTo(double x)
{
    const LaneLayout& layout = laneLayout();
    Q_EMIT playheadMoved(std::clamp(layout.axis().toTime(x), 0.0, layout.longest()));
}

void LanesView::reveal(const SpanAddress& address)
{
    const trace::Span& span = m_groups[address.group].trace->lanes()[address.lane].spans[address.span];
    const TimeAxis& axis = laneLayout().axis();
    const auto begin = static_cast<double>(span.begin);
    const auto end = static_cast<double>(span.end);
    if (begin > axis.end || end < axis.begin)
        pan(axis.left + axis.width / 2 - axis.toX((begin + end) / 2));
}

void LanesView::selectNeighbour(int step)
{
    const auto& rows = laneLayout().rows();
    if (rows.empty())
        return;
    SpanAddress address = m_selected.value_or(SpanAddress{rows.front().group, rows.front().lane, 0});
    if (m_selected) {
        const auto count =
            static_cast<std::int64_t>(m_groups[address.group].trace->lanes()[address.lane].spans.size());
        const std::int64_t next = std::clamp<std::int64_t>(std::int64_t{address.span} + step, 0, count - 1);
        address.span = static_cast<std::uint32_t>(next);
    }
    if (!exists(address))
        return;
    select(address);
    m_pinned = true;
    reveal(address);
}

void LanesView::selectLane(int step)
{
    const auto& rows = laneLayout().rows();
    if (!m_selected)
        return selectNeighbour(0);
    const SpanAddress from = *m_selected;
    const auto time = laneLayout().span(from.group, from.lane, from.span).begin;
    const LaneRow* current = laneLayout().row(from.group, from.lane);
    auto row = current ? static_cast<std::int64_t>(current - rows.data()) : -step; // not shown any more
    for (row += step; row >= 0 && row < static_cast<std::int64_t>(rows.size()); row += step) {
        const LaneRow& target = rows[static_cast<std::size_t>(row)];
        const auto segments = laneLayout().lane(target).index.segments();
        if (segments.empty())
            continue;
        const std::size_t at =
            std::min(laneLayout().lane(target).index.firstEndingAfter(time), segments.size() - 1);
        select(SpanAddress{target.group, target.lane, segments[at].span});
        m_pinned = true;
        reveal(*m_selected);
        return;
    }
}

void LanesView::paintEvent(QPaintEvent*)
{
    QElapsedTimer timer;
    timer.start();
    QPainter painter(this);
    const Theme& theme = Theme::of(currentTheme());
    if (laneLayout().isEmpty()) {
        painter.fillRect(rect(), theme.panel);
        paintEmpty(painter);
    } else {
        if (!m_pictures.arePainted())
            m_still.start(kStill, this);
        m_pictures.paint(painter, laneLayout(), theme, size(), m_playhead);
        paintMarks(painter);
    }
    m_lastFrameMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

// One at a time, so that no turn of the event loop paints the lanes more than once.
void LanesView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_still.timerId())
        return QWidget::timerEvent(event);
    if (!m_layout || m_layout->isEmpty() || m_layoutRatio != devicePixelRatioF() ||
        !m_pictures.prepare(*m_layout, Theme::of(currentTheme()), size(), m_layoutRatio))
        m_still.stop();
}

void LanesView::paintEmpty(QPainter& painter) const
{
    painter.setFont(widgets::font(TextRole::Heading, textScale()));
    painter.setPen(Theme::of(currentTheme()).textSecondary);
    painter.drawText(rect().adjusted(24, 0, -24, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     m_emptyText.isEmpty() ? tr("Press Space to run") : m_emptyText);
}

} // namespace lab::widgets
