// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/fitted_text.h"

#include <QFontMetricsF>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kSmallest = 2.0 / 3; // of a role's size
constexpr int kSmallestPixels = 12;   // captions
constexpr double kRounding = 0.5;     // px that a line may be wider than its place

thread_local CutTexts* noting = nullptr;

int leastPixels(int full)
{
    return std::min(full, std::max(kSmallestPixels, static_cast<int>(full * kSmallest + 0.5)));
}

double heightOf(const QString& words, const QFont& font, double width)
{
    const QRectF room(0, 0, width, 1e6);
    return QFontMetricsF(font).boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, words).height();
}

double widthOf(const QString& words, const QFont& font)
{
    return QFontMetricsF(font).horizontalAdvance(words);
}

} // namespace

CutTexts::CutTexts() : m_outer(noting)
{
    noting = this;
}

CutTexts::~CutTexts()
{
    noting = m_outer;
}

QString cutText(const QString& words, const QFont& font, double width)
{
    if (widthOf(words, font) <= width + kRounding)
        return words;
    if (noting)
        noting->m_texts += words;
    return QFontMetricsF(font).elidedText(words, Qt::ElideRight, width + kRounding);
}

FittedText fittedText(const QString& words, TextRole role, double scale, double width)
{
    FittedText fitted{font(role, scale), words, scale};
    const int full = fitted.font.pixelSize();
    const int least = leastPixels(full);
    for (int pixels = full; pixels > least && widthOf(words, fitted.font) > width + kRounding; --pixels) {
        fitted.font.setPixelSize(pixels - 1);
        fitted.scale = scale * (pixels - 1) / full;
    }
    fitted.words = cutText(words, fitted.font, width);
    return fitted;
}

FittedText fittedParagraph(const QString& words, TextRole role, double scale, const QSizeF& size)
{
    FittedText fitted{font(role, scale), words, scale};
    const int full = fitted.font.pixelSize();
    const auto fits = [&] { return heightOf(words, fitted.font, size.width()) <= size.height() + kRounding; };
    for (int pixels = full; pixels > leastPixels(full) && !fits(); --pixels) {
        fitted.font.setPixelSize(pixels - 1);
        fitted.scale = scale * (pixels - 1) / full;
    }
    if (noting && !fits())
        noting->m_texts += words;
    return fitted;
}

} // namespace lab::widgets
