// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/session/what_if.h"
#endif

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace lab::app {

class LabModel;
class RunControl;

/// Answers "what if …?" for the model: predicts from the recording that is shown, on a thread of its own, and
/// checks by the real thing. GUI thread.
class WhatIfControl : public QObject
{
    Q_OBJECT

public:
    WhatIfControl(LabModel& model, RunControl& control, QObject* parent = nullptr);
    ~WhatIfControl() override;

    /// Of a change of the scenario, or nothing for any other key; `share` of its time that the work takes, 0:
    /// as declared.
    void ask(const std::string& key, double share = 0);
    /// Nothing, then one change after the other.
    void askNext();
    /// Measures what is asked for, or stops measuring.
    void check();
    /// Why that is not possible, a sentence; empty where it is.
    QString obstacle() const;

Q_SIGNALS:
    /// A sentence for the person.
    void problem(const QString& sentence);

private:
    void renew();
    void predict();
    void take(std::shared_ptr<const session::RunState> after);
    void keep(const session::RunState& after);

    LabModel& m_model;
    RunControl& m_control;
    std::shared_ptr<const session::RunState> m_of; // whose predictions the model has
    scenario::WhatIf m_checked;                    // what is checked, by the run that goes on
    session::Prediction m_predicted;               // of it
    std::stop_source m_stop;                       // of the prediction that is made
    QThreadPool m_pool;                            // last: ends before what it tells
};

} // namespace lab::app
