// SPDX-License-Identifier: GPL-3.0-or-later
// The rows by stage of a training pipeline.
#include "tests/support/hand_made_trace.h"
#include "widgets/stage/pictures/training/rows_painter.h"

#include <QImage>
#include <QPainter>
#include <gmock/gmock.h>

#include <memory>
#include <numeric>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using testing::ElementsAre;
using trace::State;

constexpr Nanoseconds kStep = 100;

std::shared_ptr<const scenario::Scene> sceneOf(std::int64_t batches)
{
    auto scene = std::make_shared<scenario::Scene>();
    for (const char* name : {"load", "process", "train"}) {
        scenario::Task task;
        task.unitName = task.name = name;
        task.axes = {{"batch", batches}};
        task.loops = {{0}};
        scene->add(std::move(task));
    }
    return scene;
}

// Load, process and train take 100 ns each; in step b batch b is loaded, batch b − 1 processed, batch b − 2
// trained on. Lane 0 is the GPU, two workers take turns.
std::shared_ptr<const trace::Trace> pipelined(std::uint32_t batches)
{
    tests::HandMadeTrace made;
    made.lane("GPU", trace::LaneKind::Device);
    made.lane("worker 1");
    made.lane("worker 2");
    for (std::uint32_t batch = 0; batch < batches; ++batch) {
        const Nanoseconds begin = batch * kStep;
        const std::size_t worker = 1 + batch % 2;
        made.add(worker, begin, begin + kStep, State::Transfer, {0}, batch);
        made.add(worker, begin + kStep, begin + 2 * kStep, State::Computing, {1}, batch);
        made.add(0, begin + 2 * kStep, begin + 3 * kStep, State::DeviceBusy, {2}, batch);
    }
    return made.until((batches + 2) * kStep);
}

// One worker does everything; the GPU waits for load, then for process, longer.
std::shared_ptr<const trace::Trace> sequential(std::uint32_t batches)
{
    tests::HandMadeTrace made;
    made.lane("GPU", trace::LaneKind::Device);
    made.lane("worker 1");
    for (std::uint32_t batch = 0; batch < batches; ++batch) {
        const Nanoseconds begin = batch * 400;
        made.add(1, begin, begin + 100, State::Transfer, {0}, batch);
        made.add(1, begin + 100, begin + 300, State::Computing, {1}, batch);
        if (batch > 0) {
            made.add(0, begin, begin + 100, State::WaitsForData, {0}, batch);
            made.add(0, begin + 100, begin + 300, State::WaitsForData, {1}, batch);
        }
        made.add(0, begin + 300, begin + 400, State::DeviceBusy, {2}, batch);
    }
    return made.until(batches * 400);
}

std::vector<std::int64_t> batchesOf(const StageRow& row)
{
    std::vector<std::int64_t> batches;
    for (const StageBar& bar : row.bars)
        batches.push_back(bar.batch);
    return batches;
}

} // namespace

TEST(StageRows, AreOneAStageWhereNothingOverlaps)
{
    const StageRows rows = stageRows(*sceneOf(4), *pipelined(4), 0);
    ASSERT_EQ(rows.rows.size(), 3u);
    EXPECT_THAT(rowsByStage(rows), ElementsAre(1, 1, 1));
    for (std::size_t row = 0; row < 3; ++row) {
        EXPECT_EQ(rows.rows[row].task, 2 - row) << "the GPU's first";
        EXPECT_THAT(batchesOf(rows.rows[row]), ElementsAre(0, 1, 2, 3));
    }
    EXPECT_EQ(rows.rows[1].bars[1].lane, 2u) << "whoever did it";
    EXPECT_EQ(rows.rows[1].bars[1].time, (TimeStretch{200, 300}));
    EXPECT_EQ(rows.rows[2].bars[1].state, State::Transfer);
}

TEST(StageRows, AreAsManyAsBatchesInTheStageAtOnce)
{
    tests::HandMadeTrace made;
    for (const char* lane : {"GPU", "worker 1", "worker 2", "worker 3"})
        made.lane(lane);
    made.add(1, 0, 100, State::Transfer, {0}, 0);
    made.add(2, 50, 150, State::Transfer, {0}, 1);
    made.add(3, 100, 200, State::Transfer, {0}, 2);
    made.add(1, 100, 180, State::Computing, {1}, 0);
    const StageRows rows = stageRows(*sceneOf(3), *made.until(200), 0);
    EXPECT_THAT(rowsByStage(rows), ElementsAre(1, 1, 2));
    EXPECT_THAT(batchesOf(rows.rows[2]), ElementsAre(0, 2)) << "the first row that is free";
    EXPECT_THAT(batchesOf(rows.rows[3]), ElementsAre(1));
}

