// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/chart_axes.h"
#include "widgets/theme/theme.h"

#include <QGraphicsItem>
#include <QRectF>

#include <vector>

namespace lab::widgets {

/// A vertical line in a plot, px.
struct PlacedMark
{
    double x = 0;
    double top = 0; ///< of the line, which reaches down to the plot's lower edge
    QString label;
    QRectF rect; ///< of the label; null where it has no room
};

/// How many lines of labels stand at the top of a plot at most.
inline constexpr int kMarkRows = 3;

/// Labels beside their lines at the top of `plot`, in rows so that none reaches another, another's line or
/// the edge of the plot. Marks outside of `range` are left out, labels without room, too. By ascending x.
std::vector<PlacedMark> placeMarks(const std::vector<ChartMark>& marks, const AxisRange& range,
                                   bool logarithmic, const QRectF& plot, double scale);

/// The marks of a chart, painted over its plot. GUI thread.
class ChartMarks : public QGraphicsItem
{
public:
    ChartMarks(QGraphicsItem* chart, double scale);

    void show(std::vector<ChartMark> marks, const AxisRange& range, bool logarithmic);
    void setTheme(ThemeKind theme);
    void setPlot(const QRectF& plot);

    QRectF boundingRect() const override { return m_plot; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

private:
    const double m_scale;
    ThemeKind m_theme = ThemeKind::Light;
    std::vector<ChartMark> m_marks;
    AxisRange m_range;
    bool m_logarithmic = false;
    QRectF m_plot;
};

} // namespace lab::widgets
