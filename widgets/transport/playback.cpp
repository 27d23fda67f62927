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
    m_events.clear();
    m_duration = 0;
    for (const auto& trace : traces) {
        if (!trace)
            continue;
        m_duration = std::max(m_duration, static_cast<double>(trace->duration()));
        m_events.insert(m_events.end(), trace->events().begin(), trace->events().end());
    }
    if (cut > 0 && cut < m_duration) {
        m_duration = cut;
        std::erase_if(m_events, [cut](base::Nanoseconds event) { return static_cast<double>(event) > cut; });
        m_events.push_back(static_cast<base::Nanoseconds>(cut));
    }
    std::sort(m_events.begin(), m_events.end());
    m_events.erase(std::unique(m_events.begin(), m_events.end()), m_events.end());
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

double Playback::lastEventUntil(double ns) const
{
    const auto next = std::upper_bound(m_events.begin(), m_events.end(), static_cast<base::Nanoseconds>(ns));
    return next == m_events.begin() ? 0 : static_cast<double>(*std::prev(next));
}

void Playback::advance(double seconds, bool events)
{
    if (!m_playing)
        return;
    m_running = std::min(m_running + seconds * 1e9 / timeScale(), m_duration);
    m_time = events ? lastEventUntil(m_running) : m_running;
    if (m_running >= m_duration) {
        m_time = m_duration;
        m_playing = false;
    }
}

void Playback::stepForward()
{
    pause();
    const auto next =
        std::upper_bound(m_events.begin(), m_events.end(), static_cast<base::Nanoseconds>(m_time));
    setTime(next == m_events.end() ? m_duration : static_cast<double>(*next));
}

void Playback::stepBack()
{
    pause();
    // The event strictly before: from between two events that is the one just passed.
    auto next =
        std::lower_bound(m_events.begin(), m_events.end(), m_time, [](base::Nanoseconds event, double time) {
            return static_cast<double>(event) < time;
        });
    setTime(next == m_events.begin() ? 0 : static_cast<double>(*std::prev(next)));
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
