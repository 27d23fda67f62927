// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stage/pictures/sample_scenes.h"
#include "widgets/stage/pictures/matrices/matrix_painter.h"
#include "widgets/stage/pictures/memory/memory_painter.h"
#include "widgets/stage/pictures/network/network_painter.h"
#include "widgets/theme/colour_map.h"

#include <QPainter>
#include <gtest/gtest.h>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr int kWidth = 900;
constexpr int kHeight = 330;

QImage paint(const StageContent& content, ThemeKind theme = ThemeKind::Light, int width = kWidth,
             int height = kHeight, double scale = 1)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Theme::of(theme).panel);
    PictureCache pictures;
    QPainter painter(&image);
    paintStage(painter, QRectF(0, 0, width, height), content, pictures, Theme::of(theme), scale);
    return image;
}

const Theme& light()
{
    return Theme::of(ThemeKind::Light);
}

QRgb at(const QImage& image, const QPointF& point)
{
    return image.pixel(point.toPoint());
}

// Whether `colour` appears within `rect`.
bool shows(const QImage& image, const QRectF& rect, const QColor& colour)
{
    for (int y = std::max(0, int(rect.top())); y < std::min<double>(rect.bottom(), image.height()); ++y) {
        for (int x = std::max(0, int(rect.left())); x < std::min<double>(rect.right(), image.width()); ++x) {
            if (image.pixel(x, y) == colour.rgb())
                return true;
        }
    }
    return false;
}

QRectF cell(const QRectF& whole, int rows, int columns, int row, int column)
{
    return {whole.left() + whole.width() * column / columns, whole.top() + whole.height() * row / rows,
            whole.width() / columns, whole.height() / rows};
}

// Matrices

TEST(MatrixPicture, RowsAndColumnsLineUp)
{
    for (const QSizeF size : {QSizeF(430, 170), QSizeF(900, 330), QSizeF(1800, 900)}) {
        const QRectF area(QPointF(10, 20), size);
        const ProductLayout layout = layOutProduct(area, 1);
        EXPECT_EQ(layout.x.top(), layout.y.top());
        EXPECT_EQ(layout.x.bottom(), layout.y.bottom());
        EXPECT_EQ(layout.w.left(), layout.y.left());
        EXPECT_EQ(layout.w.right(), layout.y.right());
        for (const QRectF& rect : {layout.x, layout.w, layout.y, layout.words})
            EXPECT_TRUE(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(rect));
        EXPECT_FALSE(layout.words.intersects(layout.w));
        EXPECT_FALSE(layout.words.intersects(layout.x));
        EXPECT_FALSE(layout.w.intersects(layout.y));
    }
}

TEST(MatrixPicture, YFillsAndTheFootprintIsLit)
{
    const ProductLayout layout = layOutProduct(QRectF(0, 0, kWidth, kHeight), 1);
    const QImage image = paint(tests::product({{0}, {1}, {2}}, 1, 260)); // row 2, number 2, k 2 or 3
    EXPECT_NE(at(image, cell(layout.y, 8, 4, 0, 0).center()), light().shade.rgb());
    EXPECT_EQ(at(image, cell(layout.y, 8, 4, 6, 1).center()), light().shade.rgb());
    const QColor worker = light().workerColour(0);
    EXPECT_TRUE(shows(image, cell(layout.y, 8, 4, 2, 2).adjusted(-3, -3, 3, 3), worker));
    EXPECT_FALSE(shows(image, cell(layout.y, 8, 4, 5, 0).adjusted(3, 3, -3, -3), worker));
    EXPECT_TRUE(shows(image, layout.x, worker));
    EXPECT_TRUE(shows(image, layout.w, worker));
}

TEST(MatrixPicture, SameInstantSamePictureForwardsAndBack)
{
    const QImage first = paint(tests::product({{0}, {2}, {1}}, 1, 333));
    paint(tests::product({{0}, {2}, {1}}, 1, 700));
    EXPECT_EQ(paint(tests::product({{0}, {2}, {1}}, 1, 333)), first);
    EXPECT_NE(paint(tests::product({{0}, {2}, {1}}, 1, 433)), first);
}

