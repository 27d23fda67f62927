// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batch_capture.h"
#include "widgets/stage/pictures/images/image_layout.h"
#include "widgets/stage/stage_painter.h"
#include "widgets/stage/stage_view.h"

#include <QPainter>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

constexpr int kWidth = 800;
constexpr int kHeight = 300;
constexpr int kFilters = 4;
constexpr int kRows = 28;

const QRectF& area()
{
    static const QRectF whole(0, 0, kWidth, kHeight);
    return whole;
}

StageContent spreadAt(double time)
{
    static const auto capture = tests::spreadCapture();
    StageContent content;
    content.capture = capture;
    content.time = time;
    return content;
}

QImage paint(const StageContent& content, ThemeKind theme = ThemeKind::Light)
{
    QImage image(kWidth, kHeight, QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(theme).panel);
    PictureCache pictures;
    QPainter painter(&image);
    paintStage(painter, area(), content, pictures, Theme::of(theme));
    return image;
}

StageCell cellOf(int image)
{
    return layOutCells(area(), 4, kFilters, 1)[static_cast<std::size_t>(image)];
}

/// Rows of the map, of 28, whose middle is no longer the bare ground.
int filledRows(const QImage& image, const QRectF& map)
{
    const QRgb bare = Theme::of(ThemeKind::Light).shade.rgb();
    int filled = 0;
    for (int row = 0; row < kRows; ++row) {
        const double y = map.top() + (row + 0.5) * map.height() / kRows;
        filled += image.pixel(static_cast<int>(map.center().x()), static_cast<int>(y)) == bare ? 0 : 1;
    }
    return filled;
}

