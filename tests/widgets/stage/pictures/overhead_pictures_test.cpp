// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of overhead and of pools.
#include "core/scenarios/all.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"
#include "tests/support/hand_made_trace.h"
#include "widgets/stage/pictures/overhead/overhead_painter.h"
#include "widgets/stage/pictures/pool/pool_painter.h"

#include <QPainter>
#include <gtest/gtest.h>

#include <algorithm>

namespace lab::widgets {

namespace {

using base::Nanoseconds;
using trace::State;

constexpr int kMargin = 40;

StageContent captured(const char* id, std::uint32_t variant, scenario::Settings settings, int workers)
{
    static const scenario::Registry registry = scenarios::all();
    const scenario::Scenario& scenario = registry.get(id);
    scenario::Request request;
    request.settings = std::move(settings);
    request.workers = workers;
    const auto experiment = scenario.prepare(scenario::complete(scenario.info(), request));
    workers::WorkerPool pool(workers);
    StageContent content;
    content.capture =
        std::make_shared<const session::Capture>(session::captureIteration(*experiment, {variant}, pool, 1));
    content.remark = QString::fromStdString(experiment->remark({variant}));
    content.measured = QStringLiteral("measured: 15 M numbers/s, 0.002× of “One thread”");
    return content;
}

// With a margin around the area, to see what is painted outside.
QImage paint(StageContent content, double share, ThemeKind theme, QSize size)
{
    content.time = share * static_cast<double>(content.capture->trace->duration());
    QImage image(size + QSize(2 * kMargin, 2 * kMargin), QImage::Format_RGB32);
    image.fill(Theme::of(theme).panel);
    PictureCache pictures;
    QPainter painter(&image);
    StageBrush brush(painter, content, pictures, Theme::of(theme), 1);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area(QPointF(kMargin, kMargin), size); // not clipped: nothing may rely on that
    if (content.capture->scene->picture == scenario::Picture::Overhead)
        paintOverhead(brush, area);
    else
        paintPool(brush, area);
    return image;
}

bool shows(const QImage& image, const QColor& colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == colour.rgb())
                return true;
        }
    }
    return false;
}

bool staysInside(const QImage& image, const QColor& ground)
{
    const QRect inside = image.rect().adjusted(kMargin - 3, kMargin - 3, 3 - kMargin, 3 - kMargin);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (!inside.contains(x, y) && image.pixel(x, y) != ground.rgb())
                return false;
        }
    }
    return true;
}

void expectPictures(const StageContent& content)
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
        const Theme& theme = Theme::of(kind);
        for (const QSize size : {QSize(300, 100), QSize(620, 250), QSize(980, 330), QSize(3000, 1300)}) {
            const QImage early = paint(content, 0.2, kind, size);
            const QImage late = paint(content, 0.95, kind, size);
            EXPECT_TRUE(shows(late, theme.text));
            EXPECT_NE(early, late);
            EXPECT_TRUE(staysInside(early, theme.panel)) << size.width();
            EXPECT_TRUE(staysInside(late, theme.panel)) << size.width();
        }
    }
}

