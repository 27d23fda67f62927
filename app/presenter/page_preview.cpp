// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/page_preview.h"

#include "widgets/theme/application_theme.h"

#include <QPainter>

namespace lab::app {

PagePreview::PagePreview(QWidget* parent) : QWidget(parent)
{
    setMinimumSize(160, 90);
}

void PagePreview::setPage(const QPixmap& page)
{
    m_page = page;
    update();
}

void PagePreview::paintEvent(QPaintEvent*)
{
    if (m_page.isNull())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSize size = m_page.size().scaled(this->size(), Qt::KeepAspectRatio);
    const QRect place(QPoint(0, 0), size);
    painter.drawPixmap(place, m_page);
    painter.setPen(widgets::Theme::of(widgets::currentTheme()).axis);
    painter.drawRect(place.adjusted(0, 0, -1, -1));
}

} // namespace lab::app
