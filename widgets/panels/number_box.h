// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSpinBox>

namespace lab::widgets {

/// A spin box that writes 1 000 000 and reads that, with any spaces or none. The wheel over it scrolls what
/// is around it, and the space bar is left to the window, which runs with it. GUI thread.
class NumberBox : public QSpinBox
{
    Q_OBJECT

public:
    explicit NumberBox(QWidget* parent = nullptr);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    QString textFromValue(int value) const override;
    int valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    /// A number beyond the range becomes its nearer end.
    void fixup(QString& text) const override;
};

} // namespace lab::widgets
