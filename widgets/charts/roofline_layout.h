// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/roofline_data.h"

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace lab::widgets {

/// Where everything of a roofline chart stands, in pixels from its top left: the plot at the left, names and
/// figures of points and levels in a column at the right, in the order of their height and never on top of
/// one another.
class RooflineLayout
{
public:
    struct Label
    {
        QString name;
        QString value;
        QRectF rect;       ///< name at its left, value at its right end
        QPointF from;      ///< the point, or the right end of the level's line
        std::size_t index; ///< in the data's points or levels
        bool level = false;
    };
    struct Tick
    {
        QString text;
        QRectF rect;
    };
    /// A name along its slope, turned; null width where it has no room there and is part of the caption.
    struct Slope
    {
        QString words;
        QPointF centre;
        double angle = 0; ///< degrees, as QPainter::rotate counts
        double width = 0;
        bool below = false;
    };

    RooflineLayout(const RooflineData& data, QSizeF size, double scale);
    static double preferredHeight(const RooflineData& data, double width, double scale);

    /// Of the levels' labels.
    static QFont levelFont(double scale);

    double x(double intensity) const;
    double y(double rate) const;

    QRectF plot;
    double textScale = 1;
    std::vector<Label> labels; ///< from top to bottom
    std::vector<Tick> xTicks;
    std::vector<Tick> yTicks;
    std::vector<Slope> slopes; ///< as the data's
    QRectF rateHeader;         ///< over the figures, right-aligned
    QRectF xTitle;
    QString caption; ///< below; as many lines as `captionRect` is high
    QRectF captionRect;

private:
    double labelWidth(const RooflineData& data) const;
    void place(const RooflineData& data, QSizeF size);
    void placeCaption(const RooflineData& data, QSizeF size);
    void placePlot(const RooflineData& data, QSizeF size);
    void placeLabels(const RooflineData& data, QSizeF size);
    void placeTicks();
    Slope placeSlope(const RooflineData& data, std::size_t index) const;
    double lineHeight() const;

    double m_scale;
    QString m_unplaced; // names of slopes that have no room along their lines
    double m_xLow;
    double m_xHigh;
    double m_yLow;
    double m_yHigh;
};

} // namespace lab::widgets
