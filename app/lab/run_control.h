// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/session/preview.h"
#include "core/session/run_session.h"
#endif

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

namespace lab::app {

class LabModel;

/// Starts and stops what runs for the scenario that the model shows; a Live run gives way to another start, a
/// Run or a sweep does not, since its points would be lost. Prepares its inputs as long
/// as nothing has run, and hands the model each new state. The window's clock asks it once a tick; nothing
/// in it blocks. GUI thread.
class RunControl : public QObject
{
    Q_OBJECT

public:
    explicit RunControl(LabModel& model, QObject* parent = nullptr);

    /// A run, a sweep or a check goes on, or is about to begin.
    bool measuring() const;
    bool checking() const { return m_checking; }

    void toggleRun();
    void toggleLive();
    void sweep(const std::string& key);
    void sweep(const scenario::Sweep& own);
    /// Runs the scenario with this request beside the result that is shown, which stays. Nothing while
    /// something is measured.
    void check(const scenario::Request& request);
    /// Also what is about to begin.
    void stop();
    /// For good: the window closes.
    void end();

    /// `seconds` have passed since the last tick.
    void tick(double seconds);
    /// The views have drawn the newest state: measuring may go on.
    void viewsHaveDrawn();

Q_SIGNALS:
    /// What was asked for begins: its scenario is to be seen.
    void beginning();
    /// A check began, or has come further.
    void checkMoved();
    /// It has ended with this state: stopped, failed, or finished.
    void checked(std::shared_ptr<const session::RunState> state);
    /// A sentence for the person.
    void problem(const QString& sentence);

private:
    void begin(session::RunOptions options);
    void beginPending();
    void followCheck();
    void take(std::shared_ptr<const session::RunState> state);
    void finish();
    void keepFigures() const;
    bool liveInTurns(const session::RunState& state) const;
    void leaveScenario();
    void changeRequest();
    /// Parameters move in strokes: what lies between is not worth preparing.
    void renewInputs();
    void prepareInputs();

    LabModel& m_model;
    session::RunSession m_session;
    session::Preview m_preview;
    std::optional<session::RunOptions> m_pending; // starts as soon as the running one has stopped
    bool m_checking = false;                      // what is pending, or running, is a check
    QTimer m_inputsTimer;
    double m_sinceMove = 0;        // seconds since a new state moved the playhead
    std::uint64_t m_left = 0;      // generation that was on when the scenario was opened
    std::uint64_t m_seen = 0;      // revision that the model has
    std::uint64_t m_toConfirm = 0; // revision whose painting the session waits for
};

} // namespace lab::app
