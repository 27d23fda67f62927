// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/session/own_sweep.h"
#endif

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace lab::app {

/// Asks which parameter to sweep over which range. GUI thread.
class SweepDialog : public QDialog
{
    Q_OBJECT

public:
    /// `info` must outlive the dialog.
    SweepDialog(const scenario::ScenarioInfo& info, int cores, QWidget* parent = nullptr);

    /// What stands in the fields. Throws scenario::ParameterError when that cannot be swept.
    scenario::Sweep sweep() const;

private:
    void layOut();
    void showWidest();
    void check();
    session::SweepRange range() const;

    const scenario::ScenarioInfo& m_info;
    const int m_cores;
    QComboBox* m_parameter;
    QSpinBox* m_low;
    QSpinBox* m_high;
    QSpinBox* m_points;
    QComboBox* m_scale;
    QLabel* m_values;
    QPushButton* m_start = nullptr;
};

} // namespace lab::app