TEST(StageRows, TheGpuIsIdleForWhatItLackedLongest)
{
    const StageRows rows = stageRows(*sceneOf(3), *sequential(3), 0);
    ASSERT_EQ(rows.idle.size(), 3u);
    EXPECT_EQ(rows.idle[0].time, (TimeStretch{0, 300}));
    EXPECT_EQ(rows.idle[0].words, QStringList({"idle: start-up", "idle"}));
    EXPECT_EQ(rows.idle[1].time, (TimeStretch{400, 700}));
    EXPECT_EQ(rows.idle[1].pieces.size(), 2u);
    EXPECT_EQ(rows.idle[1].words, QStringList({"idle: needs process 2", "idle: needs process", "idle"}));
}

TEST(StageRows, OfARunThatHasNotBegunAreThereAndEmpty)
{
    tests::HandMadeTrace made;
    made.lane("GPU");
    const StageRows rows = stageRows(*sceneOf(3), *made.until(0), 0);
    EXPECT_THAT(rowsByStage(rows), ElementsAre(1, 1, 1));
    for (const StageRow& row : rows.rows)
        EXPECT_TRUE(row.bars.empty());
}

TEST(StageStretch, HoldsTheInstantAndThreeToSixBatches)
{
    const auto trace = pipelined(30);
    const StageRows rows = stageRows(*sceneOf(30), *trace, 0);
    const auto shown = [&](double width) { return batchesShown(rows, trace->duration(), 30, width, 80); };
    EXPECT_EQ(shown(100), 3);
    EXPECT_EQ(shown(450), 5);
    EXPECT_EQ(shown(5000), 6);
    for (const int batches : {3, 4, 6}) {
        const auto at = [&](Nanoseconds t) { return stretchAround(t, trace->duration(), rows, batches); };
        EXPECT_EQ(at(0), (TimeStretch{0, (batches + 2) * kStep}));
        TimeStretch before = at(0);
        int turns = 0;
        for (Nanoseconds t = 0; t <= trace->duration(); t += 10) {
            const TimeStretch now = at(t);
            EXPECT_LE(now.begin, t);
            EXPECT_GE(now.end, t);
            EXPECT_TRUE(now.begin == 0 || now.end - now.begin == batches * kStep) << t;
            EXPECT_LT(now.begin, before.end) << "nothing is passed over";
            turns += now == before ? 0 : 1;
            before = now;
        }
        EXPECT_EQ(before.end, trace->duration());
        EXPECT_LE(turns, 30 / (batches - 2)) << "it stands still in between";
    }
}

TEST(StageStretch, OfFewBatchesIsTheWholeRun)
{
    const auto trace = pipelined(3);
    EXPECT_EQ(stretchAround(50, 500, stageRows(*sceneOf(3), *trace, 0), 6), (TimeStretch{0, 500}));
    tests::HandMadeTrace made;
    made.lane("GPU");
    EXPECT_EQ(stretchAround(0, 0, stageRows(*sceneOf(30), *made.until(0), 0), 6), (TimeStretch{0, 0}));
}

TEST(StageStretch, IdleTimeAfterTheLastBatchDoesNotSqueezeIt)
{
    tests::HandMadeTrace made;
    made.lane("GPU", trace::LaneKind::Device);
    for (std::uint32_t batch = 0; batch < 8; ++batch)
        made.add(0, batch * kStep, (batch + 1) * kStep, State::DeviceBusy, {2}, batch);
    const StageRows rows = stageRows(*sceneOf(8), *made.until(5000), 0);
    EXPECT_EQ(stretchAround(750, 5000, rows, 4), (TimeStretch{400, 800}));
    EXPECT_EQ(stretchAround(4000, 5000, rows, 4), (TimeStretch{400, 5000}));
}

TEST(TrainingLayout, RowsComeFirstAndNothingOverlaps)
{
    for (const QSizeF size : {QSizeF(300, 60), QSizeF(434, 200), QSizeF(720, 280), QSizeF(1800, 900)}) {
        for (const std::vector<int>& rows :
             {std::vector<int>{1, 1, 1}, std::vector<int>{1, 2, 2}, std::vector<int>{1, 9, 8}}) {
            for (const double scale : {1.0, 1.5}) {
                const QRectF area(QPointF(3, 5), size * scale);
                const TrainingLayout layout = layOutTraining(area, rows, true, scale);
                std::vector<QRectF> all = layout.rows;
                for (const QRectF& rect : {layout.axis, layout.flow, layout.time, layout.measured}) {
                    if (!rect.isEmpty())
                        all.push_back(rect);
                }
                for (std::size_t i = 0; i < all.size(); ++i) {
                    EXPECT_TRUE(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(all[i])) << i;
                    for (std::size_t k = 0; k < i; ++k)
                        EXPECT_FALSE(all[i].adjusted(0.1, 0.1, -0.1, -0.1).intersects(all[k])) << i << k;
                }
                ASSERT_EQ(layout.shown.size(), 3u);
                EXPECT_EQ(
                    static_cast<std::size_t>(std::accumulate(layout.shown.begin(), layout.shown.end(), 0)),
                    layout.rows.size());
                for (const QRectF& row : layout.rows)
                    EXPECT_GE(row.height(), 18 * scale - 1e-9);
            }
        }
    }
}

