// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/application_theme.h"
#include "widgets/theme/colour.h"
#include "widgets/theme/colour_map.h"
#include "widgets/theme/hatch.h"
#include "widgets/theme/painted_icon.h"
#include "widgets/theme/type_scale.h"

#include <QApplication>
#include <QFontInfo>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace lab::widgets {

void PrintTo(ThemeKind kind, std::ostream* out)
{
    *out << (kind == ThemeKind::Light ? "light" : kind == ThemeKind::Dark ? "dark" : "print");
}

namespace {

constexpr double kText = 4.5;
constexpr double kShape = 3.0;

class EveryTheme : public ::testing::TestWithParam<ThemeKind>
{
protected:
    const Theme& theme = Theme::of(GetParam());
};

TEST(Colour, ContrastFollowsTheDefinition)
{
    EXPECT_NEAR(contrast(Qt::black, Qt::white), 21.0, 1e-9);
    EXPECT_NEAR(contrast(Qt::red, Qt::red), 1.0, 1e-9);
    EXPECT_EQ(mixed(Qt::black, Qt::white, 0.5), QColor(128, 128, 128));
    EXPECT_EQ(mixed(Qt::black, Qt::white, 7), QColor(Qt::white));
}

TEST_P(EveryTheme, TextIsReadableOnItsGround)
{
    for (const QColor& ground :
         {theme.window, theme.panel, theme.shade, theme.shadeAt(1), theme.shadeAt(2)}) {
        EXPECT_GE(contrast(theme.text, ground), kText);
        EXPECT_GE(contrast(theme.textSecondary, ground), kText);
    }
    EXPECT_GE(contrast(theme.text, theme.accentPale), kText);
    EXPECT_GE(contrast(theme.accentText, theme.accent), kText);
    EXPECT_GE(contrast(theme.accent, theme.panel), kText);
    EXPECT_GE(contrast(theme.cardText, theme.card), kText);
    for (const VerdictColours& verdict : {theme.good, theme.warn, theme.bad}) {
        EXPECT_GE(contrast(verdict.strong, verdict.pale), kText);
        EXPECT_GE(contrast(verdict.strong, theme.panel), kText);
    }
}

TEST_P(EveryTheme, StatesStandOutFromThePanel)
{
    for (const trace::State state : trace::kStates) {
        const StateStyle& style = theme.state(state);
        EXPECT_GE(std::max(contrast(style.fill, theme.panel), contrast(style.line, theme.panel)), kShape)
            << style.word().toStdString();
    }
    EXPECT_GE(contrast(theme.playhead, theme.panel), kShape);
    EXPECT_GE(contrast(theme.ideal, theme.panel), kShape);
    EXPECT_GE(contrast(theme.bandLine, theme.panel), kShape);
}

TEST_P(EveryTheme, BarsCarryReadableLabels)
{
    for (const trace::State state : trace::kStates)
        for (int worker = 0; worker < 7; ++worker)
            for (const bool sequential : {false, true}) {
                const BarStyle bar = theme.bar(state, worker, sequential);
                const BarStyle muted = theme.muted(bar);
                EXPECT_GE(contrast(bar.text, bar.fill), kText) << bar.fill.name().toStdString();
                EXPECT_GE(contrast(muted.text, muted.fill), kText) << muted.fill.name().toStdString();
                EXPECT_TRUE(bar.outlined || contrast(bar.fill, theme.panel) >= kShape);
                EXPECT_GE(std::max(contrast(bar.fill, theme.panel), contrast(bar.line, theme.panel)), kShape);
            }
}

TEST_P(EveryTheme, EachStateHasItsOwnWordLetterAndLook)
{
    std::set<QString> words;
    std::set<QChar> letters;
    std::set<std::pair<QRgb, Pattern>> looks;
    for (const trace::State state : trace::kStates) {
        const StateStyle& style = theme.state(state);
        EXPECT_EQ(style.state, state);
        EXPECT_FALSE(style.word().isEmpty());
        words.insert(style.word());
        letters.insert(style.letter);
        looks.insert({style.fill.rgb(), style.pattern});
    }
    EXPECT_EQ(words.size(), trace::kStateCount);
    EXPECT_EQ(letters.size(), trace::kStateCount);
    EXPECT_EQ(looks.size(), trace::kStateCount);
}

TEST_P(EveryTheme, SixWorkersDifferThenRepeat)
{
    std::set<QRgb> colours;
    for (int worker = 0; worker < 6; ++worker)
        colours.insert(theme.workerColour(worker).rgb());
    EXPECT_EQ(colours.size(), 6u);
    EXPECT_EQ(theme.workerColour(6), theme.workerColour(0));
    EXPECT_EQ(theme.workerColour(-1), theme.workerColour(0));
    EXPECT_FALSE(colours.contains(theme.slate().rgb()));
}

TEST_P(EveryTheme, AWorkerLooksNeitherLikeATransferNorLikeAnotherThatIsNotReached)
{
    if (theme.kind == ThemeKind::Print)
        return; // greys
    const auto apart = [](const QColor& a, const QColor& b) {
        return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
    };
    constexpr int kFromTransfer = 70;
    constexpr int kFromMuted = 100;
    for (int worker = 0; worker < 6; ++worker) {
        const QColor colour = theme.workerColour(worker);
        EXPECT_GE(apart(colour, theme.state(trace::State::Transfer).fill), kFromTransfer) << worker;
        for (int other = 0; other < 6; ++other) {
            if (other != worker) {
                EXPECT_GE(apart(colour, theme.mutedWorkerColour(other)), kFromMuted)
                    << worker << ' ' << other;
            }
        }
    }
}

TEST_P(EveryTheme, ProgramTakesThePaletteAndKeepsNoToken)
{
    applyTheme(*qApp, GetParam());
    EXPECT_EQ(currentTheme(), GetParam());
    EXPECT_EQ(qApp->palette().color(QPalette::Window), theme.window);
    EXPECT_FALSE(styleSheetOf(theme).contains(QLatin1Char('@')));

    QPushButton button;
    button.setProperty("primary", true);
    button.resize(90, 36);
    EXPECT_EQ(button.grab().toImage().pixelColor(10, 18), theme.accent);
}

INSTANTIATE_TEST_SUITE_P(Themes, EveryTheme,
                         ::testing::Values(ThemeKind::Dark, ThemeKind::Print, ThemeKind::Light));

TEST(ColourMap, LightnessRisesAndEndsAreClamped)
{
    for (int i = 1; i <= 100; ++i) {
        EXPECT_GE(luminance(heat(float(i) / 100)), luminance(heat(float(i - 1) / 100)));
        EXPECT_GE(luminance(grey(float(i) / 100)), luminance(grey(float(i - 1) / 100)));
    }
    EXPECT_EQ(heat(-3), heat(0));
    EXPECT_EQ(heat(9), heat(1));
    EXPECT_EQ(heat(std::numeric_limits<float>::quiet_NaN()), heat(0));
    EXPECT_EQ(grey(1), qRgb(255, 255, 255));
    EXPECT_GT(luminance(heat(1)) - luminance(heat(0)), 0.8);
}

TEST(TypeScale, SizesArePixelsAndScale)
{
    EXPECT_EQ(font(TextRole::Body).pixelSize(), 13);
    EXPECT_EQ(font(TextRole::Figure, 2).pixelSize(), 112);
    EXPECT_EQ(font(TextRole::Caption, 0).pixelSize(), 1);
    EXPECT_GT(font(TextRole::Strong).weight(), font(TextRole::Body).weight());
}

TEST(Hatch, StaysInsideItsRectangleAndCoversPartOfIt)
{
    for (const Pattern pattern : {Pattern::Rising, Pattern::Falling, Pattern::Crossed, Pattern::Vertical,
                                  Pattern::Horizontal, Pattern::Dotted}) {
        QImage image(80, 60, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        drawHatch(painter, QRectF(20, 20, 40, 20), pattern, Qt::black);
        painter.end();
        int inside = 0;
        int outside = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y) != QColor(Qt::white))
                    (QRect(18, 18, 44, 24).contains(x, y) ? inside : outside) += 1;
        EXPECT_GT(inside, 20);
        EXPECT_LT(inside, 700);
        EXPECT_EQ(outside, 0);
    }
}

