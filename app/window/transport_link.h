// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace lab::widgets {
class TransportBar;
}

namespace lab::app {

class Commands;
class LabModel;
class RunControl;

/// The transport bar shows the model's instant and asks model, runs and commands for what its buttons want.
/// Belongs to the bar. GUI thread.
class TransportLink : public QObject
{
    Q_OBJECT

public:
    TransportLink(widgets::TransportBar& bar, LabModel& model, RunControl& control, Commands& commands);

private:
    void ask(RunControl& control, Commands& commands);
    void listen();
    void showState();
    void showInstant();

    widgets::TransportBar& m_bar;
    LabModel& m_model;
    RunControl& m_control;
};

} // namespace lab::app
