// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/ladder_layout.h"
#include "widgets/charts/written_plot.h"
#endif

#include <QPainterPath>

class QLogValueAxis;
class QValueAxis;

namespace lab::widgets {

/// Draws a ladder: bars from 1× on a logarithmic axis, with their 95 % whiskers, figures in columns, and a
/// quoted ladder as dashed diamonds. GUI thread.
class LadderPlot : public WrittenPlot
{
    Q_OBJECT

public:
    LadderPlot(ThemeKind theme, double scale, QObject* parent = nullptr);

    void show(const LadderData& data);
    double preferredHeight(double width) const override;
    QString hintAt(const QPointF& point) const override;

protected:
    void layOut(const QSizeF& size) override;
    void paintGrid(QPainter& painter) const override;
    void paintWords(QPainter& painter) const override;

private:
    void placeSeries();
    void styleBar(std::size_t row);
    void paintRow(QPainter& painter, std::size_t row) const;
    void paintEntry(QPainter& painter, const LadderLayout::Entry& entry) const;
    QPainterPath unwritten() const;
    void paintQuotation(QPainter& painter) const;
    void paintPredicted(QPainter& painter) const;
    void paintFlag(QPainter& painter, const QPointF& top, double height) const;
    void paintDiamond(QPainter& painter, const QPointF& at) const;
    double up(double y) const { return m_layout.plot.bottom() - y; }

    LadderData m_data;
    LadderLayout m_layout;
    QLogValueAxis* m_factors;
    QValueAxis* m_rows; // pixels above the plot's lower edge
    std::vector<Band> m_bars;
    std::vector<QLineSeries*> m_whiskers;
};

} // namespace lab::widgets
