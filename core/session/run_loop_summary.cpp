// SPDX-License-Identifier: GPL-3.0-or-later
// RunLoop: what the rounds measured so far say.
#include "core/session/run_loop.h"

#include <algorithm>

namespace lab::session {

void RunLoop::summarise()
{
    if (m_rounds.empty())
        return;
    const KeptRounds rounds = kept(m_rounds);
    m_state.rounds = static_cast<int>(m_rounds.size());
    m_state.setAside = static_cast<int>(std::count_if(
        m_rounds.begin(), m_rounds.end(), [](const Round& r) { return r.disturbed || r.throttled; }));
    m_state.throttled = static_cast<int>(
        std::count_if(m_rounds.begin(), m_rounds.end(), [](const Round& r) { return r.throttled; }));
    m_state.placements =
        static_cast<int>(analysis::placementCount(placed(rounds, [](const Round&) { return 1.0; })));
    m_state.capacityWorkers = std::min(m_state.request.workers, m_session.m_machine.cores);
    m_state.capacity = {};
    const auto middle = [&](double workers::Capacity::*part) {
        std::vector<double> values;
        for (const Round* round : rounds) {
            if (round->capacity.least() > 0)
                values.push_back(round->capacity.*part);
        }
        return values.empty() ? 0 : analysis::median(values);
    };
    m_state.capacity = {middle(&workers::Capacity::vector), middle(&workers::Capacity::chain),
                        middle(&workers::Capacity::waited)};
    for (std::size_t v = 0; v < m_state.variants.size(); ++v)
        summariseVariant(v, rounds);
    for (std::size_t v = 0; v < m_state.variants.size(); ++v)
        summariseSpeedup(v, rounds);
    summariseScaling(rounds);
    summariseMachine(rounds);
}

void RunLoop::summariseVariant(std::size_t variant, const KeptRounds& rounds)
{
    VariantResult& result = m_state.variants[variant];
    result.samples = placed(rounds, [&](const Round& round) { return round.times[variant]; });
    result.median = 0;
    result.interval = {};
    result.recordingCost = 0;
    if (analysis::roundCount(result.samples) == 0) // not yet, or all set aside
        return;
    const analysis::Estimate time = analysis::placedMedian(result.samples);
    result.median = time.value;
    result.interval = time.interval;
    const std::vector<double> captured =
        analysis::allOf(placed(rounds, [&](const Round& round) { return round.captured[variant]; }));
    if (!captured.empty())
        result.recordingCost = analysis::median(captured) / result.median - 1;
}

// From the rounds in which both took part, which for most variants are all: what slows a whole round hardly
// touches the ratio. A base of long iterations takes part in one round of some placements.
void RunLoop::summariseSpeedup(std::size_t variant, const KeptRounds& rounds)
{
    VariantResult& result = m_state.variants[variant];
    const VariantResult& against = m_state.variants[result.against];
    result.speedup = 1;
    result.speedupInterval = {1, 1};
    if (result.median <= 0 || against.median <= 0)
        return;
    const auto timesOf = [&](std::size_t of) {
        return placed(rounds, [&](const Round& round) {
            return round.times[variant] > 0 && round.times[result.against] > 0 ? round.times[of] : 0;
        });
    };
    const analysis::Placed times = timesOf(variant);
    if (analysis::roundCount(times) == 0) { // never in the same round
        result.speedup = against.median / result.median;
        result.speedupInterval =
            analysis::ratioInterval(against.median, against.interval, result.median, result.interval);
        return;
    }
    const analysis::Estimate ratio = analysis::placedMedianRatio(timesOf(result.against), times);
    result.speedup = ratio.value;
    result.speedupInterval = ratio.interval;
}

void RunLoop::summariseScaling(const KeptRounds& rounds)
{
    m_state.scaling.clear();
    const std::size_t base = m_state.sequentialVariant;
    for (const int workers : m_ladder) {
        const analysis::Placed sequential = placed(rounds, [&](const Round& r) { return r.times[base]; });
        const analysis::Placed spread =
            placed(rounds, [&](const Round& r) { return r.times[base] > 0 ? r.scaling.at(workers) : 0; });
        if (analysis::roundCount(sequential) == 0)
            continue;
        const analysis::Estimate ratio = analysis::placedMedianRatio(sequential, spread);
        m_state.scaling.push_back({workers, ratio.value, ratio.interval,
                                   static_cast<int>(analysis::roundCount(sequential)),
                                   static_cast<int>(analysis::placementCount(sequential)),
                                   workers > m_session.m_machine.processors});
    }
}

void RunLoop::summariseMachine(const KeptRounds& rounds)
{
    m_state.machineFigures = rounds.front()->figures;
    for (std::size_t i = 0; i < m_state.machineFigures.size(); ++i) {
        std::vector<double> values;
        values.reserve(rounds.size());
        for (const Round* round : rounds)
            values.push_back(round->figures[i].value);
        m_state.machineFigures[i].value = analysis::median(values);
    }
}

} // namespace lab::session
