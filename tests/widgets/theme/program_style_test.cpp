// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/program_style.h"

#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QIcon>
#include <QImage>
#include <gtest/gtest.h>

#include <optional>

namespace lab::widgets {

namespace {

// Of what the icon paints where it covers fully.
std::optional<QColor> inkOf(QStyle::StandardPixmap icon)
{
    const QImage image = qApp->style()->standardIcon(icon, nullptr, nullptr).pixmap(64).toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() == 255)
                return image.pixelColor(x, y).rgb();
        }
    }
    return std::nullopt;
}

TEST(ProgramStyle, PaintsIconsInTheColoursOfTheTheme)
{
    for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
        applyTheme(*qApp, kind);
        for (const auto icon : {QStyle::SP_LineEditClearButton, QStyle::SP_ToolBarHorizontalExtensionButton})
            EXPECT_EQ(inkOf(icon), Theme::of(kind).textSecondary) << icon;
        EXPECT_FALSE(qApp->style()->standardIcon(QStyle::SP_MessageBoxWarning).isNull())
            << "as Fusion has it";
    }
}

} // namespace

} // namespace lab::widgets
