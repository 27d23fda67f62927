// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/program/translations.h"
#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QImage>
#include <QWidget>
#include <gtest/gtest.h>

namespace lab::tests {

/// What pictures that are compared begin with: the program's language, a theme, and letters that are the same
/// everywhere.
inline void beginPictures(widgets::ThemeKind theme)
{
    static const bool once = [] {
        app::installLanguage(*qApp);
        return true;
    }();
    ASSERT_TRUE(once);
    widgets::applyTheme(*qApp, theme);
    ASSERT_EQ(QFontInfo(QApplication::font()).family(), QStringLiteral("DejaVu Sans"))
        << "these pictures are painted with the fonts of the package fonts-dejavu-core";
}

/// `widget` when its picture does not change any more: that of many photos comes in several frames.
inline QImage wholePicture(QWidget& widget)
{
    constexpr int kAlike = 3;
    constexpr int kMostFrames = 500;
    QImage last;
    int alike = 0;
    for (int frame = 0; frame < kMostFrames && alike < kAlike; ++frame) {
        const QImage next = widget.grab().toImage();
        alike = next == last ? alike + 1 : 0;
        last = next;
    }
    return last;
}

} // namespace lab::tests
