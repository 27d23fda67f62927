// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/chart_data.h"
#include "widgets/theme/theme.h"
#endif

#include <QPen>
#include <QRectF>
#include <QWidget>

class QPainter;

namespace lab::widgets {

/// Of the model line with this index.
QPen modelPen(const Theme& theme, std::size_t index, double scale);

/// Paints names beside samples of what they name, as many lines as the width needs; returns the height.
/// Names are never cut. With a null painter only measures.
double paintChartLegend(QPainter* painter, const QRectF& area, const ChartData& data, const Theme& theme,
                        double scale);

/// The legend below a chart. GUI thread.
class ChartLegend : public QWidget
{
    Q_OBJECT

public:
    explicit ChartLegend(QWidget* parent = nullptr, double scale = 1);
    void setData(const ChartData& chart);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fitHeight();

    const double m_scale;
    ChartData m_data;
};

} // namespace lab::widgets
