// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/panels/lesson.h"
#endif

#include <QWidget>

class QButtonGroup;
class QTextBrowser;

namespace lab::widgets {

/// The lesson's steps as buttons, and the text of the chosen one. Links in it predict, set parameters,
/// start a sweep or ask what a change would make of the result. GUI thread.
class LessonPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LessonPanel(QWidget* parent = nullptr);

    void setLesson(const Lesson& lesson);
    LessonStep step() const { return m_step; }
    /// Markdown of the step.
    const QString& text() const { return m_lesson.text(m_step); }
    void setStep(LessonStep step);
    /// Another text of a step.
    void setText(LessonStep step, const QString& markdown);
    /// Stays at the ends; returns false there.
    bool moveStep(int direction);

Q_SIGNALS:
    void predicted(double speedup);
    void parameterWanted(const QString& name, const QString& value);
    void sweepWanted(const QString& key);
    void whatIfWanted(const QString& key);
    void runWanted();
    void answered(std::size_t question, std::size_t option);
    void placeWanted(std::size_t question);
    void stepChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showStep();
    void follow(const QUrl& link);
    void explain(const QUrl& link);

    Lesson m_lesson;
    LessonStep m_step = LessonStep::Problem;
    QButtonGroup* m_buttons;
    QTextBrowser* m_text;
};

} // namespace lab::widgets
