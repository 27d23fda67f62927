// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace lab::widgets {

/// A framed panel: title at the left, a note at the right, one widget below. GUI thread.
class Panel : public QFrame
{
    Q_OBJECT

public:
    Panel(const QString& title, QWidget* content, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setNote(const QString& note);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void fitNote();

    QString m_words; // of the note, whole
    QLabel* m_heading;
    QLabel* m_note;
};

} // namespace lab::widgets
