// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/theme/theme.h"
#endif

#include <QObject>
#include <QPointer>

namespace lab::app {

class MainWindow;
class PresenterView;

/// What menus, keys and buttons ask for beyond a call of model or run control: dialogs, the presenter, the
/// clicker's way through the lesson. GUI thread.
class Commands : public QObject
{
    Q_OBJECT

public:
    explicit Commands(MainWindow& window);
    ~Commands() override;

    /// Asks for a parameter and a range first.
    void sweepOwnRange();
    /// The sweep in the place of stage and lanes, or these.
    void toggleSweep();
    void togglePlaying();

    void nextLessonStep();
    /// The clicker: page, step, then scenario.
    void moveLesson(int direction);
    void present();
    void endPresenting();

    void exportSlide();
    void copyPicture();
    void showKeys();
    void showGlossary();
    void showAbout();
    void chooseTheme(widgets::ThemeKind kind);
    void setReducedMotion(bool on);

private:
    MainWindow& m_window;
    QPointer<PresenterView> m_presenter;
};

} // namespace lab::app
