// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"
#include "tests/support/events_of.h"
#include "tests/support/hand_made_trace.h"
#include "widgets/stage/pictures/devices/devices_state.h"
#include "widgets/stage/pictures/training/training_layout.h"
#include "widgets/stage/pictures/training/training_state.h"
#include "widgets/stage/stage_painter.h"

#include <QImage>
#include <QPainter>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lab::widgets {

namespace {

using scenario::Settings;
using session::Capture;

std::shared_ptr<const Capture> captureOf(const char* id, std::uint32_t variant, Settings settings)
{
    static const scenario::Registry registry = scenarios::all();
    const scenario::Scenario& made = registry.get(id);
    scenario::Request request;
    request.settings = std::move(settings);
    const auto experiment = made.prepare(scenario::complete(made.info(), request));
    workers::WorkerPool pool(experiment->workers({variant}, 2));
    return std::make_shared<const Capture>(session::captureIteration(*experiment, {variant}, pool, 1));
}

std::shared_ptr<const Capture> pipelineCapture()
{
    static const auto capture =
        captureOf("training-pipeline", 1, {{"batch", std::int64_t{16}}, {"batches", std::int64_t{6}}});
    return capture;
}

std::shared_ptr<const Capture> clusterCapture(std::uint32_t variant, std::int64_t devices)
{
    return captureOf("multi-gpu", variant,
                     {{"batch", std::int64_t{16}},
                      {"width", std::int64_t{64}},
                      {"devices", devices},
                      {"throughput", std::int64_t{2}},
                      {"steps", std::int64_t{2}}});
}

QImage painted(std::shared_ptr<const Capture> capture, double time, QSize size = {860, 270},
               ThemeKind kind = ThemeKind::Light)
{
    const Theme& theme = Theme::of(kind);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.panel);
    QPainter painter(&image);
    StageContent content;
    content.capture = std::move(capture);
    content.time = time;
    PictureCache pictures;
    paintStage(painter, QRectF(QPointF(0, 0), QSizeF(size)), content, pictures, theme);
    return image;
}

int count(const QImage& image, const QColor& colour)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            found += image.pixelColor(x, y) == colour ? 1 : 0;
    return found;
}

TEST(TrainingState, KnowsAtEachInstantWhereEveryBatchIs)
{
    const auto capture = pipelineCapture();
    const auto& trace = *capture->trace;
    for (const base::Nanoseconds t : tests::eventsOf(trace)) {
        const auto state = trainingState(*capture->scene, trace, t);
        ASSERT_TRUE(state);
        std::vector<std::int64_t> seen = state->loaded;
        seen.insert(seen.end(), state->processed.begin(), state->processed.end());
        for (const auto& hand : state->loading)
            seen.push_back(hand.batch);
        for (const auto& hand : state->processing)
            seen.push_back(hand.batch);
        if (state->training)
            seen.push_back(state->training->batch);
        std::sort(seen.begin(), seen.end());
        EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end()) << "in two places at " << t;
        for (const std::int64_t batch : seen)
            EXPECT_GE(batch, state->trained) << "trained already at " << t;
        EXPECT_EQ(state->idle.isEmpty(), state->training.has_value()) << t;
        const auto parts = timeParts(*capture->scene, state->causes);
        const int percent = std::accumulate(parts.begin(), parts.end(), 0,
                                            [](int sum, const TimePart& part) { return sum + part.percent; });
        EXPECT_EQ(percent, t > 0 ? 100 : 0);
    }
    const auto end = trainingState(*capture->scene, trace, trace.duration());
    EXPECT_EQ(end->trained, 6);
    const auto begin = trainingState(*capture->scene, trace, 0);
    EXPECT_EQ(begin->trained, 0);
    EXPECT_EQ(begin->state, trace::State::StartUp);
}

TEST(TrainingPicture, FillsTheBarAndTheCurvesAsTimePasses)
{
    const auto capture = pipelineCapture();
    const Theme& theme = Theme::of(ThemeKind::Light);
    const auto end = static_cast<double>(capture->trace->duration());
    const QImage before = painted(capture, 0);
    const QImage after = painted(capture, end);
    EXPECT_EQ(count(before, theme.workerColour(0)), 0) << "nothing has been trained on";
    EXPECT_GT(count(after, theme.workerColour(0)), 300) << "the GPU's row, its share of the bar, the loss";
    EXPECT_NE(painted(capture, end / 3), painted(capture, end / 2));
}

