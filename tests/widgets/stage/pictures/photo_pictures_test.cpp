// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stage/pictures/photo_scenes.h"

#include <gtest/gtest.h>

namespace lab::widgets {

using namespace tests;

TEST(PhotoPicture, EverythingStandsInsideAndApart)
{
    for (const auto& [size, scale] : kSizes) {
        for (const int count : {1, 8, 32, 512}) {
            const QRectF area(QPointF(4, 6), size);
            const PhotoLayout layout = layOutPhotos(area, count, std::min(count, 128), 3, scale);
            std::vector<QRectF> rects;
            for (const PhotoPair& pair : layout.pairs) {
                rects.push_back(pair.before);
                rects.push_back(pair.after);
            }
            for (const QRectF& rect :
                 {layout.more, layout.header, layout.detail.caption, layout.detail.legend}) {
                if (!rect.isEmpty())
                    rects.push_back(rect);
            }
            for (const PhotoPane& pane : layout.detail.panes) {
                rects.insert(rects.end(), {pane.title, pane.picture});
                if (!pane.statistics[2].isEmpty())
                    rects.push_back(pane.statistics[2]);
            }
            EXPECT_EQ(layout.more.isEmpty(), layout.pairs.size() == static_cast<std::size_t>(count));
            for (std::size_t i = 0; i < rects.size(); ++i) {
                EXPECT_TRUE(area.adjusted(-0.1, -0.1, 0.1, 0.1).contains(rects[i])) << i << " of " << count;
                for (std::size_t k = 0; k < i; ++k)
                    EXPECT_FALSE(rects[i].adjusted(0.1, 0.1, -0.1, -0.1).intersects(rects[k]))
                        << i << ' ' << k << " of " << count << " at " << size.width();
            }
        }
    }
}

TEST(PhotoPicture, ResultsFillInWithTheirWorkersColour)
{
    const PhotoLayout layout = layOutPhotos(QRectF(0, 0, kWidth, kHeight), 6, 6, 1, 1);
    ASSERT_EQ(layout.pairs.size(), 6u);
    const QRgb result = qRgb(179, 179, 179);
    const auto at = [](const QImage& image, const QRectF& rect, double share) {
        return image.pixel(QPointF(rect.center().x(), rect.top() + share * rect.height()).toPoint());
    };
    const QImage early = paint(photos(50));
    EXPECT_EQ(at(early, layout.pairs[0].after, 0.25), result);
    EXPECT_EQ(at(early, layout.pairs[0].after, 0.75), light().shade.rgb());
    EXPECT_EQ(at(early, layout.pairs[2].after, 0.25), light().shade.rgb());
    const QImage late = paint(photos(150));
    EXPECT_EQ(at(late, layout.pairs[0].after, 0.75), result);
    const QRectF grid(0, 0, layout.detail.caption.left() - 12, kHeight);
    EXPECT_GT(pixelsOf(late, light().workerColour(0), grid), pixelsOf(early, light().workerColour(0), grid));
    EXPECT_GT(pixelsOf(early, light().workerColour(1), grid), 0);
    EXPECT_EQ(pixelsOf(paint(photos(-1)), light().workerColour(0)), 0);
    EXPECT_EQ(paint(photos(50)), early);
}

TEST(PhotoPicture, EachPassHasAPictureOfItsOwn)
{
    const PhotoLayout layout = layOutPhotos(QRectF(0, 0, kWidth, kHeight), 6, 6, 3, 1);
    ASSERT_EQ(layout.detail.panes.size(), 4u);
    const QRgb between = qRgb(51, 51, 51);
    const QRgb result = qRgb(179, 179, 179);
    const auto at = [](const QImage& image, const QRectF& rect, double share) {
        return image.pixel(QPointF(rect.center().x(), rect.top() + share * rect.height()).toPoint());
    };
    const QRectF& first = layout.pairs[0].after; // in progress during the first third of each pass
    const QImage resizing = paint(photos(50, 6, 3));
    EXPECT_EQ(at(resizing, first, 0.25), between);
    EXPECT_EQ(at(resizing, first, 0.75), light().shade.rgb());
    EXPECT_EQ(at(resizing, layout.detail.panes[1].picture, 0.25), between);
    EXPECT_EQ(at(resizing, layout.detail.panes[2].picture, 0.25), light().shade.rgb());
    const QImage last = paint(photos(650, 6, 3));
    EXPECT_EQ(at(last, first, 0.25), result);
    EXPECT_EQ(at(last, first, 0.75), between); // what the pass before has left
    EXPECT_EQ(at(last, layout.pairs[5].after, 0.25), between);
    EXPECT_EQ(at(last, layout.detail.panes[2].picture, 0.75), between);
    EXPECT_EQ(at(last, layout.detail.panes[3].picture, 0.75), light().shade.rgb());
}

TEST(PhotoPicture, WhatLiesOutsideAPhotoStaysGround)
{
    const PhotoLayout layout = layOutPhotos(QRectF(0, 0, kWidth, kHeight), 6, 6, 1, 1);
    const QRectF& large = layout.detail.panes.front().picture;
    const QImage image = paint(photos(50));
    EXPECT_EQ(image.pixel((large.topLeft() + QPointF(4, 4)).toPoint()), light().panel.rgb());
    EXPECT_NE(image.pixel(large.center().toPoint()), light().panel.rgb());
}

TEST(PhotoPictures, AnySizeThemeAndInstantStaysInsideTheArea)
{
    for (const ThemeKind theme : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
        const Theme& colours = Theme::of(theme);
        for (const auto& [size, scale] : kSizes) {
            if (theme != ThemeKind::Light && size.width() > 1000)
                continue;
            const QRect area(20, 20, static_cast<int>(size.width()), static_cast<int>(size.height()));
            for (const StageContent& content : {photos(150, 1), photos(150, 32), photos(1000, 512, 3),
                                                chain(150), chain(250, 6), rows(60)}) {
                QImage image(area.width() + 40, area.height() + 40, QImage::Format_RGB32);
                image.fill(colours.panel);
                PictureCache pictures;
                QPainter painter(&image);
                paintStage(painter, area, content, pictures, colours, scale);
                painter.end();
                QImage outside = image;
                QPainter eraser(&outside);
                eraser.fillRect(area.adjusted(-2, -2, 2, 2), colours.panel);
                eraser.end();
                EXPECT_EQ(pixelsOf(outside, colours.panel, outside.rect()),
                          outside.width() * outside.height());
                EXPECT_LT(pixelsOf(image, colours.panel, image.rect()), image.width() * image.height());
            }
        }
    }
    for (const auto& [width, height] : {std::pair{1, 1}, std::pair{30, 200}, std::pair{600, 20}}) {
        paint(photos(150), ThemeKind::Light, width, height);
        paint(rows(60), ThemeKind::Light, width, height, 2);
    }
}

} // namespace lab::widgets
