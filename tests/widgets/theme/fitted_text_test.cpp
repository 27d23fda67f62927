// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/fitted_text.h"

#include <QFontMetricsF>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

const QString kWords = QStringLiteral("Model parallel, micro-batches");

double naturalWidth(double scale)
{
    return QFontMetricsF(font(TextRole::Strong, scale)).horizontalAdvance(kWords);
}

TEST(FittedText, KeepsItsSizeWhereThereIsRoom)
{
    const CutTexts cut;
    const FittedText fitted = fittedText(kWords, TextRole::Strong, 2, naturalWidth(2) + 1);
    EXPECT_EQ(fitted.words, kWords);
    EXPECT_EQ(fitted.scale, 2);
    EXPECT_TRUE(cut.texts().isEmpty());
}

TEST(FittedText, BecomesSmallerBeforeItIsCut)
{
    const CutTexts cut;
    const double room = 0.8 * naturalWidth(2);
    const FittedText fitted = fittedText(kWords, TextRole::Strong, 2, room);
    EXPECT_EQ(fitted.words, kWords);
    EXPECT_LT(fitted.scale, 2);
    EXPECT_LE(QFontMetricsF(fitted.font).horizontalAdvance(kWords), room + 0.5);
    EXPECT_TRUE(cut.texts().isEmpty());
}

TEST(FittedText, IsNeverSmallerThanCaptionsAndCutThen)
{
    const CutTexts cut;
    const FittedText fitted = fittedText(kWords, TextRole::Strong, 1, 0.4 * naturalWidth(1));
    EXPECT_GE(fitted.font.pixelSize(), font(TextRole::Caption).pixelSize());
    EXPECT_NE(fitted.words, kWords);
    EXPECT_EQ(cut.texts(), QStringList{kWords});
}

TEST(FittedParagraph, BecomesSmallerUntilItsLinesHaveRoom)
{
    const CutTexts cut;
    const double line = QFontMetricsF(font(TextRole::Strong, 2)).height();
    const FittedText fitted =
        fittedParagraph(kWords, TextRole::Strong, 2, {0.55 * naturalWidth(2), 1.8 * line});
    EXPECT_LT(fitted.scale, 2);
    EXPECT_TRUE(cut.texts().isEmpty());
    EXPECT_EQ(fittedParagraph(kWords, TextRole::Strong, 2, {naturalWidth(2) + 1, line}).scale, 2);
    fittedParagraph(kWords, TextRole::Strong, 2, {40, line});
    EXPECT_EQ(cut.texts(), QStringList{kWords});
}

TEST(CutTexts, NotesWhatIsCutWhileItLives)
{
    const CutTexts outer;
    {
        const CutTexts inner;
        cutText(kWords, font(TextRole::Body), 20);
        EXPECT_EQ(inner.texts().size(), 1);
    }
    EXPECT_TRUE(outer.texts().isEmpty());
    cutText(kWords, font(TextRole::Body), 20);
    EXPECT_EQ(outer.texts().size(), 1);
    EXPECT_EQ(cutText(kWords, font(TextRole::Body), 1000), kWords);
}

} // namespace

} // namespace lab::widgets
