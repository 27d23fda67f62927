// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <initializer_list>

namespace lab::widgets {

struct Rung
{
    const char* name;
    double median; // ns; 0: not available
    std::size_t against = 0;
    bool pool = false;
    double tolerance = 1e-5;
};

inline session::RunState ladderState(std::initializer_list<Rung> rungs)
{
    session::RunState state;
    for (const Rung& rung : rungs) {
        session::VariantResult result;
        result.variant.key = rung.name;
        result.variant.label = rung.name;
        result.variant.against = rung.against;
        result.variant.usesPool = rung.pool;
        result.against = rung.against;
        result.availability = {rung.median > 0, rung.median > 0 ? "" : "no such interpreter"};
        result.median = rung.median;
        result.interval = {rung.median * 0.9, rung.median * 1.1};
        result.tolerance = rung.tolerance;
        state.variants.push_back(std::move(result));
    }
    return state;
}

inline scenario::ScenarioInfo ladderInfo(const session::RunState& state)
{
    scenario::ScenarioInfo info;
    info.title = "Ladder";
    info.charts = {scenario::ChartKind::Ladder, scenario::ChartKind::Roofline, scenario::ChartKind::Scaling};
    for (const auto& result : state.variants)
        info.variants.push_back(result.variant);
    info.isLadder = true;
    info.quoted = {"Somebody, 1999", {{"slow", 1}, {"fast", 50'000}}};
    return info;
}

/// 1× to 10 000× by tens, with a pool, lower precision and a peer.
inline session::RunState tenfold()
{
    session::RunState state = ladderState({{"first", 1e8},
                                           {"ten", 1e7},
                                           {"hundred", 1e6},
                                           {"on workers", 1e5, 0, true},
                                           {"short numbers", 1e4, 0, false, 0.1},
                                           {"somebody's", 2e5}});
    state.request.workers = 2;
    state.work.operations = 2e7;
    state.work.bytes = 1e6;
    state.machineFigures = {{"peak", "peak of all workers", "GFLOP/s", 400},
                            {"peak-one", "peak of one worker", "GFLOP/s", 220},
                            {"memory", "main memory", "GB/s", 10},
                            {"cache", "level 2 caches", "GB/s", 100}};
    return state;
}

} // namespace lab::widgets
