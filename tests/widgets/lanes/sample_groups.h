// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/lanes/lane_layout.h"

#include <initializer_list>

namespace lab::widgets {

inline trace::Span spanOf(base::Nanoseconds begin, base::Nanoseconds end,
                          trace::State state = trace::State::Computing, std::uint32_t first = 0,
                          std::uint32_t peer = trace::Span::kNobody)
{
    return {begin, end, first, 1, peer, {}, state};
}

inline std::shared_ptr<const scenario::Scene> imageScene()
{
    auto scene = std::make_shared<scenario::Scene>();
    scenario::Task task;
    task.unitName = "Image";
    task.name = "3×3 convolution";
    scene->add(task);
    return scene;
}

inline LaneGroup groupOf(std::vector<std::vector<trace::Span>> lists, base::Nanoseconds end,
                         bool slate = false, std::uint64_t dropped = 0)
{
    std::vector<trace::LaneInfo> lanes;
    for (std::size_t i = 0; i < lists.size(); ++i)
        lanes.push_back({"worker " + std::to_string(i + 1), trace::LaneKind::Worker});
    return {slate ? QStringLiteral("Sequential") : QStringLiteral("Parallel"),
            trace::Trace::make(lanes, std::move(lists), 0, end, {.dropped = dropped}),
            imageScene(),
            slate,
            {}};
}

/// Four images one after the other, 200 µs; then by two workers, 100 µs, the second woken after 10 µs.
inline std::vector<LaneGroup> fourImages()
{
    return {groupOf({{spanOf(0, 50'000, trace::State::Computing, 0),
                      spanOf(50'000, 100'000, trace::State::Computing, 1),
                      spanOf(100'000, 150'000, trace::State::Computing, 2),
                      spanOf(150'000, 200'000, trace::State::Computing, 3)}},
                    200'000, true),
            groupOf({{spanOf(0, 50'000, trace::State::Computing, 0),
                      spanOf(50'000, 100'000, trace::State::Computing, 2)},
                     {spanOf(10'000, 50'000, trace::State::Computing, 1),
                      spanOf(50'000, 80'000, trace::State::Computing, 3)}},
                    100'000)};
}

inline LayoutOptions sized(double width, double height = 320)
{
    LayoutOptions options;
    options.size = {width, height};
    return options;
}

} // namespace lab::widgets
