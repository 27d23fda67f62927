// SPDX-License-Identifier: GPL-3.0-or-later
// RunLoop: placements, rounds and bursts of a run.
#include "core/machine/control_group.h"
#include "core/session/capture.h"
#include "core/session/findings.h"
#include "core/session/run_loop.h"
#include "core/workers/core_waits.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace lab::session {

namespace {

constexpr base::Nanoseconds kRoundLength = 80'000'000;
constexpr base::Nanoseconds kLongestBurst = 20'000'000;
constexpr int kPlacements = 6;       // of a budget
constexpr int kFewestPlacements = 5; // a run that is precise enough has had
constexpr int kFewestRounds = 5;     // of a placement that is
constexpr base::Nanoseconds kLongestPreparing = 400'000'000;
constexpr double kPreparingShare = 0.4;           // of a placement, at most
constexpr double kMostRoundsOfLongIterations = 5; // of variants that last
constexpr double kComparable = 4;                 // so many times as long as the main one
constexpr double kTimeForLongIterations = 4e9;    // ns
constexpr int kMostTries = 3;                     // of a burst whose cores are not free
constexpr double kLongestWaiting = 0.1;           // for a core, of a burst
constexpr base::Nanoseconds kLongestWait = 300'000'000;
constexpr base::Nanoseconds kProbeHolds = 1'000'000; // a probe says something of what begins so soon

void addTo(workers::Capacity& least, const workers::Capacity& probed)
{
    if (least.least() > 0 && least.least() <= probed.least())
        return;
    least = probed;
}

} // namespace

void RunLoop::measure()
{
    m_begin = base::now();
    const auto elapsed = [this] { return static_cast<double>(base::now() - m_begin) * 1e-9; };
    for (m_placement = 0; !stopping() && elapsed() < m_options.budgetSeconds; ++m_placement) {
        if (m_placement > 0)
            placeAnew();
        measurePlacement();
        if (preciseEnough())
            break;
    }
    if (!stopping())
        verify(); // again, after all that ran on the same buffers
    if (!m_rounds.empty())
        chooseRepresentatives();
}

void RunLoop::placeAnew()
{
    workers::WorkerPool::releaseCaller();
    m_pools.clear();
    const double share = m_options.budgetSeconds * 1e9 / kPlacements;
    const bool takesLong =
        m_preparing > kLongestPreparing || static_cast<double>(m_preparing) > kPreparingShare * share;
    std::unique_ptr<scenario::Reusable> reusable = m_experiment->handOver();
    if (takesLong && !reusable)
        return;
    keepNearestCaptures(); // each shows the inputs of its own placement
    m_session.m_experiment.reset();
    // Another size in each placement, below what allocators map apart.
    constexpr std::size_t kLine = 64;
    constexpr std::size_t kMostLines = 1021;
    const base::Nanoseconds begin = base::now();
    m_experiment.reset();
    m_spacer = std::vector<std::byte>(static_cast<std::size_t>(m_placement) * 389 % kMostLines * kLine);
    m_experiment = m_options.scenario->prepareAgain(stoppable(m_state.request), std::move(reusable));
    m_preparing = base::now() - begin;
    m_session.m_experiment = m_experiment;
    ++m_state.prepared;
}

void RunLoop::measurePlacement()
{
    const auto share = static_cast<base::Nanoseconds>(m_options.budgetSeconds * 1e9 / kPlacements);
    const base::Nanoseconds until = std::min(base::now() + share, m_begin + (m_placement + 1) * share);
    while (!stopping()) {
        if (!captureVariants())
            return;
        publishAndLetDraw();
        measureRound();
        summarise();
        if (base::now() >= until || placementIsPrecise())
            return;
    }
}

bool RunLoop::placementIsPrecise() const
{
    const VariantResult& main = m_state.variants[m_state.mainVariant];
    const KeptRounds rounds = keptOf(m_rounds, m_placement);
    const auto timesOf = [&](std::size_t variant) {
        return placed(rounds, [&](const Round& round) { return round.times[variant]; });
    };
    const analysis::Placed base = timesOf(main.against);
    const analysis::Placed times = timesOf(m_state.mainVariant);
    if (analysis::roundCount(times) < kFewestRounds ||
        analysis::roundCount(base) != analysis::roundCount(times))
        return false;
    const analysis::Estimate ratio = analysis::placedMedianRatio(base, times);
    return ratio.interval.width() < m_options.wantedPrecision * ratio.value;
}

