// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/session/run_session.h"
#include "widgets/panels/result_text.h"
#include "widgets/theme/theme.h"
#endif

#include <QWidget>

#include <vector>

class QBoxLayout;
class QLabel;
class QPainter;

namespace lab::widgets {

/// Paints the parts as one bar with its legend below; returns the height used. `scale` enlarges texts.
double paintBreakdown(QPainter& painter, const QRectF& area, const std::vector<BreakdownPart>& parts,
                      const Theme& theme, double scale);
double breakdownHeight(double width, const std::vector<BreakdownPart>& parts, double scale);

/// The bar that says where the time of all workers went. GUI thread.
class BreakdownBar : public QWidget
{
    Q_OBJECT

public:
    explicit BreakdownBar(QWidget* parent = nullptr);
    void setParts(std::vector<BreakdownPart> parts);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    std::vector<BreakdownPart> m_parts;
    int m_tallest = 0; // px at the present width, since there were no parts
};

/// The big figure with its interval, and the breakdown below. GUI thread.
class FigurePanel : public QWidget
{
    Q_OBJECT

public:
    explicit FigurePanel(QWidget* parent = nullptr);

    /// `prediction`: the sentence on what the person predicted, see predictionText(); may be empty.
    void setState(const session::RunState& state, const machine::Machine& machine, const QString& prediction);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeLines();

    QStringList m_words; // one to a line where they stand beside the figure
    QLabel* m_figure;
    QLabel* m_lines;
    QLabel* m_prediction;
    QBoxLayout* m_layout; // of the figure and its lines
};

} // namespace lab::widgets
