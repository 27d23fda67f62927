// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/coordinates.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lab::widgets {

namespace {

QString spaced(const char* text)
{
    return QString::fromUtf8(text).replace(QLatin1Char(' '), QChar(0x202f));
}

TEST(TimeAxis, MapsThereAndBack)
{
    const TimeAxis axis{1000, 3000, 50, 400};
    EXPECT_DOUBLE_EQ(axis.toX(1000), 50);
    EXPECT_DOUBLE_EQ(axis.toX(3000), 450);
    EXPECT_DOUBLE_EQ(axis.toX(2000), 250);
    for (double x = 0; x < 500; x += 37)
        EXPECT_NEAR(axis.toX(axis.toTime(x)), x, 1e-9);
}

TEST(TimeAxis, DegenerateAxesAnswerTheirOrigin)
{
    for (const TimeAxis axis : {TimeAxis{5, 10, 7, 0}, TimeAxis{5, 5, 7, 100}, TimeAxis{5, 1, 7, 100}}) {
        EXPECT_TRUE(axis.isDegenerate());
        EXPECT_EQ(axis.toX(8), 7);
        EXPECT_EQ(axis.toTime(30), 5);
        EXPECT_EQ(axis.nsPerPixel(), 0);
        EXPECT_LE(ticks(axis, 50).size(), 1u);
        EXPECT_EQ(axis.zoomed(10, 2, {0, 100}), axis);
        EXPECT_EQ(axis.panned(10, {0, 100}), axis);
    }
}

TEST(TimeAxis, ZoomKeepsWhatIsUnderTheCursorAndStaysWithinLimits)
{
    const TimeLimits limits{0, 1000, 10};
    const TimeAxis axis{0, 1000, 0, 500};
    const TimeAxis closer = axis.zoomed(125, 4, limits);
    EXPECT_DOUBLE_EQ(closer.span(), 250);
    EXPECT_NEAR(closer.toTime(125), axis.toTime(125), 1e-9);
    EXPECT_EQ(closer.zoomed(499, 0.001, limits), axis);
    EXPECT_DOUBLE_EQ(axis.zoomed(250, 1e9, limits).span(), 10);
    EXPECT_EQ(axis.zoomed(250, 0, limits), axis);
}

TEST(TimeAxis, PanStopsAtTheEnds)
{
    const TimeLimits limits{0, 1000, 10};
    const TimeAxis axis{400, 600, 0, 100};
    EXPECT_DOUBLE_EQ(axis.panned(10, limits).begin, 380);
    EXPECT_DOUBLE_EQ(axis.panned(1e6, limits).begin, 0);
    EXPECT_DOUBLE_EQ(axis.panned(-1e6, limits).end, 1000);
}

TEST(Ticks, AreRoundFarEnoughApartAndShareOneUnit)
{
    for (double end = 3; end < 1e11; end *= 3.7)
        for (const double width : {90.0, 640.0, 1900.0}) {
            const TimeAxis axis{0, end, 80, width};
            const std::vector<Tick> list = ticks(axis, 70);
            ASSERT_FALSE(list.empty());
            EXPECT_EQ(list.front().ns, 0);
            const QString unit = list.front().label.section(QChar(0x202f), 1);
            for (std::size_t i = 1; i < list.size(); ++i) {
                const double step = list[i].ns - list[i - 1].ns;
                const double digit = step / std::pow(10, std::floor(std::log10(step * (1 + 1e-9))));
                EXPECT_TRUE(std::abs(digit - 1) < 1e-6 || std::abs(digit - 2) < 1e-6 ||
                            std::abs(digit - 5) < 1e-6);
                EXPECT_GE(axis.toX(list[i].ns) - axis.toX(list[i - 1].ns), 70 - 1e-6);
                EXPECT_LE(axis.toX(list[i].ns), axis.right() + 1e-6);
                EXPECT_EQ(list[i].label.section(QChar(0x202f), 1), unit);
                EXPECT_NE(list[i].label, list[i - 1].label);
            }
        }
}

TEST(Ticks, CarryTheUnitOfTheAxis)
{
    EXPECT_EQ(ticks({0, 200'000, 0, 800}, 80)[1].label, spaced("20 µs"));
    EXPECT_EQ(ticks({0, 2.5e6, 0, 800}, 130)[1].label, spaced("0.5 ms"));
}

TEST(FormatTime, HasThreeDigitsAndTheRightUnit)
{
    EXPECT_EQ(formatTime(0), spaced("0 ns"));
    EXPECT_EQ(formatTime(13), spaced("13 ns"));
    EXPECT_EQ(formatTime(96'000), spaced("96 µs"));
    EXPECT_EQ(formatTime(48'230), spaced("48.2 µs"));
    EXPECT_EQ(formatTime(1'840'000), spaced("1.84 ms"));
    EXPECT_EQ(formatTime(999.7), spaced("1 µs"));
    EXPECT_EQ(formatTime(2e9), spaced("2 s"));
    EXPECT_EQ(formatTime(208'123), spaced("208 µs"));
}

TEST(FormatShare, KeepsSmallSharesVisible)
{
    EXPECT_EQ(formatShare(0.231), spaced("23 %"));
    EXPECT_EQ(formatShare(0.008), spaced("0.8 %"));
    EXPECT_EQ(formatShare(0.0004), spaced("< 0.1 %").replace(1, 1, QLatin1Char(' ')));
    EXPECT_EQ(formatShare(1), spaced("100 %"));
}

} // namespace

} // namespace lab::widgets
