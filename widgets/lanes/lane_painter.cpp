// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/lane_painter.h"

#include "widgets/lanes/bar_painter.h"
#include "widgets/theme/hatch.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr int kOneLine = Qt::TextSingleLine | Qt::TextDontClip | Qt::AlignVCenter;

class Frame
{
public:
    Frame(QPainter& painter, const LaneLayout& layout, const Theme& theme)
        : m_painter(painter), m_layout(layout), m_theme(theme), m_scale(layout.options().scale)
    {
    }

    void titles();
    void rowLabels();
    void gaps();
    void cuts();
    void axis();
    void legend();
    void handOvers();
    void barriers();
    void offPath();
    void path();
    void playhead(double ns);

private:
    struct Stretch
    {
        double top;
        double bottom;
    };
    std::vector<Stretch> textsAt(double x) const;
    void computingSwatch(const QRectF& rect, trace::State state);

    QPainter& m_painter;
    const LaneLayout& m_layout;
    const Theme& m_theme;
    double m_scale;
};

void Frame::titles()
{
    for (const GroupTitle& title : m_layout.titles()) {
        const bool above = title.noteRect == title.rect;
        if (title.group > 0 && above) {
            const double y = title.rect.top() - 5 * m_scale;
            m_painter.setPen(QPen(m_theme.grid, m_scale));
            m_painter.drawLine(QPointF(title.rect.left(), y), QPointF(title.rect.right(), y));
        }
        const QFont strong = font(TextRole::Strong, title.scale);
        m_painter.setFont(strong);
        m_painter.setPen(m_layout.groups()[title.group].chosen ? m_theme.accent : m_theme.text);
        m_painter.drawText(title.rect, kOneLine | Qt::AlignLeft, title.title);
        m_painter.setFont(font(TextRole::Caption, title.noteScale));
        m_painter.setPen(m_theme.textSecondary);
        m_painter.drawText(title.noteRect, kOneLine | Qt::AlignRight, title.note);
        const auto& trace = m_layout.groups()[title.group].trace;
        if (!trace || trace->dropped() == 0 || !above)
            continue;
        const double x = QFontMetricsF(strong).horizontalAdvance(title.title) + 14 * m_scale;
        m_painter.setPen(m_theme.bad.strong);
        m_painter.drawText(title.rect.adjusted(x, 0, 0, 0), kOneLine | Qt::AlignLeft,
                           QCoreApplication::translate("Lanes", "spans lost while recording: %1")
                               .arg(grouped(static_cast<std::int64_t>(trace->dropped()))));
    }
}

void Frame::rowLabels()
{
    m_painter.setFont(font(m_layout.labelsAreSmall() ? TextRole::Caption : TextRole::Body, m_scale));
    m_painter.setPen(m_theme.textSecondary);
    for (const LaneRow& row : m_layout.rows())
        if (!row.label.isEmpty())
            m_painter.drawText(row.labelRect, kOneLine | Qt::AlignLeft, row.label);
}

void Frame::gaps()
{
    const BarStyle idle = m_theme.bar(trace::State::Idle, 0, false);
    for (const EarlierGap& gap : m_layout.gaps()) {
        const QRectF rect = gap.rect.adjusted(m_scale, 0, 0, 0);
        m_painter.fillRect(rect, idle.fill);
        drawHatch(m_painter, rect, idle.pattern, idle.hatch, m_scale);
        if (gap.label.isEmpty())
            continue;
        m_painter.setFont(font(TextRole::Strong, m_scale));
        drawLabelGround(m_painter, rect, gap.label, idle.fill, m_scale);
        m_painter.setPen(m_theme.textSecondary);
        m_painter.drawText(rect, kOneLine | Qt::AlignHCenter, gap.label);
    }
}

