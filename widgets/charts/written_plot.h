// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/theme/theme.h"
#endif

#include <QChart>
#include <QLineSeries>
#include <QObject>
#include <QPen>

class QAreaSeries;
class QPainter;

namespace lab::widgets {

/// A QChart whose texts and grid are painted by us, since Qt Charts cuts what does not fit: its axes are
/// hidden, its plot area is set, a layer below it carries the grid and one above it the words. The chart
/// belongs to the view or scene it is put into, and must not be painted after this object has gone. GUI
/// thread.
class WrittenPlot : public QObject
{
    Q_OBJECT

public:
    WrittenPlot(ThemeKind theme, double scale, QObject* parent);

    QChart* chart() const { return m_chart; }
    void setTheme(ThemeKind theme);

    /// Height that reads well at this width, in pixels.
    virtual double preferredHeight(double width) const = 0;
    /// What there is to say about what is at `point` of the chart; empty where there is nothing.
    virtual QString hintAt(const QPointF& point) const = 0;

protected:
    /// Computes positions for the chart's present size and replaces every series.
    virtual void layOut(const QSizeF& size) = 0;
    virtual void paintGrid(QPainter& painter) const = 0;
    virtual void paintWords(QPainter& painter) const = 0;

    /// To be called after new data: lays out and repaints.
    void arrange();
    /// Filled from a lower to an upper line; both are returned to be replaced.
    struct Band
    {
        QAreaSeries* area = nullptr;
        QLineSeries* upper = nullptr;
        QLineSeries* lower = nullptr;
        void replace(const QRectF& rect); ///< in the axes' units; a null one hides it
    };
    Band addBand(QAbstractAxis* x, QAbstractAxis* y);
    QLineSeries* addLine(QAbstractAxis* x, QAbstractAxis* y);
    QPen pen(const QColor& colour, double width, Qt::PenStyle style = Qt::SolidLine) const;

    const Theme& theme() const { return Theme::of(m_theme); }
    double scale() const { return m_scale; }

private:
    class Layer;

    QChart* m_chart;
    ThemeKind m_theme;
    const double m_scale;
    Layer* m_grid;  // the chart's
    Layer* m_words; // the chart's
};

} // namespace lab::widgets
