// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <memory>
#include <vector>

namespace lab::widgets {

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
    /// Starts from the beginning when at the end.
    void play();
    void pause() { m_playing = false; }

    /// Slow motion 1 : `scale`; 0 chooses Auto.
    void setTimeScale(double scale) { m_scale = scale; }
    bool isAuto() const { return m_scale == 0; }
    /// The scale in force.
    double timeScale() const;

    /// Moves on by `seconds` of wall time while playing; pauses at the end. With `events` (reduced motion)
    /// only whole events are reached: the picture jumps from one to the next.
    void advance(double seconds, bool events = false);

    /// To the next or previous instant at which any lane changes. Pauses.
    void stepForward();
    void stepBack();
    void toStart();
    void toEnd();

private:
    double eventAfter(double ns) const;
    double eventBefore(base::Nanoseconds ns) const;

    std::vector<std::shared_ptr<const trace::Trace>> m_traces; // none is null
    double m_duration = 0;
    double m_time = 0;
    double m_running = 0; // as m_time, but not held back to events
    double m_scale = 0;
    bool m_playing = false;
};

} // namespace lab::widgets
