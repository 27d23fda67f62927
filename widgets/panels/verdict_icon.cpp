// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/verdict_icon.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/painted_icon.h"

#include <QPainter>
#include <QPainterPath>
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

// The sign in strokes: a font that has it would have to be looked for among all fonts when the program
// starts.
QPainterPath strokes(scenario::Verdict verdict)
{
    QPainterPath path;
    switch (verdict) {
    case scenario::Verdict::Helps:
        path.moveTo(4.2, 8.4);
        path.lineTo(6.9, 11.1);
        path.lineTo(11.8, 5);
        break;
    case scenario::Verdict::Hurts:
        path.moveTo(4.8, 4.8);
        path.lineTo(11.2, 11.2);
        path.moveTo(11.2, 4.8);
        path.lineTo(4.8, 11.2);
        break;
    case scenario::Verdict::Depends:
        path.moveTo(3.8, 9.2);
        path.cubicTo(5.8, 4.6, 10.2, 11.4, 12.2, 6.8);
        break;
    }
    return path;
}

QPixmap painted(scenario::Verdict verdict)
{
    return paintedIcon([verdict](QPainter& painter) {
        const Theme& theme = Theme::of(currentTheme());
        const QColor ground = verdictColours(theme, verdict).strong;
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(QRectF(0, 0, kIconSide, kIconSide), 3, 3);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.textOn(ground), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(strokes(verdict));
    });
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
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected); // or it would be tinted
    return icon;
}

} // namespace lab::widgets
