// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/stage/pictures/photo_scenes.h"

#include <gtest/gtest.h>

namespace lab::widgets {

using namespace tests;

TEST(StagesPicture, EverythingStandsInsideAndApart)
{
    for (const auto& [size, scale] : kSizes) {
        const QRectF area(QPointF(4, 6), size);
        const StagesLayout layout = layOutStages(area, 3, scale);
        std::vector<QRectF> rects;
        for (const StageColumn& column : layout.columns) {
            for (const QRectF& rect : {column.picture, column.strip, column.title, column.status}) {
                if (!rect.isEmpty())
                    rects.push_back(rect);
            }
        }
        for (std::size_t i = 0; i < rects.size(); ++i) {
            EXPECT_TRUE(area.adjusted(-0.1, -0.1, 0.1, 0.1).contains(rects[i])) << i << ' ' << size.width();
            for (std::size_t k = 0; k < i; ++k)
                EXPECT_FALSE(rects[i].adjusted(0.1, 0.1, -0.1, -0.1).intersects(rects[k]));
        }
    }
}

TEST(StagesPicture, ResultsFillInRowByRowBesideTheirWorker)
{
    const StagesLayout layout = stagesLayout();
    ASSERT_EQ(layout.columns.size(), 4u);
    const QRectF& blur = layout.columns[1].picture;
    const auto at = [&](const QImage& image, double share) {
        return image.pixel(QPointF(blur.center().x(), blur.top() + share * blur.height()).toPoint());
    };
    const QImage half = paint(chain(50));
    EXPECT_NE(at(half, 0.3), light().shade.rgb());
    EXPECT_EQ(at(half, 0.7), light().shade.rgb());
    EXPECT_NE(at(paint(chain(100)), 0.7), light().shade.rgb());
    EXPECT_GT(pixelsOf(half, light().workerColour(0), layout.columns[1].strip), 0);
    EXPECT_GT(pixelsOf(paint(chain(100)), light().workerColour(0), layout.columns[1].strip),
              pixelsOf(half, light().workerColour(0), layout.columns[1].strip));
    EXPECT_GT(pixelsOf(paint(rows(90)), light().workerColour(1), layout.columns[1].strip), 0);
}

TEST(StagesPicture, AStageThatWaitsIsHatchedUntilItBegins)
{
    const StagesLayout layout = stagesLayout();
    const QColor hatch = light().state(State::WaitsForData).fill;
    EXPECT_GT(pixelsOf(paint(chain(50)), hatch, layout.columns[2].picture), 0);
    EXPECT_GT(pixelsOf(paint(chain(150)), hatch, layout.columns[3].picture), 0);
    EXPECT_EQ(pixelsOf(paint(chain(150)), hatch, layout.columns[2].picture), 0);
    EXPECT_EQ(pixelsOf(paint(chain(50)), hatch, layout.columns[1].picture), 0);
    EXPECT_GT(pixelsOf(paint(chain(50)), light().workerColour(1), layout.columns[2].picture), 0) << "who";
}

TEST(StagesPicture, ArrowsPointWhereTheDataGoes)
{
    const StagesLayout layout = stagesLayout();
    const auto inkIn = [&](const QImage& image, const QRectF& half, const QColor& colour) {
        return pixelsOf(image, colour, half);
    };
    const QImage image = paint(chain(150)); // the blur is there, edges are being computed
    for (std::size_t stage = 0; stage < 3; ++stage) {
        QRectF left = layout.gaps[stage];
        left.setWidth(left.width() / 2);
        const QColor colour = stage < 2 ? light().text : light().axis;
        EXPECT_GT(inkIn(image, left.translated(left.width(), 0), colour), 1.5 * inkIn(image, left, colour))
            << "the head is at the end that the data comes to, of arrow " << stage;
    }
}

TEST(StagesWaits, NameWhatTheStageThatWaitsNeeds)
{
    const auto wordsAt = [](const StageContent& content, std::int64_t count, double time) {
        QStringList all;
        const auto& scene = *content.capture->scene;
        const auto& trace = *content.capture->trace;
        for (const StageWait& wait : stageWaits(scene, trace, static_cast<base::Nanoseconds>(time)))
            all += QStringLiteral("%1: %2").arg(wait.stage).arg(waitWords(scene, trace, wait, count).front());
        return all;
    };
    EXPECT_EQ(wordsAt(chain(0), 1, 50), (QStringList{"1: worker 2 needs blur", "2: worker 3 needs edges"}));
    EXPECT_EQ(wordsAt(chain(0), 1, 150), QStringList{"2: worker 3 needs edges"});
    EXPECT_EQ(wordsAt(chain(0), 1, 250), QStringList());
    EXPECT_EQ(wordsAt(chain(0, 6), 6, 150), QStringList{"2: worker 3 needs edges of photo 1"});
    EXPECT_EQ(wordsAt(rows(0), 1, 60), QStringList{"1: worker 1 needs blur"}) << "at the barrier";
    EXPECT_EQ(wordsAt(rows(0), 1, 285), QStringList()) << "behind the last stage nothing waits";
}

TEST(StagesWaits, HaveShorterWords)
{
    const StageContent content = chain(0, 6);
    const StageWait wait{2, 2, 1, 3};
    EXPECT_EQ(waitWords(*content.capture->scene, *content.capture->trace, wait, 6),
              (QStringList{"worker 3 needs edges of photo 4", "needs edges of photo 4", "needs edges"}));
}

TEST(StagesPicture, WhatIsWaitedForStandsBelowWhereThePictureIsTooSmallForIt)
{
    const QRectF area(0, 0, 380, 160);
    const QRectF status = layOutStages(area, 3, 1).columns[3].status;
    const auto wordsBelow = [&](double time) {
        const QImage image = paint(chain(time), ThemeKind::Light, 380, 160);
        return pixelsOf(image.copy(status.toRect()), light().textSecondary);
    };
    EXPECT_GT(wordsBelow(150), 2 * wordsBelow(-1)) << "waits for edges, not 0 %";
}

TEST(StagesPicture, AWaitAtABarrierIsShownWhereItIsWaitedFor)
{
    const StagesLayout layout = stagesLayout();
    const QColor hatch = light().state(State::Barrier).fill;
    EXPECT_GT(pixelsOf(paint(rows(60)), hatch, layout.columns[2].picture), 0);
    EXPECT_EQ(pixelsOf(paint(rows(60)), hatch, layout.columns[1].picture), 0) << "is being computed";
    EXPECT_EQ(pixelsOf(paint(rows(95)), hatch, layout.columns[2].picture), 0) << "open";
}

TEST(StagesPicture, ABarrierShowsWhoHasArrived)
{
    const StagesLayout layout = stagesLayout();
    const QRectF& behindBlur = layout.gaps[1];
    const QColor line = light().state(State::Barrier).line;
    EXPECT_GT(pixelsOf(paint(rows(60)), line, behindBlur), 0);
    EXPECT_EQ(pixelsOf(paint(rows(95)), line, behindBlur), 0) << "open";
    EXPECT_GT(pixelsOf(paint(rows(95)), line, layout.gaps[2]), 0) << "the next is closed";
    const auto filled = [&](double time, int worker) {
        return pixelsOf(paint(rows(time)), light().workerColour(worker), behindBlur);
    };
    EXPECT_GT(filled(60, 0), filled(40, 0));
    EXPECT_GT(filled(85, 1), filled(60, 1));
    EXPECT_EQ(pixelsOf(paint(chain(60)), line, behindBlur), 0) << "no barriers there";
}

TEST(StagesPicture, APipelineHasAPhotoOfItsOwnInEachColumn)
{
    const StagesLayout layout = stagesLayout();
    const QImage image = paint(chain(250, 6)); // photo 3 in blur, 2 in edges, 1 in closing
    for (std::size_t stage = 0; stage < 3; ++stage) {
        const StageColumn& column = layout.columns[stage + 1];
        EXPECT_GT(pixelsOf(image, light().workerColour(static_cast<int>(stage)), column.strip), 0);
        EXPECT_EQ(image.pixel((column.picture.center() + QPointF(0, 30)).toPoint()), light().shade.rgb());
        EXPECT_NE(image.pixel((column.picture.center() - QPointF(0, 30)).toPoint()), light().shade.rgb());
    }
}

} // namespace lab::widgets
