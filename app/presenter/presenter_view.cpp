// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/presenter_view.h"

#include "app/lab/lab_model.h"
#include "app/lab/slide_of.h"
#include "widgets/export/lesson_slide.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace lab::app {

PresenterView::PresenterView(const LabModel& model, widgets::ThemeKind theme) : m_model(model), m_theme(theme)
{
    setWindowTitle(tr("Speedup Lab: presenting"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::BlankCursor);
    for (const auto changed : {&LabModel::scenarioChanged, &LabModel::stateChanged, &LabModel::inputsChanged,
                               &LabModel::variantChanged, &LabModel::instantChanged, &LabModel::chartChanged,
                               &LabModel::lessonChanged})
        connect(&model, changed, this, &PresenterView::refresh);
    refresh();
}

void PresenterView::refresh()
{
    const widgets::LessonStep step = m_model.lessonStep();
    if (step == widgets::LessonStep::Run) {
        m_lesson.reset();
    } else {
        const QString& markdown = m_model.lesson().text(step);
        if (m_lesson && m_lesson->step == step && m_lesson->markdown == markdown)
            return; // what plays or is measured meanwhile does not show in a text
        m_lesson = {step, markdown, 0, widgets::lessonPages(markdown)};
    }
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
    if (m_lesson && m_model.info())
        widgets::paintLessonSlide(painter, *m_model.info(), m_lesson->step, m_lesson->markdown, m_theme,
                                  m_lesson->page);
    else
        widgets::paintSlide(painter, slideOf(m_model), m_theme, false);
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
