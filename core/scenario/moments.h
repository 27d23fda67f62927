// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/pace.h"
#include "core/scenario/scene.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace lab::scenario {

/// Whose events are followed; everybody's where nothing is given.
struct Focus
{
    std::optional<std::size_t> lane = {};
    std::optional<std::uint32_t> peer = {}; ///< a lock, or another party of a span
    friend bool operator==(const Focus&, const Focus&) = default;
};

/// The events of a recording, and how many there are of them in all.
struct Events
{
    std::vector<analysis::Moment> moments; ///< as analysis::momentsOf() gives them
    std::int64_t count = 0; ///< of events in the whole recording; 0 where only some were looked for
};

/// What the scene's rule calls events, near `around` (at most some hundreds a lane), or with `everywhere` in
/// the whole recording, where very many are thinned out evenly. Nothing of what the focus leaves out. Those
/// of cache lines are modelled, see lineAccesses(), and only found near `around`.
Events eventsOf(const Scene& scene, const trace::Trace& trace, const Focus& focus, base::Nanoseconds around,
                bool everywhere = false);

/// The instant at which most happens that the scene is about: somebody holds a lock and most others wait for
/// it, chunks are on their way, all stages are busy; or, where its rule asks for that, the first worker has
/// run out of work. Of equals the one nearest to three fifths of the
/// recording, where results are there and work still goes on. Deterministic. O(lanes × log spans) for each of
/// some thousand candidates.
base::Nanoseconds bestInstant(const Scene& scene, const trace::Trace& trace);

} // namespace lab::scenario
