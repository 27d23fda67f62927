// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/number_text.h"

#include <gtest/gtest.h>

namespace lab::widgets {

TEST(NumberText, WholeNumbersAreGroupedByThrees)
{
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(6'422'528).toStdString(), "6\u202f422\u202f528");
    EXPECT_EQ(grouped(-123'456).toStdString(), "-123\u202f456");
}

TEST(NumberText, ThreeDigitsAreWorthReading)
{
    EXPECT_EQ(threeDigits(0.00312), "0.0031");
    EXPECT_EQ(threeDigits(1.874), "1.87");
    EXPECT_EQ(threeDigits(17.44), "17.4");
    EXPECT_EQ(threeDigits(326.2), "326");
    EXPECT_EQ(threeDigits(17'653).toStdString(), "17\u202f650");
    EXPECT_EQ(threeDigits(0), "0.00");
}

} // namespace lab::widgets
