// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/own_sweep.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lab::session {

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using Scale = scenario::Parameter::Scale;

scenario::ScenarioInfo made()
{
    scenario::ScenarioInfo info;
    info.id = "made";
    info.parameters = {
        scenario::Parameter::integer("images", "Images", "", 4, 1, 1024, Scale::Logarithmic, ""),
        scenario::Parameter::integer("share", "Share", "%", 20, 0, 100, Scale::Linear, ""),
        scenario::Parameter::toggle("wake", "Wake", true, ""),
    };
    info.sweeps.resize(1);
    info.sweeps[0].key = "ready";
    info.variants = {{"one", "One worker", "", false}, {"all", "All workers", "", true}};
    return info;
}

std::string complaint(const std::string& text)
{
    try {
        sweepOver(made(), parseSweepRange(made(), text));
    } catch (const scenario::ParameterError& error) {
        return error.what();
    }
    return "none";
}

TEST(OwnSweep, SpreadsByFactorsOrSteps)
{
    EXPECT_THAT(spread(1, 1000, 4, Scale::Logarithmic), ElementsAre(1, 10, 100, 1000));
    EXPECT_THAT(spread(0, 100, 5, Scale::Linear), ElementsAre(0, 25, 50, 75, 100));
    EXPECT_THAT(spread(10, 100'000, 6, Scale::Logarithmic), ElementsAre(10, 63, 400, 2500, 16'000, 100'000));
    EXPECT_THAT(spread(8, 1024, 8, Scale::Logarithmic), ElementsAre(8, 16, 32, 64, 128, 256, 512, 1024));
    EXPECT_THAT(spread(1023, 1025, 3, Scale::Logarithmic), ElementsAre(1023, 1024, 1025));
    EXPECT_THAT(spread(1, 4, 10, Scale::Logarithmic), ElementsAre(1, 2, 3, 4));
    EXPECT_THROW(sweepOver(made(), {"share", 0, 90, 4, Scale::Logarithmic}), scenario::ParameterError);
    EXPECT_EQ(parseSweepRange(made(), "share=0:90").scale, Scale::Linear);
    EXPECT_THAT(spread(0, 8, 3, Scale::Logarithmic), ElementsAre(0, 4, 8)); // 0 has no factor
    EXPECT_EQ(spread(10, 100'000'000, 15, Scale::Logarithmic).back(), 100'000'000);
}

TEST(OwnSweep, ANarrowRangeKeepsItsPointsAndStandsOnALinearAxis)
{
    EXPECT_THAT(spread(1010, 1020, 3, Scale::Logarithmic), ElementsAre(1010, 1015, 1020));
    EXPECT_EQ(sweepOver(made(), {"images", 100, 110, 3, Scale::Logarithmic}).scale, Scale::Linear);
    EXPECT_EQ(sweepOver(made(), {"images", 1, 64, 3, Scale::Logarithmic}).scale, Scale::Logarithmic);
}

TEST(OwnSweep, OffersWholeNumbersAndWorkers)
{
    EXPECT_THAT(sweepable(made()), ElementsAre("images", "share", "workers"));
    scenario::ScenarioInfo alone = made();
    alone.variants.pop_back();
    EXPECT_THAT(sweepable(alone), ElementsAre("images", "share"));
    EXPECT_THROW(widestRange(alone, "workers", 2), scenario::ParameterError);
    EXPECT_EQ(widestRange(made(), "share", 2).high, 100);
    EXPECT_EQ(widestRange(made(), "share", 2).scale, Scale::Linear);
    EXPECT_EQ(widestRange(made(), "workers", 2).high, 8);
    EXPECT_EQ(widestRange(made(), "workers", 128).high, scenario::kMostWorkers);
}

TEST(OwnSweep, ReadsWhatIsTyped)
{
    const SweepRange range = parseSweepRange(made(), "share=10:90:5");
    EXPECT_EQ(range.parameter, "share");
    EXPECT_EQ(range.low, 10);
    EXPECT_EQ(range.high, 90);
    EXPECT_EQ(range.points, 5);
    EXPECT_EQ(range.scale, Scale::Linear); // as declared
    EXPECT_EQ(parseSweepRange(made(), "share=10:90:5:logarithmic").scale, Scale::Logarithmic);

    const scenario::Sweep sweep = sweepOver(made(), range);
    EXPECT_THAT(sweep.values, ElementsAre(10, 30, 50, 70, 90));
    EXPECT_EQ(sweep.axisLabel, "Share (%)");
    EXPECT_EQ(sweep.series.at(0).label, "All workers");
    EXPECT_THAT(sweepOver(made(), parseSweepRange(made(), "workers=1:8:4")).values, ElementsAre(1, 2, 4, 8));
}

TEST(OwnSweep, RefusesWithNameValueAndWhatIsAllowed)
{
    EXPECT_THAT(complaint("rows=1:4"), AllOf(HasSubstr("rows"), HasSubstr("images, share, workers")));
    EXPECT_THAT(complaint("wake=0:1"), HasSubstr("cannot be swept"));
    EXPECT_THAT(complaint("images=1:5000"), AllOf(HasSubstr("5000"), HasSubstr("from 1 to 1024")));
    EXPECT_THAT(complaint("workers=1:512"), HasSubstr("from 1 to 256"));
    EXPECT_THAT(complaint("images=8:8"), HasSubstr("has no range"));
    EXPECT_THAT(complaint("images=8:4"), HasSubstr("has no range"));
    EXPECT_THAT(complaint("images=1:8:1"), HasSubstr("2 to 64 points"));
    for (const char* text : {"images", "images=", "images=1", "images=1:x", "images=1:8:4:cubic",
                             "images=1:2:3:linear:5", "images=1:99999999999999999999"})
        EXPECT_THAT(complaint(text), AllOf(HasSubstr("a sweep cannot be"), HasSubstr("one of ready, or")))
            << text;
}

} // namespace

} // namespace lab::session
