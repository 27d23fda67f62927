// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/prediction_text.h"

#include "core/scenarios/all.h"
#include "core/session/findings.h"
#include "tests/support/batch_capture.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

QString said(std::optional<double> prediction, double measured, bool ran = true)
{
    static const scenario::Registry registry = scenarios::all();
    session::RunState state = tests::finishedState();
    state.variants[1].speedup = measured;
    state.variants[1].speedupInterval = {measured * 0.98, measured * 1.02};
    if (!ran)
        state.variants[1].median = 0;
    return predictionText(registry.get("batch-convolution").info(), state, prediction);
}

TEST(PredictionText, SaysHowNearItCame)
{
    EXPECT_EQ(said({}, 2), QString());
    EXPECT_EQ(said(2, 2, false), QStringLiteral("You predicted 2×."));
    EXPECT_EQ(said(2, 1.9), QStringLiteral("You predicted 2×: about right. N goes on."));
    EXPECT_EQ(said(4, 1.6), QStringLiteral("You predicted 4×: 2.5 times too high. N goes on."));
    EXPECT_EQ(said(1, 1.5), QStringLiteral("You predicted 1×: 1.5 times too low. N goes on."));
    EXPECT_EQ(said(2, 0.5), QStringLiteral("You predicted 2×: it became slower. N goes on."));
    EXPECT_EQ(said(0.5, 2), QStringLiteral("You predicted 0.5×: it became faster. N goes on."));
}

TEST(PredictionText, DoesNotJudgeByARunThatWasDisturbed)
{
    static const scenario::Registry registry = scenarios::all();
    session::RunState state = tests::finishedState();
    state.capacity = {1.0, 1.0, 0}; // all cores together gave no more than one
    ASSERT_TRUE(session::disturbanceOf(state));
    EXPECT_EQ(predictionText(registry.get("batch-convolution").info(), state, 2),
              QStringLiteral("You predicted 2×: this run cannot tell."));
}

} // namespace

} // namespace lab::widgets
