// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/session/measurement.h"
#endif

#include <QWidget>

#include <cstdint>
#include <memory>

class QCheckBox;
class QLabel;
class QTreeWidget;

namespace lab::widgets {

class BreakdownBar;

/// Why the recording that is shown took as long as it did: what its critical path consists of, and the spans
/// that others waited for. GUI thread.
class CausesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CausesPanel(QWidget* parent = nullptr);

    /// Null: there is none yet.
    void setCapture(std::shared_ptr<const session::Capture> capture);
    void setPathShown(bool on);

Q_SIGNALS:
    void pathWanted(bool on);
    /// A span of the capture was chosen.
    void spanWanted(std::size_t lane, std::uint32_t span);

private:
    void show();
    void fit();

    std::shared_ptr<const session::Capture> m_capture;
    QLabel* m_title;
    BreakdownBar* m_path;
    QCheckBox* m_shown;
    QLabel* m_waiting;
    QLabel* m_heading;
    QTreeWidget* m_dearest;
};

} // namespace lab::widgets
