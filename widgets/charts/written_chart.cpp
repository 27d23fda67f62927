// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/written_chart.h"

#include "widgets/theme/application_theme.h"

#include <QChartView>
#include <QHelpEvent>
#include <QLabel>
#include <QToolTip>
#include <QVBoxLayout>

#include <cmath>

namespace lab::widgets {

WrittenChart::WrittenChart(WrittenPlot* plot, QWidget* parent)
    : QWidget(parent), m_plot(plot), m_head(new QHBoxLayout), m_title(new QLabel(this)),
      m_view(new QChartView(plot->chart(), this))
{
    plot->setParent(this);
    m_title->setProperty("role", "heading");
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->viewport()->installEventFilter(this);
    m_head->addWidget(m_title, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_head);
    layout->addWidget(m_view, 1);
}

void WrittenChart::addBesideTitle(QWidget* widget)
{
    m_head->addWidget(widget);
}

void WrittenChart::refresh(const QString& title, const QString& description)
{
    m_title->setText(title);
    m_view->setAccessibleName(title);
    m_view->setAccessibleDescription(description);
    fitHeight();
}

void WrittenChart::fitHeight()
{
    m_view->setMinimumHeight(static_cast<int>(std::ceil(m_plot->preferredHeight(std::max(width(), 200)))));
}

void WrittenChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void WrittenChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_plot->setTheme(currentTheme());
}

bool WrittenChart::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::eventFilter(watched, event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString hint = m_plot->hintAt(m_view->mapToScene(help->pos()));
    if (hint.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), hint, m_view);
    return true;
}

} // namespace lab::widgets
