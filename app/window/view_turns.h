// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace lab::app {

class LabModel;
class RunControl;
class ScenarioPage;
class SidePanel;

/// Shows each new state of a run: stage, lanes and figures are painted in turns of their own, so that the
/// window answers in between, and then the run is told that it may go on measuring. GUI thread.
class ViewTurns : public QObject
{
    Q_OBJECT

public:
    ViewTurns(LabModel& model, RunControl& control, ScenarioPage& page, SidePanel& side, QObject* parent);

private:
    void begin();
    void showRest();
    void showFigures();
    void afterPainting(std::function<void()> action);

    RunControl& m_control;
    ScenarioPage& m_page;
    SidePanel& m_side;
    bool m_restDue = false; // the stage is ahead of lanes and figures
};

} // namespace lab::app
