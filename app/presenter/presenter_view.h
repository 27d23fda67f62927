// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/export/slide.h"
#include "widgets/panels/lesson.h"
#endif

#include <QWidget>

#include <optional>

namespace lab::app {

/// Full screen for the projector: the lesson's text, or the slide of the current result, moving. B blanks the
/// screen, Esc or F5 ends. GUI thread.
class PresenterView : public QWidget
{
    Q_OBJECT

public:
    explicit PresenterView(widgets::ThemeKind theme);

    using QWidget::show;
    void show(const widgets::SlideContent& content);
    /// The lesson's text at `step` in place of a slide of figures. A long one begins with its first page.
    void showLesson(const widgets::SlideContent& content, widgets::LessonStep step, const QString& markdown);
    /// To the next or previous page of a long text; false where there is none.
    bool turnPage(int direction);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct LessonPage
    {
        widgets::LessonStep step = widgets::LessonStep::Problem;
        QString markdown;
        int page = 0;
        int pages = 1;
    };

    widgets::SlideContent m_content;
    std::optional<LessonPage> m_lesson; // instead of m_content's figures
    const widgets::ThemeKind m_theme;
    bool m_black = false;
};

} // namespace lab::app
