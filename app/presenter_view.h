// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/export/slide.h"
#endif

#include <QWidget>

namespace lab::app {

/// Full screen for the projector: the slide of the current result, moving. B blanks the screen, Esc or F5
/// ends. GUI thread.
class PresenterView : public QWidget
{
    Q_OBJECT

public:
    explicit PresenterView(widgets::ThemeKind theme);

    using QWidget::show;
    void show(const widgets::SlideContent& content);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    widgets::SlideContent m_content;
    const widgets::ThemeKind m_theme;
    bool m_black = false;
};

} // namespace lab::app
