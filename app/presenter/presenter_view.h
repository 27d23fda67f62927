// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/panels/lesson.h"
#include "widgets/theme/theme.h"
#endif

#include <QWidget>

#include <optional>

namespace lab::app {

class LabModel;

/// Full screen for the projector: the lesson's text, or the slide of what is on the screen, moving. Figures
/// are shown at the lesson's step of the run, which a run begins with; all other steps are texts. B blanks
/// the screen, Esc or F5 ends. GUI thread.
class PresenterView : public QWidget
{
    Q_OBJECT

public:
    /// `model` must outlive the view.
    PresenterView(const LabModel& model, widgets::ThemeKind theme);

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

    void refresh();

    const LabModel& m_model;
    std::optional<LessonPage> m_lesson; // instead of figures
    const widgets::ThemeKind m_theme;
    bool m_black = false;
};

} // namespace lab::app
