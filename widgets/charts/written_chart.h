// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/written_plot.h"
#endif

#include <QWidget>

class QChartView;
class QHBoxLayout;
class QLabel;

namespace lab::widgets {

/// A written plot on screen, its title above, as high as it needs at its width; what is under the mouse is
/// said in a tool tip. GUI thread.
class WrittenChart : public QWidget
{
    Q_OBJECT

public:
    /// Takes the plot's chart into its view; the plot becomes its child.
    WrittenChart(WrittenPlot* plot, QWidget* parent);

    /// After the plot has been given new data. `description` is for those who do not see the picture.
    void refresh(const QString& title, const QString& description);
    /// Beside the title, at the right.
    void addBesideTitle(QWidget* widget);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitHeight();

    WrittenPlot* m_plot;
    QHBoxLayout* m_head;
    QLabel* m_title;
    QChartView* m_view;
};

} // namespace lab::widgets
