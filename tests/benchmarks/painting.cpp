// SPDX-License-Identifier: GPL-3.0-or-later
// Painting 16 lanes at 1920×1080 on a raster: the frame alone, and the frame with its geometry.
#include "widgets/lanes/lane_painter.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <benchmark/benchmark.h>

#include <random>

namespace {

using namespace lab;
using trace::Span;
using trace::State;

constexpr std::size_t kLanes = 16;
constexpr QSize kScreen(1920, 1080);

widgets::LaneGroup groupOf(std::size_t spans)
{
    std::mt19937 random(7);
    std::vector<trace::LaneInfo> lanes;
    std::vector<std::vector<Span>> lists(kLanes);
    base::Nanoseconds end = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        lanes.push_back({"worker " + std::to_string(lane + 1), trace::LaneKind::Worker});
        base::Nanoseconds t = 0;
        for (std::size_t i = 0; i < spans / kLanes; ++i) {
            const auto length = static_cast<base::Nanoseconds>(200 + random() % 2000);
            const State state = i % 3 == 1   ? State::WaitsForLock
                                : i % 3 == 2 ? State::Holds
                                             : State::Computing;
            lists[lane].push_back({t, t + length, 0, 1, 0, {}, state});
            t += length + (random() % 8 == 0 ? 400 : 0);
        }
        end = std::max(end, t);
    }
    return {QStringLiteral("parallel"), trace::Trace::make(lanes, lists, 0, end), nullptr, false, {}};
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

BENCHMARK(frame)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(frameAndGeometry)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
