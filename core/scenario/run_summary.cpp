// SPDX-License-Identifier: GPL-3.0-or-later
// RunLoop: what the rounds measured so far say.
#include "core/scenario/run_loop.h"

#include <algorithm>

namespace lab::scenario {

namespace {

constexpr double kCapacityShare = 0.8; // of the usual: rounds with less are left out

} // namespace

std::vector<const RunLoop::Round*> RunLoop::keptRounds()
{
    std::vector<double> capacities;
    for (const Round& round : m_rounds)
        capacities.push_back(round.capacity);
    const double usual = m_rounds.empty() ? 0 : analysis::quantile(capacities, 0.9);
    // A variant that brings its own workers does not ask for the machine's.
    const bool ownWorkers = info().variants[m_state.mainVariant].usesPool &&
                            workersOf(m_state.mainVariant, 1) == workersOf(m_state.mainVariant, 2);
    std::vector<const Round*> kept;
    for (const Round& round : m_rounds) {
        if (m_state.request.workers == 1 || ownWorkers || round.capacity >= kCapacityShare * usual)
            kept.push_back(&round);
    }
    return kept;
}

void RunLoop::summarise()
{
    if (m_rounds.empty())
        return;
    const std::vector<const Round*> kept = keptRounds();
    m_state.rounds = static_cast<int>(m_rounds.size());
    m_state.setAside = m_state.rounds - static_cast<int>(kept.size());
    std::vector<double> capacities;
    capacities.reserve(kept.size());
    for (const Round* round : kept)
        capacities.push_back(round->capacity);
    m_state.capacity = analysis::median(capacities);
    for (std::size_t v = 0; v < m_state.variants.size(); ++v)
        summariseVariant(v, kept);
    for (std::size_t v = 0; v < m_state.variants.size(); ++v)
        summariseSpeedup(v, kept);
    summariseScaling(kept);
    summariseMachine(kept);
}

void RunLoop::summariseVariant(std::size_t variant, const std::vector<const Round*>& kept)
{
    VariantResult& result = m_state.variants[variant];
    result.samples.clear();
    for (const Round* round : kept) {
        if (round->times[variant] > 0)
            result.samples.push_back(round->times[variant]);
    }
    result.median = 0;
    result.interval = {};
    result.recordingCost = 0;
    if (result.samples.empty()) // not yet, or all set aside
        return;
    result.median = analysis::median(result.samples);
    result.interval = analysis::bootstrapMedian(result.samples);
    std::vector<double> captured;
    for (const auto& capture : m_captures[variant]) {
        const auto ofRound = [&](const Round* round) {
            return round - m_rounds.data() + 1 == capture->round;
        };
        if (std::any_of(kept.begin(), kept.end(), ofRound))
            captured.push_back(static_cast<double>(capture->trace->duration()));
    }
    if (!captured.empty() && result.median > 0)
        result.recordingCost = analysis::median(captured) / result.median - 1;
}

// The ratio of the medians over the rounds in which both took part, which for most variants are all. Its
// interval comes from whole rounds, whose drift hardly touches the ratio. A base of long iterations takes
// part in a few rounds only: then the intervals of the medians must do.
void RunLoop::summariseSpeedup(std::size_t variant, const std::vector<const Round*>& kept)
{
    VariantResult& result = m_state.variants[variant];
    const VariantResult& against = m_state.variants[result.against];
    result.speedup = 1;
    result.speedupInterval = {1, 1};
    if (result.samples.empty() || against.samples.empty())
        return;
    if (against.samples.size() < result.samples.size()) {
        result.speedup = against.median / result.median;
        result.speedupInterval =
            analysis::ratioInterval(against.median, against.interval, result.median, result.interval);
        return;
    }
    std::vector<double> base;
    std::vector<double> own;
    for (const Round* round : kept) {
        if (round->times[variant] > 0 && round->times[result.against] > 0) {
            base.push_back(round->times[result.against]);
            own.push_back(round->times[variant]);
        }
    }
    result.speedup = analysis::median(base) / analysis::median(own);
    result.speedupInterval = analysis::bootstrapMedianRatio(base, own);
}

void RunLoop::summariseScaling(const std::vector<const Round*>& kept)
{
    m_state.scaling.clear();
    for (const int workers : m_ladder) {
        std::vector<double> sequential;
        std::vector<double> spread;
        for (const Round* round : kept) {
            if (round->times[m_state.sequentialVariant] > 0) {
                sequential.push_back(round->times[m_state.sequentialVariant]);
                spread.push_back(round->scaling.at(workers));
            }
        }
        if (sequential.empty())
            continue;
        m_state.scaling.push_back({workers, analysis::median(sequential) / analysis::median(spread),
                                   analysis::bootstrapMedianRatio(sequential, spread),
                                   static_cast<int>(sequential.size()), workers > m_session.m_machine.cores});
    }
}

void RunLoop::summariseMachine(const std::vector<const Round*>& kept)
{
    m_state.machineFigures = kept.front()->figures;
    for (std::size_t i = 0; i < m_state.machineFigures.size(); ++i) {
        std::vector<double> values;
        values.reserve(kept.size());
        for (const Round* round : kept)
            values.push_back(round->figures[i].value);
        m_state.machineFigures[i].value = analysis::median(values);
    }
}

} // namespace lab::scenario
