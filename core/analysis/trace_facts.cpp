// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trace_facts.h"

#include <algorithm>
#include <map>

namespace lab::analysis {

namespace {

// A barrier is a task, and the spans there that have an instant in common.
std::vector<base::Nanoseconds> openings(const trace::Trace& trace)
{
    std::map<base::TaskId, std::vector<trace::Span>> byTask;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.state == trace::State::Barrier)
                byTask[span.task].push_back(span);
        }
    }
    std::vector<base::Nanoseconds> found;
    for (auto& [task, spans] : byTask) {
        std::sort(spans.begin(), spans.end(),
                  [](const trace::Span& a, const trace::Span& b) { return a.begin < b.begin; });
        base::Nanoseconds leaves = -1; // the first of those that stand at the barrier
        base::Nanoseconds arrived = 0;
        for (const trace::Span& span : spans) {
            if (leaves >= 0 && span.begin > leaves) {
                found.push_back(arrived);
                leaves = -1;
            }
            leaves = leaves < 0 ? span.end : std::min(leaves, span.end);
            arrived = span.begin;
        }
        found.push_back(arrived);
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

std::shared_ptr<const TraceFacts> factsOf(const trace::Trace& trace)
{
    auto facts = std::make_shared<TraceFacts>();
    facts->barrierOpenings = openings(trace);
    facts->handOvers = lockHandOvers(trace);
    auto& handOvers = facts->handOvers;
    const auto earlier = [](const LockHandOver& a, const LockHandOver& b) { return a.released < b.released; };
    if (!std::is_sorted(handOvers.begin(), handOvers.end(), earlier)) // one lock's are
        std::stable_sort(handOvers.begin(), handOvers.end(), earlier);
    return facts;
}

} // namespace lab::analysis
