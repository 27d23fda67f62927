// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/view_turns.h"

#include "app/lab/lab_model.h"
#include "app/lab/run_control.h"
#include "app/window/scenario_page.h"
#include "app/window/side_panel.h"

#include <QTimer>

#include <utility>

namespace lab::app {

ViewTurns::ViewTurns(LabModel& model, RunControl& control, ScenarioPage& page, SidePanel& side,
                     QObject* parent)
    : QObject(parent), m_control(control), m_page(page), m_side(side)
{
    connect(&model, &LabModel::stateChanged, this, &ViewTurns::begin);
}

void ViewTurns::begin()
{
    m_page.showStage();
    if (!std::exchange(m_restDue, true))
        afterPainting([this] { showRest(); });
}

void ViewTurns::showRest()
{
    m_restDue = false;
    m_page.showLanes();
    afterPainting([this] { showFigures(); });
}

void ViewTurns::showFigures()
{
    m_page.showFigures();
    afterPainting([this] {
        m_side.showFigures();
        afterPainting([this] {
            if (!m_restDue)
                m_control.viewsHaveDrawn();
        });
    });
}

// Painting is an event behind all others but timers: a timer of no time at all would come before it.
void ViewTurns::afterPainting(std::function<void()> action)
{
    QTimer::singleShot(1, this, std::move(action));
}

} // namespace lab::app