int pixelsOf(const QImage& image, const QRectF& where, const QColor& colour)
{
    int count = 0;
    const QRect inside = where.toAlignedRect() & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        for (int x = inside.left(); x <= inside.right(); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    return count;
}

TEST(StagePainter, MapsAreBareBeforeTheirImageBegins)
{
    const QImage start = paint(spreadAt(0));
    for (int image = 0; image < 4; ++image) {
        EXPECT_EQ(filledRows(start, cellOf(image).map), 0) << image;
        for (const QRectF& thumbnail : cellOf(image).thumbnails)
            EXPECT_LE(filledRows(start, thumbnail), 1) << image; // its border may cover a row
    }
}

TEST(StagePainter, MapsFillWithTimeAndEndWhole)
{
    const QImage half = paint(spreadAt(25'000)); // worker 1 half through, worker 2 at 15 of 50 µs
    EXPECT_NEAR(filledRows(half, cellOf(0).map), kRows / 2, 1);
    EXPECT_EQ(filledRows(half, cellOf(1).map), 0);
    EXPECT_NEAR(filledRows(half, cellOf(2).map), kRows * 15 / 50, 1);
    EXPECT_NEAR(filledRows(half, cellOf(0).thumbnails[0]), kRows / 2, 1);
    const QImage end = paint(spreadAt(110'000));
    for (int image = 0; image < 4; ++image)
        EXPECT_EQ(filledRows(end, cellOf(image).map), kRows) << image;
}

TEST(StagePainter, WindowStandsWhereItsWorkerIsAndInItsColour)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QImage half = paint(spreadAt(25'000));
    const QRectF first = cellOf(0).tile;
    const double row = first.height() / kRows;
    // Half through, the window is around row 14: a frame there, none in the upper and lower thirds.
    const QRectF middle(first.left(), first.top() + 11 * row, first.width(), 6 * row);
    EXPECT_GT(pixelsOf(half, middle, theme.workerColour(0)), 8);
    EXPECT_EQ(
        pixelsOf(half, QRectF(first.left(), first.top(), first.width(), 8 * row), theme.workerColour(0)), 0);
    EXPECT_EQ(pixelsOf(half, QRectF(first.left(), first.top() + 21 * row, first.width(), 7 * row),
                       theme.workerColour(0)),
              0);
    EXPECT_GT(pixelsOf(half, cellOf(2).tile, theme.workerColour(1)), 8);
    EXPECT_EQ(pixelsOf(half, cellOf(1).tile, theme.workerColour(0)), 0);
    EXPECT_EQ(pixelsOf(paint(spreadAt(110'000)), first, theme.workerColour(0)), 0);
}

TEST(StagePainter, WindowMovesAlongTheRow)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QRectF tile = cellOf(0).tile;
    const QRectF left(tile.left(), tile.top(), tile.width() * 0.45, tile.height());
    const QRectF right(tile.left() + tile.width() * 0.55, tile.top(), tile.width() * 0.45, tile.height());
    const double perRow = 50'000.0 / kRows;
    const QImage early = paint(spreadAt(14 * perRow + perRow * 0.15));
    const QImage late = paint(spreadAt(14 * perRow + perRow * 0.85));
    EXPECT_GT(pixelsOf(early, left, theme.workerColour(0)), 4);
    EXPECT_EQ(pixelsOf(early, right, theme.workerColour(0)), 0);
    EXPECT_GT(pixelsOf(late, right, theme.workerColour(0)), 4);
    EXPECT_EQ(pixelsOf(late, left, theme.workerColour(0)), 0);
}

TEST(StagePainter, SequentialWindowIsSlate)
{
    StageContent content;
    content.capture = tests::sequentialCapture();
    content.sequential = true;
    content.time = 25'000;
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QImage image = paint(content);
    EXPECT_GT(pixelsOf(image, cellOf(0).tile, theme.slate()), 8);
    EXPECT_EQ(pixelsOf(image, cellOf(0).tile, theme.workerColour(0)), 0);
}

TEST(StagePainter, SteppingForwardThenBackRestoresThePicture)
{
    for (const ThemeKind theme : {ThemeKind::Light, ThemeKind::Dark}) {
        const QImage before = paint(spreadAt(37'000), theme);
        EXPECT_NE(paint(spreadAt(60'000), theme), before);
        EXPECT_EQ(paint(spreadAt(37'000), theme), before);
    }
    // Also through the widget, which keeps pictures between instants.
    StageView view;
    view.resize(kWidth, kHeight);
    view.setContent(spreadAt(37'000));
    const QImage first = view.grab().toImage();
    view.setTime(90'000);
    EXPECT_NE(view.grab().toImage(), first);
    view.setTime(37'000);
    EXPECT_EQ(view.grab().toImage(), first);
}

TEST(StagePainter, CountsFinishedImages)
{
    EXPECT_EQ(countDone(spreadAt(0)).all, 4);
    const std::pair<double, int> expected[] = {{0, 0},      {49'999, 0},  {50'000, 1}, {60'000, 2},
                                               {99'999, 2}, {100'000, 3}, {110'000, 4}};
    for (const auto& [time, done] : expected)
        EXPECT_EQ(countDone(spreadAt(time)).done, done) << time;
    EXPECT_EQ(countDone({}).all, 0);
}

TEST(StagePainter, ABatchedSpanWorksThroughItsImagesInOrder)
{
    tests::HandMadeTrace made;
    made.add(made.lane("worker 1"), 0, 80'000, trace::State::Computing, {0}, 0, 4);
    StageContent content;
    content.capture = tests::captureOf(2, 1, made.until(80'000));
    content.time = 50'000;
    EXPECT_EQ(countDone(content).done, 2);
    const QImage image = paint(content);
    EXPECT_EQ(filledRows(image, cellOf(1).map), kRows);
    EXPECT_NEAR(filledRows(image, cellOf(2).map), kRows / 2, 1);
    EXPECT_EQ(filledRows(image, cellOf(3).map), 0);
}

TEST(StagePainter, ThumbnailsChooseTheLargeMap)
{
    StageView view;
    view.resize(kWidth, kHeight);
    view.setContent(spreadAt(110'000));
    ASSERT_FALSE(cellOf(1).thumbnails.empty());
    const QPointF point = cellOf(1).thumbnails[0].center();
    EXPECT_EQ(hitStage(area(), view.content(), point).filter, 1);
    EXPECT_FALSE(hitStage(area(), view.content(), cellOf(1).map.center()).filter);
    const QImage before = view.grab().toImage();
    QTest::mouseClick(&view, Qt::LeftButton, {}, point.toPoint());
    EXPECT_EQ(view.content().filter, 1);
    EXPECT_NE(view.grab().toImage(), before);
    EXPECT_EQ(hitStage(area(), view.content(), point).filter, 0); // the former large one took its place
}

TEST(StagePainter, NothingToShowPaintsNothing)
{
    const QImage empty = paint({});
    QImage ground(kWidth, kHeight, QImage::Format_ARGB32_Premultiplied);
    ground.fill(Theme::of(ThemeKind::Light).panel);
    EXPECT_EQ(empty, ground);
    StageView view; // an empty stage says what to do
    view.resize(kWidth, kHeight);
    EXPECT_GT(pixelsOf(view.grab().toImage(), area(), Theme::of(ThemeKind::Light).textSecondary), 20);
}

} // namespace

} // namespace lab::widgets
