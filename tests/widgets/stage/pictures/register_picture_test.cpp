// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hand_made_trace.h"
#include "tests/widgets/stage/pictures/sample_scenes.h"
#include "widgets/stage/pictures/matrices/register_painter.h"

#include <QPainter>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

std::shared_ptr<const trace::Trace> oneSpan()
{
    tests::HandMadeTrace made;
    made.add(made.lane("worker 1"), 0, 1200, trace::State::Computing, {0}, 0);
    return made.until(1200);
}

// Pixels in the colour of a step that is done or under way.
int filled(const scenario::VectorUse& vectors, double time)
{
    QImage image(400, 160, QImage::Format_RGB32);
    const Theme& theme = Theme::of(ThemeKind::Light);
    image.fill(theme.panel);
    const StageContent content = tests::contentOf(std::make_shared<scenario::Scene>(), oneSpan(), time);
    PictureCache pictures;
    {
        QPainter painter(&image);
        StageBrush brush(painter, content, pictures, theme, 1);
        paintRegisters(brush, {0, 0, 400, 160}, vectors);
    }
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == theme.accent.rgb() ? 1 : 0;
    }
    return count;
}

} // namespace

TEST(RegisterPicture, StepsPassWithThePlayheadOfEachPart)
{
    EXPECT_EQ(registerSteps(*oneSpan(), 0), 1);
    EXPECT_EQ(registerSteps(*oneSpan(), 50), 5);
    EXPECT_EQ(registerSteps(*oneSpan(), 99), kRegisterSteps);
    EXPECT_EQ(registerSteps(*oneSpan(), 100), 1); // the next part
    tests::HandMadeTrace idle;
    idle.lane("worker 1");
    EXPECT_EQ(registerSteps(*idle.until(1200), 50), 0);
}

TEST(RegisterPicture, ARegisterFillsAsManyNumbersAStepAsItTakes)
{
    const int scalar = filled({"", 1, 16}, 50);
    EXPECT_GT(scalar, 0);
    EXPECT_GT(filled({"AVX2", 8, 16}, 50), 6 * scalar);
    EXPECT_GT(filled({"AVX-512", 16, 16}, 50), 12 * scalar);
}

TEST(RegisterPicture, StaysInItsCornerBesideTheWordsOrBelow)
{
    const QRectF corner(10, 20, 500, 130);
    const scenario::VectorUse vectors{"AVX-512", 16, 16};
    const QRectF beside = registerArea(corner, vectors, {200, 24}, 1);
    EXPECT_TRUE(corner.contains(beside));
    EXPECT_GE(beside.left(), corner.left() + 200);
    const QRectF below = registerArea({10, 20, 260, 90}, vectors, {200, 24}, 1);
    EXPECT_TRUE(QRectF(10, 44, 260, 66).contains(below));
    EXPECT_TRUE(registerArea({10, 20, 100, 40}, vectors, {80, 24}, 1).isEmpty());
    EXPECT_TRUE(registerArea(corner, {}, {200, 24}, 1).isEmpty()); // not known
}

} // namespace lab::widgets
