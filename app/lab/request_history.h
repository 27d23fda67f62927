// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/scenario/request.h"
#endif

#include <QElapsedTimer>
#include <QObject>
#include <QUndoStack>

namespace lab::app {

class LabModel;

/// Changes of the parameters, to be undone and done again; those of a slider that is being moved are one.
/// Begins anew with each scenario. GUI thread.
class RequestHistory : public QObject
{
    Q_OBJECT

public:
    explicit RequestHistory(LabModel& model, QObject* parent = nullptr);

    void undo() { m_changes.undo(); }
    void redo() { m_changes.redo(); }

private:
    void begin();
    void note();

    LabModel& m_model;
    QUndoStack m_changes;
    scenario::Request m_last;
    QElapsedTimer m_sinceLast;
    bool m_going = false; ///< a change comes from the history itself
};

} // namespace lab::app
