// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/images/image_layout.h"

#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

std::vector<QRectF> partsOf(const StageCell& cell)
{
    std::vector<QRectF> parts = cell.thumbnails;
    for (const QRectF& part : {cell.caption, cell.tile, cell.map, cell.status, cell.more})
        if (!part.isEmpty())
            parts.push_back(part);
    return parts;
}

QRectF boundsOf(const StageCell& cell)
{
    QRectF bounds;
    for (const QRectF& part : partsOf(cell))
        bounds |= part;
    return bounds;
}

bool overlap(const QRectF& a, const QRectF& b)
{
    const QRectF common = a & b;
    return common.width() > 0.01 && common.height() > 0.01;
}

struct Size
{
    double width;
    double height;
};
constexpr Size kSizes[] = {{320, 120}, {419, 187},  {760, 260}, {1100, 640},
                           {240, 900}, {2400, 150}, {90, 90}};

TEST(ImageLayout, EveryImageStandsInsideTheArea)
{
    for (const Size size : kSizes)
        for (const int images : {1, 2, 3, 4, 7, 8, 16, 61, 128, 1000, 1024})
            for (const int maps : {1, 4, 32})
                for (const double scale : {1.0, 1.9}) {
                    const QRectF area(13, 7, size.width, size.height);
                    const auto cells = layOutCells(area, images, maps, scale);
                    ASSERT_EQ(cells.size(), static_cast<std::size_t>(images));
                    for (const StageCell& cell : cells) {
                        EXPECT_FALSE(cell.map.isEmpty());
                        for (const QRectF& part : partsOf(cell))
                            ASSERT_TRUE(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(part))
                                << images << " images, " << maps << " maps in " << size.width << "x"
                                << size.height << " at " << scale << ": " << part.left() << "," << part.top()
                                << " " << part.width() << "x" << part.height();
                    }
                }
}

TEST(ImageLayout, NoTwoPartsOverlap)
{
    for (const Size size : kSizes)
        for (const int images : {1, 2, 4, 9, 16, 61, 250})
            for (const int maps : {1, 4, 32}) {
                const auto cells = layOutCells(QRectF(0, 0, size.width, size.height), images, maps, 1);
                for (std::size_t i = 0; i < cells.size(); ++i) {
                    for (std::size_t j = i + 1; j < cells.size(); ++j)
                        ASSERT_FALSE(overlap(boundsOf(cells[i]), boundsOf(cells[j])))
                            << images << " in " << size.width << "x" << size.height;
                    const auto parts = partsOf(cells[i]);
                    for (std::size_t a = 0; a < parts.size(); ++a)
                        for (std::size_t b = a + 1; b < parts.size(); ++b)
                            ASSERT_FALSE(overlap(parts[a], parts[b]))
                                << images << " in " << size.width << "x" << size.height;
                }
            }
}

TEST(ImageLayout, CellsOfOneRowAreOfEqualSize)
{
    const auto cells = layOutCells(QRectF(0, 0, 900, 300), 6, 1, 1);
    for (const StageCell& cell : cells) {
        EXPECT_DOUBLE_EQ(cell.map.width(), cells.front().map.width());
        EXPECT_DOUBLE_EQ(cell.map.top(), cells.front().map.top());
        EXPECT_DOUBLE_EQ(cell.tile.width(), cell.tile.height());
    }
}

TEST(ImageLayout, FurtherMapsBecomeThumbnailsOrAreCounted)
{
    const auto few = layOutCells(QRectF(0, 0, 800, 320), 2, 4, 1);
    EXPECT_EQ(few[0].thumbnails.size(), 3u);
    EXPECT_TRUE(few[0].more.isEmpty());
    const auto many = layOutCells(QRectF(0, 0, 800, 320), 2, 64, 1);
    EXPECT_LT(many[0].thumbnails.size(), 63u);
    EXPECT_FALSE(many[0].thumbnails.empty());
    EXPECT_FALSE(many[0].more.isEmpty());
    EXPECT_TRUE(layOutCells(QRectF(0, 0, 800, 320), 2, 1, 1)[0].thumbnails.empty());
}

TEST(ImageLayout, CrowdedStagesKeepOnlyTheMaps)
{
    const auto cells = layOutCells(QRectF(0, 0, 300, 120), 1024, 4, 1);
    for (const StageCell& cell : cells) {
        EXPECT_TRUE(cell.caption.isEmpty());
        EXPECT_TRUE(cell.tile.isEmpty());
        EXPECT_TRUE(cell.thumbnails.empty());
        EXPECT_GT(cell.map.width(), 0);
    }
}

TEST(ImageLayout, DegenerateAreasGiveNoCells)
{
    for (const QRectF area : {QRectF(), QRectF(0, 0, 0, 100), QRectF(0, 0, 100, 0), QRectF(0, 0, -5, -5)})
        EXPECT_TRUE(layOutCells(area, 4, 4, 1).empty());
    EXPECT_TRUE(layOutCells(QRectF(0, 0, 100, 100), 0, 4, 1).empty());
    EXPECT_TRUE(layOutCells(QRectF(0, 0, 100, 100), -1, 4, 1).empty());
}

} // namespace

} // namespace lab::widgets
