// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/result_shelf.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lab::app {

namespace {

// Of the state alone: what it has not got cannot be shown again.
bool hasResult(const session::RunState& state)
{
    return (state.sweep && !state.sweep->points.empty()) ||
           std::any_of(
               state.variants.begin(), state.variants.end(),
               [](const session::VariantResult& result) { return result.median > 0 || result.capture; });
}

std::shared_ptr<const session::RunState> stopped(const session::RunState& state)
{
    auto ended = std::make_shared<session::RunState>(state);
    ended->phase = session::Phase::Stopped;
    return ended;
}

std::shared_ptr<const session::RunState> withoutRecordings(const session::RunState& state)
{
    auto figures = std::make_shared<session::RunState>(state);
    for (session::VariantResult& result : figures->variants)
        result.capture.reset();
    return figures;
}

} // namespace

std::size_t recordedBytes(const session::RunState& state)
{
    std::set<const void*> counted;
    std::size_t bytes = 0;
    for (const session::VariantResult& result : state.variants) {
        if (!result.capture)
            continue;
        if (result.capture->trace && counted.insert(result.capture->trace.get()).second)
            bytes += result.capture->trace->spanCount() * sizeof(trace::Span);
        if (const auto& why = result.capture->why; why && counted.insert(why.get()).second)
            bytes += why->bytes();
        if (!result.capture->scene)
            continue;
        for (const scenario::Exhibit& exhibit : result.capture->scene->exhibits) {
            if (exhibit.values && counted.insert(exhibit.values.get()).second)
                bytes += static_cast<std::size_t>(exhibit.elementCount()) * sizeof(float);
        }
    }
    return bytes;
}

void ResultShelf::put(const std::string& scenario, ShownState left, double instant)
{
    if (!hasResult(*left.state))
        return;
    if (isRunning(*left.state))
        left.state = stopped(*left.state);
    take(scenario);
    m_results.push_front({scenario, std::move(left), instant});
    makeRoom();
}

std::optional<Shelved> ResultShelf::take(const std::string& scenario)
{
    const auto found = std::find_if(m_results.begin(), m_results.end(),
                                    [&](const Shelved& each) { return each.scenario == scenario; });
    if (found == m_results.end())
        return std::nullopt;
    Shelved taken = std::move(*found);
    m_results.erase(found);
    return taken;
}

void ResultShelf::makeRoom()
{
    std::size_t bytes = 0;
    for (Shelved& each : m_results) {
        const std::size_t own = recordedBytes(*each.shown.state);
        if (own > 0 && bytes + own > m_room)
            each.shown.state = withoutRecordings(*each.shown.state);
        else
            bytes += own;
    }
}

} // namespace lab::app
