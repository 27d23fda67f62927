// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/brush/picture_cache.h"

#include "tests/widgets/stage/pictures/sample_scenes.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

constexpr int kPlanes = 3;
constexpr QSize kSmall{4, 4};

std::shared_ptr<const scenario::Scene> planes()
{
    auto scene = std::make_shared<scenario::Scene>();
    scenario::Exhibit exhibit;
    exhibit.kind = scenario::ExhibitKind::ImageTiles;
    exhibit.shape = {{"image", kPlanes}, {"row", 64}, {"column", 64}};
    exhibit.values = tests::ramp(std::int64_t{kPlanes} * 64 * 64, 0, 1);
    scene->add(std::move(exhibit));
    return scene;
}

int madeOf(PictureCache& cache, const std::shared_ptr<const scenario::Scene>& scene)
{
    int made = 0;
    for (int i = 0; i < kPlanes; ++i)
        made += cache.scaled(scene, base::ExhibitId{0}, i, kSmall).isNull() ? 0 : 1;
    return made;
}

} // namespace

TEST(PictureCache, MakesAllOfThemWithoutABudget)
{
    PictureCache cache;
    EXPECT_EQ(madeOf(cache, planes()), kPlanes);
    EXPECT_TRUE(cache.complete());
}

TEST(PictureCache, EveryFrameMakesAtLeastOneMore)
{
    PictureCache cache;
    const auto scene = planes();
    for (int frame = 1; frame <= kPlanes; ++frame) {
        cache.beginFrame(0);
        EXPECT_EQ(madeOf(cache, scene), frame);
        EXPECT_EQ(cache.complete(), frame == kPlanes);
    }
}

TEST(PictureCache, AnotherScenesPicturesAreNotTaken)
{
    PictureCache cache;
    EXPECT_EQ(madeOf(cache, planes()), kPlanes);
    cache.beginFrame(0);
    EXPECT_EQ(madeOf(cache, planes()), 1);
}

} // namespace lab::widgets
