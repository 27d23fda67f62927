// SPDX-License-Identifier: GPL-3.0-or-later
// Photos before and after, and the chain of stages.
#include "tests/widgets/stage/pictures/sample_scenes.h"
#include "widgets/stage/pictures/photos/photo_layout.h"
#include "widgets/stage/pictures/stages/stage_waits.h"
#include "widgets/stage/pictures/stages/stages_layout.h"

#include <QPainter>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace lab::widgets {

namespace {

using trace::State;

constexpr int kWidth = 900;
constexpr int kHeight = 330;
constexpr std::int64_t kSide = 10;

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

int pixelsOf(const QImage& image, const QColor& colour, const QRectF& rect = {0, 0, kWidth, kHeight})
{
    int count = 0;
    for (int y = std::max(0, int(rect.top())); y < std::min<double>(rect.bottom(), image.height()); ++y) {
        for (int x = std::max(0, int(rect.left())); x < std::min<double>(rect.right(), image.width()); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    }
    return count;
}

scenario::Exhibit photoExhibit(const char* title, std::int64_t photos, float value)
{
    scenario::Exhibit exhibit;
    exhibit.kind = scenario::ExhibitKind::Photos;
    exhibit.title = title;
    exhibit.shape = {{"photo", photos}, {"channel", 3}, {"row", kSide}, {"column", kSide}};
    auto values = std::make_shared<float[]>(static_cast<std::size_t>(exhibit.elementCount()));
    std::fill_n(values.get(), exhibit.elementCount(), value);
    values[0] = std::numeric_limits<float>::quiet_NaN(); // outside the photo
    exhibit.values = std::move(values);
    scenario::PhotoDetails details;
    details.means.assign(static_cast<std::size_t>(3 * photos), value);
    details.deviations.assign(static_cast<std::size_t>(3 * photos), 0.25f);
    exhibit.details = std::move(details);
    exhibit.captions.assign(static_cast<std::size_t>(photos), "a photo with a long name.jpg");
    return exhibit;
}

// Two workers take photos in turn, 100 ns each; in passes each pass takes them anew.
StageContent photos(double time, std::int64_t count = 6, std::size_t passes = 1)
{
    auto scene = std::make_shared<scenario::Scene>();
    scene->picture = scenario::Picture::Photos;
    scene->add(photoExhibit("before", std::min<std::int64_t>(count, 20), 0.4f));
    scene->add(photoExhibit("after, as seen", std::min<std::int64_t>(count, 20), 0.7f));
    tests::HandMadeTrace made;
    const std::array<std::size_t, 2> lanes = {made.lane("worker 1"), made.lane("worker 2")};
    base::Nanoseconds begin = 0;
    for (std::size_t pass = 0; pass < passes; ++pass) {
        scenario::Task task;
        task.name = "pass " + std::to_string(pass + 1);
        task.axes = {{"photo", count}};
        task.loops = {{0}};
        scene->add(std::move(task));
        for (std::int64_t photo = 0; photo < count; ++photo) {
            const base::Nanoseconds from = begin + photo / 2 * 100;
            made.add(lanes[static_cast<std::size_t>(photo % 2)], from, from + 100, State::Computing,
                     {static_cast<std::uint16_t>(pass)}, static_cast<std::uint32_t>(photo));
        }
        begin += (count + 1) / 2 * 100;
    }
    return tests::contentOf(std::move(scene), made.until(begin), time);
}

std::shared_ptr<scenario::Scene> stagesScene(std::int64_t photoCount, std::int64_t units)
{
    auto scene = std::make_shared<scenario::Scene>();
    scene->picture = scenario::Picture::Stages;
    for (const char* title : {"Photo", "Blur", "Edges", "Closing"}) {
        scenario::Exhibit exhibit;
        exhibit.kind = scenario::ExhibitKind::ImageTiles;
        exhibit.title = title;
        exhibit.shape = {{"photo", photoCount}, {"row", kSide}, {"column", kSide}};
        exhibit.values = tests::ramp(photoCount * kSide * kSide, 0.6f, 1);
        exhibit.captions.assign(static_cast<std::size_t>(photoCount), "a photo with a long name.jpg");
        scene->add(std::move(exhibit));
    }
    for (const char* name : {"blur", "edges", "closing"}) {
        scenario::Task task;
        task.name = name;
        task.axes = {{"row", units}};
        task.loops = {{0}};
        scene->add(std::move(task));
    }
    return scene;
}

// Each stage on a worker of its own, 100 ns each; the others wait. For several photos as a pipeline.
StageContent chain(double time, std::int64_t count = 1)
{
    tests::HandMadeTrace made;
    for (std::uint16_t stage = 0; stage < 3; ++stage) {
        const auto lane = made.lane("worker " + std::to_string(stage + 1));
        if (stage > 0)
            made.add(lane, 5, stage * 100, State::WaitsForData, {static_cast<std::uint16_t>(stage - 1)}, 0, 1,
                     stage - 1u);
        const auto units = static_cast<std::uint32_t>(count == 1 ? 4 : 1);
        for (std::uint32_t photo = 0; photo < count; ++photo)
            made.add(lane, (stage + photo) * 100, (stage + photo + 1) * 100, State::Computing, {stage}, photo,
                     units);
    }
    return tests::contentOf(stagesScene(count, count == 1 ? 4 : count), made.until(100 * (2 + count)), time);
}

// Two workers share the rows of each stage: worker 1 is done at 50, worker 2 at 80 of each 100 ns.
StageContent rows(double time)
{
    tests::HandMadeTrace made;
    for (std::size_t worker = 0; worker < 2; ++worker) {
        const auto lane = made.lane("worker " + std::to_string(worker + 1));
        for (std::uint16_t stage = 0; stage < 3; ++stage) {
            const base::Nanoseconds begin = stage * 100;
            const base::Nanoseconds end = begin + (worker == 0 ? 50 : 80);
            made.add(lane, begin, end, State::Computing, {stage}, static_cast<std::uint32_t>(2 * worker), 2);
            made.add(lane, end, begin + 90, State::Barrier, {stage}, 0, 0);
        }
    }
    return tests::contentOf(stagesScene(1, 4), made.until(300), time);
}

StagesLayout stagesLayout()
{
    return layOutStages(QRectF(0, 0, kWidth, kHeight), 3, 1);
}

const std::vector<std::pair<QSizeF, double>> kSizes = {{{620, 250}, 1},     {{620, 250}, 1.5},
                                                       {{900, 330}, 1},     {{3000, 1300}, 1},
                                                       {{3000, 1300}, 2.4}, {{300, 90}, 1}};

} // namespace

TEST(PhotoPicture, EverythingStandsInsideAndApart)
{
    for (const auto& [size, scale] : kSizes) {
        for (const int count : {1, 8, 32, 512}) {
            const QRectF area(QPointF(4, 6), size);
            const PhotoLayout layout = layOutPhotos(area, count, std::min(count, 128), scale);
            std::vector<QRectF> rects;
            for (const PhotoPair& pair : layout.pairs) {
                rects.push_back(pair.before);
                rects.push_back(pair.after);
            }
            for (const QRectF& rect :
                 {layout.more, layout.header, layout.detail.before, layout.detail.after,
                  layout.detail.caption, layout.detail.legends[0], layout.detail.statistics[1][2]}) {
                if (!rect.isEmpty())
                    rects.push_back(rect);
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
    const PhotoLayout layout = layOutPhotos(QRectF(0, 0, kWidth, kHeight), 6, 6, 1);
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
    const QRectF grid(0, 0, layout.detail.before.left() - 12, kHeight);
    EXPECT_GT(pixelsOf(late, light().workerColour(0), grid), pixelsOf(early, light().workerColour(0), grid));
    EXPECT_GT(pixelsOf(early, light().workerColour(1), grid), 0);
    EXPECT_EQ(pixelsOf(paint(photos(-1)), light().workerColour(0)), 0);
    EXPECT_EQ(paint(photos(50)), early);
}

TEST(PhotoPicture, EachPassAdvancesAThird)
{
    const PhotoLayout layout = layOutPhotos(QRectF(0, 0, kWidth, kHeight), 6, 6, 1);
    const QRectF& after = layout.pairs[4].after;
    for (int pass = 0; pass < 3; ++pass) {
        const QImage image = paint(photos(pass * 300 + 300, 6, 3));
        const auto shown = [&](double share) {
            const QPointF point(after.center().x(), after.top() + share * after.height());
            return image.pixel(point.toPoint()) == qRgb(179, 179, 179);
        };
        EXPECT_TRUE(shown((pass + 0.8) / 3));
        EXPECT_TRUE(pass == 2 || !shown((pass + 1.3) / 3));
    }
}

TEST(PhotoPicture, WhatLiesOutsideAPhotoStaysGround)
{
    const PhotoLayout layout = layOutPhotos(QRectF(0, 0, kWidth, kHeight), 6, 6, 1);
    const QRectF& large = layout.detail.before;
    const QImage image = paint(photos(50));
    EXPECT_EQ(image.pixel((large.topLeft() + QPointF(4, 4)).toPoint()), light().panel.rgb());
    EXPECT_NE(image.pixel(large.center().toPoint()), light().panel.rgb());
}

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
    EXPECT_EQ(wordsAt(chain(0), 1, 50),
              (QStringList{"1: worker 2 waits for blur", "2: worker 3 waits for edges"}));
    EXPECT_EQ(wordsAt(chain(0), 1, 150), QStringList{"2: worker 3 waits for edges"});
    EXPECT_EQ(wordsAt(chain(0), 1, 250), QStringList());
    EXPECT_EQ(wordsAt(chain(0, 6), 6, 150), QStringList{"2: worker 3 waits for edges of photo 1"});
    EXPECT_EQ(wordsAt(rows(0), 1, 60), QStringList{"1: worker 1 waits for blur"}) << "at the barrier";
    EXPECT_EQ(wordsAt(rows(0), 1, 285), QStringList()) << "behind the last stage nothing waits";
}

TEST(StagesWaits, HaveShorterWords)
{
    const StageContent content = chain(0, 6);
    const StageWait wait{2, 2, 1, 3};
    EXPECT_EQ(waitWords(*content.capture->scene, *content.capture->trace, wait, 6),
              (QStringList{"worker 3 waits for edges of photo 4", "waits for edges of photo 4",
                           "waits for edges"}));
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
