// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/speedup_plot.h"

#include "widgets/charts/chart_axes.h"
#include "widgets/charts/chart_legend.h"
#include "widgets/charts/chart_marks.h"
#include "widgets/charts/tick_labels.h"
#include "widgets/theme/type_scale.h"

#include <QAreaSeries>
#include <QGraphicsLayout>
#include <QScatterSeries>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr int kMostWhiskers = 40; // beyond, points are too close for bars to be read

QList<QPointF> toList(const std::vector<QPointF>& points)
{
    return {points.begin(), points.end()};
}

// The curve, level with the top of the plot where it is above: not every paint device clips.
QList<QPointF> cutAt(double top, const std::vector<QPointF>& points)
{
    QList<QPointF> cut;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const QPointF& to = points[i];
        if (i > 0 && (points[i - 1].y() < top) != (to.y() < top)) {
            const QPointF& from = points[i - 1];
            const double share = (top - from.y()) / (to.y() - from.y());
            cut.append({std::lerp(from.x(), to.x(), share), top});
        }
        cut.append({to.x(), std::min(to.y(), top)});
    }
    return cut;
}

} // namespace

SpeedupPlot::SpeedupPlot(ThemeKind theme, double scale, QObject* parent)
    : QObject(parent), m_chart(new QChart), m_theme(theme), m_scale(scale),
      m_marks(new ChartMarks(m_chart, scale)), m_ticks(new TickLabels(m_chart, scale))
{
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins(QMargins(0, 0, 4, 6));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    for (Shade& shade : m_shades)
        shade = addArea();
    m_band = addArea();
    m_ideal = addLine();
    m_level = addLine();
    m_crossings = new QScatterSeries;
    m_chart->addSeries(m_crossings);
    m_predicted = new QScatterSeries;
    m_predicted->setMarkerShape(QScatterSeries::MarkerShapeRotatedRectangle);
    m_chart->addSeries(m_predicted);
    m_chart->legend()->hide(); // it cuts long names; see chart_legend.h
    connect(m_chart, &QChart::plotAreaChanged, this, [this](const QRectF& plot) {
        m_marks->setPlot(plot);
        m_ticks->setPlot(plot);
    });
    style();
}

SpeedupPlot::Shade SpeedupPlot::addArea()
{
    Shade shade;
    shade.top = new QLineSeries(m_chart);
    shade.bottom = new QLineSeries(m_chart);
    shade.area = new QAreaSeries(shade.top, shade.bottom);
    m_chart->addSeries(shade.area);
    return shade;
}

QLineSeries* SpeedupPlot::addLine()
{
    auto* line = new QLineSeries;
    m_chart->addSeries(line);
    return line;
}

void SpeedupPlot::attach(QAbstractSeries* series)
{
    for (QAbstractAxis* axis : series->attachedAxes()) {
        if (axis != m_x && axis != m_y)
            series->detachAxis(axis);
    }
    if (!series->attachedAxes().contains(m_x))
        series->attachAxis(m_x);
    if (!series->attachedAxes().contains(m_y))
        series->attachAxis(m_y);
}

void SpeedupPlot::replaceAxis(QAbstractAxis*& axis, ChartData::Axis kind, Qt::Alignment side)
{
    QAbstractAxis* old = axis;
    axis = makeAxis(kind, m_chart);
    m_chart->addAxis(axis, side);
    if (m_x && m_y) {
        for (QAbstractSeries* series : m_chart->series())
            attach(series);
    }
    if (old) {
        m_chart->removeAxis(old);
        delete old;
    }
    style();
}

