// SPDX-License-Identifier: GPL-3.0-or-later
// LabModel: the instant that is shown, and how it moves.
#include "app/lab/lab_model.h"

namespace lab::app {

void LabModel::setInstant(double ns)
{
    m_playback.pause();
    m_playback.setTime(ns);
    Q_EMIT instantChanged();
}

void LabModel::setTimeScale(double scale)
{
    m_playback.setTimeScale(scale);
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
