// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/what_if_text.h"

#include "core/scenarios/all.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using testing::HasSubstr;
using testing::Not;

const scenario::ScenarioInfo& pipeline()
{
    static const scenario::Registry registry = scenarios::all();
    return registry.get("training-pipeline").info();
}

Asked askedOf(double share = 0)
{
    Asked asked{"fast-loading", share};
    asked.prediction = session::Prediction{162, 100};
    return asked;
}

TEST(WhatIfText, TheChangeThatIsAskedForGoesAsFarAsIsAsked)
{
    EXPECT_FALSE(changeOf(pipeline(), {}));
    EXPECT_FALSE(changeOf(pipeline(), {"magic"}));
    EXPECT_EQ(changeOf(pipeline(), {"fast-loading"})->share, 0.5);
    const auto further = changeOf(pipeline(), {"fast-loading", 0.25});
    ASSERT_TRUE(further);
    EXPECT_EQ(further->share, 0.25);
    EXPECT_EQ(further->factor, 0.25);
    EXPECT_EQ(further->label, "Loading takes 25 % of its time");
}

TEST(WhatIfText, SaysWhatIsKnownSoFar)
{
    EXPECT_EQ(askedSentence(pipeline(), {}), QString());
    EXPECT_EQ(askedSentence(pipeline(), {"fast-loading"}), QString()) << "not predicted yet";
    Asked asked = askedOf();
    EXPECT_EQ(askedSentence(pipeline(), asked),
              QStringLiteral("Loading takes half the time (Pipelined): predicted 1.62× as fast."));
    asked.checks.push_back({"fast-loading", 0.25, {}, {1, {1, 1}}}); // of another share
    asked.checks.push_back({"fast-loading", 0.5, {162, 100}, {1.58, {1.55, 1.61}}});
    EXPECT_EQ(askedSentence(pipeline(), asked),
              QStringLiteral("Loading takes half the time (Pipelined): predicted 1.62× as fast, measured "
                             "1.58× (1.55\u2060–\u20601.61), 3 % off."));
}

TEST(WhatIfText, WhatIsFarOffNamesWhatItTookForGranted)
{
    Asked asked = askedOf();
    asked.checks.push_back({"fast-loading", 0.5, {162, 100}, {1.2, {1.1, 1.3}}});
    EXPECT_THAT(askedSentence(pipeline(), asked).toStdString(),
                testing::AllOf(HasSubstr("35 % off."), HasSubstr("That is far off."),
                               HasSubstr("the recorded order.")));
    asked.checks.back().check.interval.high = 1.7;
    EXPECT_THAT(askedSentence(pipeline(), asked).toStdString(),
                testing::AllOf(HasSubstr("35 % off, within the interval."), Not(HasSubstr("far off."))));
}

TEST(WhatIfText, WhatGetsFasterByAShareHasAName)
{
    const scenario::Registry registry = scenarios::all();
    for (const auto& scenario : registry.scenarios())
        for (const scenario::WhatIf& change : scenario->info().whatIfs)
            EXPECT_EQ(change.part.empty(), change.faster.empty()) << scenario->info().id << ' ' << change.key;
}

} // namespace

} // namespace lab::widgets
