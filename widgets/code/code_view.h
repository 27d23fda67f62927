// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/code/shown_code.h"
#endif

#include <QPlainTextEdit>

class QSyntaxHighlighter;

namespace lab::widgets {

/// Source text to read and to copy from: letters of one width, colours by the theme; long lines scroll. GUI
/// thread.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeView(QWidget* parent = nullptr);

    /// `compared`: a sign before each line says which text has it.
    void setLines(std::vector<ShownLine> lines, bool compared);
    const std::vector<ShownLine>& lines() const { return m_lines; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    void showGrounds();

    std::vector<ShownLine> m_lines;
    QSyntaxHighlighter* m_highlighter;
};

} // namespace lab::widgets
