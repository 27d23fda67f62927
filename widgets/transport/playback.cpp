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

void Playback::setPace(std::shared_ptr<const analysis::Pace> pace)
{
    if (pace && pace->empty())
        pace.reset();
    m_pace = std::move(pace);
    m_seconds = m_pace ? m_pace->secondsAt(m_time) : 0;
}

void Playback::setTime(double ns)
{
    m_time = std::clamp(ns, 0.0, m_duration);
    m_running = m_time;
    m_over = false;
    if (m_pace)
        m_seconds = m_pace->secondsAt(m_time);
    if (!m_playing)
        m_near = false;
}

void Playback::play()
{
    if (m_over || m_time >= m_duration)
        setTime(0);
    m_rest.reset();
    m_playing = m_duration > 0;
    m_near = m_playing && m_pace;
}

void Playback::playThenRest(double rest)
{
    setTime(0);
    play();
    m_rest = rest;
}

// Of the pace.
double Playback::lastSecond() const
{
    return m_rest ? m_pace->secondsToWhole() : m_pace->seconds();
}

void Playback::end()
{
    m_playing = false;
    m_near = false;
    setTime(m_rest.value_or(m_duration));
    m_over = true;
}

std::optional<analysis::Pace::Range> Playback::sight() const
{
    if (!m_near || !m_pace)
        return std::nullopt;
    return m_pace->rangeAt(m_seconds);
}

std::optional<analysis::Pace::Place> Playback::place() const
{
    if (!m_near || !m_pace)
        return std::nullopt;
    return m_pace->placeAt(m_seconds);
}

double Playback::timeScale() const
{
    if (m_speed.kind == Speed::Kind::Evenly)
        return m_speed.scale;
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
    if (m_pace) {
        m_seconds = std::min(m_seconds + seconds, lastSecond());
        m_running = std::min(m_pace->timeAt(m_seconds), m_duration);
    } else {
        m_running = std::min(m_running + seconds * 1e9 / timeScale(), m_duration);
    }
    m_time = events ? eventBefore(static_cast<base::Nanoseconds>(m_running) + 1) : m_running;
    if (m_pace ? m_seconds >= lastSecond() : m_running >= m_duration)
        end();
}

void Playback::stepForward()
{
    stepTo(eventAfter(m_time));
}

// What is in sight stays.
void Playback::stepTo(double ns)
{
    const bool near = m_near;
    pause();
    setTime(ns);
    m_near = near;
}

void Playback::stepBack()
{
    // The event strictly before: from between two events that is the one just passed.
    stepTo(eventBefore(static_cast<base::Nanoseconds>(std::ceil(m_time))));
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
