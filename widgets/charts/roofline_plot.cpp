// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/roofline_plot.h"

#include "widgets/charts/figure_words.h"
#include "widgets/theme/fitted_text.h"
#include "widgets/theme/type_scale.h"

#include <QAreaSeries>
#include <QFontMetricsF>
#include <QLogValueAxis>
#include <QPainter>
#include <QPolygonF>
#include <QScatterSeries>

#include <algorithm>

namespace lab::widgets {

namespace {

std::size_t kindOf(const RooflinePoint& point)
{
    return point.peer ? 2 : point.usesPool ? 1 : 0;
}

} // namespace

RooflinePlot::RooflinePlot(ThemeKind theme, double scale, QObject* parent)
    : WrittenPlot(theme, scale, parent), m_layout({}, {}, scale), m_x(new QLogValueAxis(chart())),
      m_y(new QLogValueAxis(chart()))
{
    for (QLogValueAxis* axis : {m_x, m_y}) {
        axis->setBase(10);
        axis->setVisible(false);
    }
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    m_beyond = addBand(m_x, m_y);
    for (QLineSeries*& line : m_slopes)
        line = addLine(m_x, m_y);
    for (QLineSeries*& line : m_levels)
        line = addLine(m_x, m_y);
    for (QScatterSeries*& points : m_points) {
        points = new QScatterSeries;
        chart()->addSeries(points);
        points->attachAxis(m_x);
        points->attachAxis(m_y);
    }
}

void RooflinePlot::show(const RooflineData& data)
{
    m_data = data;
    arrange();
}

double RooflinePlot::preferredHeight(double width) const
{
    return RooflineLayout::preferredHeight(m_data, width, scale());
}

void RooflinePlot::layOut(const QSizeF& size)
{
    m_layout = RooflineLayout(m_data, size, scale());
    chart()->setPlotArea(m_layout.plot);
    m_x->setRange(m_data.xLow, m_data.xHigh);
    m_y->setRange(m_data.yLow, m_data.yHigh);
    placeRoof();
    placePoints();
}

void RooflinePlot::placeRoof()
{
    const auto& levels = m_data.levels;
    const auto& slopes = m_data.slopes;
    for (std::size_t i = 0; i < m_slopes.size(); ++i) {
        QList<QPointF> line;
        if (i < slopes.size()) {
            const double end = slopes[i].ridge > 0 ? slopes[i].ridge : m_data.xHigh;
            const double begin = std::max(m_data.xLow, m_data.yLow / slopes[i].bandwidth);
            line = {{begin, slopes[i].bandwidth * begin}, {end, slopes[i].bandwidth * end}};
        }
        m_slopes[i]->replace(line);
        m_slopes[i]->setPen(pen(theme().text, i == 0 ? 1.8 : 1.4));
    }
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        QList<QPointF> line;
        if (i < levels.size()) {
            const double begin =
                slopes.empty() ? m_data.xLow : std::max(m_data.xLow, levels[i].rate / slopes[0].bandwidth);
            line = {{begin, levels[i].rate}, {m_data.xHigh, levels[i].rate}};
        }
        m_levels[i]->replace(line);
        m_levels[i]->setPen(i == 0 ? pen(theme().text, 1.8) : pen(theme().textSecondary, 1.2, Qt::DashLine));
    }
    QList<QPointF> roof;
    if (!levels.empty() || !slopes.empty()) {
        roof.append({m_data.xLow, m_data.roof(m_data.xLow)});
        if (!slopes.empty() && slopes[0].ridge > 0)
            roof.append({slopes[0].ridge, levels[0].rate});
        roof.append({m_data.xHigh, m_data.roof(m_data.xHigh)});
    }
    m_beyond.lower->replace(roof);
    m_beyond.upper->replace(
        roof.isEmpty() ? roof : QList<QPointF>{{m_data.xLow, m_data.yHigh}, {m_data.xHigh, m_data.yHigh}});
    m_beyond.area->setVisible(!roof.isEmpty());
    m_beyond.area->setBrush(theme().shade);
    m_beyond.area->setPen(Qt::NoPen);
}

void RooflinePlot::placePoints()
{
    std::array<QList<QPointF>, 3> points;
    for (const RooflinePoint& point : m_data.points)
        points[kindOf(point)].append({m_data.intensity, point.rate});
    const std::array<QColor, 3> fills = {theme().slate(), theme().workerColour(0), theme().panel};
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        m_points[i]->replace(points[i]);
        m_points[i]->setVisible(!points[i].isEmpty());
        m_points[i]->setMarkerSize(8 * scale());
        m_points[i]->setBrush(fills[i]);
        m_points[i]->setPen(i == 2 ? pen(theme().text, 1.4) : pen(theme().panel, 1));
    }
}

