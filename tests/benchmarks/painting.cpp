// SPDX-License-Identifier: GPL-3.0-or-later
// 16 lanes of spans, waits for a lock among them: made into a trace with its facts; painted at 1920×1080 on a
// raster, the frame alone and the frame with its geometry.
#include "widgets/lanes/lane_painter.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <benchmark/benchmark.h>

#include <fstream>
#include <random>
#include <utility>

#include <unistd.h>

namespace {

using namespace lab;
using trace::Span;
using trace::State;

constexpr std::size_t kLanes = 16;
constexpr QSize kScreen(1920, 1080);

struct Recorded
{
    std::vector<trace::LaneInfo> lanes;
    std::vector<std::vector<Span>> spans;
    base::Nanoseconds end = 0;
};

Recorded recorded(std::size_t spans)
{
    std::mt19937 random(7);
    Recorded made;
    made.spans.resize(kLanes);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        made.lanes.push_back({"worker " + std::to_string(lane + 1), trace::LaneKind::Worker});
        made.spans[lane].reserve(spans / kLanes);
        base::Nanoseconds t = 0;
        for (std::size_t i = 0; i < spans / kLanes; ++i) {
            const auto length = static_cast<base::Nanoseconds>(200 + random() % 2000);
            const State state = i % 3 == 1   ? State::WaitsForLock
                                : i % 3 == 2 ? State::Holds
                                             : State::Computing;
            made.spans[lane].push_back({t, t + length, 0, 1, 0, {}, state});
            t += length + (random() % 8 == 0 ? 400 : 0);
        }
        made.end = std::max(made.end, t);
    }
    return made;
}

widgets::LaneGroup groupOf(Recorded made)
{
    widgets::LaneGroup group;
    group.title = QStringLiteral("parallel");
    group.trace = trace::Trace::make(std::move(made.lanes), std::move(made.spans), 0, made.end);
    group.facts = analysis::factsOf(*group.trace);
    return group;
}

widgets::LaneGroup groupOf(std::size_t spans)
{
    return groupOf(recorded(spans));
}

double residentMegabytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t pages = 0;
    std::size_t resident = 0;
    file >> pages >> resident;
    return static_cast<double>(resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) / 1e6;
}

void made(benchmark::State& state)
{
    for (auto _ : state) {
        state.PauseTiming();
        const double before = residentMegabytes();
        Recorded spans = recorded(static_cast<std::size_t>(state.range(0)));
        state.ResumeTiming();
        const widgets::LaneGroup group = groupOf(std::move(spans));
        state.PauseTiming();
        state.counters["MB"] = residentMegabytes() - before;
        state.ResumeTiming();
    }
}

widgets::LayoutOptions options()
{
    widgets::LayoutOptions result;
    result.size = kScreen;
    return result;
}

void paint(QImage& image, const widgets::LaneLayout& layout, double playhead)
{
    const widgets::Theme& theme = widgets::Theme::of(widgets::ThemeKind::Light);
    image.fill(theme.panel);
    QPainter painter(&image);
    widgets::paintLanes(painter, layout, theme, playhead);
}

void frame(benchmark::State& state)
{
    const widgets::LaneLayout layout({groupOf(static_cast<std::size_t>(state.range(0)))}, options());
    QImage image(kScreen, QImage::Format_ARGB32_Premultiplied);
    for (auto _ : state)
        paint(image, layout, layout.longest() / 2);
    state.counters["bars"] = static_cast<double>(layout.spans().size());
    state.counters["columns"] = static_cast<double>(layout.columns().size());
}

void frameAndGeometry(benchmark::State& state)
{
    const widgets::LaneGroup group = groupOf(static_cast<std::size_t>(state.range(0)));
    QImage image(kScreen, QImage::Format_ARGB32_Premultiplied);
    for (auto _ : state) {
        const widgets::LaneLayout layout({group}, options());
        paint(image, layout, layout.longest() / 2);
    }
}

BENCHMARK(made)->RangeMultiplier(10)->Range(10'000, 10'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(frame)->RangeMultiplier(10)->Range(1'000, 10'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(frameAndGeometry)->RangeMultiplier(10)->Range(1'000, 10'000'000)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