void SpeedupPlot::showAxes(const ChartData& data)
{
    using Axis = ChartData::Axis;
    const Axis vertical = data.yLogarithmic ? Axis::Base10 : Axis::Linear;
    // A logarithmic axis must not see what a linear one has shown.
    if ((m_y && vertical != m_yKind) || (m_x && data.axis != m_xKind))
        clearSeries();
    if (!m_y || vertical != m_yKind)
        replaceAxis(m_y, m_yKind = vertical, Qt::AlignLeft);
    if (!m_x || data.axis != m_xKind)
        replaceAxis(m_x, m_xKind = data.axis, Qt::AlignBottom);
    const AxisRange range = xRange(data.axis, data.xLow, data.xHigh);
    m_x->setTitleText(data.xLabel);
    fitAxis(m_x, data.axis, range);
    fitAxis(m_y, vertical, {data.yLow, data.yHigh, 10});
    if (m_chart->layout()) // wider labels need their room at once, or they are cut to dots
        m_chart->layout()->invalidate();
    m_marks->show(data.marks, range, data.axis != Axis::Linear);
    m_ticks->show(range, data.axis != Axis::Linear);
}

void SpeedupPlot::clearSeries()
{
    for (QAbstractSeries* series : m_chart->series()) {
        if (auto* points = qobject_cast<QXYSeries*>(series))
            points->replace(QList<QPointF>{});
    }
    const auto clear = [](const Shade& shade) {
        shade.top->replace(QList<QPointF>{});
        shade.bottom->replace(QList<QPointF>{});
    };
    std::for_each(m_shades.begin(), m_shades.end(), clear);
    clear(m_band);
}

void SpeedupPlot::showModels(const ChartData& data)
{
    while (m_models.size() < data.models.size()) {
        m_models.push_back(addLine());
        attach(m_models.back());
        style();
    }
    // Far above the plot, lines to there would be drawn as badly as they are useless.
    const double highest = data.yHigh * 100;
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        QList<QPointF> line;
        if (i < data.models.size()) {
            for (const QPointF& point : data.models[i].points)
                line.append({point.x(), std::min(point.y(), highest)});
        }
        m_models[i]->replace(line);
        m_models[i]->setVisible(!line.isEmpty());
    }
}

SpeedupPlot::Measured& SpeedupPlot::measured(std::size_t index)
{
    while (m_measured.size() <= index) {
        Measured curve;
        curve.line = addLine();
        curve.points = new QScatterSeries;
        m_chart->addSeries(curve.points);
        attach(curve.line);
        attach(curve.points);
        m_measured.push_back(curve);
        style();
    }
    return m_measured[index];
}

void SpeedupPlot::showMeasured(std::size_t index, const ChartSeries& series)
{
    Measured& curve = measured(index);
    QList<QPointF> points;
    for (const ChartPoint& point : series.points)
        points.append({point.x, point.y});
    curve.line->replace(points);
    const bool sparse = points.size() <= kMostWhiskers;
    curve.points->replace(sparse ? points : QList<QPointF>{points.last()});
    const auto wanted = sparse ? series.points.size() : std::size_t{0};
    while (curve.whiskers.size() < wanted) {
        curve.whiskers.push_back(addLine());
        attach(curve.whiskers.back());
        style();
    }
    for (std::size_t i = 0; i < curve.whiskers.size(); ++i) {
        QList<QPointF> bar;
        if (i < wanted) {
            const ChartPoint& point = series.points[i];
            bar = {{point.x, point.interval.low}, {point.x, point.interval.high}};
        }
        curve.whiskers[i]->replace(bar);
    }
}

void SpeedupPlot::showShades(const ChartData& data)
{
    const double end = data.xHigh * 1.12;
    for (std::size_t i = 0; i < m_shades.size(); ++i) {
        const bool last = i + 1 >= data.shades.size();
        const double from = i < data.shades.size() ? data.shades[i].from : end;
        const double to = last ? end : std::min(data.shades[i + 1].from, end);
        const bool shown = from < to;
        const Shade& shade = m_shades[i];
        shade.top->replace(shown ? QList<QPointF>{{from, data.yHigh}, {to, data.yHigh}} : QList<QPointF>{});
        shade.bottom->replace(shown ? QList<QPointF>{{from, data.yLow}, {to, data.yLow}} : QList<QPointF>{});
        shade.area->setVisible(shown);
    }
}

void SpeedupPlot::showBand(const ChartData& data)
{
    m_band.top->replace(data.band ? cutAt(data.yHigh, data.band->upper) : QList<QPointF>{});
    m_band.bottom->replace(data.band ? cutAt(data.yHigh, data.band->lower) : QList<QPointF>{});
    m_band.area->setVisible(data.band.has_value());
}