void RooflinePlot::paintGrid(QPainter& painter) const
{
    const QRectF& plot = m_layout.plot;
    painter.setPen(pen(theme().grid, 1));
    for (const RooflineLayout::Tick& tick : m_layout.yTicks)
        painter.drawLine(QPointF(plot.left(), tick.rect.center().y()),
                         QPointF(plot.right(), tick.rect.center().y()));
    painter.setPen(pen(theme().axis, 1));
    painter.drawLine(plot.topLeft(), plot.bottomLeft());
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

void RooflinePlot::paintWords(QPainter& painter) const
{
    painter.setFont(font(TextRole::Caption, m_layout.textScale));
    painter.setPen(theme().textSecondary);
    const int single = Qt::TextSingleLine;
    for (const RooflineLayout::Tick& tick : m_layout.xTicks)
        painter.drawText(tick.rect, Qt::AlignCenter | single, tick.text);
    for (const RooflineLayout::Tick& tick : m_layout.yTicks)
        painter.drawText(tick.rect, Qt::AlignRight | Qt::AlignVCenter | single, tick.text);
    painter.drawText(m_layout.xTitle, Qt::AlignCenter | single, tr("operations per byte"));
    painter.drawText(m_layout.rateHeader, Qt::AlignRight | Qt::AlignVCenter | single, tr("GFLOP/s"));
    painter.drawText(QRectF(0, 0, m_layout.plot.right(), m_layout.rateHeader.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | single, tr("GFLOP/s"));
    painter.drawText(m_layout.captionRect, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap,
                     m_layout.caption);
    paintSlopes(painter);
    paintLabels(painter);
    if (m_data.points.empty()) {
        painter.setFont(font(TextRole::Body, scale()));
        painter.setPen(theme().textSecondary);
        painter.drawText(m_layout.plot, Qt::AlignCenter | Qt::TextWordWrap, tr("nothing measured yet"));
    }
}

void RooflinePlot::paintSlopes(QPainter& painter) const
{
    painter.setFont(font(TextRole::Caption, m_layout.textScale));
    painter.setPen(theme().text);
    const double line = m_layout.rateHeader.height();
    for (const RooflineLayout::Slope& slope : m_layout.slopes) {
        if (slope.width <= 0)
            continue;
        painter.save();
        painter.translate(slope.centre);
        painter.rotate(slope.angle);
        const double top = slope.below ? 2 * scale() : -line - 2 * scale();
        painter.drawText(QRectF(-slope.width / 2, top, slope.width, line),
                         Qt::AlignCenter | Qt::TextSingleLine, slope.words);
        painter.restore();
    }
}

void RooflinePlot::paintLabels(QPainter& painter) const
{
    const QFont plain = font(TextRole::Caption, m_layout.textScale);
    const QFont strong = RooflineLayout::levelFont(m_layout.textScale);
    for (const RooflineLayout::Label& label : m_layout.labels) {
        const double away = label.level ? 1 * scale() : 5 * scale();
        painter.setPen(pen(theme().axis, 0.8));
        // Level up to the plot's edge, so that no two cross.
        painter.drawPolyline(
            QPolygonF({label.from + QPointF(away, 0), QPointF(m_layout.plot.right(), label.from.y()),
                       QPointF(label.rect.left() - 4 * scale(), label.rect.center().y())}));
    }
    for (const RooflineLayout::Label& label : m_layout.labels) {
        painter.setFont(label.level ? strong : plain);
        painter.setPen(theme().text);
        const QFontMetricsF metrics(painter.font());
        const double room = label.rect.width() - metrics.horizontalAdvance(label.value) - 4 * scale();
        painter.drawText(label.rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, label.value);
        painter.drawText(label.rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         cutText(label.name, painter.font(), room));
    }
}

QString RooflinePlot::hintAt(const QPointF& point) const
{
    for (const RooflineLayout::Label& label : m_layout.labels) {
        const bool near = (label.from - point).manhattanLength() < 7 * scale();
        if (!near && !label.rect.contains(point))
            continue;
        if (label.level)
            return tr("%1: %2 GFLOP/s, measured").arg(label.name, label.value);
        QString hint = tr("%1: %2 GFLOP/s at %3 operations per byte")
                           .arg(label.name, label.value, rateText(m_data.intensity));
        const double roof = m_data.roof(m_data.intensity);
        if (roof > 0)
            hint += tr(", %1 % of the roof above it")
                        .arg(percentText(100 * m_data.points[label.index].rate / roof));
        return hint;
    }
    return {};
}

} // namespace lab::widgets
