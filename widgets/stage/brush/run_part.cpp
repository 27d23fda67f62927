// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/brush/run_part.h"

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr base::Nanoseconds kParts = 12; // half a second each in a replay of six

} // namespace

std::optional<RunPart> runPartAt(const trace::Trace& trace, base::Nanoseconds t)
{
    const base::Nanoseconds length = trace.duration() / kParts;
    if (length <= 0)
        return std::nullopt;
    const base::Nanoseconds index = std::clamp<base::Nanoseconds>(t / length, 0, kParts - 1);
    RunPart part{index * length, (index + 1) * length, 0};
    part.share = std::clamp(static_cast<double>(t - part.begin) / static_cast<double>(length), 0.0, 1.0);
    return part;
}

std::optional<base::Nanoseconds> firstWork(const trace::Trace& trace, base::Nanoseconds from,
                                           base::Nanoseconds to)
{
    std::optional<base::Nanoseconds> first;
    for (const trace::Lane& lane : trace.lanes()) {
        const auto segments = lane.index.segments();
        for (std::size_t i = lane.index.firstEndingAfter(from); i < segments.size() && segments[i].begin < to;
             ++i) {
            if (segments[i].state != trace::State::Computing)
                continue;
            const base::Nanoseconds at = std::max(segments[i].begin, from);
            first = std::min(first.value_or(at), at);
            break;
        }
    }
    return first;
}

} // namespace lab::widgets
