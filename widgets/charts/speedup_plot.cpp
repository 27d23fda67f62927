// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/speedup_plot.h"

#include "widgets/theme/type_scale.h"

#include <QAreaSeries>
#include <QGraphicsLayout>
#include <QLogValueAxis>
#include <QScatterSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr int kMostWhiskers = 40; // beyond, points are too close for bars to be read

QList<QPointF> toList(const std::vector<QPointF>& points)
{
    return {points.begin(), points.end()};
}

// 1, 2 or 5 times a power of ten, so that at most `most` steps reach `high`.
double roundStep(double high, int most)
{
    const double raw = high / most;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= raw)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

SpeedupPlot::SpeedupPlot(ThemeKind theme, double scale, QObject* parent)
    : QObject(parent), m_chart(new QChart), m_theme(theme), m_scale(scale), m_y(new QValueAxis(m_chart)),
      m_shade(nullptr), m_shadeTop(new QLineSeries(m_chart)), m_shadeBottom(new QLineSeries(m_chart))
{
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins(QMargins(0, 0, 4, 6));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->addAxis(m_y, Qt::AlignLeft);
    m_shade = new QAreaSeries(m_shadeTop, m_shadeBottom);
    m_chart->addSeries(m_shade);
    m_ideal = addLine();
    m_model = addLine();
    m_level = addLine();
    m_crossings = new QScatterSeries;
    m_chart->addSeries(m_crossings);
    m_chart->legend()->hide(); // it cuts long names; see chart_legend.h
    show({});
    style();
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

void SpeedupPlot::showAxes(const ChartData& data)
{
    if (!m_x || data.axis != m_axis) {
        QAbstractAxis* old = m_x;
        if (data.axis == ChartData::Axis::Linear) {
            m_x = new QValueAxis(m_chart);
        } else {
            auto* log = new QLogValueAxis(m_chart);
            log->setBase(data.axis == ChartData::Axis::Base2 ? 2 : 10);
            m_x = log;
        }
        m_axis = data.axis;
        m_chart->addAxis(m_x, Qt::AlignBottom);
        for (QAbstractSeries* series : m_chart->series())
            attach(series);
        if (old) {
            m_chart->removeAxis(old);
            delete old;
        }
        style();
    }
    m_x->setTitleText(data.xLabel);
    if (data.axis == ChartData::Axis::Linear) {
        auto* axis = static_cast<QValueAxis*>(m_x);
        axis->setRange(data.xLow, data.xHigh);
        axis->setLabelFormat(QStringLiteral("%.0f"));
        axis->setTickCount(5);
    } else {
        auto* axis = static_cast<QLogValueAxis*>(m_x);
        const bool decades = data.axis == ChartData::Axis::Base10;
        // Whole decades (or a margin beyond the first and last worker count): there the labels stand.
        const double low = decades ? std::pow(10, std::floor(std::log10(data.xLow))) : data.xLow / 1.12;
        const double high = decades ? std::pow(10, std::ceil(std::log10(data.xHigh))) : data.xHigh * 1.12;
        axis->setRange(low, high > low ? high : low * 10);
        axis->setLabelFormat(QStringLiteral("%g"));
        axis->setMinorTickCount(decades ? 8 : 0);
    }
    const double step = roundStep(data.yHigh, 5);
    m_y->setTickType(QValueAxis::TicksDynamic);
    m_y->setTickAnchor(0);
    m_y->setTickInterval(step);
    m_y->setRange(0, data.yHigh);
    m_y->setLabelFormat(step < 1 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
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

void SpeedupPlot::showShade(const ChartData& data)
{
    const double from = data.shadeFrom;
    const double to = data.xHigh * 1.12;
    const bool shown = from > 0 && from < to;
    m_shadeTop->replace(shown ? QList<QPointF>{{from, data.yHigh}, {to, data.yHigh}} : QList<QPointF>{});
    m_shadeBottom->replace(shown ? QList<QPointF>{{from, 0}, {to, 0}} : QList<QPointF>{});
    m_shade->setVisible(shown);
}

void SpeedupPlot::show(const ChartData& data)
{
    showAxes(data);
    showShade(data);
    m_ideal->replace(toList(data.ideal));
    m_ideal->setVisible(!data.ideal.empty());
    m_model->replace(toList(data.model));
    m_model->setVisible(!data.model.empty());
    const double left = data.axis == ChartData::Axis::Linear ? data.xLow : data.xLow / 10;
    m_level->replace(data.levelLine ? QList<QPointF>{{left, 1.0}, {data.xHigh * 10, 1.0}} : QList<QPointF>{});
    QList<QPointF> crossings;
    for (const ChartPoint& crossing : data.crossings)
        crossings.append({crossing.x, crossing.y});
    m_crossings->replace(crossings);
    m_crossings->setVisible(!crossings.isEmpty());
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
    m_shade->setBrush(theme.shade);
    m_shade->setPen(Qt::NoPen);
    m_ideal->setPen(pen(theme.ideal, 1.2, Qt::DashLine));
    m_model->setPen(pen(theme.accent, 1.6, Qt::DotLine));
    m_level->setPen(pen(theme.axis, 1.2));
    m_crossings->setBrush(theme.panel);
    m_crossings->setPen(pen(theme.text, 1.6));
    m_crossings->setMarkerSize(10 * m_scale);
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
    QList<QAbstractAxis*> axes{m_y};
    if (m_x)
        axes.append(m_x);
    for (QAbstractAxis* axis : axes) {
        axis->setLabelsFont(font(TextRole::Caption, m_scale));
        axis->setTitleFont(font(TextRole::Caption, m_scale));
        axis->setLabelsBrush(theme.textSecondary);
        axis->setTitleBrush(theme.textSecondary);
        axis->setLinePen(pen(theme.axis, 1));
        axis->setGridLinePen(pen(theme.grid, 1));
        axis->setMinorGridLineVisible(false);
    }
    if (m_x)
        m_x->setGridLineVisible(false);
}

} // namespace lab::widgets
