// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/lesson_slide.h"

#include "widgets/export/slide.h"
#include "widgets/theme/type_scale.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace lab::widgets {

namespace {

constexpr double kMargin = 80;
constexpr double kTextTop = 236;
constexpr double kLargest = 3.2; // of the text: a line of some 60 letters
constexpr double kSmallest = 1.6;

// Links lead nowhere on a wall: they are what can be tried, and stand out.
void layOut(QTextDocument& document, const QString& markdown, const Theme& theme, double scale)
{
    document.setDefaultFont(font(TextRole::Body, scale));
    document.setDocumentMargin(0);
    document.setMarkdown(markdown);
    document.setTextWidth(kSlideWidth - 2 * kMargin);
    QTextBlockFormat spaced;
    spaced.setBottomMargin(14 * scale);
    spaced.setLineHeight(128, QTextBlockFormat::ProportionalHeight);
    QTextCursor cursor(&document);
    cursor.select(QTextCursor::Document);
    cursor.mergeBlockFormat(spaced);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            if (!part.fragment().charFormat().isAnchor())
                continue;
            QTextCursor link(&document);
            link.setPosition(part.fragment().position());
            link.setPosition(part.fragment().position() + part.fragment().length(), QTextCursor::KeepAnchor);
            QTextCharFormat format;
            format.setForeground(theme.accent);
            format.setFontUnderline(false);
            link.mergeCharFormat(format);
        }
    }
}

} // namespace

void paintLessonSlide(QPainter& painter, const scenario::ScenarioInfo& info, LessonStep step,
                      const QString& markdown, ThemeKind kind)
{
    const Theme& theme = Theme::of(kind);
    const double width = kSlideWidth - 2 * kMargin;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const auto write = [&](double top, const QString& words, TextRole role, double scale,
                           const QColor& colour) {
        painter.setFont(font(role, scale));
        painter.setPen(colour);
        painter.drawText(QRectF(kMargin, top, width, 80), Qt::AlignLeft | Qt::AlignTop, words);
    };
    write(56, QString::fromStdString(info.title), TextRole::Title, 2.7, theme.text);
    write(140, stepTitle(step), TextRole::Heading, 2.6, theme.accent);

    const double room = kSlideHeight - kTextTop - kMargin;
    QTextDocument document;
    for (double scale = kLargest; scale >= kSmallest; scale -= 0.2) {
        layOut(document, markdown, theme, scale);
        if (document.size().height() <= room)
            break;
    }
    painter.translate(kMargin, kTextTop);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, theme.text);
    context.clip = QRectF(0, 0, width, room);
    painter.setClipRect(context.clip);
    document.documentLayout()->draw(&painter, context);
    painter.restore();
}

} // namespace lab::widgets