// The sign of a broken bar where an iteration goes on beyond the end of the axis.
void Frame::cuts()
{
    m_painter.save();
    m_painter.setPen(QPen(m_theme.panel, 2.4 * m_scale));
    for (const LaneRow& row : m_layout.rows()) {
        const auto end = static_cast<double>(m_layout.groups()[row.group].trace->duration());
        if (end <= m_layout.axis().end)
            continue;
        m_painter.setClipRect(row.rect);
        for (const double at : {14.0, 7.0}) {
            const double x = row.rect.right() - at * m_scale;
            m_painter.drawLine(QPointF(x, row.rect.bottom()), QPointF(x + 4 * m_scale, row.rect.top()));
        }
    }
    m_painter.restore();
}

void Frame::axis()
{
    const double y = m_layout.axisY();
    m_painter.setPen(QPen(m_theme.axis, m_scale));
    m_painter.drawLine(QPointF(m_layout.axis().left, y), QPointF(m_layout.axis().right(), y));
    for (const AxisTick& tick : m_layout.axisTicks())
        m_painter.drawLine(QPointF(tick.x, y), QPointF(tick.x, y + 5 * m_scale));
    m_painter.setFont(font(TextRole::Caption, m_scale));
    m_painter.setPen(m_theme.textSecondary);
    for (const AxisTick& tick : m_layout.axisTicks())
        m_painter.drawText(tick.labelRect, kOneLine | Qt::AlignHCenter, tick.label);
}

void Frame::computingSwatch(const QRectF& rect, trace::State state)
{
    std::vector<QColor> stripes;
    std::size_t workers = 0;
    for (const LaneGroup& group : m_layout.groups()) {
        if (!group.trace)
            continue;
        if (group.slate && stripes.empty())
            stripes.push_back(m_theme.slate());
        if (!group.slate)
            workers = std::max(workers, group.trace->lanes().size());
    }
    for (std::size_t worker = 0; worker < std::min<std::size_t>(workers, 3); ++worker)
        stripes.push_back(m_theme.bar(state, static_cast<int>(worker), false).fill);
    const double width = rect.width() / static_cast<double>(std::max<std::size_t>(stripes.size(), 1));
    for (std::size_t i = 0; i < stripes.size(); ++i)
        m_painter.fillRect(
            QRectF(rect.left() + width * static_cast<double>(i), rect.top(), width, rect.height()),
            stripes[i]);
}

void Frame::legend()
{
    m_painter.setFont(font(TextRole::Caption, m_scale));
    for (const LegendItem& item : m_layout.legend()) {
        if (item.state == trace::State::Computing || item.state == trace::State::DeviceBusy)
            computingSwatch(item.swatch, item.state);
        else
            drawSwatch(m_painter, item.swatch, m_theme.state(item.state), m_scale);
        m_painter.setPen(m_theme.textSecondary);
        m_painter.drawText(item.textRect, kOneLine | Qt::AlignLeft, item.text);
    }
    if (const LegendTitle& title = m_layout.legendTitle(); !title.words.isEmpty()) {
        m_painter.setPen(m_theme.textSecondary);
        m_painter.drawText(title.rect, kOneLine | Qt::AlignLeft, title.words);
    }
}

void Frame::handOvers()
{
    const QColor colour = m_theme.state(trace::State::WaitsForLock).line;
    const double head = 3.5 * m_scale;
    for (const HandOverLine& line : m_layout.handOvers()) {
        const double direction = line.acquired.y() > line.released.y() ? -1 : 1;
        m_painter.setPen(QPen(m_theme.panel, 3.5 * m_scale));
        m_painter.drawLine(line.released, line.acquired);
        m_painter.setPen(QPen(colour, 1.6 * m_scale));
        m_painter.drawLine(line.released, line.acquired);
        QPainterPath arrow(line.acquired);
        arrow.lineTo(line.acquired + QPointF(-head, direction * 1.6 * head));
        arrow.lineTo(line.acquired + QPointF(head, direction * 1.6 * head));
        arrow.closeSubpath();
        m_painter.fillPath(arrow, colour);
    }
}

