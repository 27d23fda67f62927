// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/chart_axes.h"
#include "widgets/theme/theme.h"

#include <QGraphicsItem>
#include <QString>

#include <vector>

namespace lab::widgets {

struct TickLabel
{
    double value = 0;
    QString text; ///< "1000"; on axes that reach beyond 100 000 "1 k" or "1 M", powers of two in full
};

/// The powers of `range.base` within a logarithmic range.
std::vector<TickLabel> tickLabels(const AxisRange& range);

/// Labels below a logarithmic x axis, in place of Qt Charts' own, which know 1e+06 only. GUI thread.
class TickLabels : public QGraphicsItem
{
public:
    TickLabels(QGraphicsItem* chart, double scale);

    /// Nothing is shown without a range.
    void show(const AxisRange& range, bool logarithmic);
    void setTheme(ThemeKind theme);
    void setPlot(const QRectF& plot);

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

private:
    const double m_scale;
    ThemeKind m_theme = ThemeKind::Light;
    AxisRange m_range;
    std::vector<TickLabel> m_labels;
    QRectF m_plot;
};

} // namespace lab::widgets
