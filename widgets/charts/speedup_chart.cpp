// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/speedup_chart.h"

#include "widgets/charts/chart_legend.h"
#include "widgets/charts/speedup_plot.h"
#include "widgets/theme/application_theme.h"

#include <QChartView>
#include <QEvent>
#include <QGraphicsScene>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace lab::widgets {

SpeedupChart::SpeedupChart(QWidget* parent, double scale)
    : QWidget(parent), m_title(new QLabel(this)), m_plot(new SpeedupPlot(currentTheme(), scale, this)),
      m_view(new QChartView(m_plot->chart(), this)), m_legend(new ChartLegend(this, scale)),
      m_note(new QLabel(this))
{
    m_title->setProperty("role", scale > textScale() ? "title" : "heading");
    m_note->setProperty("role", scale > textScale() ? "secondary" : "caption");
    m_note->setWordWrap(true);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setMinimumHeight(172);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_view->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_legend);
    layout->addWidget(m_note);
    m_note->hide();
}

void SpeedupChart::setData(const ChartData& data)
{
    m_data = data;
    m_title->setText(data.title);
    m_plot->show(data);
    m_legend->setData(data);
    m_note->setText(data.note);
    for (QWidget* part : std::initializer_list<QWidget*>{m_view, m_legend, m_note})
        part->setToolTip(data.details);
    m_note->setVisible(!data.note.isEmpty());
    m_note->setFixedHeight(
        std::max(0, m_note->heightForWidth(width()))); // else the chart would give way to it
    QStringList points;
    for (const ChartSeries& series : data.measured) {
        for (const ChartPoint& point : series.points)
            points.append(tr("%1 at %2").arg(point.y, 0, 'f', 2).arg(point.x));
    }
    m_view->setAccessibleName(data.title);
    m_view->setAccessibleDescription(points.join(QStringLiteral(", ")));
}

void SpeedupChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_plot->setTheme(currentTheme());
}

void paintChart(QPainter& painter, const QRectF& area, const ChartData& data, ThemeKind theme, double scale)
{
    const Theme& colours = Theme::of(theme);
    const double legend = paintChartLegend(nullptr, area, data, colours, scale);
    const QRectF plotArea = area.adjusted(0, 0, 0, -legend);
    QGraphicsScene scene;
    SpeedupPlot plot(theme, scale);
    scene.addItem(plot.chart()); // the scene owns and deletes it
    plot.show(data);
    plot.chart()->setGeometry(QRectF(QPointF(0, 0), plotArea.size()));
    scene.setSceneRect(plot.chart()->geometry());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    scene.render(&painter, plotArea, scene.sceneRect());
    paintChartLegend(&painter, QRectF(area.left(), plotArea.bottom(), area.width(), legend), data, colours,
                     scale);
    painter.restore();
}

} // namespace lab::widgets
