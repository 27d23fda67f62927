// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Photos before and after, and the chain of stages.
#include "tests/widgets/stage/pictures/sample_scenes.h"
#include "widgets/stage/pictures/photos/photo_layout.h"
#include "widgets/stage/pictures/stages/stage_waits.h"
#include "widgets/stage/pictures/stages/stages_layout.h"

#include <QPainter>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace lab::tests {

using namespace widgets;
using trace::State;

inline constexpr int kWidth = 900;
inline constexpr int kHeight = 330;
inline constexpr std::int64_t kSide = 10;
inline constexpr float kBetween = 0.2f; // of what passes before the last leave

inline QImage paint(const StageContent& content, ThemeKind theme = ThemeKind::Light, int width = kWidth,
                    int height = kHeight, double scale = 1)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Theme::of(theme).panel);
    PictureCache pictures;
    QPainter painter(&image);
    paintStage(painter, QRectF(0, 0, width, height), content, pictures, Theme::of(theme), scale);
    return image;
}

inline const Theme& light()
{
    return Theme::of(ThemeKind::Light);
}

inline int pixelsOf(const QImage& image, const QColor& colour, const QRectF& rect = {0, 0, kWidth, kHeight})
{
    int count = 0;
    for (int y = std::max(0, int(rect.top())); y < std::min<double>(rect.bottom(), image.height()); ++y) {
        for (int x = std::max(0, int(rect.left())); x < std::min<double>(rect.right(), image.width()); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    }
    return count;
}

inline scenario::Exhibit photoExhibit(const char* title, std::int64_t photos, float value)
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
inline StageContent photos(double time, std::int64_t count = 6, std::size_t passes = 1)
{
    auto scene = std::make_shared<scenario::Scene>();
    scene->picture = scenario::Picture::Photos;
    scene->add(photoExhibit("before", std::min<std::int64_t>(count, 20), 0.4f));
    for (std::size_t pass = 1; pass < passes; ++pass)
        scene->add(photoExhibit("between", std::min<std::int64_t>(count, 20), kBetween));
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

inline std::shared_ptr<scenario::Scene> stagesScene(std::int64_t photoCount, std::int64_t units)
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
inline StageContent chain(double time, std::int64_t count = 1)
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
inline StageContent rows(double time)
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

inline StagesLayout stagesLayout()
{
    return layOutStages(QRectF(0, 0, kWidth, kHeight), 3, 1);
}

inline const std::vector<std::pair<QSizeF, double>> kSizes = {{{620, 250}, 1},     {{620, 250}, 1.5},
                                                              {{900, 330}, 1},     {{3000, 1300}, 1},
                                                              {{3000, 1300}, 2.4}, {{300, 90}, 1}};

} // namespace lab::tests