// A GPU that trains half of the time and waits for load, then for process, in the other half.
std::shared_ptr<const Capture> halfIdleCapture()
{
    tests::HandMadeTrace hand;
    hand.lane("GPU (emulated)", trace::LaneKind::Device);
    hand.lane("worker 1");
    for (std::uint32_t batch = 0; batch < 6; ++batch) {
        const base::Nanoseconds begin = 400 * batch;
        hand.add(0, begin, begin + 200, trace::State::DeviceBusy, {2}, batch);
        hand.add(0, begin + 200, begin + 300, trace::State::WaitsForData, {0}, batch + 1, 1, 1);
        hand.add(0, begin + 300, begin + 400, trace::State::WaitsForData, {1}, batch + 1, 1, 1);
    }
    hand.add(0, 2400, 2600, trace::State::DeviceBusy, {2}, 6);
    auto capture = std::make_shared<Capture>(*pipelineCapture());
    capture->trace = hand.until(2600);
    return capture;
}

TEST(TrainingPicture, TheBarHoldsEveryShareOfTheTime)
{
    const auto capture = halfIdleCapture();
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QRectF area(0, 0, 1200, 300);
    const QRect time = layOutTraining(area, {1, 1, 1}, false, 1).time.toRect();
    const QImage image = painted(capture, 2600, area.size().toSize()).copy(time);
    const QColor busy = theme.workerColour(0);
    const QColor waits = theme.state(trace::State::WaitsForData).fill;
    int rows = 0;
    for (int y = 0; y < image.height(); ++y) {
        const QImage row = image.copy(0, y, image.width(), 1);
        rows += count(row, busy) > 400 && count(row, waits) > 50 ? 1 : 0;
    }
    EXPECT_GE(rows, 10);
    EXPECT_LE(rows, 20) << "it is one bar";
}

TEST(TrainingPicture, SaysWhatTheGpuNeedsInFewerWordsWhereItIsNarrow)
{
    const auto capture = halfIdleCapture();
    const auto state = trainingState(*capture->scene, *capture->trace, 650);
    ASSERT_TRUE(state);
    EXPECT_EQ(state->idle,
              QStringList({"idle: needs load of batch 3", "needs load of batch 3", "needs load 3", "idle"}));
    const auto parts = timeParts(*capture->scene, state->causes);
    ASSERT_EQ(parts.size(), 3u);
    EXPECT_EQ(parts[1].words, "needs load");
    EXPECT_EQ(parts[2].words, "needs process");
}

TEST(TrainingPicture, IsPaintedAtAnySizeInEveryTheme)
{
    const auto capture = pipelineCapture();
    const auto middle = static_cast<double>(capture->trace->duration()) / 2;
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
        for (const QSize size : {QSize(300, 120), QSize(600, 250), QSize(1800, 700)}) {
            const QImage image = painted(capture, middle, size, kind);
            EXPECT_LT(count(image, Theme::of(kind).panel), size.width() * size.height() * 19 / 20);
        }
    }
}

TEST(DevicesState, ChunksGatherEverybodysGradientsAndEndWhole)
{
    const auto capture = clusterCapture(1, 4);
    const auto& trace = *capture->trace;
    std::vector<std::vector<std::size_t>> before(16);
    for (const base::Nanoseconds t : tests::eventsOf(trace)) {
        const DevicesState state = devicesState(*capture->scene, trace, t);
        ASSERT_EQ(state.devices.size(), 4u);
        for (std::size_t d = 0; d < 4; ++d) {
            for (const ChunkState& chunk : state.devices[d].chunks) {
                auto sorted = chunk.devices;
                std::sort(sorted.begin(), sorted.end());
                EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end()) << "added twice";
                EXPECT_EQ(chunk.devices.empty(), chunk.norm == 0);
                if (!chunk.devices.empty() && chunk.devices.size() < 4) {
                    EXPECT_EQ(chunk.devices.back(), d) << "its own comes last";
                }
            }
        }
        EXPECT_GE(state.idle, 0);
        EXPECT_LE(state.idle, 1);
    }
    const DevicesState end = devicesState(*capture->scene, trace, trace.duration());
    for (const DeviceState& device : end.devices) {
        for (const ChunkState& chunk : device.chunks)
            EXPECT_EQ(chunk.devices.size(), 4u);
        ASSERT_TRUE(device.norm);
        EXPECT_DOUBLE_EQ(*device.norm, *end.devices.front().norm);
    }
    EXPECT_GT(end.bytesMoved, 0);
}

