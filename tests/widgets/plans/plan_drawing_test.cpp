// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plans/plan_drawing.h"

#include "core/scenarios/all.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Plan;
using scenario::Variant;

Variant pooled(Plan plan)
{
    Variant variant;
    variant.usesPool = true;
    variant.plan = plan;
    return variant;
}

bool overlap(const PlanBox& a, const PlanBox& b)
{
    return a.begin < b.end - 1e-9 && b.begin < a.end - 1e-9;
}

TEST(PlanDrawing, NobodyDoesTwoThingsAtATime)
{
    for (int plan = 0; plan <= static_cast<int>(Plan::Merged); ++plan) {
        for (const int workers : {1, 2, 3, 8}) {
            const PlanDrawing drawing = drawPlan(pooled(static_cast<Plan>(plan)), workers);
            ASSERT_FALSE(drawing.boxes.empty());
            for (std::size_t i = 0; i < drawing.boxes.size(); ++i) {
                EXPECT_LT(drawing.boxes[i].lane, drawing.lanes.size());
                EXPECT_LE(drawing.boxes[i].end, drawing.length);
                for (std::size_t j = 0; j < i; ++j)
                    EXPECT_FALSE(drawing.boxes[i].lane == drawing.boxes[j].lane &&
                                 overlap(drawing.boxes[i], drawing.boxes[j]))
                        << plan << " on " << workers;
            }
        }
    }
}

TEST(PlanDrawing, OneWorkerHasOneLaneAndSeveralShareTheParts)
{
    const PlanDrawing alone = drawPlan(Variant(), 4);
    EXPECT_EQ(alone.lanes.size(), 1u);
    const PlanDrawing shared = drawPlan(pooled(Plan::ByWorkers), 2);
    EXPECT_EQ(shared.lanes.size(), 2u);
    EXPECT_EQ(shared.boxes.size(), alone.boxes.size()) << "the same parts";
    EXPECT_EQ(drawPlan(pooled(Plan::ByWorkers), 64).lanes.size(), 4u);
    EXPECT_EQ(drawPlan(pooled(Plan::ByWorkers), 64).lanes.back(), QStringLiteral("worker 64"));
}

TEST(PlanDrawing, WhoGetsWhichPartIsDrawn)
{
    const auto partsOf = [](Plan plan, std::size_t lane) {
        std::vector<int> parts;
        for (const PlanBox& box : drawPlan(pooled(plan), 2).boxes) {
            if (box.lane == lane)
                parts.push_back(box.part);
        }
        return parts;
    };
    using Parts = std::vector<int>;
    EXPECT_EQ(partsOf(Plan::Shared, 0), (Parts{1, 3, 5}));
    EXPECT_EQ(partsOf(Plan::LastFirst, 0), (Parts{6, 4, 2}));
    EXPECT_EQ(partsOf(Plan::LastFirst, 1), (Parts{5, 3, 1}));
    EXPECT_EQ(partsOf(Plan::Blocks, 0), (Parts{1, 2, 3}));
    EXPECT_EQ(partsOf(Plan::Blocks, 1), (Parts{4, 5, 6}));
    EXPECT_EQ(partsOf(Plan::ZigZag, 0), (Parts{1, 2, 6}));
    EXPECT_EQ(partsOf(Plan::ZigZag, 1), (Parts{3, 4, 5}));
}

TEST(PlanDrawing, AStageBeginsWhenTheOneBeforeItHasEnded)
{
    const PlanDrawing drawing = drawPlan(pooled(Plan::Pipeline), 2);
    for (const PlanBox& box : drawing.boxes) {
        for (const PlanBox& before : drawing.boxes) {
            if (before.part == box.part && before.lane + 1 == box.lane) {
                EXPECT_GE(box.begin, before.end);
            }
        }
    }
}

TEST(PlanDrawing, OneAtATimeAddsUnderALock)
{
    const PlanDrawing drawing = drawPlan(pooled(Plan::Locked), 3);
    std::vector<PlanBox> held;
    std::copy_if(drawing.boxes.begin(), drawing.boxes.end(), std::back_inserter(held),
                 [](const PlanBox& box) { return box.kind == PlanBox::Kind::Add; });
    ASSERT_GT(held.size(), 3u);
    for (std::size_t i = 0; i < held.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(overlap(held[i], held[j]));
    }
}

TEST(PlanDrawing, EveryVariantOfEveryScenarioHasOne)
{
    const scenario::Registry registry = scenarios::all();
    for (const auto& scenario : registry.scenarios()) {
        for (const Variant& variant : scenario->info().variants) {
            EXPECT_FALSE(drawPlan(variant, 2).boxes.empty()) << variant.label;
            EXPECT_FALSE(variant.summary.empty()) << variant.label;
        }
    }
}

TEST(PlanDrawing, HasAsManyPartsAsTheWorkHas)
{
    const auto numbers = [](int parts) {
        int highest = 0;
        for (const PlanBox& box : drawPlan(pooled(Plan::ByWorkers), 2, parts).boxes)
            highest = std::max(highest, box.part);
        return highest;
    };
    EXPECT_EQ(numbers(4), 4);
    EXPECT_EQ(numbers(kPlanParts), kPlanParts);
    EXPECT_EQ(drawPlan(pooled(Plan::ByWorkers), 2, 4).length, 2);
}

} // namespace

} // namespace lab::widgets
