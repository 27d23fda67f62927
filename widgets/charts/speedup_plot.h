// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/chart_data.h"
#include "widgets/theme/theme.h"
#endif

#include <QChart>
#include <QLineSeries>
#include <QObject>

#include <array>
#include <memory>
#include <vector>

class QAbstractAxis;
class QAreaSeries;
class QScatterSeries;

namespace lab::widgets {

class ChartMarks;
class TickLabels;

/// Fills a QChart from ChartData. Series are kept between updates and replaced as a whole, one `replace` a
/// series. The same class draws the chart on screen and in an export. GUI thread.
class SpeedupPlot : public QObject
{
    Q_OBJECT

public:
    /// Creates a chart in its own care; put it into a QChartView or QGraphicsScene, which then owns it.
    SpeedupPlot(ThemeKind theme, double scale, QObject* parent = nullptr);

    QChart* chart() const { return m_chart; }
    void show(const ChartData& data);
    void setTheme(ThemeKind theme);

private:
    struct Measured
    { // one measured curve
        QLineSeries* line = nullptr;
        QScatterSeries* points = nullptr;
        std::vector<QLineSeries*> whiskers;
    };

    struct Shade
    { // the area between two lines
        QLineSeries* top = nullptr;
        QLineSeries* bottom = nullptr;
        QAreaSeries* area = nullptr;
    };

    QLineSeries* addLine();
    Measured& measured(std::size_t index);
    void showMeasured(std::size_t index, const ChartSeries& series);
    void showShades(const ChartData& data);
    void showBand(const ChartData& data);
    Shade addArea();
    void clearSeries();
    void showModels(const ChartData& data);
    void showAxes(const ChartData& data);
    void replaceAxis(QAbstractAxis*& axis, ChartData::Axis kind, Qt::Alignment side);
    void attach(QAbstractSeries* series);
    void style();

    QChart* m_chart;
    ThemeKind m_theme;
    const double m_scale;
    ChartData::Axis m_xKind = ChartData::Axis::Linear;
    ChartData::Axis m_yKind = ChartData::Axis::Linear;
    QAbstractAxis* m_x = nullptr;
    QAbstractAxis* m_y = nullptr;
    ChartMarks* m_marks; // the chart's
    TickLabels* m_ticks; // the chart's
    std::array<Shade, kMostShades> m_shades;
    Shade m_band;
    QLineSeries* m_ideal;
    std::vector<QLineSeries*> m_models;
    QLineSeries* m_level;
    QScatterSeries* m_crossings;
    QScatterSeries* m_predicted;
    std::vector<Measured> m_measured;
};

} // namespace lab::widgets
