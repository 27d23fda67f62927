// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/program_style.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/painted_icon.h"

#include <QIcon>
#include <QPainter>
#include <QStyleFactory>

namespace lab::widgets {

namespace {

QIcon strokes(const QList<QLineF>& lines)
{
    return paintedIcon([&](QPainter& painter) {
        const QColor& colour = Theme::of(currentTheme()).textSecondary;
        painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLines(lines);
    });
}

} // namespace

ProgramStyle::ProgramStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

int ProgramStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_ComboBox_AllowWheelScrolling:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon ProgramStyle::standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const
{
    switch (icon) {
    case SP_ToolBarHorizontalExtensionButton:
        return strokes({{4, 4, 8, 8}, {8, 8, 4, 12}, {9, 4, 13, 8}, {13, 8, 9, 12}});
    case SP_LineEditClearButton:
        return strokes({{4.5, 4.5, 11.5, 11.5}, {11.5, 4.5, 4.5, 11.5}});
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

} // namespace lab::widgets