// Work of 100 ns after 30 µs of 70, and once more.
std::shared_ptr<const trace::Trace> sliver()
{
    tests::HandMadeTrace hand;
    hand.lane("main");
    hand.add(0, 0, 60'000, State::StartUp, {1}, 0);
    hand.add(0, 60'000, 70'000, State::WaitsForData, {0}, 0);
    hand.lane("thread 1");
    hand.add(1, 0, 30'000, State::StartUp, {2}, 0);
    hand.add(1, 30'000, 30'100, State::Computing, {0}, 0);
    hand.lane("thread 2");
    hand.add(2, 30'050, 30'150, State::Computing, {0}, 1);
    hand.add(2, 50'000, 50'200, State::Computing, {0}, 2);
    return hand.until(70'000);
}

} // namespace

TEST(Overhead, StartUpWorkAndJoiningAreTheWholeIteration)
{
    tests::HandMadeTrace made;
    const auto one = made.lane("worker 1");
    const auto two = made.lane("worker 2");
    made.add(one, 100, 150, State::Computing, {0}, 0); // while the second starts up
    made.add(two, 0, 160, State::StartUp, {0}, 0, 0);
    made.add(two, 160, 210, State::Computing, {0}, 1);
    const Overhead overhead = overheadOf(*made.until(250));
    const OverheadStretch starting = overhead.starting();
    EXPECT_EQ(starting, (OverheadStretch{0, 160}));
    const OverheadStretch joining{starting.end, overhead.duration};
    EXPECT_EQ(overhead.withoutWork(starting), 110);
    EXPECT_EQ(overhead.withoutWork(joining), 40);
    EXPECT_EQ(overhead.withoutWork(starting) + overhead.withoutWork(joining) +
                  overhead.workIn({0, overhead.duration}),
              overhead.duration);
}

TEST(OverheadPicture, FoldsTheLanesIntoOne)
{
    const Overhead overhead = overheadOf(*sliver());
    EXPECT_EQ(overhead.duration, 70'000);
    EXPECT_EQ(overhead.work, (std::vector<OverheadStretch>{{30'000, 30'150}, {50'000, 50'200}}));
    EXPECT_EQ(overhead.workIn({0, 70'000}), 350);
    EXPECT_EQ(overhead.workIn({30'100, 30'120}), 20);
    EXPECT_EQ(overhead.workIn({0, 100}), 0);
}

TEST(OverheadPicture, WindowsComeNearerUntilTheWorkFillsAGoodPart)
{
    const Overhead overhead = overheadOf(*sliver());
    for (const std::size_t most : {1u, 2u, 3u, 6u}) {
        const auto windows = overheadWindows(overhead, most);
        ASSERT_FALSE(windows.empty());
        EXPECT_LE(windows.size(), most);
        EXPECT_EQ(windows.front(), (OverheadStretch{0, 70'000}));
        for (std::size_t i = 1; i < windows.size(); ++i) {
            EXPECT_GE(windows[i].begin, windows[i - 1].begin);
            EXPECT_LE(windows[i].end, windows[i - 1].end);
            EXPECT_LE(windows[i].begin, 30'000);
            EXPECT_GE(windows[i].end, 30'150);
        }
        if (most > 1) {
            const OverheadStretch& last = windows.back();
            const double share = 150.0 / static_cast<double>(last.end - last.begin);
            EXPECT_GT(share, 0.3);
            EXPECT_LT(share, 0.6);
        }
    }
    tests::HandMadeTrace busy;
    busy.lane("main");
    busy.add(0, 10, 990, State::Computing, {0}, 0);
    EXPECT_EQ(overheadWindows(overheadOf(*busy.until(1000)), 6).size(), 1u);
    tests::HandMadeTrace idle;
    idle.lane("main");
    EXPECT_EQ(overheadWindows(overheadOf(*idle.until(1000)), 6).size(), 1u);
}

TEST(OverheadPicture, OfARealRunIsRightAtEverySizeInEveryTheme)
{
    expectPictures(captured("tiny-operations", 1, {}, 2));
}

TEST(OverheadPicture, EveryVariantHasOne)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    for (std::uint32_t v = 0; v < 4; ++v) {
        const QImage image = paint(captured("tiny-operations", v, {{"grain", std::int64_t{10}}}, 2), 0.5,
                                   ThemeKind::Light, {900, 300});
        EXPECT_TRUE(shows(image, theme.text));
        EXPECT_TRUE(staysInside(image, theme.panel));
    }
}

TEST(OverheadPicture, WorkAndStartUpTakeTheColoursOfTheLanes)
{
    const StageContent content = captured("tiny-operations", 1, {}, 2);
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QImage image = paint(content, 0.5, ThemeKind::Light, {980, 330});
    EXPECT_TRUE(shows(image, theme.state(State::StartUp).fill));
    bool worked = false;
    for (int lane = 1; lane <= 4; ++lane)
        worked = worked || shows(image, theme.workerColour(lane));
    EXPECT_TRUE(worked);
}

TEST(PoolPicture, KnowsWhatBecameOfEachTask)
{
    scenario::Scene scene;
    scenario::Task compute;
    compute.axes = {{"task", 3}};
    compute.loops = {{0}};
    scene.add(compute);
    tests::HandMadeTrace hand;
    hand.lane("worker 1");
    hand.lane("worker 2");
    hand.add(0, 100, 300, State::WaitsForData, {1}, 1);
    hand.add(0, 300, 350, State::Computing, {0}, 1);
    hand.add(1, 50, 90, State::Computing, {0}, 0);
    const auto trace = hand.until(500);
    const auto tasks = poolTasks(scene, *trace);
    ASSERT_EQ(tasks.size(), 3u);
    EXPECT_EQ(tasks[0].lane, 1u);
    EXPECT_EQ(tasks[0].begin, 50);
    EXPECT_EQ(tasks[0].computes, 50);
    EXPECT_EQ(tasks[1].begin, 100);
    EXPECT_EQ(tasks[1].computes, 300);
    EXPECT_EQ(tasks[1].end, 350);
    EXPECT_FALSE(tasks[2].known);
    const PoolCounts counts = poolCounts(*trace, 200);
    EXPECT_EQ(counts.computing, 0u);
    EXPECT_EQ(counts.waiting, 1u);
    EXPECT_EQ(counts.other, 1u);
    EXPECT_EQ(poolCounts(*trace, 60).computing, 1u);
}

TEST(PoolPicture, OfARealRunIsRightAtEverySizeInEveryTheme)
{
    expectPictures(captured("pool-size", 5, {{"tasks", std::int64_t{40}}, {"size", std::int64_t{32}}}, 8));
}

TEST(PoolPicture, ManyWorkersAndManyTasksFit)
{
    const StageContent content =
        captured("pool-size", 3, {{"tasks", std::int64_t{512}}, {"size", std::int64_t{16}}}, 256);
    const Theme& theme = Theme::of(ThemeKind::Light);
    for (const QSize size : {QSize(620, 250), QSize(1400, 500)}) {
        const QImage image = paint(content, 0.5, ThemeKind::Light, size);
        EXPECT_TRUE(shows(image, theme.text));
        EXPECT_TRUE(staysInside(image, theme.panel));
    }
}

TEST(PoolPicture, WaitsAreHatchedAndComputingIsInTheWorkersColour)
{
    const StageContent content = captured("pool-size", 5, {{"tasks", std::int64_t{8}}}, 1);
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QImage image = paint(content, 0.99, ThemeKind::Light, {900, 300});
    EXPECT_TRUE(shows(image, theme.state(State::WaitsForData).fill));
    EXPECT_TRUE(shows(image, theme.workerColour(0)));
}

} // namespace lab::widgets
