// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/chart_data.h"
#include "widgets/theme/theme.h"
#endif

#include <QWidget>

class QChartView;
class QLabel;
class QPainter;

namespace lab::widgets {

class ChartLegend;
class SpeedupPlot;

/// The live speedup chart with its title above and its note below. GUI thread.
class SpeedupChart : public QWidget
{
    Q_OBJECT

public:
    /// `scale` enlarges texts and pens.
    explicit SpeedupChart(QWidget* parent = nullptr, double scale = 1);

    void setData(const ChartData& data);
    const ChartData& data() const { return m_data; }

protected:
    void changeEvent(QEvent* event) override;

private:
    ChartData m_data;
    QLabel* m_title;
    SpeedupPlot* m_plot;
    QChartView* m_view;
    ChartLegend* m_legend;
    QLabel* m_note;
};

/// Paints the chart into `area` of any paint device through Qt Charts' own scene. `scale` enlarges texts and
/// pens. The title is left to the caller.
void paintChart(QPainter& painter, const QRectF& area, const ChartData& data, ThemeKind theme, double scale);

} // namespace lab::widgets