TEST(MatrixPicture, CounterIsExactAtBothEnds)
{
    for (const auto& loops : tests::nests()) {
        EXPECT_EQ(describeStage(tests::product(loops, 1, -1)), QStringLiteral("0 of 192 multiply-adds"));
        EXPECT_EQ(describeStage(tests::product(loops, 1, 1e9)), QStringLiteral("192 of 192 multiply-adds"));
    }
}

TEST(MatrixPicture, AnyExtentsAndSizesCanBePainted)
{
    for (const scenario::Range extents : {scenario::Range{1, 1}, scenario::Range{2048, 2048}}) {
        for (const auto& [width, height] :
             {std::pair{1, 1}, std::pair{40, 500}, std::pair{900, 40}, std::pair{900, 330}}) {
            paint(tests::product({{0}, {2}, {1}}, 1, 50, extents), ThemeKind::Dark, width, height);
            paint(tests::product({{0}, {2}, {1}}, 1, 50, extents, false), ThemeKind::Print, width, height,
                  1.9);
        }
    }
}

TEST(MatrixPicture, AStepStandsBesideItsResult)
{
    const QImage before = paint(tests::step(-1));
    const QImage after = paint(tests::step(800));
    const QPointF right(kWidth * 0.75, kHeight * 0.4);
    EXPECT_EQ(at(before, right), light().shade.rgb());
    EXPECT_NE(at(after, right), light().shade.rgb());
}

// Network

NetworkLayout networkLayout(std::int64_t samples = 12)
{
    return layOutNetwork(QRectF(0, 0, kWidth, kHeight), {20, 6, 3}, samples, 2, 1);
}

TEST(NetworkPicture, NothingOverlapsAndAllIsInside)
{
    for (const QSizeF size : {QSizeF(430, 170), QSizeF(900, 330), QSizeF(1800, 900)}) {
        for (const std::int64_t samples : {std::int64_t{1}, std::int64_t{4}, std::int64_t{1024}}) {
            const QRectF area(QPointF(5, 5), size);
            const NetworkLayout layout = layOutNetwork(area, {784, 128, 64, 10}, samples, 2, 1);
            std::vector<QRectF> rects = layout.columns;
            rects.insert(rects.end(), layout.pictures.begin(), layout.pictures.end());
            rects.insert(rects.end(), layout.predictions.begin(), layout.predictions.end());
            if (!layout.workers.isEmpty())
                rects.push_back(layout.workers);
            ASSERT_EQ(layout.columns.size(), 4u);
            for (std::size_t i = 0; i < rects.size(); ++i) {
                EXPECT_TRUE(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(rects[i])) << i;
                EXPECT_GT(rects[i].width(), 3);
                for (std::size_t k = 0; k < i; ++k)
                    EXPECT_FALSE(rects[i].adjusted(0.1, 0.1, -0.1, -0.1).intersects(rects[k]))
                        << i << ' ' << k;
            }
        }
    }
}

TEST(NetworkPicture, CaptionsStandApartInsideTheArea)
{
    for (const QSizeF size : {QSizeF(300, 170), QSizeF(430, 170), QSizeF(900, 330), QSizeF(1800, 900)}) {
        const QRectF area(QPointF(5, 5), size);
        const NetworkLayout layout = layOutNetwork(area, {784, 128, 64, 10}, 64, 2, 1);
        std::vector<QRectF> captions = layout.captions;
        if (!layout.predictionsCaption.isEmpty())
            captions.push_back(layout.predictionsCaption);
        for (std::size_t i = 0; i < captions.size(); ++i) {
            EXPECT_TRUE(area.contains(captions[i])) << size.width() << ' ' << i;
            if (i > 0) {
                EXPECT_LE(captions[i - 1].right(), captions[i].left()) << size.width() << ' ' << i;
            }
        }
        EXPECT_LE(layout.columns.back().right() + 5, area.right()); // who computed it stands there
    }
}

