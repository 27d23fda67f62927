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
    if (step != widgets::LessonStep::Why && step != widgets::LessonStep::Observe)
        return std::nullopt;
    widgets::SlideContent content = slideOf(model);
    if (model.playback().playing()) {
        content.instant.reset();
        content.sight.reset();
    }
    return content;
}

// Nothing at the run's step, at which figures are shown.
std::optional<widgets::LessonSlide> textOf(const LabModel& model, widgets::LessonStep step)
{
    if (step == widgets::LessonStep::Run || !model.info())
        return std::nullopt;
    return widgets::LessonSlide{model.info(), step, model.lesson().text(step), pictureBeside(model, step)};
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
                               &LabModel::lessonChanged, &LabModel::observedChanged})
        connect(&model, changed, this, &PresenterView::refresh);
    for (const auto chosen : {&LabModel::variantChanged, &LabModel::instantChanged})
        connect(&model, chosen, this, &PresenterView::renewPicture);
    refresh();
}

void PresenterView::refresh()
{
    const widgets::LessonStep step = m_model.lessonStep();
    if (m_model.info() && m_lesson && m_lesson->step == step &&
        m_lesson->markdown == m_model.lesson().text(step))
        return; // what plays or is measured meanwhile does not show in a text
    const bool same = m_lesson && m_lesson->step == step; // of which more is known now
    m_lesson = textOf(m_model, step);
    if (!same)
        m_page = 0;
    layOut();
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
    Q_EMIT pageTurned();
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
    paintPage(painter, m_lesson, m_page);
}

void PresenterView::paintPage(QPainter& painter, const std::optional<widgets::LessonSlide>& lesson,
                              int page) const
{
    const double scale = widgets::slideScaleFor(size());
    painter.scale(scale, scale);
    if (lesson)
        widgets::paintLessonSlide(painter, *lesson, m_theme, page);
    else
        widgets::paintSlide(painter, slideOf(m_model), m_theme, false, widgets::slideSizeFor(size()));
}

QPixmap PresenterView::preview(Which which, int width) const
{
    std::optional<widgets::LessonSlide> lesson = m_lesson;
    int page = m_page;
    if (which == Which::Next && pagesLeft() > 0) {
        ++page;
    } else if (which == Which::Next) {
        const int next = static_cast<int>(m_model.lessonStep()) + 1;
        if (next >= widgets::kLessonSteps || !m_model.info())
            return {};
        lesson = textOf(m_model, static_cast<widgets::LessonStep>(next));
        if (lesson)
            lesson->size = widgets::slideSizeFor(size());
        page = 0;
    }
    QPixmap picture(width, std::max(1, width * height() / std::max(1, this->width())));
    picture.fill(widgets::Theme::of(m_theme).panel);
    QPainter painter(&picture);
    const double share = static_cast<double>(width) / std::max(1, this->width());
    painter.scale(share, share);
    paintPage(painter, lesson, page);
    return picture;
}

bool PresenterView::isAnswer(const QKeyEvent& event) const
{
    return m_model.lessonStep() == widgets::LessonStep::Observe && m_model.observed().next() &&
           event.modifiers() == Qt::NoModifier && event.key() >= Qt::Key_A && event.key() <= Qt::Key_D;
}

// The letters are keys of the window, too: an answer comes first.
bool PresenterView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isAnswer(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PresenterView::keyPressEvent(QKeyEvent* event)
{
    if (isAnswer(*event)) {
        Q_EMIT answered(static_cast<std::size_t>(event->key() - Qt::Key_A));
        return;
    }
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