void Frame::barriers()
{
    for (const BarrierLine& line : m_layout.barriers()) {
        const QPointF top(line.x, line.top);
        const QPointF bottom(line.x, line.bottom);
        m_painter.setPen(QPen(m_theme.panel, 3.5 * m_scale));
        m_painter.drawLine(top, bottom);
        m_painter.setPen(QPen(m_theme.text, 1.4 * m_scale));
        m_painter.drawLine(top, bottom);
    }
}

void Frame::offPath()
{
    QColor veil = m_theme.panel;
    veil.setAlphaF(0.66f);
    for (const PathLine& line : m_layout.paths())
        for (const QRectF& rect : line.aside)
            m_painter.fillRect(rect, veil);
}

void Frame::path()
{
    for (const PathLine& line : m_layout.paths()) {
        const QPolygonF points(QList<QPointF>(line.points.begin(), line.points.end()));
        for (const auto& [colour, width] : {std::pair(m_theme.panel, 5.0), std::pair(m_theme.text, 3.0)}) {
            m_painter.setPen(QPen(colour, width * m_scale, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
            m_painter.drawPolyline(points);
        }
    }
}

// From above: titles, notes and gaps' labels that a line at `x` would cross out.
std::vector<Frame::Stretch> Frame::textsAt(double x) const
{
    std::vector<Stretch> found;
    const auto add = [&](const QRectF& place, const QString& words, TextRole role, double left) {
        const QFontMetricsF metrics(font(role, m_scale));
        const double width = metrics.horizontalAdvance(words);
        const double begin = place.left() + left * (place.width() - width);
        const double half = metrics.height() / 2;
        if (!words.isEmpty() && x > begin - 4 * m_scale && x < begin + width + 4 * m_scale)
            found.push_back({place.center().y() - half, place.center().y() + half});
    };
    for (const GroupTitle& title : m_layout.titles()) {
        add(title.rect, title.title, TextRole::Strong, 0);
        add(title.noteRect, title.note, TextRole::Caption, 1);
    }
    for (const EarlierGap& gap : m_layout.gaps())
        add(gap.rect.adjusted(m_scale, 0, 0, 0), gap.label, TextRole::Strong, 0.5);
    std::sort(found.begin(), found.end(), [](const Stretch& a, const Stretch& b) { return a.top < b.top; });
    return found;
}

void Frame::playhead(double ns)
{
    const TimeAxis& axis = m_layout.axis();
    if (ns < axis.begin || ns > axis.end || axis.isDegenerate())
        return;
    const double x = axis.toX(ns);
    const QRectF plot = m_layout.plot();
    m_painter.setPen(QPen(m_theme.playhead, 1.5 * m_scale));
    double from = plot.top();
    for (const Stretch& text : textsAt(x)) {
        m_painter.drawLine(QPointF(x, from), QPointF(x, std::max(from, text.top)));
        from = std::max(from, text.bottom);
    }
    m_painter.drawLine(QPointF(x, from), QPointF(x, plot.bottom() + 4 * m_scale));
    QPainterPath triangle;
    triangle.moveTo(x - 6 * m_scale, plot.top() - m_scale);
    triangle.lineTo(x + 6 * m_scale, plot.top() - m_scale);
    triangle.lineTo(x, plot.top() + 7 * m_scale);
    triangle.closeSubpath();
    m_painter.fillPath(triangle, m_theme.playhead);
}

} // namespace

void paintLanes(QPainter& painter, const LaneLayout& layout, const Theme& theme, double playhead,
                const PaintOptions& options)
{
    if (layout.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    Frame frame(painter, layout, theme);
    frame.titles();
    frame.rowLabels();
    frame.gaps();
    paintBars(painter, layout, theme, playhead, options);
    frame.offPath();
    frame.cuts();
    frame.barriers();
    frame.handOvers();
    frame.path();
    frame.axis();
    frame.legend();
    frame.playhead(playhead);
    painter.restore();
}

void paintPlayhead(QPainter& painter, const LaneLayout& layout, const Theme& theme, double playhead)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Frame(painter, layout, theme).playhead(playhead);
    painter.restore();
}

} // namespace lab::widgets
