// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/lesson_pages.h"

#include "widgets/theme/type_scale.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextLayout>

#include <iterator>
#include <limits>

namespace lab::widgets {

namespace {

constexpr double kScales[] = {3.2, 3.0, 2.8, 2.62}; // of the text: 34 px are the least on 1080 lines

void markLinks(QTextDocument& document, const Theme& theme)
{
    QTextCharFormat format;
    format.setForeground(theme.accent);
    format.setFontUnderline(false);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            if (!part.fragment().charFormat().isAnchor())
                continue;
            QTextCursor link(&document);
            link.setPosition(part.fragment().position());
            link.setPosition(part.fragment().position() + part.fragment().length(), QTextCursor::KeepAnchor);
            link.mergeCharFormat(format);
        }
    }
}

// Links lead nowhere on a wall: they are what can be tried, and stand out.
void layOut(QTextDocument& document, const QString& markdown, const Theme& theme, double width, double scale)
{
    document.setDefaultFont(font(TextRole::Body, scale));
    document.setDocumentMargin(0);
    document.setMarkdown(markdown);
    document.setTextWidth(width);
    QTextBlockFormat spaced;
    spaced.setBottomMargin(14 * scale);
    spaced.setLineHeight(128, QTextBlockFormat::ProportionalHeight);
    QTextCursor cursor(&document);
    cursor.select(QTextCursor::Document);
    cursor.mergeBlockFormat(spaced);
    markLinks(document, theme);
}

// Paragraphs, without the distance to the next one; lines of those that no page has room for.
std::vector<TextPage> piecesOf(const QTextDocument& document, double room)
{
    std::vector<TextPage> pieces;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const double top = document.documentLayout()->blockBoundingRect(block).top();
        const QTextLayout& lines = *block.layout();
        const TextPage whole{top, top + lines.boundingRect().bottom()};
        if (whole.height() <= room) {
            pieces.push_back(whole);
            continue;
        }
        for (int i = 0; i < lines.lineCount(); ++i) {
            const QRectF line = lines.lineAt(i).rect();
            pieces.push_back({top + line.top(), top + line.bottom()});
        }
    }
    return pieces;
}

std::size_t fewestPages(const std::vector<TextPage>& pieces, double room)
{
    std::size_t pages = pieces.empty() ? 0 : 1;
    std::size_t first = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].bottom - pieces[first].top <= room)
            continue;
        ++pages;
        first = i;
    }
    return pages;
}

} // namespace

std::vector<TextPage> balancedPages(const std::vector<TextPage>& pieces, double room)
{
    // least[p][n]: sum of the squared heights of p pages with the first n pieces, the most even where least.
    constexpr double kNever = std::numeric_limits<double>::infinity();
    const std::size_t count = fewestPages(pieces, room);
    const std::size_t all = pieces.size();
    std::vector<std::vector<double>> least(count + 1, std::vector<double>(all + 1, kNever));
    std::vector<std::vector<std::size_t>> begins(count + 1, std::vector<std::size_t>(all + 1, 0));
    least[0][0] = 0;
    for (std::size_t p = 1; p <= count; ++p) {
        for (std::size_t n = 1; n <= all; ++n) {
            for (std::size_t first = n; first-- > 0;) {
                const double height = pieces[n - 1].bottom - pieces[first].top;
                if (height > room && first + 1 < n)
                    break;
                if (const double sum = least[p - 1][first] + height * height; sum < least[p][n]) {
                    least[p][n] = sum;
                    begins[p][n] = first;
                }
            }
        }
    }
    std::vector<TextPage> pages(count);
    for (std::size_t p = count, n = all; p > 0; n = begins[p--][n])
        pages[p - 1] = {pieces[begins[p][n]].top, pieces[n - 1].bottom};
    return pages;
}

std::vector<TextPage> paginate(QTextDocument& document, const QString& markdown, const Theme& theme,
                               QSizeF size)
{
    const auto piecesAt = [&](double scale) {
        layOut(document, markdown, theme, size.width(), scale);
        return piecesOf(document, size.height());
    };
    std::vector<TextPage> pieces = piecesAt(*std::prev(std::end(kScales)));
    const std::size_t paragraphs = pieces.size();
    const std::size_t least = fewestPages(pieces, size.height());
    for (const double scale : kScales) {
        pieces = piecesAt(scale);
        if (pieces.size() <= paragraphs && fewestPages(pieces, size.height()) <= least)
            break;
    }
    return balancedPages(pieces, size.height());
}

} // namespace lab::widgets
