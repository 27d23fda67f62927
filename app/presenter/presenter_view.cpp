// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/presenter_view.h"

#include "widgets/export/lesson_slide.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace lab::app {

PresenterView::PresenterView(widgets::ThemeKind theme) : m_theme(theme)
{
    setWindowTitle(tr("Speedup Lab: presenting"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::BlankCursor);
}

void PresenterView::show(const widgets::SlideContent& content)
{
    m_content = content;
    m_lesson.reset();
    update();
}

void PresenterView::showLesson(const widgets::SlideContent& content, widgets::LessonStep step,
                               const QString& markdown)
{
    m_content = content;
    if (m_lesson && m_lesson->step == step && m_lesson->markdown == markdown)
        return; // what plays or is measured meanwhile does not show in a text
    m_lesson = {step, markdown, 0, widgets::lessonPages(markdown)};
    update();
}

bool PresenterView::turnPage(int direction)
{
    if (!m_lesson || m_lesson->page + direction < 0 || m_lesson->page + direction >= m_lesson->pages)
        return false;
    m_lesson->page += direction;
    update();
    return true;
}

void PresenterView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const widgets::Theme& theme = widgets::Theme::of(m_theme);
    painter.fillRect(rect(), m_black ? theme.blackout : theme.panel);
    if (m_black)
        return;
    const double scale = std::min(width() / static_cast<double>(widgets::kSlideWidth),
                                  height() / static_cast<double>(widgets::kSlideHeight));
    painter.translate((width() - widgets::kSlideWidth * scale) / 2,
                      (height() - widgets::kSlideHeight * scale) / 2);
    painter.scale(scale, scale);
    if (m_lesson && m_content.info)
        widgets::paintLessonSlide(painter, *m_content.info, m_lesson->step, m_lesson->markdown, m_theme,
                                  m_lesson->page);
    else
        widgets::paintSlide(painter, m_content, m_theme, false);
}

void PresenterView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_B:
        m_black = !m_black;
        update();
        break;
    case Qt::Key_Escape:
    case Qt::Key_F5:
        close();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace lab::app