bool RunLoop::preciseEnough() const
{
    const VariantResult& main = m_state.variants[m_state.mainVariant];
    return m_state.placements >= kFewestPlacements && !disturbanceOf(m_state) && hasInterval(m_state, main) &&
           hasBase(m_state, main) && main.speedup > 0 &&
           main.speedupInterval.width() / main.speedup < m_options.wantedPrecision;
}

bool RunLoop::tookPart(std::size_t variant) const
{
    return std::any_of(m_rounds.begin(), m_rounds.end(), [&](const Round& round) {
        return round.placement == m_placement && round.times[variant] > 0 && !round.disturbed;
    });
}

bool RunLoop::due(std::size_t variant) const
{
    const VariantResult& result = m_state.variants[variant];
    if (!result.availability.available)
        return false;
    if (!outlasts(variant))
        return true;
    // Once a placement, in the first few: each costs as long as many rounds of the others.
    const double wanted =
        std::min(kMostRoundsOfLongIterations, kTimeForLongIterations / m_estimates[variant]);
    double tried = 0;
    double counted = 0;
    for (const Round& round : m_rounds) {
        tried += round.times[variant] > 0 ? 1 : 0;
        counted += round.times[variant] > 0 && !round.disturbed ? 1 : 0;
    }
    return tried == 0 || (!tookPart(variant) && counted < wanted && tried < 2 * wanted);
}

// An iteration that lasts is recorded once in a placement, of a variant that lasts longer than all others
// once in a run: another costs as much as a round.
bool RunLoop::captureDue(std::size_t variant) const
{
    if (!due(variant))
        return false;
    if (m_options.mode != Mode::Run || m_estimates[variant] < kLongIteration || m_captures[variant].empty())
        return true;
    return !tookPart(variant) && !outlasts(variant);
}

bool RunLoop::outlasts(std::size_t variant) const
{
    return m_estimates[variant] >= kLongIteration &&
           m_estimates[variant] >= kComparable * m_estimates[m_state.mainVariant];
}

void RunLoop::measureRound()
{
    Round round;
    const std::size_t variants = m_state.variants.size();
    round.placement = m_placement;
    round.times.assign(variants, 0);
    round.captured.assign(variants, 0);
    const int number = static_cast<int>(m_rounds.size()) + 1;
    for (std::size_t v = 0; v < variants; ++v) {
        if (!m_captures[v].empty() && m_captures[v].back()->round == number)
            round.captured[v] = static_cast<double>(m_captures[v].back()->trace->duration());
    }
    const auto before = m_state.quota ? machine::throttling() : std::nullopt;
    round.figures = m_experiment->machineFigures(pool(m_state.request.workers));
    const auto bursts = static_cast<base::Nanoseconds>(variants + m_ladder.size());
    const base::Nanoseconds length = std::min(kLongestBurst, kRoundLength / bursts);
    if (!timeVariants(round, length) || !timeScaling(round, length))
        return;
    const auto after = m_state.quota ? machine::throttling() : std::nullopt;
    round.throttled = before && after && after->periods > before->periods;
    m_rounds.push_back(std::move(round));
}

bool RunLoop::timeVariants(Round& round, base::Nanoseconds length)
{
    const std::size_t variants = m_state.variants.size();
    for (std::size_t i = 0; i < variants; ++i) {
        const std::size_t v = (i + m_rounds.size()) % variants; // another variant leads in every round
        if (!due(v))
            continue;
        const auto time = timeBurst(v, poolOf(v), length, m_state.variants[v].iterations, round);
        if (!time)
            return false;
        round.times[v] = *time;
    }
    return true;
}

bool RunLoop::timeScaling(Round& round, base::Nanoseconds length)
{
    std::int64_t uncounted = 0;
    for (const int workers : m_ladder) {
        if (workers == m_state.request.workers) {
            round.scaling[workers] = round.times[m_state.mainVariant];
            continue;
        }
        const auto time = timeBurst(m_state.mainVariant, pool(workers), length, uncounted, round);
        if (!time)
            return false;
        round.scaling[workers] = *time;
    }
    return true;
}

