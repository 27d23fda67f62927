// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_outputs.h"
#include "app/inputs/usage_error.h"

#include <gtest/gtest.h>

namespace lab::app {

namespace {

using At = SlideMoment::At;

scenario::ScenarioInfo twoVariants()
{
    scenario::ScenarioInfo info;
    info.variants = {{.key = "alone", .label = "", .summary = ""},
                     {.key = "spread", .label = "", .summary = ""}};
    return info;
}

TEST(SlideMoment, NamesStandForInstants)
{
    EXPECT_EQ(slideMoment({}, "best", twoVariants()).at, At::Best);
    EXPECT_EQ(slideMoment({}, "begin", twoVariants()).at, At::Begin);
    EXPECT_EQ(slideMoment({}, "end", twoVariants()).at, At::End);
    const SlideMoment instant = slideMoment({}, "12500", twoVariants());
    EXPECT_EQ(instant.at, At::Instant);
    EXPECT_EQ(instant.ns, 12'500);
    EXPECT_FALSE(instant.variant);
}

TEST(SlideMoment, AVariantIsFoundByItsKey)
{
    EXPECT_EQ(slideMoment("spread", "best", twoVariants()).variant, 1u);
    EXPECT_THROW(slideMoment("Spread", "best", twoVariants()), UsageError);
}

TEST(SlideMoment, WhatIsNoInstantIsRefused)
{
    for (const char* wrong : {"", "now", "-1", "nan", "inf", "12 ns"})
        EXPECT_THROW(slideMoment({}, wrong, twoVariants()), UsageError) << wrong;
}

} // namespace

} // namespace lab::app
