// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stage/pictures/sample_scenes.h"
#include "widgets/stage/brush/fill_progress.h"
#include "widgets/stage/brush/loop_words.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using scenario::Range;

std::vector<Filled> filled(const StageContent& content)
{
    const scenario::Scene& scene = *content.capture->scene;
    return filledAt(scene, scene.tasks[0], scene.exhibits.back(), *content.capture->trace,
                    static_cast<base::Nanoseconds>(content.time));
}

TEST(FillProgress, InnerProductsFinishNumberByNumber)
{
    // 8 rows of 100 ns; 4 columns each: in the middle of row 3's second number.
    const auto parts = filled(tests::product({{0}, {1}, {2}}, 1, 240));
    ASSERT_EQ(parts.size(), 3u);
    EXPECT_EQ(parts[0].rows, (Range{0, 2})); // whole rows are joined
    EXPECT_EQ(parts[0].columns, (Range{0, 4}));
    EXPECT_EQ(parts[1].rows, (Range{2, 3}));
    EXPECT_EQ(parts[1].columns, (Range{0, 1}));
    EXPECT_EQ(parts[1].share, 1);
    EXPECT_EQ(parts[2].columns, (Range{1, 2}));
    EXPECT_NEAR(parts[2].share, 0.6, 1e-9);
}

TEST(FillProgress, InterchangedLoopsGrowAWholeRow)
{
    const auto parts = filled(tests::product({{0}, {2}, {1}}, 1, 225));
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0].rows, (Range{0, 2}));
    EXPECT_EQ(parts[1].rows, (Range{2, 3}));
    EXPECT_EQ(parts[1].columns, (Range{0, 4}));
    EXPECT_NEAR(parts[1].share, 0.25, 1e-9);
}

TEST(FillProgress, ElementByElementFillsRowByRow)
{
    // One unit of 8 × 4 elements over 800 ns.
    const auto parts = filled(tests::step(450));
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0].rows, (Range{0, 4}));
    EXPECT_EQ(parts[1].rows, (Range{4, 5}));
    EXPECT_EQ(parts[1].columns, (Range{0, 2}));
}

TEST(FillProgress, NothingBeforeTheBeginAndAllAtTheEnd)
{
    for (const auto& loops : tests::nests()) {
        EXPECT_TRUE(filled(tests::product(loops, 1, -1)).empty());
        const auto all = filled(tests::product(loops, 1, 1e9));
        ASSERT_EQ(all.size(), 1u);
        EXPECT_EQ(all[0].rows, (Range{0, 8}));
        EXPECT_EQ(all[0].columns, (Range{0, 4}));
        EXPECT_EQ(all[0].share, 1);
    }
}

TEST(FillProgress, TilesOverKAreFinishedWithTheLastOfThem)
{
    // Tiles of 4 × 2 cells, each written by two units of 100 ns: k 0–2 and k 3–5.
    const std::vector<scenario::Loop> tiles = {{0, 4}, {1, 2}, {2, 3}};
    const auto half = filled(tests::product(tiles, 3, 100));
    ASSERT_EQ(half.size(), 1u);
    EXPECT_EQ(half[0].rows, (Range{0, 4}));
    EXPECT_EQ(half[0].columns, (Range{0, 2}));
    EXPECT_NEAR(half[0].share, 0.5, 1e-9);
    EXPECT_NEAR(filled(tests::product(tiles, 3, 150))[0].share, 0.75, 1e-9);
    EXPECT_EQ(filled(tests::product(tiles, 3, 200))[0].share, 1);
    const auto all = filled(tests::product(tiles, 3, 1e9));
    ASSERT_EQ(all.size(), 4u);
    for (const Filled& tile : all)
        EXPECT_EQ(tile.share, 1);
    // k outermost: every cell stays unfinished until the last pass.
    for (const Filled& part : filled(tests::product({{2, 3}, {0}, {1}}, 2, 1599)))
        EXPECT_LE(part.share, 1);
    EXPECT_NEAR(filled(tests::product({{2, 3}, {0}, {1}}, 2, 800))[0].share, 0.5, 1e-9);
}

TEST(FillProgress, UnitAreaIsWhatAUnitWritesInAll)
{
    const StageContent content = tests::product({{0, 2}, {2}, {1}}, 1, 0);
    const scenario::Scene& scene = *content.capture->scene;
    const Filled area = unitArea(scene, scene.tasks[0], scene.exhibits[2], 3);
    EXPECT_EQ(area.rows, (Range{6, 8}));
    EXPECT_EQ(area.columns, (Range{0, 4}));
    EXPECT_EQ(writerOf(scene, scene.exhibits[2]), &scene.tasks[0]);
    EXPECT_EQ(writerOf(scene, scene.exhibits[0]), nullptr);
}

TEST(LoopWords, NameLoopsAndPlaces)
{
    const auto task = [](std::vector<scenario::Loop> loops) {
        return tests::product(std::move(loops), 1, 0).capture->scene->tasks[0];
    };
    EXPECT_EQ(loopWords(task({{0}, {1}, {2}})), QStringLiteral("for i · for j · for k"));
    EXPECT_EQ(loopWords(task({{0, 2}, {2}, {1, 4}})), QStringLiteral("for i by 2 · for k"));
    EXPECT_EQ(loopWords(task({{0, 8}})), QStringLiteral("one call"));
    const trace::Span row{0, 100, 5, 1, trace::Span::kNobody, {0}, trace::State::Computing};
    EXPECT_EQ(positionWords(task({{0}, {1}, {2}}), row, 0.51), QStringLiteral("i 5 · j 2 · k 0"));
    EXPECT_EQ(positionWords(task({{0, 8}}),
                            {0, 100, 0, 1, trace::Span::kNobody, {0}, trace::State::Computing}, 0.5),
              QStringLiteral("all of it"));
}

} // namespace

} // namespace lab::widgets
