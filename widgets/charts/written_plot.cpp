// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/written_plot.h"

#include <QAreaSeries>
#include <QGraphicsLayout>
#include <QLegend>
#include <QPainter>

namespace lab::widgets {

class WrittenPlot::Layer : public QGraphicsItem
{
public:
    Layer(const WrittenPlot* plot, bool above, QGraphicsItem* parent)
        : QGraphicsItem(parent), m_plot(plot), m_above(above)
    {
        setZValue(above ? 1000 : -1000);
        setAcceptedMouseButtons(Qt::NoButton);
    }
    QRectF boundingRect() const override { return m_rect; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override
    {
        painter->setRenderHint(QPainter::Antialiasing);
        if (m_above)
            m_plot->paintWords(*painter);
        else
            m_plot->paintGrid(*painter);
    }
    void fit(const QRectF& rect)
    {
        prepareGeometryChange();
        m_rect = rect;
        update();
    }

private:
    const WrittenPlot* m_plot;
    const bool m_above;
    QRectF m_rect;
};

WrittenPlot::WrittenPlot(ThemeKind theme, double scale, QObject* parent)
    : QObject(parent), m_chart(new QChart), m_theme(theme), m_scale(scale),
      m_grid(new Layer(this, false, m_chart)), m_words(new Layer(this, true, m_chart))
{
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->legend()->hide();
    connect(m_chart, &QGraphicsWidget::geometryChanged, this, &WrittenPlot::arrange);
}

void WrittenPlot::setTheme(ThemeKind theme)
{
    m_theme = theme;
    arrange();
}

void WrittenPlot::arrange()
{
    const QSizeF size = m_chart->size();
    if (size.width() < 1 || size.height() < 1)
        return;
    layOut(size);
    for (Layer* layer : {m_grid, m_words})
        layer->fit(QRectF(QPointF(0, 0), size));
}

WrittenPlot::Band WrittenPlot::addBand(QAbstractAxis* x, QAbstractAxis* y)
{
    Band band{nullptr, new QLineSeries(m_chart), new QLineSeries(m_chart)};
    band.area = new QAreaSeries(band.upper, band.lower);
    m_chart->addSeries(band.area);
    band.area->attachAxis(x);
    band.area->attachAxis(y);
    return band;
}

void WrittenPlot::Band::replace(const QRectF& rect)
{
    if (rect.isNull()) {
        upper->replace(QList<QPointF>{});
        lower->replace(QList<QPointF>{});
    } else {
        upper->replace(QList<QPointF>{rect.bottomLeft(), rect.bottomRight()});
        lower->replace(QList<QPointF>{rect.topLeft(), rect.topRight()});
    }
    area->setVisible(!rect.isNull());
}

QLineSeries* WrittenPlot::addLine(QAbstractAxis* x, QAbstractAxis* y)
{
    auto* line = new QLineSeries;
    m_chart->addSeries(line);
    line->attachAxis(x);
    line->attachAxis(y);
    return line;
}

QPen WrittenPlot::pen(const QColor& colour, double width, Qt::PenStyle style) const
{
    QPen made(colour, width * m_scale, style);
    made.setCosmetic(false);
    return made;
}

} // namespace lab::widgets