TEST(NetworkPicture, IsCountedAndDescribedOverAllLayers)
{
    EXPECT_EQ(countDone(tests::network(125)).done, 1);
    EXPECT_EQ(countDone(tests::network(250)).done, 4);
    EXPECT_EQ(countDone(tests::network(250)).all, 4);
    EXPECT_EQ(describeStage(tests::network(250)),
              QStringLiteral("layer 1: 1\u202f440 of 1\u202f440 multiply-adds; "
                             "layer 2: 216 of 216 multiply-adds"));
}

TEST(NetworkPicture, AWaitIsHatchedWhileItLastsOverWhatItWillCompute)
{
    const NetworkLayout layout = networkLayout();
    const QRectF upper = layout.columns[2].adjusted(2, 2, -2, -layout.columns[2].height() / 2 - 2);
    const QRectF lower = layout.columns[2].adjusted(2, layout.columns[2].height() / 2 + 2, -2, -2);
    const QColor hatch = light().state(trace::State::WaitsForData).fill;
    EXPECT_TRUE(shows(paint(tests::network(60)), upper, hatch));
    EXPECT_FALSE(shows(paint(tests::network(60)), lower, hatch));
    EXPECT_TRUE(shows(paint(tests::network(170)), lower, hatch));
    EXPECT_FALSE(shows(paint(tests::network(170)), upper, hatch));
    EXPECT_FALSE(shows(paint(tests::network(125)), layout.columns[2], hatch));
}

TEST(NetworkPicture, LayersFillInTurnAndRememberWhoComputedThem)
{
    const NetworkLayout layout = networkLayout();
    const QImage image = paint(tests::network(160)); // layer 1: first half done; layer 2: first half done
    const auto middleOf = [&](std::size_t column, double share) {
        const QRectF& rect = layout.columns[column];
        return QPointF(rect.left() + rect.width() * 0.4, rect.top() + rect.height() * share);
    };
    EXPECT_NE(at(image, middleOf(1, 0.25)), light().shade.rgb());
    EXPECT_NE(at(image, middleOf(2, 0.25)), light().shade.rgb());
    const QRectF strip(layout.columns[2].right(), layout.columns[2].top(), 6, layout.columns[2].height() / 2);
    EXPECT_TRUE(shows(image, strip, light().workerColour(1)));
    EXPECT_FALSE(shows(paint(tests::network(120)), strip.translated(0, strip.height() + 6),
                       light().workerColour(1))); // nobody has come there yet
    EXPECT_EQ(at(paint(tests::network(5)), middleOf(2, 0.25)), light().shade.rgb());
}

TEST(NetworkPicture, PredictionsAreRightOrWrongOnlyWhenThereAreLabels)
{
    const NetworkLayout layout = networkLayout();
    ASSERT_GE(layout.predictions.size(), 2u);
    const auto column = [&](const QImage& image) {
        return image.copy(layout.predictions.front().united(layout.predictions.back()).toRect());
    };
    const QImage early = column(paint(tests::network(120)));
    const QImage late = column(paint(tests::network(250)));
    const QImage unlabelled = column(paint(tests::network(250, false)));
    EXPECT_NE(early, late);
    EXPECT_NE(late, unlabelled);
}

TEST(NetworkPicture, AnyNumberOfSamplesAndAnySizeCanBePainted)
{
    for (const std::int64_t samples : {std::int64_t{1}, std::int64_t{2}, std::int64_t{1024}}) {
        for (const auto& [width, height] :
             {std::pair{1, 1}, std::pair{60, 300}, std::pair{430, 170}, std::pair{900, 330}})
            paint(tests::network(170, true, samples), ThemeKind::Dark, width, height);
    }
}

// Memory

TEST(MemoryPicture, BlocksStandInAddressOrderTrueToScale)
{
    const auto pieces = layOutMemory({0, 0, 800, 40}, {5000, 1000, 1100, 1200, 1350}, 100, 1);
    ASSERT_EQ(pieces.size(), 5u);
    EXPECT_EQ(pieces[0].block, 1);
    EXPECT_EQ(pieces[4].block, 0);
    EXPECT_DOUBLE_EQ(pieces[1].rect.left(), pieces[0].rect.right()); // they touch
    EXPECT_EQ(pieces[1].gapBefore, 0u);
    EXPECT_EQ(pieces[3].gapBefore, 50u);
    EXPECT_NEAR(pieces[3].rect.left() - pieces[2].rect.right(), pieces[3].rect.width() / 2, 1e-6);
    EXPECT_EQ(pieces[4].gapBefore, 3550u); // drawn no longer than a block
    EXPECT_LE(pieces[4].rect.left() - pieces[3].rect.right(), pieces[4].rect.width() + 1e-6);
}

