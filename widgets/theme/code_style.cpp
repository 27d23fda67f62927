// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/code_style.h"

#include "widgets/theme/colour.h"
#include "widgets/theme/type_scale.h"

#include <QFontDatabase>

namespace lab::widgets {

CodeColours codeColours(const Theme& theme)
{
    constexpr double kDeeper = 0.15; // than the accent, which was made for the panel alone
    return {theme.text,          mixed(theme.accent, theme.text, kDeeper),
            theme.good.strong,   theme.bad.strong,
            theme.textSecondary, theme.accentPale,
            theme.bad.pale};
}

QFont codeFont(double scale)
{
    static const QString name = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    QFont result(name);
    result.setStyleHint(QFont::Monospace);
    result.setPixelSize(font(TextRole::Caption, scale).pixelSize());
    return result;
}

} // namespace lab::widgets
