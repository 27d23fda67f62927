// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/type_scale.h"

#include <QFontDatabase>
#include <QString>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

// Small text does without kerning: it moves letters by less than a pixel, and shaping it took a sixth of
// starting. Scripts that need shaping get it all the same.
constexpr int kWithoutKerning = 14;

struct Cut
{
    int pixels;
    QFont::Weight weight;
};

Cut cutOf(TextRole role)
{
    switch (role) {
    case TextRole::Caption:
        return {12, QFont::Normal};
    case TextRole::Body:
        return {13, QFont::Normal};
    case TextRole::Strong:
        return {13, QFont::DemiBold};
    case TextRole::Heading:
        return {14, QFont::DemiBold};
    case TextRole::Title:
        return {22, QFont::Bold};
    case TextRole::Figure:
        return {56, QFont::Bold};
    }
    return {13, QFont::Normal};
}

QString family()
{
    const QString preferred = QStringLiteral("Inter");
    return QFontDatabase::hasFamily(preferred)
               ? preferred
               : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

} // namespace

QFont font(TextRole role, double scale)
{
    static const QString name = family();
    const Cut cut = cutOf(role);
    QFont result(name);
    result.setPixelSize(std::max(1, static_cast<int>(std::lround(cut.pixels * scale))));
    result.setWeight(cut.weight);
    if (cut.pixels <= kWithoutKerning)
        result.setStyleStrategy(QFont::PreferNoShaping);
    return result;
}

} // namespace lab::widgets
