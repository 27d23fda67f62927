// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QLabel;
class QStatusBar;

namespace lab::app {

class LabModel;

/// The window's last line: machine, libraries, how well variants agree, what is being recorded; and for some
/// seconds a sentence in their place. GUI thread.
class StatusLine : public QObject
{
    Q_OBJECT

public:
    StatusLine(const LabModel& model, QStatusBar& bar);

    /// Stands for some seconds, or until it is replaced; an empty one takes away what stands.
    void say(const QString& sentence, bool lasting = false);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    static constexpr int kMessageTime = 8000; // ms

    void show();
    QString progress() const;
    void fitAgreement();

    const LabModel& m_model;
    QStatusBar& m_bar;
    QLabel* m_machine = nullptr;
    QLabel* m_libraries = nullptr;
    QLabel* m_agreement = nullptr;
    QLabel* m_recording = nullptr;
};

} // namespace lab::app
