// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/pace.h"
#include "core/trace/trace.h"

#include <memory>
#include <optional>
#include <vector>

namespace lab::widgets {

/// How a replay is to move.
struct Speed
{
    enum class Kind {
        Auto,    ///< from event to event where events are short, else evenly in some seconds
        AFew,    ///< from event to event, a few of them
        Through, ///< from event to event, through all of the recording
        Evenly,  ///< in slow motion 1 : `scale`
    };
    Kind kind = Kind::Auto;
    double scale = 1;
    double eventSeconds = 0.5; ///< what each event gets; 0.2 … 2
    friend bool operator==(const Speed&, const Speed&) = default;
};

/// Where a replay stands, in ns of the recorded run. Plain value: wall time comes in through `advance`, so
/// that the same calls always lead to the same instant.
class Playback
{
public:
    /// Seconds that Auto gives one iteration, as nearly as the menu's scales allow.
    static constexpr double kAutoSeconds = 6;
    /// What Auto and the menu may choose: one second of the recording lasts this many seconds.
    static const std::vector<double>& timeScales();

    /// The recordings shown together; their events are what `step` goes through. Keeps the instant where it
    /// is possible, clamped to the longest recording.
    /// With a `cut` (ns) above 0 nothing beyond it is played.
    void setTraces(const std::vector<std::shared_ptr<const trace::Trace>>& traces, double cut = 0);

    double duration() const { return m_duration; }
    double time() const { return m_time; }
    void setTime(double ns);

    bool playing() const { return m_playing; }
    /// Starts from the beginning when at the end, or where the last one was left to rest.
    void play();
    /// The same from the beginning; when it has come to its end, or from event to event has shown all of
    /// them, it goes back to `rest` ns.
    void playThenRest(double rest);
    void pause() { m_playing = false; }

    void setSpeed(const Speed& speed) { m_speed = speed; }
    const Speed& speed() const { return m_speed; }
    /// How t goes from event to event; null: evenly, at timeScale().
    void setPace(std::shared_ptr<const analysis::Pace> pace);
    const std::shared_ptr<const analysis::Pace>& pace() const { return m_pace; }
    /// The scale of an even replay: the one chosen, or Auto's.
    double timeScale() const;

    /// Moves on by `seconds` of wall time while playing; pauses at the end. With `events` (reduced motion)
    /// only whole events are reached: the picture jumps from one to the next.
    void advance(double seconds, bool events = false);

    /// What is in sight of the recording, ns, while a replay goes from event to event; absent at rest, where
    /// the whole is shown.
    std::optional<analysis::Pace::Range> sight() const;
    /// Which event that is.
    std::optional<analysis::Pace::Place> place() const;

    /// To the next or previous instant at which any lane changes. Pauses.
    void stepForward();
    void stepBack();
    void toStart();
    void toEnd();

private:
    void end();
    double lastSecond() const;
    void stepTo(double ns);
    double eventAfter(double ns) const;
    double eventBefore(base::Nanoseconds ns) const;

    std::vector<std::shared_ptr<const trace::Trace>> m_traces; // none is null
    double m_duration = 0;
    double m_time = 0;
    double m_running = 0; // as m_time, but not held back to events
    Speed m_speed;
    std::shared_ptr<const analysis::Pace> m_pace; // null or not empty
    double m_seconds = 0;                         // of the pace
    std::optional<double> m_rest;                 // of the replay that goes on
    bool m_playing = false;
    bool m_near = false; // a replay by events goes on or was halted: its range is in sight
    bool m_over = false; // a replay has ended, wherever the instant was put then
};

} // namespace lab::widgets