// A variant that brings its own workers does not ask for the machine's.
bool RunLoop::asksForCores(std::size_t variant, const workers::WorkerPool& pool) const
{
    return pool.size() > 1 && m_session.m_machine.cores > 1 && info().variants[variant].usesPool &&
           workersOf(variant, 1) != workersOf(variant, 2);
}

// Only devices and threads of its own make a variant's time: the caller sleeps meanwhile.
bool RunLoop::sharesCores(std::size_t variant, const workers::WorkerPool& pool) const
{
    const scenario::Variant& described = info().variants[variant];
    return !described.onDevices && !described.ownThreads &&
           (!described.usesPool || pool.size() <= m_session.m_machine.processors);
}

// A burst counts when no worker had to wait for a core meanwhile, and, of several workers, when these were
// free before and after: what takes them away begins and ends within a round. Otherwise it is tried again.
std::optional<double> RunLoop::timeBurst(std::size_t variant, workers::WorkerPool& pool,
                                         base::Nanoseconds length, std::int64_t& iterations, Round& round)
{
    const scenario::Variant& described = info().variants[variant];
    const bool guarded = asksForCores(variant, pool);
    const bool counted = sharesCores(variant, pool);
    workers::WorkerPool& probed = this->pool(std::min(pool.size(), m_session.m_machine.cores));
    CapacityWatch& watch = m_session.m_watch;
    const auto budget = static_cast<base::Nanoseconds>(m_options.budgetSeconds * 1e9);
    for (int tries = 1;; ++tries) {
        const base::Nanoseconds begin = base::now();
        const base::Nanoseconds deadline = std::min(begin + kLongestWait, m_begin + budget);
        const bool known = watch.lastAt() + kProbeHolds > begin && watch.lastWasFree();
        bool free = true;
        if (guarded) {
            probed.placeCaller();
            free = known || watch.waitUntilFree(probed, deadline, m_stop);
            addTo(round.capacity, watch.last());
        }
        placeCaller(described, pool);
        std::int64_t done = 0;
        workers::CoreWaits waits(counted && described.usesPool ? &pool : nullptr);
        const auto time =
            measureBurst(*m_experiment, {static_cast<std::uint32_t>(variant)}, pool, length, done);
        if (!time)
            return time;
        if (counted && waits.largestShare() > kLongestWaiting)
            free = false;
        if (guarded) {
            probed.placeCaller();
            free = watch.isFree(probed) && free;
            addTo(round.capacity, watch.last());
        }
        if (free || tries == kMostTries || base::now() >= m_begin + budget) {
            iterations += done;
            round.disturbed = round.disturbed || !free;
            return time;
        }
    }
}

// Nearest the median, among the rounds that were kept: in others a worker may have had no core.
void RunLoop::chooseRepresentatives()
{
    keepNearestCaptures();
    for (std::size_t v = 0; v < m_state.variants.size(); ++v) {
        VariantResult& result = m_state.variants[v];
        if (m_captures[v].empty())
            continue;
        result.capture = m_captures[v].front();
        result.breakdown = analysis::breakdown(*result.capture->trace);
    }
}

void RunLoop::keepNearestCaptures()
{
    const KeptRounds rounds = kept(m_rounds);
    const auto setAside = [&](const std::shared_ptr<const Capture>& capture) {
        return std::none_of(rounds.begin(), rounds.end(), [&](const Round* round) {
            return round - m_rounds.data() + 1 == capture->round;
        });
    };
    for (std::size_t v = 0; v < m_state.variants.size(); ++v) {
        constexpr double kLast = 1e300; // only where there is nothing else
        const auto distance = [&](const std::shared_ptr<const Capture>& capture) {
            const double away =
                std::abs(static_cast<double>(capture->trace->duration()) - m_state.variants[v].median);
            return setAside(capture) ? kLast : away;
        };
        auto& captures = m_captures[v];
        const auto nearest = std::min_element(captures.begin(), captures.end(),
                                              [&](auto& a, auto& b) { return distance(a) < distance(b); });
        if (nearest != captures.end())
            captures = {*nearest};
    }
}

} // namespace lab::session
