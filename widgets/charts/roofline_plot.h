// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/roofline_layout.h"
#include "widgets/charts/written_plot.h"
#endif

#include <array>

class QLogValueAxis;
class QScatterSeries;

namespace lab::widgets {

/// Draws a roofline on two logarithmic axes. GUI thread.
class RooflinePlot : public WrittenPlot
{
    Q_OBJECT

public:
    RooflinePlot(ThemeKind theme, double scale, QObject* parent = nullptr);

    void show(const RooflineData& data);
    double preferredHeight(double width) const override;
    QString hintAt(const QPointF& point) const override;

protected:
    void layOut(const QSizeF& size) override;
    void paintGrid(QPainter& painter) const override;
    void paintWords(QPainter& painter) const override;

private:
    void placeRoof();
    void placePoints();
    void paintLabels(QPainter& painter) const;
    void paintSlopes(QPainter& painter) const;

    RooflineData m_data;
    RooflineLayout m_layout;
    QLogValueAxis* m_x;
    QLogValueAxis* m_y;
    Band m_beyond;
    std::array<QLineSeries*, 2> m_levels; // all workers, one
    std::array<QLineSeries*, 2> m_slopes;
    std::array<QScatterSeries*, 3> m_points; // one worker, all workers, peer
};

} // namespace lab::widgets
