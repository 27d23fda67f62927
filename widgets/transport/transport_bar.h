// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/scenario/scenario.h"
#endif

#include <QFrame>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSlider;
class QToolButton;

namespace lab::widgets {

class Playback;
struct Speed;
enum class TransportIcon;

/// Run, live, pause, step, scrub, time scale, sweep, export, present: the strip at the bottom. It shows what
/// it is told and says what is wanted; the window decides. Where its texts would not fit, it leaves out what
/// keys and tooltips say, too. GUI thread.
class TransportBar : public QFrame
{
    Q_OBJECT

public:
    explicit TransportBar(QWidget* parent = nullptr);

    void setSweeps(const std::vector<scenario::Sweep>& sweeps);
    /// Run turns into Stop while something runs.
    void setRunning(bool running, bool live);
    /// `hasPicture`: there is something to export, a recording or a sweep.
    void showPlayback(const Playback& playback, bool hasCapture, bool hasPicture);

Q_SIGNALS:
    void runRequested();
    void liveRequested();
    void pauseRequested();
    void stepRequested(int direction); ///< −1 back, 1 forward
    void scrubbed(double share);       ///< 0 … 1 of the recording
    void speedChosen(const Speed& speed);
    void sweepRequested(const QString& key);
    /// A range that the person chooses.
    void ownSweepRequested();
    void exportRequested();
    void presentRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Room {
        Wide,
        Middle, ///< texts are short
        Narrow, ///< and the speed is cut
        Tiny,   ///< what menus and keys do as well is left out
    };

    /// The most that fits.
    void fitWidth();
    void useRoom(Room room);
    QString runText(bool running) const;
    QToolButton* addTool(TransportIcon icon, const QString& name, const QString& tip);
    void showIcons();
    void fillSpeeds();
    void chooseSpeed();
    void showSpeed(const Playback& playback, bool hasCapture);
    void layOut();

    QPushButton* m_run;
    QPushButton* m_live;
    QToolButton* m_back;
    QToolButton* m_pause;
    QToolButton* m_forward;
    QPushButton* m_sweep;
    QMenu* m_sweeps;
    QSlider* m_scrub;
    QLabel* m_time;
    QComboBox* m_speed;
    QSlider* m_eventSeconds; ///< shown while a replay goes from event to event
    QPushButton* m_export;
    QPushButton* m_present;
    bool m_playing = false;
    bool m_running = false;
    bool m_byEvents = false;
    Room m_room = Room::Wide;
};

} // namespace lab::widgets