void SpeedupPlot::show(const ChartData& data)
{
    showAxes(data);
    showShades(data);
    showBand(data);
    m_ideal->replace(toList(data.ideal));
    m_ideal->setVisible(!data.ideal.empty());
    showModels(data);
    const double left = data.axis == ChartData::Axis::Linear ? data.xLow : data.xLow / 10;
    m_level->replace(data.levelLine ? QList<QPointF>{{left, 1.0}, {data.xHigh * 10, 1.0}} : QList<QPointF>{});
    QList<QPointF> crossings;
    for (const ChartPoint& crossing : data.crossings)
        crossings.append({crossing.x, crossing.y});
    m_crossings->replace(crossings);
    m_crossings->setVisible(!crossings.isEmpty());
    m_predicted->replace(data.predicted ? QList<QPointF>{*data.predicted} : QList<QPointF>{});
    m_predicted->setVisible(data.predicted.has_value());
    const std::size_t curves = std::max(data.measured.size(), m_measured.size());
    for (std::size_t i = 0; i < curves; ++i) {
        const bool used = i < data.measured.size() && !data.measured[i].points.empty();
        showMeasured(i, used ? data.measured[i] : ChartSeries{});
        m_measured[i].points->setVisible(used);
    }
}

void SpeedupPlot::setTheme(ThemeKind theme)
{
    m_theme = theme;
    style();
}

void SpeedupPlot::style()
{
    const Theme& theme = Theme::of(m_theme);
    const auto pen = [&](const QColor& colour, double width, Qt::PenStyle line = Qt::SolidLine) {
        QPen made(colour, width * m_scale, line);
        made.setCosmetic(false);
        return made;
    };
    for (std::size_t i = 0; i < m_shades.size(); ++i) {
        m_shades[i].area->setBrush(theme.shadeAt(i));
        m_shades[i].area->setPen(Qt::NoPen);
    }
    m_band.area->setBrush(theme.band);
    m_band.area->setPen(pen(theme.bandLine, 1));
    m_ideal->setPen(pen(theme.ideal, 1.2, Qt::DashLine));
    for (std::size_t i = 0; i < m_models.size(); ++i)
        m_models[i]->setPen(modelPen(theme, i, m_scale));
    m_marks->setTheme(m_theme);
    m_ticks->setTheme(m_theme);
    m_level->setPen(pen(theme.axis, 1.2));
    m_crossings->setBrush(theme.panel);
    m_crossings->setPen(pen(theme.text, 1.6));
    m_crossings->setMarkerSize(10 * m_scale);
    m_predicted->setBrush(theme.playhead);
    m_predicted->setPen(pen(theme.panel, 1.2));
    m_predicted->setMarkerSize(13 * m_scale);
    for (std::size_t i = 0; i < m_measured.size(); ++i) {
        const QColor colour = theme.workerColour(static_cast<int>(i));
        Measured& curve = m_measured[i];
        curve.line->setPen(pen(colour, 2.2));
        curve.points->setBrush(colour);
        curve.points->setPen(Qt::NoPen);
        curve.points->setMarkerSize(8 * m_scale);
        for (QLineSeries* whisker : curve.whiskers)
            whisker->setPen(pen(colour, 1.6));
    }
    for (QAbstractAxis* axis : {m_x, m_y}) {
        if (!axis)
            continue;
        axis->setLabelsFont(font(TextRole::Caption, m_scale));
        axis->setTitleFont(font(TextRole::Caption, m_scale));
        axis->setLabelsBrush(theme.textSecondary);
        axis->setTitleBrush(theme.textSecondary);
        axis->setLinePen(pen(theme.axis, 1));
        axis->setGridLinePen(pen(theme.grid, 1));
        axis->setMinorGridLineVisible(false);
    }
    if (m_x) {
        m_x->setGridLineVisible(false);
        if (m_xKind != ChartData::Axis::Linear) // they keep their room for m_ticks
            m_x->setLabelsBrush(Qt::transparent);
    }
}

} // namespace lab::widgets