TEST(TrainingLayout, KeepsWhatThereIsRoomFor)
{
    const auto shown = [](QSizeF size, const std::vector<int>& rows) {
        return layOutTraining(QRectF(QPointF(), size), rows, true, 1);
    };
    EXPECT_THAT(shown({434, 200}, {1, 1, 1}).shown, ElementsAre(1, 1, 1));
    EXPECT_FALSE(shown({434, 200}, {1, 1, 1}).time.isEmpty());
    EXPECT_TRUE(shown({434, 200}, {1, 1, 1}).flow.isEmpty());
    EXPECT_FALSE(shown({720, 280}, {1, 1, 1}).flow.isEmpty());
    EXPECT_THAT(shown({434, 200}, {1, 9, 8}).shown, ElementsAre(1, 4, 3)) << "of the longest one less";
    EXPECT_THAT(shown({434, 40}, {1, 1, 1}).shown, ElementsAre(1, 0, 0)) << "the GPU's stays";
    EXPECT_GT(shown({1000, 400}, {1, 1, 1}).rows.front().height(), 30);
}

namespace {

QImage paintedRows(const std::shared_ptr<const scenario::Scene>& scene,
                   const std::shared_ptr<const trace::Trace>& trace, double time,
                   const TrainingLayout& layout)
{
    auto capture = std::make_shared<session::Capture>();
    capture->scene = scene;
    capture->trace = trace;
    StageContent content;
    content.capture = std::move(capture);
    content.time = time;
    const Theme& theme = Theme::of(ThemeKind::Light);
    QImage image(720, 100, QImage::Format_RGB32);
    image.fill(theme.panel);
    QPainter painter(&image);
    PictureCache pictures;
    StageBrush brush(painter, content, pictures, theme, 1);
    paintStageRows(brush, layout, stageRows(*scene, *trace, 0));
    return image;
}

int pixelsOf(const QImage& image, const QColor& colour, const QRectF& where)
{
    int found = 0;
    const QRect area = where.toAlignedRect().intersected(image.rect());
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            found += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    }
    return found;
}

} // namespace

TEST(StageRowsPicture, IdleIsHatchedAndWhatIsAheadIsMuted)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    const auto scene = sceneOf(3);
    const auto trace = sequential(3);
    const TrainingLayout layout = layOutTraining(QRectF(0, 0, 720, 100), {1, 1, 1}, false, 1);
    ASSERT_EQ(layout.rows.size(), 3u);
    const QColor idle = theme.state(State::WaitsForData).fill;
    const auto part = [&](std::size_t row, double from, double to) { // ns of 1200
        const QRectF& rect = layout.rows[row];
        return QRectF(rect.left() + from / 1200 * rect.width(), rect.top(), (to - from) / 1200 * rect.width(),
                      rect.height());
    };
    const QImage end = paintedRows(scene, trace, 1200, layout);
    EXPECT_GT(pixelsOf(end, idle, part(0, 405, 695)), 300) << "the GPU waits";
    EXPECT_EQ(pixelsOf(end, idle, part(0, 710, 790)), 0) << "it trains";
    EXPECT_GT(pixelsOf(end, theme.workerColour(0), part(0, 710, 790)), 300);
    EXPECT_GT(pixelsOf(end, theme.workerColour(1), part(1, 505, 695)), 300) << "process 2";
    EXPECT_EQ(pixelsOf(end, theme.workerColour(1), part(1, 710, 890)), 0);
    EXPECT_GT(pixelsOf(end, theme.state(State::Transfer).fill, part(2, 405, 495)), 100) << "load 2";
    const QImage early = paintedRows(scene, trace, 600, layout);
    EXPECT_GT(pixelsOf(early, theme.workerColour(1), part(1, 510, 590)), 100);
    EXPECT_EQ(pixelsOf(early, theme.workerColour(1), part(1, 610, 700)), 0) << "is yet to come";
    EXPECT_GT(pixelsOf(early, theme.mutedWorkerColour(1), part(1, 610, 690)), 100);
    EXPECT_GT(pixelsOf(early, theme.playhead, part(1, 590, 610)), 10);
}

} // namespace lab::widgets
