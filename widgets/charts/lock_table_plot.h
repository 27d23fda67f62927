// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/lock_table_layout.h"
#include "widgets/charts/written_plot.h"
#endif

namespace lab::widgets {

/// Draws a lock table: a plot of words alone, so that it stands wherever charts do. GUI thread.
class LockTablePlot : public WrittenPlot
{
    Q_OBJECT

public:
    LockTablePlot(ThemeKind theme, double scale, QObject* parent = nullptr);

    void show(const LockTableData& data);
    double preferredHeight(double width) const override;
    QString hintAt(const QPointF& point) const override;

protected:
    void layOut(const QSizeF& size) override;
    void paintGrid(QPainter& painter) const override;
    void paintWords(QPainter& painter) const override;

private:
    LockTableData m_data;
    LockTableLayout m_layout;
};

} // namespace lab::widgets
