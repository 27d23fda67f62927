// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "app/inputs/own_inputs.h"
#endif

#include <QObject>
#include <QString>

#include <functional>
#include <thread>

class QMimeData;
class QWidget;

namespace lab::app {

class LabModel;

/// A person's own photos and data: chosen, or dropped on the window, read on a thread of its own, and given
/// to the model. GUI thread.
class OwnChooser : public QObject
{
    Q_OBJECT

public:
    /// Dialogs belong to `window`, which owns this.
    OwnChooser(LabModel& model, QWidget& window);

    void choosePhotos();
    void chooseData();
    void useShippedPhotos();
    void useShippedData();

protected:
    /// What is dropped on the window.
    bool eventFilter(QObject* object, QEvent* event) override;

Q_SIGNALS:
    /// For the status line; `lasting` until the next.
    void says(const QString& sentence, bool lasting);
    void problem(const QString& sentence);
    /// One that works on what was given.
    void scenarioWanted(const QString& id);

private:
    void drop(const QMimeData& data);
    void read(std::function<OwnReading(const std::stop_token&)> read);
    void usePhotos(exchange::PhotoReading reading);
    void useData(const exchange::SampleReading& reading);
    void showProblems(const QString& title, const QString& lead, const std::vector<std::string>& problems);

    LabModel& m_model;
    QWidget& m_window;
    std::jthread m_reader; // last, so that it ends before what it uses
};

} // namespace lab::app
