// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/application_theme.h"

#include "widgets/theme/colour.h"
#include "widgets/theme/program_style.h"
#include "widgets/theme/type_scale.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QVariant>
#include <QWidget>

#include <algorithm>

static void initThemeResources()
{
    Q_INIT_RESOURCE(theme); // must stand outside any namespace
}

namespace lab::widgets {

namespace {

constexpr auto kProperty = "lab.theme";
constexpr auto kTextScale = "lab.textScale";

} // namespace

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.panel);
    palette.setColor(QPalette::AlternateBase, theme.window);
    palette.setColor(QPalette::ToolTipBase, theme.card);
    palette.setColor(QPalette::ToolTipText, theme.cardText);
    palette.setColor(QPalette::PlaceholderText, theme.textSecondary);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::Button, theme.panel);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.accentText);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.accentText);
    palette.setColor(QPalette::Light, mixed(theme.panel, theme.border, 0.2));
    palette.setColor(QPalette::Midlight, mixed(theme.panel, theme.border, 0.5));
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Dark, theme.axis);
    palette.setColor(QPalette::Shadow, theme.text);
    const QColor faint = mixed(theme.textSecondary, theme.panel, 0.45);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

void applyTheme(QApplication& application, ThemeKind kind)
{
    initThemeResources();
    const Theme& theme = Theme::of(kind);
    application.setProperty(kProperty, static_cast<int>(kind));
    application.setStyle(new ProgramStyle); // the application deletes it
    application.setFont(font(TextRole::Body, textScale()));
    application.setPalette(paletteOf(theme));
    application.setStyleSheet(styleSheetOf(theme, textScale()));
}

void setTextScale(QApplication& application, double scale)
{
    application.setProperty(kTextScale, std::clamp(scale, kLeastTextScale, kMostTextScale));
}

double textScale()
{
    const QVariant scale = qApp ? qApp->property(kTextScale) : QVariant();
    return scale.isValid() ? scale.toDouble() : 1;
}

void setRole(QWidget& widget, const char* property, const QVariant& value)
{
    if (widget.property(property) == value)
        return;
    widget.setProperty(property, value);
    widget.style()->unpolish(&widget); // styles choose by property only when polishing
    widget.style()->polish(&widget);
    QEvent changed(QEvent::StyleChange); // frames ask for their padding only then
    QCoreApplication::sendEvent(&widget, &changed);
}

ThemeKind currentTheme()
{
    if (!qApp)
        return ThemeKind::Light;
    switch (qApp->property(kProperty).toInt()) {
    case static_cast<int>(ThemeKind::Dark):
        return ThemeKind::Dark;
    case static_cast<int>(ThemeKind::Print):
        return ThemeKind::Print;
    default:
        return ThemeKind::Light;
    }
}

} // namespace lab::widgets
