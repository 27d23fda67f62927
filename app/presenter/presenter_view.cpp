// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/presenter_view.h"

#include "app/lab/lab_model.h"
#include "app/lab/slide_of.h"
#include "app/presenter/screen_saver.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace lab::app {

namespace {

// The recording that the text explains; where a replay goes on, what it will come to rest at: nothing moves
// beside a text that is read.
std::optional<widgets::SlideContent> pictureBeside(const LabModel& model, widgets::LessonStep step)
{
    if (step != widgets::LessonStep::Why)
        return std::nullopt;
    widgets::SlideContent content = slideOf(model);
    if (model.playback().playing()) {
        content.instant.reset();
        content.sight.reset();
    }
    return content;
}

} // namespace

PresenterView::PresenterView(const LabModel& model, widgets::ThemeKind theme)
    : m_model(model), m_awake(holdOffScreenSaver(tr("presenting"))), m_theme(theme)
{
    setWindowTitle(tr("Speedup Lab: presenting"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::BlankCursor);
    for (const auto changed : {&LabModel::scenarioChanged, &LabModel::stateChanged, &LabModel::inputsChanged,
                               &LabModel::variantChanged, &LabModel::instantChanged, &LabModel::chartChanged,
                               &LabModel::lessonChanged})
        connect(&model, changed, this, &PresenterView::refresh);
    for (const auto chosen : {&LabModel::variantChanged, &LabModel::instantChanged})
        connect(&model, chosen, this, &PresenterView::renewPicture);
    refresh();
}

void PresenterView::refresh()
{
    const widgets::LessonStep step = m_model.lessonStep();
    if (step == widgets::LessonStep::Run || !m_model.info()) {
        m_lesson.reset();
    } else {
        const QString& markdown = m_model.lesson().text(step);
        if (m_lesson && m_lesson->step == step && m_lesson->markdown == markdown)
            return; // what plays or is measured meanwhile does not show in a text
        m_lesson = {m_model.info(), step, markdown, pictureBeside(m_model, step)};
        m_page = 0;
        layOut();
    }
    update();
}

// Another variant or instant was chosen. A run that goes on or has ended since leaves the picture as it is.
void PresenterView::renewPicture()
{
    if (!m_lesson || !m_lesson->picture || m_lesson->picture->state != m_model.sharedPictured() ||
        isRunning(m_model.state()) || m_model.playback().playing())
        return;
    m_lesson->picture = pictureBeside(m_model, m_lesson->step);
    layOut();
    update();
}

void PresenterView::layOut()
{
    if (!m_lesson)
        return;
    m_lesson->size = widgets::slideSizeFor(size());
    m_pages = widgets::lessonPages(*m_lesson);
    m_page = std::clamp(m_page, 0, std::max(0, m_pages - 1));
}

bool PresenterView::turnPage(int direction)
{
    if (!m_lesson || m_page + direction < 0 || m_page + direction >= m_pages)
        return false;
    m_page += direction;
    update();
    return true;
}

void PresenterView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void PresenterView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const widgets::Theme& theme = widgets::Theme::of(m_theme);
    painter.fillRect(rect(), m_black ? theme.blackout : theme.panel);
    if (m_black)
        return;
    const double scale = widgets::slideScaleFor(size());
    painter.scale(scale, scale);
    if (m_lesson)
        widgets::paintLessonSlide(painter, *m_lesson, m_theme, m_page);
    else
        widgets::paintSlide(painter, slideOf(m_model), m_theme, false, widgets::slideSizeFor(size()));
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
