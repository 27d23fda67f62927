// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/theme/theme.h"
#endif

#include <QObject>
#include <QPointer>

#include <set>
#include <string>

namespace lab::app {

class MainWindow;
class NotesWindow;
class PresenterView;

/// What menus, keys and buttons ask for beyond a call of model or run control: dialogs, the presenter, the
/// clicker's way through the lesson. GUI thread.
class Commands : public QObject
{
    Q_OBJECT

public:
    explicit Commands(MainWindow& window);
    ~Commands() override;

    /// Runs or stops. Where nothing was predicted yet, the first time in a scenario leads to its Predict
    /// step.
    void runOrPredict();
    /// Asks for a parameter and a range first.
    void sweepOwnRange();
    /// The sweep in the place of stage and lanes, or these.
    void toggleSweep();
    void togglePlaying();

    void nextLessonStep();
    /// The clicker: page, step, then scenario.
    void moveLesson(int direction);
    void present();
    /// The same with notes for whoever presents, or these beside what is presented already, or away.
    void presentWithNotes();
    void endPresenting();

    void exportSlide();
    void copyPicture();
    void showKeys();
    void showGlossary();
    void showAbout();
    void chooseTheme(widgets::ThemeKind kind);
    void setReducedMotion(bool on);
    /// One step larger or smaller; 0: the usual size.
    void changeTextSize(int direction);

private:
    bool asksFirst() const;
    void openPresenter();
    void openNotes();

    MainWindow& m_window;
    std::set<std::string> m_asked; // scenarios whose Predict step has been shown so
    QPointer<PresenterView> m_presenter;
    QPointer<NotesWindow> m_notes;
};

} // namespace lab::app
