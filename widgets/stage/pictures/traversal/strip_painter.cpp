// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/traversal/strip_painter.h"

#include "widgets/stage/pictures/traversal/memory_strip.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using scenario::Exhibit;
using scenario::TraversalDetails;

constexpr double kLine = 18;
constexpr double kArrows = 34; // room for arrows above the cells
constexpr double kCellHeight = 17;
constexpr double kBreak = 26; // where memory is left out
constexpr double kSmallestCell = 5.5;
constexpr double kLargestCell = 14;
constexpr double kFewestLines = 3; // with narrower cells where these have no room
constexpr double kMostLines = 8;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    Painting(StageBrush& brush, const QRectF& area, const Exhibit& matrix, const AccessStretch& stretch);

    void paint();

private:
    std::int64_t elementOf(std::size_t access) const
    {
        const ElementAccess& element = m_stretch.accesses[access];
        return element.row * m_matrix.shape[1].extent + element.column;
    }
    std::int64_t lineOf(std::int64_t element) const;
    QRectF cellOf(std::int64_t element) const;
    QRectF lineRect(std::size_t line) const;
    bool touched(std::size_t line, bool missed) const;
    void paintHead();
    void paintLine(std::size_t line);
    void paintAccess(std::size_t access);
    void paintArrow(std::size_t to);

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const QRectF m_area;
    const Exhibit& m_matrix;
    const TraversalDetails& m_details;
    const AccessStretch& m_stretch;
    std::int64_t m_perLine = 1;
    double m_cell = 0;
    MemoryStrip m_strip;
    std::vector<double> m_lefts; // of the lines
};

Painting::Painting(StageBrush& brush, const QRectF& area, const Exhibit& matrix, const AccessStretch& stretch)
    : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
      m_area(area), m_matrix(matrix), m_details(std::get<TraversalDetails>(matrix.details)),
      m_stretch(stretch),
      m_perLine(std::max<std::int64_t>(m_details.bytesPerLine / m_details.bytesPerElement, 1))
{
    const double gap = kBreak * m_scale;
    const auto elements = static_cast<double>(m_perLine);
    const double most =
        std::clamp(std::floor((area.width() + gap) / (elements * kSmallestCell * m_scale + gap)),
                   kFewestLines, kMostLines);
    m_strip = memoryStrip(matrix, stretch, static_cast<std::size_t>(most));
    m_cell = std::min((area.width() - (most - 1) * gap) / (most * elements), kLargestCell * m_scale);
    double left = area.left();
    for (std::size_t i = 0; i < m_strip.lines.size(); ++i) {
        if (i > 0)
            left += elements * m_cell + (m_strip.lines[i].leftOut > 0 ? gap : 0);
        m_lefts.push_back(left);
    }
}

QRectF Painting::lineRect(std::size_t line) const
{
    return {m_lefts[line], m_area.top() + (kLine + kArrows) * m_scale,
            m_cell * static_cast<double>(m_perLine), kCellHeight * m_scale};
}

QRectF Painting::cellOf(std::int64_t element) const
{
    for (std::size_t i = 0; i < m_strip.lines.size(); ++i) {
        const std::int64_t within = element - m_strip.lines[i].first;
        const QRectF line = lineRect(i);
        if (within >= 0 && within < m_perLine)
            return {line.left() + static_cast<double>(within) * m_cell, line.top(), m_cell, line.height()};
    }
    return {};
}

// A line of memory, counted from any of the strip's.
std::int64_t Painting::lineOf(std::int64_t element) const
{
    const std::int64_t from = element - m_strip.lines.front().first;
    return from >= 0 ? from / m_perLine : -((m_perLine - 1 - from) / m_perLine);
}

void Painting::paint()
{
    if (m_strip.lines.empty())
        return;
    paintHead();
    for (std::size_t line = 0; line < m_strip.lines.size(); ++line)
        paintLine(line);
    const std::size_t end = std::min(m_stretch.done, m_strip.end);
    for (std::size_t access = m_strip.begin; access < end; ++access)
        paintAccess(access);
    for (std::size_t access = m_strip.begin + 1; access < end; ++access)
        paintArrow(access);
    if (end < m_strip.end)
        paintArrow(end); // where it goes next
}

void Painting::paintHead()
{
    if (m_stretch.accesses.size() < 2)
        return;
    const std::size_t to =
        std::max<std::size_t>(m_stretch.done, 2) - 1; // the step that led here, or the first
    const std::int64_t step = elementOf(to) - elementOf(to - 1);
    const std::int64_t lines = std::abs(lineOf(elementOf(to)) - lineOf(elementOf(to - 1)));
    QStringList wordings;
    if (step == 1) {
        wordings = {text("memory in one row: the next number is the neighbour, nearly always in the same "
                         "cache line"),
                    text("memory in one row: the next number is the neighbour"), text("memory: +1 number")};
    } else {
        const QString way = step > 0 ? text("on") : text("back");
        const QString numbers = grouped(std::abs(step));
        wordings = {
            text("memory in one row: the next number is %1 numbers %2, in another cache line (%3 lines "
                 "%2)")
                .arg(numbers, way, grouped(lines)),
            text("memory in one row: the next number is %1 numbers %2, %3 cache lines")
                .arg(numbers, way, grouped(lines)),
            text("memory: %1 numbers %2").arg(numbers, way)};
        if (lines == 0) // a small matrix
            wordings.removeFirst();
    }
    m_brush.write({m_area.left(), m_area.top(), m_area.width(), kLine * m_scale},
                  m_brush.fitting(m_area.width(), wordings, TextRole::Strong), TextRole::Strong,
                  m_theme.text);
}

