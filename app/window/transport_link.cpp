// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/transport_link.h"

#include "app/lab/lab_model.h"
#include "app/lab/run_control.h"
#include "app/window/commands.h"
#include "widgets/transport/transport_bar.h"

namespace lab::app {

using widgets::TransportBar;

TransportLink::TransportLink(TransportBar& bar, LabModel& model, RunControl& control, Commands& commands)
    : QObject(&bar), m_bar(bar), m_model(model), m_control(control)
{
    ask(control, commands);
    listen();
}

void TransportLink::ask(RunControl& control, Commands& commands)
{
    connect(&m_bar, &TransportBar::runRequested, &commands, &Commands::runOrPredict);
    connect(&m_bar, &TransportBar::liveRequested, &control, &RunControl::toggleLive);
    connect(&m_bar, &TransportBar::sweepRequested, &control,
            [&control](const QString& key) { control.sweep(key.toStdString()); });
    connect(&m_bar, &TransportBar::pauseRequested, &commands, &Commands::togglePlaying);
    connect(&m_bar, &TransportBar::ownSweepRequested, &commands, &Commands::sweepOwnRange);
    connect(&m_bar, &TransportBar::exportRequested, &commands, &Commands::exportSlide);
    connect(&m_bar, &TransportBar::presentRequested, &commands, &Commands::present);
    connect(&m_bar, &TransportBar::stepRequested, &m_model, &LabModel::step);
    connect(&m_bar, &TransportBar::speedChosen, &m_model, &LabModel::setSpeed);
    connect(&m_bar, &TransportBar::scrubbed, &m_model,
            [this](double share) { m_model.setInstant(share * m_model.playback().duration()); });
}

void TransportLink::listen()
{
    connect(&m_model, &LabModel::scenarioChanged, this, [this] {
        m_bar.setSweeps(m_model.info()->sweeps);
        showState();
    });
    connect(&m_model, &LabModel::stateChanged, this, &TransportLink::showState);
    connect(&m_control, &RunControl::checkMoved, this, &TransportLink::showState);
    connect(&m_model, &LabModel::variantChanged, this, &TransportLink::showInstant);
    connect(&m_model, &LabModel::instantChanged, this, &TransportLink::showInstant);
}

void TransportLink::showState()
{
    const bool runs = isRunning(m_model.state());
    m_bar.setRunning(runs || m_control.checking(), runs && m_model.state().mode == session::Mode::Live);
    showInstant();
}

void TransportLink::showInstant()
{
    const widgets::Playback& playback = m_model.playback();
    m_bar.showPlayback(playback, playback.duration() > 0, m_model.hasPicture());
}

} // namespace lab::app