QImage hatched(Pattern pattern, const QTransform& transform, QPointF from = {20, 20})
{
    QImage image(140, 140, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setTransform(transform);
    drawHatch(painter, QRectF(from, QSizeF(84, 84)), pattern, Qt::black, 2); // not thin lines, which differ
    return image;
}

double darkness(const QImage& image, const QRect& rect)
{
    double sum = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            sum += 255 - image.pixelColor(x, y).lightness();
    return sum / rect.width() / rect.height() / 255;
}

TEST(Hatch, PixelsAreCoveredAsByLinesAndNeighboursLineUp)
{
    // A transform that only just is none is painted line by line.
    const QTransform lines(1, 1e-5, 0, 1, 0, 0);
    for (const Pattern pattern : {Pattern::Rising, Pattern::Falling, Pattern::Crossed, Pattern::Vertical,
                                  Pattern::Horizontal, Pattern::Dotted}) {
        const QRect inside(24, 24, 56, 56); // whole periods of all patterns, nearly
        EXPECT_NEAR(darkness(hatched(pattern, {}), inside), darkness(hatched(pattern, lines), inside), 0.02)
            << static_cast<int>(pattern);
        const QImage shifted = hatched(pattern, {}, {27, 31});
        EXPECT_EQ(hatched(pattern, {}).copy(40, 40, 50, 50), shifted.copy(40, 40, 50, 50))
            << "in phase with the origin";
        EXPECT_EQ(darkness(hatched(pattern, {}), QRect(0, 0, 15, 140)), 0);
    }
}

TEST(TypeScale, NothingIsSmallerThanTwelvePixelsAtTheUsualSize)
{
    for (const TextRole role : {TextRole::Caption, TextRole::Body, TextRole::Strong, TextRole::Heading,
                                TextRole::Title, TextRole::Figure})
        EXPECT_GE(font(role).pixelSize(), 12);
}

TEST(TextScale, EnlargesTheProgramsTextsAndStaysWithinBounds)
{
    applyTheme(*qApp, ThemeKind::Light);
    const int usual = qApp->font().pixelSize();
    setTextScale(*qApp, 1.5);
    applyTheme(*qApp, ThemeKind::Light);
    EXPECT_EQ(qApp->font().pixelSize(), static_cast<int>(usual * 1.5 + 0.5));
    EXPECT_TRUE(qApp->styleSheet().contains(QStringLiteral("font-size: 33px"))) << "the title's 22";
    setTextScale(*qApp, 100);
    EXPECT_EQ(textScale(), kMostTextScale);
    setTextScale(*qApp, 0);
    EXPECT_EQ(textScale(), kLeastTextScale);
    setTextScale(*qApp, 1);
    applyTheme(*qApp, ThemeKind::Light);
    EXPECT_EQ(qApp->font().pixelSize(), usual);
}

TEST(PaintedIcon, FillsItsSquareAndIsTransparentElsewhere)
{
    const QPixmap icon = paintedIcon([](QPainter& painter) {
        painter.fillRect(QRectF(8, 8, 8, 8), Qt::black); // its lower right quarter
    });
    EXPECT_EQ(icon.deviceIndependentSize(), QSizeF(kIconSide, kIconSide));
    const QImage image = icon.toImage();
    EXPECT_EQ(qAlpha(image.pixel(image.width() - 2, image.height() - 2)), 255);
    EXPECT_EQ(qAlpha(image.pixel(image.width() / 4, image.height() / 4)), 0);
}

} // namespace

} // namespace lab::widgets
