// SPDX-License-Identifier: GPL-3.0-or-later
// LabModel: the instant that is shown, and how it moves.
#include "app/lab/lab_model.h"

#include <algorithm>

namespace lab::app {

namespace {

// In an even replay of Auto's length half of the events would last less than this on the screen.
constexpr double kShortEvent = 0.2; // seconds

bool eventsAreShort(const std::vector<analysis::Moment>& moments, const widgets::Playback& playback)
{
    if (moments.size() < 2)
        return false;
    std::vector<base::Nanoseconds> lengths;
    for (const analysis::Moment& moment : moments)
        lengths.push_back(moment.end - moment.begin);
    const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
    std::nth_element(lengths.begin(), middle, lengths.end());
    return static_cast<double>(*middle) / playback.duration() * widgets::Playback::kAutoSeconds < kShortEvent;
}

} // namespace

// Of the shown recording: how its instant moves when it is replayed.
void LabModel::renewPace()
{
    using Kind = widgets::Speed::Kind;
    const session::VariantResult* shown = shownResult();
    const std::shared_ptr<const session::Capture> capture = shown ? shown->capture : nullptr;
    const widgets::Speed& speed = m_playback.speed();
    m_playback.setPace(nullptr);
    m_eventCount = 0;
    if (!capture || !capture->scene || speed.kind == Kind::Evenly || m_playback.duration() <= 0)
        return;
    const bool through = speed.kind == Kind::Through;
    const base::Nanoseconds best = bestInstant(*capture);
    scenario::Events events = scenario::eventsOf(*capture->scene, *capture->trace, m_focus, best, through);
    const auto end = static_cast<base::Nanoseconds>(m_playback.duration());
    std::erase_if(events.moments, [&](const analysis::Moment& moment) { return moment.end > end; });
    if (speed.kind == Kind::Auto && !eventsAreShort(events.moments, m_playback))
        return;
    m_eventCount = events.count;
    analysis::Pace::Options options;
    options.seconds = speed.eventSeconds;
    options.around = best;
    if (through)
        options.most = 0;
    m_playback.setPace(std::make_shared<const analysis::Pace>(std::move(events.moments), end, options));
}

void LabModel::setFocus(const scenario::Focus& focus)
{
    if (focus == m_focus)
        return;
    m_focus = focus;
    const bool playing = m_playback.playing();
    renewPace();
    if (playing && !m_playback.pace())
        m_playback.pause();
    Q_EMIT instantChanged();
}

double LabModel::bestInstantShown() const
{
    const session::VariantResult* shown = shownResult();
    return shown && shown->capture ? static_cast<double>(bestInstant(*shown->capture))
                                   : m_playback.duration();
}

void LabModel::replay()
{
    m_playback.playThenRest(bestInstantShown());
    Q_EMIT instantChanged();
}

void LabModel::toBest()
{
    setInstant(bestInstantShown());
}

// The one that is followed has been seen.
void LabModel::takeNewest()
{
    m_followed = m_shown.state;
    setTraces();
    if (m_playback.pace() && !m_reducedMotion) {
        m_playback.playThenRest(static_cast<double>(m_playback.pace()->moments().back().end));
    } else {
        m_followed.reset();
    }
}

void LabModel::follow(double seconds, double share)
{
    if (!m_followed) {
        moveOn(share);
        return;
    }
    m_playback.advance(seconds);
    if (!m_playback.playing()) {
        takeNewest();
        Q_EMIT stateChanged();
    }
    Q_EMIT instantChanged();
}

void LabModel::setInstant(double ns)
{
    m_playback.pause();
    m_playback.setTime(ns);
    Q_EMIT instantChanged();
}

void LabModel::setSpeed(const widgets::Speed& speed)
{
    m_playback.setSpeed(speed);
    renewPace();
    Q_EMIT instantChanged();
}

void LabModel::play()
{
    m_playback.play();
    Q_EMIT instantChanged();
}

void LabModel::pause()
{
    m_playback.pause();
    Q_EMIT instantChanged();
}

void LabModel::step(int direction)
{
    if (direction < 0)
        m_playback.stepBack();
    else
        m_playback.stepForward();
    Q_EMIT instantChanged();
}

void LabModel::toStart()
{
    m_playback.toStart();
    Q_EMIT instantChanged();
}

void LabModel::toEnd()
{
    m_playback.toEnd();
    Q_EMIT instantChanged();
}

void LabModel::advance(double seconds)
{
    if (!m_playback.playing())
        return;
    m_playback.advance(seconds, m_reducedMotion);
    Q_EMIT instantChanged();
}

void LabModel::moveOn(double share)
{
    const double end = m_playback.duration();
    if (m_reducedMotion)
        m_playback.setTime(end);
    else
        m_playback.setTime(m_playback.time() >= end ? 0 : m_playback.time() + share * end);
    Q_EMIT instantChanged();
}

} // namespace lab::app