TEST(DevicesState, LinksSayWhatTheyCarryAndHowFarItIs)
{
    const auto capture = clusterCapture(1, 3);
    const auto& trace = *capture->trace;
    bool carried = false;
    for (const base::Nanoseconds t : tests::eventsOf(trace)) {
        for (const LinkState& link : devicesState(*capture->scene, trace, t).links) {
            EXPECT_EQ(link.to, (link.from + 1) % 3);
            EXPECT_EQ(link.carries.isEmpty(), !link.busy);
            EXPECT_GE(link.progress, 0);
            EXPECT_LE(link.progress, 1);
            carried = carried || link.carries.startsWith(QStringLiteral("chunk "));
        }
    }
    EXPECT_TRUE(carried);
}

TEST(DevicesState, WaitsNameWhatIsNeededAndFromWhom)
{
    const auto wordsOf = [](const Capture& capture) {
        QStringList words;
        for (const base::Nanoseconds t : tests::eventsOf(*capture.trace)) {
            for (const DeviceState& device : devicesState(*capture.scene, *capture.trace, t).devices)
                words << device.doing;
        }
        return words.join(QLatin1Char('\n'));
    };
    const QString ring = wordsOf(*clusterCapture(1, 3));
    EXPECT_TRUE(ring.contains(QStringLiteral("needs chunk 3 from GPU 3"))) << ring.toStdString();
    const QString layers = wordsOf(*clusterCapture(2, 3));
    EXPECT_TRUE(layers.contains(QStringLiteral("needs gradients 1 from GPU 2"))) << layers.toStdString();
}

TEST(DevicesState, LayersAreComputedThereAndBack)
{
    const auto capture = clusterCapture(0, 1);
    const auto& trace = *capture->trace;
    std::size_t ahead = 0;
    std::size_t behind = 6;
    for (const trace::Span& span : trace.lanes()[0].spans) {
        for (int part = 0; part < 8 && span.state == trace::State::DeviceBusy && span.first == 0; ++part) {
            const auto t = span.begin + span.duration() * part / 8;
            const DeviceState device = devicesState(*capture->scene, trace, t).devices[0];
            EXPECT_EQ(device.layer.has_value(), !device.doing.startsWith(QStringLiteral("update")));
            if (!device.layer)
                continue;
            const bool back = device.doing.startsWith(QStringLiteral("backward"));
            EXPECT_TRUE(back ? *device.layer <= behind : *device.layer >= ahead) << part;
            (back ? behind : ahead) = *device.layer;
        }
    }
    EXPECT_GT(ahead, 0u);
    EXPECT_EQ(behind, 0u) << "ends where it began";
}

TEST(DevicesState, MicroBatchesPassForwardThenBack)
{
    const auto capture = clusterCapture(3, 3);
    const auto& trace = *capture->trace;
    for (const base::Nanoseconds t : tests::eventsOf(trace)) {
        for (const DeviceState& device : devicesState(*capture->scene, trace, t).devices) {
            ASSERT_EQ(device.units.size(), 4u);
            for (const UnitState& unit : device.units) {
                EXPECT_TRUE(unit.backward == 0 || unit.forward == 1);
            }
        }
    }
}

TEST(DevicesPicture, ShowsEveryDeviceInItsColourFromOneToEight)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    for (const std::int64_t devices : {1, 2, 5, 8}) {
        const auto capture = clusterCapture(1, devices);
        const auto& lanes = capture->trace->lanes();
        // While they compute: right after the last has begun.
        base::Nanoseconds at = 0;
        for (const trace::Lane& lane : lanes) {
            for (const trace::Span& span : lane.spans) {
                if (span.state == trace::State::DeviceBusy &&
                    span.task.index() == static_cast<std::size_t>(devices)) {
                    at = std::max(at, (span.begin + span.end) / 2);
                    break;
                }
            }
        }
        const QImage image = painted(capture, static_cast<double>(at), {1100, 420});
        EXPECT_GT(count(image, theme.workerColour(0)), 20) << devices;
        EXPECT_FALSE(image == painted(capture, 0, {1100, 420}));
    }
}

TEST(DevicesPicture, IsPaintedAtAnySizeInEveryTheme)
{
    for (const std::uint32_t variant : {0u, 1u, 3u}) {
        const auto capture = clusterCapture(variant, 8);
        const auto middle = static_cast<double>(capture->trace->duration()) / 2;
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
            for (const QSize size : {QSize(300, 120), QSize(600, 250), QSize(1800, 700)}) {
                const QImage image = painted(capture, middle, size, kind);
                EXPECT_LT(count(image, Theme::of(kind).panel), size.width() * size.height() * 99 / 100);
            }
        }
    }
}

} // namespace

} // namespace lab::widgets
