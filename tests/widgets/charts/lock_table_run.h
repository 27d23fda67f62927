// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"
#include "tests/support/hand_made_trace.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lab::widgets {

inline constexpr std::uint32_t kLock = 3;

inline session::VariantResult recorded(std::string label, std::shared_ptr<const trace::Trace> trace,
                                       std::vector<std::string> lockTitles = {"lock of the sum"})
{
    auto scene = std::make_shared<scenario::Scene>();
    for (std::size_t i = 0; i < lockTitles.size(); ++i) {
        scenario::Exhibit exhibit;
        exhibit.title = lockTitles[i];
        exhibit.details = scenario::LockDetails{kLock + static_cast<std::uint32_t>(i), {}};
        scene->add(std::move(exhibit));
    }
    auto capture = std::make_shared<session::Capture>();
    capture->trace = std::move(trace);
    capture->scene = std::move(scene);
    session::VariantResult result;
    result.variant.key = label;
    result.variant.label = std::move(label);
    result.variant.usesPool = true;
    result.median = static_cast<double>(capture->trace->duration());
    result.capture = std::move(capture);
    return result;
}

/// In 500 ns worker 1 holds the lock for 100 and computes for 300; worker 2 waits for 100, holds for 150 and
/// computes for 150.
inline std::shared_ptr<const trace::Trace> twoWorkers()
{
    using trace::State;
    tests::HandMadeTrace made;
    const auto first = made.lane("worker 1");
    const auto second = made.lane("worker 2");
    made.add(first, 0, 100, State::Holds, {0}, 0, 1, kLock);
    made.add(first, 100, 400, State::Computing, {0});
    made.add(second, 0, 100, State::WaitsForLock, {0}, 0, 1, kLock);
    made.add(second, 100, 250, State::Holds, {0}, 0, 1, kLock);
    made.add(second, 250, 400, State::Computing, {0});
    return made.until(500);
}

/// Workers that take one of `locks` locks over and over, each after the one before it, for long enough that
/// figures have many digits.
inline std::shared_ptr<const trace::Trace> queueOf(int workers, std::uint32_t locks = 1, int times = 40)
{
    using trace::State;
    tests::HandMadeTrace made;
    const base::Nanoseconds turn = 123'456;
    for (int w = 0; w < workers; ++w) {
        const auto lane = made.lane("worker " + std::to_string(w + 1));
        for (int i = 0; i < times; ++i) {
            const base::Nanoseconds round = base::Nanoseconds(i) * workers * turn;
            const auto lock = kLock + static_cast<std::uint32_t>(i) % locks;
            const base::Nanoseconds begin = round + w * turn;
            if (w > 0)
                made.add(lane, round, begin, State::WaitsForLock, {0}, 0, 1, lock);
            made.add(lane, begin, begin + turn, State::Holds, {0}, 0, 1, lock);
            if (w + 1 < workers)
                made.add(lane, begin + turn, round + workers * turn, State::Computing, {0});
        }
    }
    return made.until(base::Nanoseconds(times) * workers * turn);
}

inline std::shared_ptr<const trace::Trace> withoutLocks()
{
    tests::HandMadeTrace made;
    made.add(made.lane("worker 1"), 0, 400, trace::State::Computing, {0});
    return made.until(400);
}

inline session::RunState lockState(std::vector<session::VariantResult> variants, std::size_t main)
{
    session::RunState state;
    state.variants = std::move(variants);
    state.mainVariant = main;
    return state;
}

} // namespace lab::widgets