// Missed: whether one of the accesses so far had to fetch it.
bool Painting::touched(std::size_t line, bool missed) const
{
    for (std::size_t i = m_strip.begin; i < std::min(m_stretch.done, m_strip.end); ++i) {
        const std::int64_t within = elementOf(i) - m_strip.lines[line].first;
        if (within >= 0 && within < m_perLine && (!missed || !m_stretch.accesses[i].hit))
            return true;
    }
    return false;
}

void Painting::paintLine(std::size_t line)
{
    const QRectF rect = lineRect(line);
    m_painter.fillRect(rect, touched(line, true) ? m_theme.bad.pale : m_theme.panel);
    m_painter.setPen(QPen(m_theme.border, m_scale));
    for (std::int64_t i = 1; i < m_perLine; ++i) {
        const double x = rect.left() + static_cast<double>(i) * m_cell;
        m_painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    }
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_theme.textSecondary, 1.5 * m_scale));
    m_painter.drawRect(rect);
    if (m_strip.lines[line].leftOut > 0 && line > 0) {
        const double gap = kBreak * m_scale;
        m_brush.write({rect.left() - gap, rect.top(), gap, rect.height()}, QStringLiteral("⋯"),
                      TextRole::Strong, m_theme.textSecondary, Qt::AlignCenter);
    }
    const std::int64_t first = std::max<std::int64_t>(m_strip.lines[line].first, 0);
    const std::int64_t columns = m_matrix.shape[1].extent;
    const std::int64_t row = first / columns;
    const std::int64_t end = std::min(first % columns + m_perLine, columns) - 1;
    const QStringList wordings = {text("row %1, columns %2–%3").arg(row).arg(first % columns).arg(end),
                                  text("row %1").arg(row)};
    m_brush.write({rect.left(), rect.bottom() + m_scale, rect.width(), kLine * m_scale},
                  m_brush.fitting(rect.width(), wordings, TextRole::Caption), TextRole::Caption,
                  touched(line, false) ? m_theme.text : m_theme.textSecondary, Qt::AlignCenter);
}

void Painting::paintAccess(std::size_t access)
{
    const QRectF cell = cellOf(elementOf(access));
    const double inset = std::min(m_scale, cell.width() / 8);
    m_painter.fillRect(cell.adjusted(inset, inset, -inset, -inset),
                       (m_stretch.accesses[access].hit ? m_theme.good : m_theme.bad).strong);
    if (access + 1 == m_stretch.done)
        m_brush.light(cell, m_theme.text, 9);
}

void Painting::paintArrow(std::size_t to)
{
    const QRectF from = cellOf(elementOf(to - 1));
    const QRectF end = cellOf(elementOf(to));
    const bool next = to == m_stretch.done;
    const bool last = to + 1 == m_stretch.done || (next && to == 1);
    const double y = from.top() - 2 * m_scale;
    const double rise = std::clamp(std::abs(end.center().x() - from.center().x()) * 0.5, 9 * m_scale,
                                   (kArrows - 14) * m_scale);
    const QPointF start(from.center().x(), y);
    const QPointF tip(end.center().x(), y);
    QPainterPath arc(start);
    arc.cubicTo(start - QPointF(0, rise * 4 / 3), tip - QPointF(0, rise * 4 / 3), tip);
    m_painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = last ? m_theme.text : m_theme.axis;
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(colour, (last ? 2.2 : 1.2) * m_scale, next ? Qt::DotLine : Qt::SolidLine));
    m_painter.drawPath(arc);
    const double head = std::min((last ? 4.5 : 3) * m_scale, m_cell * 0.7);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colour);
    m_painter.drawPolygon(QPolygonF(
        {tip + QPointF(0, m_scale), tip + QPointF(-head, -1.6 * head), tip + QPointF(head, -1.6 * head)}));
    if (!last)
        return;
    const std::int64_t step = elementOf(to) - elementOf(to - 1);
    const QString words =
        step > 0 ? QStringLiteral("+%1").arg(grouped(step)) : QStringLiteral("−%1").arg(grouped(-step));
    const double width = m_brush.widthOf(words, TextRole::Caption) + 2 * m_scale;
    const double left = std::clamp((start.x() + tip.x() - width) / 2, m_area.left(),
                                   std::max(m_area.left(), m_area.right() - width));
    m_brush.write({left, y - rise - 14 * m_scale, width, 13 * m_scale}, words, TextRole::Caption,
                  m_theme.text, Qt::AlignCenter);
}

} // namespace

double stripHeight(double scale)
{
    return (2 * kLine + kArrows + kCellHeight + 2) * scale;
}

void paintStrip(StageBrush& brush, const QRectF& area, const Exhibit& matrix, const AccessStretch& stretch)
{
    Painting(brush, area, matrix, stretch).paint();
}

} // namespace lab::widgets
