// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of samples above a network.
#include "tests/widgets/stage/pictures/sample_scenes.h"
#include "widgets/stage/pictures/network/network_painter.h"
#include "widgets/stage/pictures/network/sample_rows.h"

#include <QImage>
#include <QPainter>
#include <gmock/gmock.h>

namespace lab::widgets {

namespace {

using testing::ElementsAre;

const Theme& light()
{
    return Theme::of(ThemeKind::Light);
}

// Of tests::network at `t`.
SampleRow rowAt(std::int64_t sample, base::Nanoseconds t)
{
    const StageContent content = tests::network(static_cast<double>(t));
    const scenario::Scene& scene = *content.capture->scene;
    std::vector<std::vector<Filled>> filled;
    for (std::size_t layer = 0; layer < 2; ++layer)
        filled.push_back(
            filledAt(scene, scene.tasks[layer], scene.exhibits[layer + 1], *content.capture->trace, t));
    return sampleRow(sample, filled, {6, 3});
}

QImage painted(double time, const QRectF& area)
{
    QImage image(area.size().toSize(), QImage::Format_RGB32);
    image.fill(light().panel);
    QPainter painter(&image);
    PictureCache pictures;
    paintStage(painter, area, tests::network(time), pictures, light(), 1);
    return image;
}

} // namespace

TEST(SampleRows, AreSpreadOverTheBatchWhereManySamplesAreWorkedOnAtOnce)
{
    EXPECT_THAT(samplesInRows(64, 4, {0, 64}), ElementsAre(0, 16, 32, 48));
    EXPECT_THAT(samplesInRows(64, 4, {32, 64}), ElementsAre(0, 16, 32, 48));
    EXPECT_THAT(samplesInRows(64, 4, {16, 32}), ElementsAre(0, 16, 32, 48)) << "a row each";
    EXPECT_THAT(samplesInRows(4, 4, {2, 3}), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(samplesInRows(2, 4, {0, 1}), ElementsAre(0, 1));
    EXPECT_TRUE(samplesInRows(64, 0, {0, 64}).empty());
}

TEST(SampleRows, FollowTheSamplesInHandWhereTheseAreFew)
{
    EXPECT_THAT(samplesInRows(64, 4, {0, 1}), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(samplesInRows(64, 4, {3, 4}), ElementsAre(0, 1, 2, 3)) << "stands still for four";
    EXPECT_THAT(samplesInRows(64, 4, {4, 5}), ElementsAre(4, 5, 6, 7));
    EXPECT_THAT(samplesInRows(65, 4, {64, 65}), ElementsAre(61, 62, 63, 64));
    EXPECT_THAT(samplesInRows(64, 4, {20, 22}), ElementsAre(16, 18, 20, 22));
}

TEST(SampleRows, KnowWhichSamplesAreInHand)
{
    const auto at = [](base::Nanoseconds t) {
        const StageContent content = tests::network(0);
        return samplesInHand(*content.capture->scene, *content.capture->trace, t);
    };
    EXPECT_EQ(at(-1), (scenario::Range{0, 6}));
    EXPECT_EQ(at(50), (scenario::Range{0, 6}));
    EXPECT_EQ(at(210), (scenario::Range{6, 12}));
    EXPECT_EQ(at(250), (scenario::Range{6, 12})) << "the last ones";
}

TEST(SampleRows, FollowASampleThroughTheLayers)
{
    const auto shares = [](const SampleRow& row) {
        return std::vector<double>{row.layers[0].share, row.layers[1].share};
    };
    EXPECT_THAT(shares(rowAt(0, -1)), ElementsAre(0, 0));
    EXPECT_THAT(shares(rowAt(0, 50)), ElementsAre(testing::DoubleNear(0.5, 0.01), 0));
    EXPECT_THAT(shares(rowAt(0, 100)), ElementsAre(1, testing::Le(0.01)));
    EXPECT_THAT(shares(rowAt(0, 125)), ElementsAre(1, testing::DoubleNear(0.5, 0.01)));
    EXPECT_THAT(shares(rowAt(0, 250)), ElementsAre(1, 1));
    EXPECT_THAT(shares(rowAt(11, 100)), ElementsAre(testing::Le(0.01), 0)) << "of the second half";
    EXPECT_THAT(shares(rowAt(11, 225)), ElementsAre(1, testing::DoubleNear(0.5, 0.01)));
    EXPECT_EQ(rowAt(0, 250).layers[0].lane, 0u);
    EXPECT_EQ(rowAt(0, 250).layers[1].lane, 1u);
}

TEST(SampleRows, StandAboveTheColumnsOrAreLeftOut)
{
    for (const QSizeF size :
         {QSizeF(300, 400), QSizeF(434, 200), QSizeF(434, 160), QSizeF(720, 280), QSizeF(1800, 900)}) {
        for (const int workers : {1, 4, 16}) {
            const QRectF area(QPointF(5, 5), size);
            const NetworkLayout layout = layOutNetwork(area, {784, 128, 64, 10}, 64, workers, 1);
            EXPECT_EQ(layout.sampleRows.empty(), size.width() < 380 || size.height() < 190)
                << size.width() << " x " << size.height();
            EXPECT_GE(layout.columns.front().height(), 69);
            double top = area.top();
            for (const SampleRowPlace& place : layout.sampleRows) {
                ASSERT_EQ(place.boxes.size(), 4u);
                EXPECT_GE(place.label.top(), top - 0.01);
                EXPECT_LE(place.label.right(), place.boxes.front().left());
                for (std::size_t box = 0; box < 4; ++box) {
                    EXPECT_EQ(place.boxes[box].left(), layout.columns[box].left());
                    EXPECT_EQ(place.boxes[box].right(), layout.columns[box].right());
                }
                top = place.label.bottom();
            }
            EXPECT_LE(top, layout.captions.front().top());
            if (!layout.right.isEmpty() && !layout.sampleRows.empty()) {
                EXPECT_TRUE(area.adjusted(0, -0.01, 0, 0.01).contains(layout.right));
            }
        }
    }
    EXPECT_TRUE(layOutNetwork(QRectF(0, 0, 900, 400), {784, 10}, 1, 2, 1).sampleRows.empty());
}

TEST(SampleRows, LightUpInTheColourOfWhoComputes)
{
    const QRectF area(0, 0, 720, 300);
    const NetworkLayout layout = layOutNetwork(area, {20, 6, 3}, 12, 2, 1);
    ASSERT_EQ(layout.sampleRows.size(), 4u);
    const auto inside = [&](double time, std::size_t row, std::size_t box) {
        const QRectF& rect = layout.sampleRows[row].boxes[box];
        return painted(time, area).pixelColor((rect.bottomLeft() + QPointF(4, -4)).toPoint());
    };
    EXPECT_EQ(inside(-1, 0, 1), light().shade);
    EXPECT_EQ(inside(50, 0, 1), light().washed(light().workerColour(0)));
    EXPECT_EQ(inside(120, 0, 1), light().workerColour(0)) << "done with layer 1";
    EXPECT_EQ(inside(120, 0, 2), light().washed(light().workerColour(1)));
    EXPECT_EQ(inside(160, 0, 2), light().workerColour(1));
    EXPECT_EQ(inside(160, 3, 2), light().shade) << "sample 10 is still in layer 1";
    EXPECT_EQ(inside(250, 3, 2), light().workerColour(1));
}

} // namespace lab::widgets
