// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/lesson_panel.h"

#include "widgets/panels/glossary.h"

#include "widgets/panels/scroll_fade.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/keyboard_focus.h"
#include "widgets/theme/type_scale.h"

#include <QButtonGroup>
#include <QCursor>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QToolTip>
#include <QVBoxLayout>

namespace lab::widgets {

LessonPanel::LessonPanel(QWidget* parent)
    : QWidget(parent), m_buttons(new QButtonGroup(this)), m_text(new QTextBrowser(this))
{
    auto* row = new QHBoxLayout;
    row->setSpacing(3);
    for (int i = 0; i < kLessonSteps; ++i) {
        auto* button = new QPushButton(stepTitle(static_cast<LessonStep>(i)), this);
        button->setProperty("step", true);
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setMinimumWidth(40);
        m_buttons->addButton(button, i);
        row->addWidget(button);
    }
    m_buttons->button(0)->setChecked(true);
    m_text->setOpenLinks(false);
    showKeyboardFocus(*m_text, *m_text);
    m_text->setProperty("lesson", true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setMinimumHeight(76);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_text->setAccessibleName(tr("Lesson"));
    m_text->document()->setDocumentMargin(0);
    new ScrollFade(m_text);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_text, 1);
    connect(m_buttons, &QButtonGroup::idClicked, this,
            [this](int id) { setStep(static_cast<LessonStep>(id)); });
    connect(m_text, &QTextBrowser::anchorClicked, this, &LessonPanel::follow);
    connect(m_text, &QTextBrowser::highlighted, this, &LessonPanel::explain);
}

void LessonPanel::setLesson(const Lesson& lesson)
{
    m_lesson = lesson;
    setStep(LessonStep::Problem);
}

void LessonPanel::setStep(LessonStep step)
{
    m_step = step;
    m_buttons->button(static_cast<int>(step))->setChecked(true);
    showStep();
    Q_EMIT stepChanged();
}

void LessonPanel::setText(LessonStep step, const QString& markdown)
{
    if (m_lesson.text(step) == markdown)
        return;
    m_lesson.steps[static_cast<std::size_t>(step)] = markdown;
    if (step == m_step)
        showStep();
}

bool LessonPanel::moveStep(int direction)
{
    const int next = static_cast<int>(m_step) + direction;
    if (next < 0 || next >= kLessonSteps)
        return false;
    setStep(static_cast<LessonStep>(next));
    return true;
}

void LessonPanel::showStep()
{
    m_text->document()->setDefaultFont(widgets::font(TextRole::Body, textScale()));
    m_text->setMarkdown(m_lesson.text(m_step));
    // Links inherit the accent of the theme in force when the text is set.
    QTextCursor cursor(m_text->document());
    cursor.select(QTextCursor::Document);
    QTextBlockFormat block;
    block.setLineHeight(124, QTextBlockFormat::ProportionalHeight);
    block.setBottomMargin(6);
    cursor.mergeBlockFormat(block);
    m_text->moveCursor(QTextCursor::Start);
}

void LessonPanel::follow(const QUrl& link)
{
    const QString rest = link.toString(QUrl::RemoveScheme);
    if (link.scheme() == QLatin1String("predict")) {
        Q_EMIT predicted(rest.toDouble());
    } else if (link.scheme() == QLatin1String("set")) {
        const auto equals = rest.indexOf(QLatin1Char('='));
        Q_EMIT parameterWanted(rest.left(equals), rest.mid(equals + 1));
    } else if (link.scheme() == QLatin1String("sweep")) {
        Q_EMIT sweepWanted(rest);
    } else if (link.scheme() == QLatin1String("answer")) {
        Q_EMIT answered(rest.section(QLatin1Char('='), 0, 0).toULongLong(),
                        rest.section(QLatin1Char('='), 1).toULongLong());
    } else if (link.scheme() == QLatin1String("show")) {
        Q_EMIT placeWanted(rest.toULongLong());
    } else if (link.scheme() == QLatin1String("whatif")) {
        Q_EMIT whatIfWanted(rest);
    } else if (link.scheme() == QLatin1String("run")) {
        Q_EMIT runWanted();
    } else {
        explain(link);
    }
}

// A term of the glossary, beside the mouse; anything else hides what was there.
void LessonPanel::explain(const QUrl& link)
{
    const bool term = link.scheme() == QLatin1String("term");
    QToolTip::showText(QCursor::pos(), term ? explainTerm(link.toString(QUrl::RemoveScheme)) : QString(),
                       m_text);
}

void LessonPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        showStep();
}

} // namespace lab::widgets
