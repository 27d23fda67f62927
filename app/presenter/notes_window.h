// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QTextBrowser;

namespace lab::app {

class LabModel;
class PagePreview;
class PresenterView;

/// For whoever presents, on the other screen: what is on the wall, what comes next, notes, and how long it
/// has taken so far. Closing it leaves the presentation as it is. GUI thread.
class NotesWindow : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the window.
    NotesWindow(const LabModel& model, PresenterView& presenter);

    QString notes() const;

protected:
    /// The wall's keys are its own.
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void refreshSoon();
    void refresh();
    void tellTime();

    const LabModel& m_model;
    PresenterView& m_presenter;
    QTimer m_soon;
    QTimer m_second;
    QElapsedTimer m_since;
    PagePreview* m_now;
    PagePreview* m_next;
    QLabel* m_nextTitle;
    QLabel* m_time;
    QTextBrowser* m_notes;
    QString m_shown; ///< Markdown of the notes
};

} // namespace lab::app