TEST(MemoryPicture, OneLineReachesFromEdgeToEdge)
{
    const auto pieces = layOutMemory({10, 0, 800, 40}, {0, 100, 1'000'000}, 100, 1);
    EXPECT_DOUBLE_EQ(pieces.front().rect.left(), 10);
    EXPECT_NEAR(pieces.back().rect.right(), 810, 1e-3);
    EXPECT_FALSE(pieces[1].folded);
    EXPECT_TRUE(pieces[2].folded);
}

TEST(MemoryPicture, TheTrailLeavesTheCaptionAlone)
{
    const std::vector<std::uint64_t> addresses = {900, 100, 500, 1300};
    const QRect caption(0, 0, kWidth / 2, 16);
    EXPECT_EQ(paint(tests::memory(addresses, 350)).copy(caption),
              paint(tests::memory(addresses, -1)).copy(caption));
}

TEST(MemoryPicture, ManyBlocksFillLinesInsideTheArea)
{
    for (const int count : {4, 64, 1024}) {
        std::vector<std::uint64_t> addresses;
        addresses.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            addresses.push_back(static_cast<std::uint64_t>((i * 7919) % count) * 5000 + 64);
        for (const QSizeF size : {QSizeF(300, 60), QSizeF(700, 250), QSizeF(1500, 700)}) {
            const QRectF area(QPointF(3, 4), size);
            const auto pieces = layOutMemory(area, addresses, 3136, 1);
            ASSERT_EQ(pieces.size(), addresses.size());
            for (std::size_t i = 0; i < pieces.size(); ++i) {
                EXPECT_TRUE(area.adjusted(-1, -1, 1, 1).contains(pieces[i].rect)) << count << ' ' << i;
                if (i > 0) {
                    EXPECT_FALSE(
                        pieces[i].rect.adjusted(0.01, 0.01, -0.01, -0.01).intersects(pieces[i - 1].rect));
                }
            }
        }
    }
}

TEST(MemoryPicture, TheBlockAtWorkIsLit)
{
    const std::vector<std::uint64_t> addresses = {400, 100, 900, 700};
    const QImage start = paint(tests::memory(addresses, -1));
    const QImage second = paint(tests::memory(addresses, 150));
    const QImage end = paint(tests::memory(addresses, 400));
    EXPECT_NE(start, second);
    EXPECT_NE(second, end);
    EXPECT_EQ(paint(tests::memory(addresses, 150)), second);
    const QColor worker = light().workerColour(0);
    EXPECT_TRUE(
        shows(second, QRectF(0, 0, kWidth * 0.75, kHeight), worker)); // the frame of the block at work
    EXPECT_FALSE(shows(start, QRectF(0, 0, kWidth * 0.75, kHeight), worker));
    EXPECT_FALSE(shows(end, QRectF(0, 0, kWidth * 0.75, kHeight), worker));
}

TEST(MemoryPicture, AnySizeCanBePainted)
{
    for (const auto& [width, height] :
         {std::pair{1, 1}, std::pair{30, 200}, std::pair{430, 100}, std::pair{900, 330}})
        paint(tests::memory({0, 100, 200, 100000000}, 250), ThemeKind::Print, width, height, 1.9);
}

TEST(SignedHeat, HasAPaleMiddleAndTwoEnds)
{
    EXPECT_GT(qBlue(signedHeat(-1)), qRed(signedHeat(-1)));
    EXPECT_GT(qRed(signedHeat(1)), qBlue(signedHeat(1)));
    EXPECT_GT(qGray(signedHeat(0)), 220);
    EXPECT_EQ(signedHeat(0), signedHeat(std::numeric_limits<float>::quiet_NaN()));
    EXPECT_EQ(signedHeat(5), signedHeat(1));
}

} // namespace

} // namespace lab::widgets
