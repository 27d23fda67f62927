// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/verdict_icon.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/type_scale.h"

#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>

namespace lab::widgets {

QString verdictSign(scenario::Verdict verdict)
{
    switch (verdict) {
    case scenario::Verdict::Helps:
        return QStringLiteral("✓");
    case scenario::Verdict::Hurts:
        return QStringLiteral("✕");
    case scenario::Verdict::Depends:
        break;
    }
    return QStringLiteral("~");
}

const VerdictColours& verdictColours(const Theme& theme, scenario::Verdict verdict)
{
    switch (verdict) {
    case scenario::Verdict::Helps:
        return theme.good;
    case scenario::Verdict::Hurts:
        return theme.bad;
    case scenario::Verdict::Depends:
        break;
    }
    return theme.warn;
}

namespace {

QPixmap painted(scenario::Verdict verdict)
{
    constexpr int kSide = 16;
    constexpr int kDensity = 4; // sharp up to 400 %
    QPixmap picture(kSide * kDensity, kSide * kDensity);
    picture.setDevicePixelRatio(kDensity);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::of(currentTheme());
    const QColor ground = verdictColours(theme, verdict).strong;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(0, 0, kSide, kSide), 3, 3);
    painter.setPen(theme.textOn(ground));
    painter.setFont(font(TextRole::Strong, 0.8));
    painter.drawText(QRectF(0, 0, kSide, kSide), Qt::AlignCenter, verdictSign(verdict));
    return picture;
}

} // namespace

QIcon verdictIcon(scenario::Verdict verdict)
{
    const QString key = QStringLiteral("lab/verdict/%1/%2")
                            .arg(static_cast<int>(currentTheme()))
                            .arg(static_cast<int>(verdict));
    QPixmap picture;
    if (!QPixmapCache::find(key, &picture)) {
        picture = painted(verdict);
        QPixmapCache::insert(key, picture);
    }
    return QIcon(picture);
}

} // namespace lab::widgets
