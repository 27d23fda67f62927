// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/matrices/register_painter.h"

#include "widgets/stage/brush/run_part.h"
#include "widgets/theme/colour.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kLine = 16;
constexpr double kScalar = 88;  // the loop's column with its words
constexpr double kGap = 18;     // between the two, and before them
constexpr double kSmallest = 3; // px a number
constexpr double kLargest = 16;
constexpr double kDim = 0.35;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

double cellIn(const QSizeF& size, std::int64_t widest, double scale)
{
    const double across = (size.width() - (kScalar + kGap) * scale) / static_cast<double>(widest);
    const double down = (size.height() - 2 * kLine * scale) / kRegisterSteps;
    return std::min({across, down, kLargest * scale});
}

class Painting
{
public:
    Painting(StageBrush& brush, const QRectF& area, const scenario::VectorUse& vectors)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_area(area), m_vectors(vectors), m_cell(cellIn(area.size(), vectors.widest, brush.scale())),
          m_steps(registerSteps(brush.trace(), brush.time()))
    {
    }

    void paint();

private:
    void rows(double left, std::int64_t numbers, std::int64_t places);
    void words(const QRectF& column, const QStringList& above, const QStringList& below, bool own);

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const QRectF m_area;
    const scenario::VectorUse& m_vectors;
    const double m_cell;
    const int m_steps;
};

// A step a row: `numbers` of `places` are filled by it.
void Painting::rows(double left, std::int64_t numbers, std::int64_t places)
{
    const double top = m_area.top() + kLine * m_scale;
    const double inset = std::min(m_scale, m_cell / 8);
    for (int step = 0; step < kRegisterSteps; ++step) {
        const double y = top + step * m_cell;
        for (std::int64_t i = 0; i < places; ++i) {
            const QRectF place(left + static_cast<double>(i) * m_cell, y, m_cell, m_cell);
            const QColor& full = m_theme.accent;
            const QColor filled = step + 1 == m_steps ? full : mixed(m_theme.panel, full, 0.6);
            const QColor empty = i < numbers ? m_theme.track : mixed(m_theme.panel, m_theme.track, kDim);
            m_painter.fillRect(place.adjusted(inset, inset, -inset, -inset),
                               i < numbers && step < m_steps ? filled : empty);
        }
        if (step + 1 == m_steps && numbers > 0)
            m_brush.light({left, y, static_cast<double>(numbers) * m_cell, m_cell}, m_theme.text, 5);
    }
}

void Painting::words(const QRectF& column, const QStringList& above, const QStringList& below, bool own)
{
    const double line = kLine * m_scale;
    const TextRole role = own ? TextRole::Strong : TextRole::Caption;
    m_brush.write({column.left(), column.top(), column.width(), line},
                  m_brush.fitting(column.width(), above, role), role,
                  own ? m_theme.text : m_theme.textSecondary);
    const double bottom = column.top() + line + kRegisterSteps * m_cell;
    m_brush.write({column.left(), bottom, column.width(), line},
                  m_brush.fitting(column.width(), below, TextRole::Caption), TextRole::Caption,
                  m_theme.textSecondary);
}

void Painting::paint()
{
    const bool alone = m_vectors.numbers == 1;
    const QRectF scalar(m_area.left(), m_area.top(), kScalar * m_scale, m_area.height());
    QRectF vector = m_area;
    vector.setLeft(scalar.right() + kGap * m_scale);
    rows(scalar.left(), 1, 1);
    rows(vector.left(), alone ? 0 : m_vectors.numbers, m_vectors.widest);
    words(scalar, {text("one by one")}, {m_steps == 1 ? text("1 number") : text("%1 numbers").arg(m_steps)},
          alone);
    const QString widest = text("registers have room for %1").arg(m_vectors.widest);
    const QString name = QString::fromStdString(m_vectors.instructions);
    if (alone) {
        words(vector, {widest, text("room for %1").arg(m_vectors.widest)}, {text("not used · model")}, false);
        return;
    }
    const QString some = text("%1 at once").arg(m_vectors.numbers);
    QStringList above = {text("%1: %2 (%3)").arg(name, some, widest), text("%1: %2").arg(name, some), some};
    if (m_vectors.numbers == m_vectors.widest)
        above.removeFirst();
    const qint64 numbers = m_steps * m_vectors.numbers;
    words(vector, above,
          {m_steps == 1 ? text("%1 numbers after a step · model").arg(numbers)
                        : text("%1 numbers after %2 steps · model").arg(numbers).arg(m_steps),
           text("%1 numbers · model").arg(numbers), text("%1 · model").arg(numbers)},
          true);
}

} // namespace

int registerSteps(const trace::Trace& trace, base::Nanoseconds t)
{
    const auto part = runPartAt(trace, t);
    if (!part || !firstWork(trace, part->begin, part->end))
        return 0;
    return std::clamp(static_cast<int>(part->share * kRegisterSteps) + 1, 1, kRegisterSteps);
}

QRectF registerArea(const QRectF& corner, const scenario::VectorUse& vectors, const QSizeF& words,
                    double scale)
{
    if (vectors.numbers < 1 || vectors.widest < vectors.numbers)
        return {};
    const auto widthOf = [&](double cell) {
        return (kScalar + kGap) * scale + static_cast<double>(vectors.widest) * cell;
    };
    QRectF area = corner;
    area.setLeft(corner.left() + words.width() + kGap * scale);
    double cell = cellIn(area.size(), vectors.widest, scale);
    if (cell < kSmallest * scale) {
        area = corner.adjusted(0, words.height(), 0, 0);
        cell = cellIn(area.size(), vectors.widest, scale);
        if (cell < kSmallest * scale)
            return {};
    }
    if (area.left() > corner.left()) // below there is room for words
        area.setLeft(area.right() - widthOf(cell));
    return area;
}

void paintRegisters(StageBrush& brush, const QRectF& area, const scenario::VectorUse& vectors)
{
    Painting(brush, area, vectors).paint();
}

} // namespace lab::widgets
