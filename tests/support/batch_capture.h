// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenarios/all.h"
#include "core/session/run_session.h"
#include "tests/support/hand_made_trace.h"

namespace lab::tests {

/// The experiment of batch convolution with small settings: real pictures, made once a process.
inline const scenario::Experiment& smallBatch()
{
    static const scenario::Registry registry = scenarios::all();
    static const std::unique_ptr<scenario::Experiment> experiment = [] {
        const scenario::Scenario& batch = registry.get("batch-convolution");
        scenario::Request request;
        request.settings = {
            {"images", std::int64_t{4}}, {"size", std::int64_t{28}}, {"filters", std::int64_t{4}}};
        request.workers = 2;
        return batch.prepare(scenario::complete(batch.info(), request));
    }();
    return *experiment;
}

inline std::shared_ptr<const session::Capture> captureOf(std::uint32_t variant, int workers,
                                                         std::shared_ptr<const trace::Trace> trace)
{
    auto capture = std::make_shared<session::Capture>();
    capture->variant = {variant};
    capture->workers = workers;
    capture->round = 1;
    capture->trace = std::move(trace);
    capture->scene = smallBatch().scene({variant});
    return capture;
}

/// Four images one after the other on one lane, 50 µs each.
inline std::shared_ptr<const session::Capture> sequentialCapture()
{
    HandMadeTrace made;
    const auto lane = made.lane("worker 1");
    constexpr base::Nanoseconds kImage = 50'000;
    for (std::uint32_t image = 0; image < 4; ++image)
        made.add(lane, image * kImage, (image + 1) * kImage, trace::State::Computing, {0}, image);
    return captureOf(0, 1, made.until(200'000));
}

/// Images 1, 2 on worker 1 and 3, 4 on worker 2, 50 µs each; worker 2 starts 10 µs late.
inline std::shared_ptr<const session::Capture> spreadCapture()
{
    HandMadeTrace made;
    const auto first = made.lane("worker 1");
    const auto second = made.lane("worker 2");
    constexpr base::Nanoseconds kImage = 50'000;
    constexpr base::Nanoseconds kLate = 10'000;
    for (std::uint32_t i = 0; i < 2; ++i) {
        made.add(first, i * kImage, (i + 1) * kImage, trace::State::Computing, {0}, i);
        made.add(second, kLate + i * kImage, kLate + (i + 1) * kImage, trace::State::Computing, {0}, i + 2);
    }
    return captureOf(1, 2, made.until(110'000));
}

/// A finished run of two variants with hand-made figures: 1.82× on 2 workers.
inline session::RunState finishedState()
{
    session::RunState state;
    state.revision = 9;
    state.generation = 1;
    state.phase = session::Phase::Finished;
    state.scenarioId = "batch-convolution";
    state.request.settings = {{"images", std::int64_t{4}}};
    state.request.workers = 2;
    state.mainVariant = 1;
    state.rounds = 12;
    state.placements = 6;
    state.capacity = {1.9, 1.95, 0};
    state.capacityWorkers = 2;
    state.virtualMachine = true;
    for (const auto& capture : {sequentialCapture(), spreadCapture()}) {
        session::VariantResult result;
        result.variant.key = capture->variant.value == 0 ? "one-by-one" : "spread";
        result.variant.label = capture->variant.value == 0 ? "One by one" : "Spread over workers";
        result.variant.usesPool = capture->variant.value == 1;
        result.workers = capture->workers;
        result.median = static_cast<double>(capture->trace->duration());
        result.interval = {result.median, result.median};
        result.samples.assign(6, {result.median, result.median});
        result.speedup = 200'000 / result.median;
        result.speedupInterval = {result.speedup - 0.04, result.speedup + 0.04};
        result.difference = 0;
        result.capture = capture;
        result.breakdown = analysis::breakdown(*capture->trace);
        state.variants.push_back(std::move(result));
    }
    return state;
}

} // namespace lab::tests
