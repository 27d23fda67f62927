// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transport/playback.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

const std::vector<double>& Playback::timeScales()
{
    static const std::vector<double> scales = [] {
        std::vector<double> all;
        for (double decade = 1; decade < 1e6; decade *= 10)
            all.insert(all.end(), {decade, 2 * decade, 5 * decade});
        all.push_back(1e6);
        return all;
    }();
    return scales;
}

void Playback::setTraces(const std::vector<std::shared_ptr<const trace::Trace>>& traces, double cut)
{
    m_traces = traces;
    std::erase(m_traces, nullptr);
    m_duration = 0;
    for (const auto& trace : m_traces)
        m_duration = std::max(m_duration, static_cast<double>(trace->duration()));
    if (cut > 0)
        m_duration = std::min(m_duration, cut);
    setTime(m_time);
}

void Playback::setTime(double ns)
{
    m_time = std::clamp(ns, 0.0, m_duration);
    m_running = m_time;
}

void Playback::play()
{
    if (m_time >= m_duration)
        setTime(0);
    m_playing = m_duration > 0;
}

double Playback::timeScale() const
{
    if (m_scale > 0)
        return m_scale;
    const double wanted = kAutoSeconds * 1e9 / std::max(m_duration, 1.0);
    const auto distance = [wanted](double scale) { return std::abs(std::log(scale / wanted)); };
    return *std::min_element(timeScales().begin(), timeScales().end(),
                             [&](double a, double b) { return distance(a) < distance(b); });
}

// The end is an event even where it is a cut.
double Playback::eventAfter(double ns) const
{
    double nearest = m_duration;
    for (const auto& trace : m_traces) {
        if (const auto event = trace->eventAfter(static_cast<base::Nanoseconds>(ns)))
            nearest = std::min(nearest, static_cast<double>(*event));
    }
    return nearest;
}

double Playback::eventBefore(base::Nanoseconds ns) const
{
    double nearest = 0;
    for (const auto& trace : m_traces) {
        if (const auto event = trace->eventBefore(ns))
            nearest = std::max(nearest, static_cast<double>(*event));
    }
    return nearest;
}

void Playback::advance(double seconds, bool events)
{
    if (!m_playing)
        return;
    m_running = std::min(m_running + seconds * 1e9 / timeScale(), m_duration);
    m_time = events ? eventBefore(static_cast<base::Nanoseconds>(m_running) + 1) : m_running;
    if (m_running >= m_duration) {
        m_time = m_duration;
        m_playing = false;
    }
}

void Playback::stepForward()
{
    pause();
    setTime(eventAfter(m_time));
}

void Playback::stepBack()
{
    pause();
    // The event strictly before: from between two events that is the one just passed.
    setTime(eventBefore(static_cast<base::Nanoseconds>(std::ceil(m_time))));
}

void Playback::toStart()
{
    setTime(0);
}

void Playback::toEnd()
{
    pause();
    setTime(m_duration);
}

} // namespace lab::widgets
