// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/network/sample_rows_painter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kWhole = 1 - 1e-9; // of a share that was added up

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    Painting(StageBrush& brush, const SampleRowPlace& place, const SampleRow& row,
             const std::vector<std::int64_t>& neurons)
        : m_brush(brush), m_theme(brush.theme()), m_scale(brush.scale()), m_place(place), m_row(row),
          m_neurons(neurons)
    {
    }

    void paint();

private:
    void paintLabel();
    void paintBox(std::size_t box);
    void paintArrow(std::size_t layer);

    StageBrush& m_brush;
    const Theme& m_theme;
    const double m_scale;
    const SampleRowPlace& m_place;
    const SampleRow& m_row;
    const std::vector<std::int64_t>& m_neurons;
};

void Painting::paintLabel()
{
    const QString words = text("Sample %1").arg(m_row.sample + 1);
    const bool fits = m_brush.widthOf(words, TextRole::Strong) <= m_place.label.width();
    m_brush.write(m_place.label, words, fits ? TextRole::Strong : TextRole::Caption, m_theme.text);
}

// What goes in is there from the beginning, and nobody's.
void Painting::paintBox(std::size_t box)
{
    const QRectF& rect = m_place.boxes[box];
    const LayerPassage passage = box == 0 ? LayerPassage{} : m_row.layers[box - 1];
    const bool whole = passage.share >= kWhole;
    const QColor colour = m_brush.workerColour(passage.lane);
    const QColor fill = whole ? colour : m_theme.washed(colour);
    QPainter& painter = m_brush.painter();
    painter.fillRect(rect, box == 0 ? m_theme.panel : m_theme.shade);
    if (passage.share > 0)
        painter.fillRect(
            QRectF(rect.left(), rect.top(), rect.width() * std::min(passage.share, 1.0), rect.height()),
            fill);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(box == 0 ? m_theme.text : passage.share > 0 ? colour : m_theme.border, m_scale));
    painter.drawRect(rect);
    const QColor& words = whole               ? m_theme.textOn(fill)
                          : box == 0          ? m_theme.text
                          : passage.share > 0 ? m_theme.text
                                              : m_theme.textSecondary;
    const QString size = QStringLiteral("[%1]").arg(m_neurons[box]);
    m_brush.write(rect, m_brush.fitting(rect.width() - 4 * m_scale, {size}, TextRole::Strong),
                  TextRole::Strong, words, Qt::AlignCenter);
}

// Dark from when the layer behind it has begun.
void Painting::paintArrow(std::size_t layer)
{
    const QRectF& from = m_place.boxes[layer];
    const QPointF tip(m_place.boxes[layer + 1].left() - 3 * m_scale, from.center().y());
    const double head = 5 * m_scale;
    const QColor& colour = m_row.layers[layer].share > 0 ? m_theme.text : m_theme.axis;
    QPainter& painter = m_brush.painter();
    painter.setPen(QPen(colour, 1.6 * m_scale));
    painter.drawLine(QPointF(from.right() + 4 * m_scale, tip.y()), tip - QPointF(head, 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(
        QPolygonF({tip, tip + QPointF(-head, -head * 0.7), tip + QPointF(-head, head * 0.7)}));
}

void Painting::paint()
{
    paintLabel();
    for (std::size_t box = 0; box < m_place.boxes.size(); ++box)
        paintBox(box);
    for (std::size_t layer = 0; layer + 1 < m_place.boxes.size(); ++layer)
        paintArrow(layer);
}

} // namespace

void paintSampleRow(StageBrush& brush, const SampleRowPlace& place, const SampleRow& row,
                    const std::vector<std::int64_t>& neurons)
{
    Painting(brush, place, row, neurons).paint();
}

} // namespace lab::widgets
