// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/export/lesson_slide.h"
#include "widgets/theme/theme.h"
#endif

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>

namespace lab::app {

class LabModel;

/// Full screen for the projector: the lesson's text, or the slide of what is on the screen, moving. Figures
/// are shown at the lesson's step of the run, which a run begins with; all other steps are texts. Beside the
/// text on why, and what is asked about it, stands the recording, at rest; the letters A to D answer. Slides
/// take the shape of the screen. B blanks the screen, Esc or F5 ends. Meanwhile no screen saver comes. GUI
/// thread.
class PresenterView : public QWidget
{
    Q_OBJECT

public:
    /// `model` must outlive the view.
    PresenterView(const LabModel& model, widgets::ThemeKind theme);

    /// To the next or previous page of a long text; false where there is none.
    bool turnPage(int direction);
    /// Of a long text, from 0.
    int page() const { return m_lesson ? m_page : 0; }
    int pagesLeft() const { return m_lesson ? m_pages - 1 - m_page : 0; }

    enum class Which { Shown, Next };
    /// What is shown, or what PageDown leads to, `width` px wide; null at the end of the lesson.
    QPixmap preview(Which which, int width) const;

Q_SIGNALS:
    void pageTurned();
    /// A letter was pressed while a question is shown: 0 for A.
    void answered(std::size_t option);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void renewPicture();
    void layOut();
    bool isAnswer(const QKeyEvent& event) const;
    void paintPage(QPainter& painter, const std::optional<widgets::LessonSlide>& lesson, int page) const;

    const LabModel& m_model;
    const std::shared_ptr<void> m_awake;          // the screen
    std::optional<widgets::LessonSlide> m_lesson; // instead of figures
    int m_page = 0;                               // of the lesson's text
    int m_pages = 1;
    const widgets::ThemeKind m_theme;
    bool m_black = false;
};

} // namespace lab::app
