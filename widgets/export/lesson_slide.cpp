// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/lesson_slide.h"

#include "widgets/export/slide.h"
#include "widgets/theme/type_scale.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <vector>

namespace lab::widgets {

namespace {

constexpr double kMargin = 80;
constexpr double kTextTop = 236;
constexpr double kLargest = 3.2;   // of the text: a line of some 60 letters
constexpr double kSmallest = 2.06; // 20 pt on 1080 lines
constexpr double kRoom = kSlideHeight - kTextTop - kMargin;

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

struct Page
{
    double top = 0; // in the document
    double bottom = 0;
};

// The text laid out as large as it fits on one page; else as small as can be read, on several, which begin
// with a paragraph each.
std::vector<Page> paginate(QTextDocument& document, const QString& markdown, const Theme& theme)
{
    for (double scale = kLargest; scale > kSmallest; scale -= 0.2) {
        layOut(document, markdown, theme, scale);
        if (document.size().height() <= kRoom)
            return {{0, kRoom}};
    }
    layOut(document, markdown, theme, kSmallest);
    std::vector<Page> pages(1);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QRectF rect = document.documentLayout()->blockBoundingRect(block);
        if (rect.bottom() > pages.back().top + kRoom && rect.top() > pages.back().top)
            pages.push_back({rect.top(), rect.bottom()});
        pages.back().bottom = rect.bottom();
    }
    return pages;
}

} // namespace

int lessonPages(const QString& markdown)
{
    QTextDocument document;
    return static_cast<int>(paginate(document, markdown, Theme::of(ThemeKind::Light)).size());
}

void paintLessonSlide(QPainter& painter, const scenario::ScenarioInfo& info, LessonStep step,
                      const QString& markdown, ThemeKind kind, int page)
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

    QTextDocument document;
    const std::vector<Page> pages = paginate(document, markdown, theme);
    const auto shown = static_cast<std::size_t>(std::clamp(page, 0, static_cast<int>(pages.size()) - 1));
    QString heading = stepTitle(step);
    if (pages.size() > 1)
        heading = QCoreApplication::translate("Slide", "%1 · %2 of %3")
                      .arg(heading)
                      .arg(shown + 1)
                      .arg(pages.size());
    write(140, heading, TextRole::Heading, 2.6, theme.accent);
    painter.translate(kMargin, kTextTop - pages[shown].top);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, theme.text);
    context.clip = QRectF(0, pages[shown].top, width, pages[shown].bottom - pages[shown].top);
    painter.setClipRect(context.clip);
    document.documentLayout()->draw(&painter, context);
    painter.restore();
}

} // namespace lab::widgets
