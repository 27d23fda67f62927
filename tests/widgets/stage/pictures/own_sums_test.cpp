// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/locks/own_sums.h"

#include "core/scenarios/gradient-accumulation/gradient_scene.h"
#include "tests/support/hand_made_trace.h"
#include "tests/widgets/stage/pictures/sample_scenes.h"
#include "widgets/stage/stage_painter.h"

#include <QPainter>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using namespace scenarios::gradient_accumulation;
using trace::State;

// Gradients of four samples, two numbers each: [1, 10], [2, 20], [3, 30], [4, 40].
std::shared_ptr<const scenario::Scene> ofTwoWorkers()
{
    GradientPicture picture;
    picture.samples = 4;
    picture.parts = {{"", 2, 2, {1, 10, 2, 20, 3, 30, 4, 40}}};
    picture.slices = 2;
    return gradientScene(picture);
}

// Worker 1 adds samples 1 and 3, worker 2 samples 2 and 4, 100 ns each; from 200 on each adds up a slice.
std::shared_ptr<const trace::Trace> taken()
{
    tests::HandMadeTrace made;
    for (std::uint32_t worker = 0; worker < 2; ++worker) {
        const auto lane = made.lane("worker " + std::to_string(worker + 1));
        made.add(lane, 0, 100, State::Computing, kAddTask, worker);
        made.add(lane, 100, 200, State::Computing, kAddTask, worker + 2);
        made.add(lane, 200, 300, State::Computing, taskBehind(1), worker);
    }
    return made.until(300);
}

QImage painted(double time)
{
    QImage image(900, 290, QImage::Format_RGB32);
    const Theme& theme = Theme::of(ThemeKind::Light);
    image.fill(theme.panel);
    PictureCache pictures;
    QPainter painter(&image);
    paintStage(painter, QRectF(0, 0, 900, 290), tests::contentOf(ofTwoWorkers(), taken(), time), pictures,
               theme);
    return image;
}

int pixelsOf(const QImage& image, const QColor& colour, int left, int right)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = left; x < right; ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    }
    return count;
}

} // namespace

TEST(OwnSums, GrowWithEachSampleThatTheirWorkerAdds)
{
    const auto scene = ofTwoWorkers();
    const scenario::Exhibit* exhibit = ownSumsOf(*scene);
    ASSERT_TRUE(exhibit);
    const auto at = [&](base::Nanoseconds t) { return ownSums(*scene, *exhibit, *taken(), t); };
    EXPECT_EQ(at(50)[0].values, (std::vector<float>{0, 0}));
    EXPECT_EQ(at(100)[1].values, (std::vector<float>{2, 20}));
    const std::vector<OwnSum> all = at(250);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].values, (std::vector<float>{4, 40}));
    EXPECT_EQ(all[1].values, (std::vector<float>{6, 60}));
    EXPECT_EQ(all[1].added, 2);
    const auto sum = scenario::accumulated(*scene, base::ExhibitId{1}, *taken(), 300);
    EXPECT_EQ(sum, (std::vector<float>{10, 100}));
}

TEST(OwnSums, ArrowsTakeTheWorkersColoursWhenTheSumsAreJoined)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    for (int worker = 0; worker < 2; ++worker) { // between the sums and the total
        EXPECT_EQ(pixelsOf(painted(150), theme.workerColour(worker), 460, 530), 0);
        EXPECT_GT(pixelsOf(painted(250), theme.workerColour(worker), 460, 530), 20);
    }
}

TEST(OwnSums, AreNotShownWhereAllAddToOneSum)
{
    GradientPicture picture;
    picture.samples = 1;
    picture.parts = {{"", 2, 2, {1, 10}}};
    EXPECT_FALSE(ownSumsOf(*gradientScene(picture)));
}

} // namespace lab::widgets
