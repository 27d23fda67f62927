// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/run_loop.h"

#include "core/session/capture.h"
#include "core/session/findings.h"

#include <algorithm>
#include <cmath>

namespace lab::session {

namespace {

constexpr std::size_t kCapturesKept = 64;
constexpr std::size_t kLivePointsKept = 20'000;
constexpr base::Nanoseconds kLivePublishEvery = 16'000'000;
constexpr base::Nanoseconds kLivePointEvery = 100'000'000;

// In the order in which workers take them; of those that are as good as the first, another leads in each
// placement.
std::vector<int> processorsOf(const machine::Machine& machine, int placement)
{
    std::vector<int> numbers = machine::processorNumbers(machine);
    const auto equals =
        std::count_if(machine.usable.begin(), machine.usable.end(), [&](const machine::Processor& processor) {
            return processor.kind == machine.usable.front().kind && processor.thread == 0;
        });
    if (equals > 1)
        std::rotate(numbers.begin(), numbers.begin() + placement % equals, numbers.begin() + equals);
    return numbers;
}

} // namespace

RunLoop::RunLoop(RunSession& session, RunOptions options, RunState state, std::stop_token stop)
    : m_session(session), m_options(std::move(options)), m_state(std::move(state)), m_stop(std::move(stop))
{
}

void RunLoop::run()
{
    try {
        publish(Phase::Preparing);
        prepare();
        switch (m_options.mode) {
        case Mode::Run:
            measure();
            break;
        case Mode::Live:
            live();
            break;
        case Mode::Sweep:
            sweep();
            break;
        }
        publish(stopping() ? Phase::Stopped : Phase::Finished);
    } catch (const scenario::Stopped&) {
        publish(Phase::Stopped);
    } catch (const std::bad_alloc&) {
        m_state.error = "there is not enough memory for these parameters; choose smaller ones";
        publish(Phase::Failed);
    } catch (const scenario::ParameterError& error) {
        m_state.error = error.what();
        m_state.badRequest = true;
        publish(Phase::Failed);
    } catch (const std::exception& error) {
        m_state.error = error.what();
        publish(Phase::Failed);
    }
    workers::WorkerPool::releaseCaller();
    m_pools.clear();
}

std::uint64_t RunLoop::publish(Phase phase)
{
    m_state.phase = phase;
    if (m_begin > 0)
        m_state.elapsedSeconds = static_cast<double>(base::now() - m_begin) * 1e-9;
    return m_session.publish(m_state);
}

void RunLoop::publishAndLetDraw()
{
    const std::uint64_t revision = publish(Phase::Measuring);
    if (m_options.viewTime > 0)
        m_session.waitUntilShown(revision, m_options.viewTime, m_stop);
}

// More workers than processors move as the system wants: held, the surplus would always be on the same ones.
workers::WorkerPool& RunLoop::pool(int workers)
{
    auto& slot = m_pools[workers];
    if (!slot) {
        slot = std::make_unique<workers::WorkerPool>(
            workers, holds(workers) ? processorsOf(m_session.m_machine, m_placement) : std::vector<int>());
        slot->setStopToken(m_stop);
    }
    return *slot;
}

bool RunLoop::holds(int workers) const
{
    return m_options.affinity && workers <= m_session.m_machine.processors &&
           !m_session.m_machine.usable.empty();
}

void RunLoop::noteAffinity(const workers::WorkerPool& pool)
{
    if (!holds(pool.size()))
        m_state.affinity = Affinity::Free;
    else
        m_state.affinity = pool.placed() ? Affinity::Held : Affinity::Refused;
}

void RunLoop::placeCaller(const scenario::Variant& variant, workers::WorkerPool& pool)
{
    if (variant.ownThreads)
        workers::WorkerPool::releaseCaller();
    else
        pool.placeCaller();
}

scenario::Request RunLoop::stoppable(scenario::Request request) const
{
    request.stop = m_stop;
    return request;
}

void RunLoop::prepare()
{
    const std::size_t variants = info().variants.size();
    const bool sweeps = m_options.mode == Mode::Sweep;
    if (sweeps && !m_state.variants.empty()) // those of the run that is kept
        return;
    m_state.mainVariant = std::min(info().main, variants - 1);
    m_state.sequentialVariant = std::min(info().sequential, variants - 1);
    if (sweeps) // every point prepares its own experiment
        return;
    workers::WorkerPool::releaseCaller(); // what is started now would be held to the same processor
    const base::Nanoseconds begin = base::now();
    m_experiment = m_options.scenario->prepare(stoppable(m_state.request));
    m_preparing = base::now() - begin;
    m_session.m_experiment = m_experiment;
    m_state.variants.assign(variants, {});
    m_captures.assign(variants, {});
    m_estimates.assign(variants, 0);
    std::size_t first = variants; // that can run
    for (std::size_t v = 0; v < variants; ++v) {
        const base::VariantId id{static_cast<std::uint32_t>(v)};
        VariantResult& result = m_state.variants[v];
        result.variant = info().variants[v];
        result.availability = m_experiment->availability(id);
        result.tolerance = m_experiment->tolerance(id);
        result.workers = workersOf(v, m_state.request.workers);
        if (result.availability.available)
            first = std::min(first, v);
    }
    for (VariantResult& result : m_state.variants) {
        const std::size_t wanted = std::min(result.variant.against, variants - 1);
        result.against = m_state.variants[wanted].availability.available ? wanted : first;
    }
    chooseMain();
    m_state.inputChecksum = m_experiment->inputChecksum();
    m_state.items = m_experiment->itemCount();
    m_state.itemName = m_experiment->itemName();
    m_state.work = m_experiment->work();
    m_ladder.clear();
    const bool scales = workersOf(m_state.mainVariant, 1) != workersOf(m_state.mainVariant, 2);
    if (scales)
        m_ladder = scalingLadder(m_session.m_machine, m_state.request.workers);
    verify();
}

// The declared one, or the next that can run with these settings and has another to be compared with.
void RunLoop::chooseMain()
{
    const std::size_t count = m_state.variants.size();
    const std::size_t declared = m_state.mainVariant;
    std::optional<std::size_t> alone;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t v = (declared + i) % count;
        const VariantResult& result = m_state.variants[v];
        if (!result.availability.available)
            continue;
        if (hasBase(m_state, result)) {
            m_state.mainVariant = v;
            return;
        }
        if (!alone)
            alone = v;
    }
    m_state.mainVariant = alone.value_or(declared);
}

void RunLoop::verify()
{
    for (std::size_t v = 0; v < m_state.variants.size() && !stopping(); ++v) {
        VariantResult& result = m_state.variants[v];
        if (!result.availability.available)
            continue;
        const base::VariantId id{static_cast<std::uint32_t>(v)};
        m_experiment->reset(id);
        workers::WorkerPool& workers = poolOf(v);
        placeCaller(result.variant, workers);
        const base::Nanoseconds begin = base::now();
        m_experiment->iterate(id, workers, nullptr);
        m_estimates[v] = static_cast<double>(base::now() - begin);
        if (stopping())
            return;
        result.difference = m_experiment->differenceFromSequential(id);
        result.remark = m_experiment->remark(id);
    }
}

int RunLoop::workersOf(std::size_t variant, int asked) const
{
    return info().variants[variant].usesPool
               ? m_experiment->workers({static_cast<std::uint32_t>(variant)}, asked)
               : 1;
}

workers::WorkerPool& RunLoop::poolOf(std::size_t variant)
{
    return pool(workersOf(variant, m_state.request.workers));
}

bool RunLoop::captureVariants()
{
    for (std::size_t v = 0; v < m_state.variants.size(); ++v) {
        if (stopping())
            return false;
        if (captureDue(v))
            takeCapture(v);
    }
    return !stopping();
}

void RunLoop::takeCapture(std::size_t variant)
{
    VariantResult& result = m_state.variants[variant];
    std::function<void(std::shared_ptr<const Capture>)> partial;
    if (m_estimates[variant] > kLongIteration)
        partial = [this, variant](std::shared_ptr<const Capture> capture) {
            // Only this thread's caller touches m_state meanwhile, and it is inside iterate().
            m_state.variants[variant].capture = std::move(capture);
            publish(Phase::Measuring);
        };
    placeCaller(result.variant, poolOf(variant));
    auto capture = std::make_shared<const Capture>(
        captureIteration(*m_experiment, {static_cast<std::uint32_t>(variant)}, poolOf(variant),
                         static_cast<int>(m_rounds.size()) + 1, partial));
    if (variant == m_state.mainVariant) // now that its workers have tried
        noteAffinity(poolOf(variant));
    if (stopping()) // the iteration may have been cut short
        return;
    auto& captures = m_captures[variant];
    captures.push_back(capture);
    if (captures.size() > kCapturesKept)
        captures.pop_front();
    result.breakdown = analysis::breakdown(*capture->trace);
    result.remark = m_experiment->remark({static_cast<std::uint32_t>(variant)});
    result.capture = std::move(capture);
}

bool RunLoop::applyChange()
{
    std::optional<scenario::Request> changed;
    {
        const std::scoped_lock lock(m_session.m_mutex);
        changed.swap(m_session.m_changed);
    }
    if (!changed)
        return false;
    m_state.request = *changed;
    prepare();
    return true;
}

// The newest iterations of each variant, by their median: one that the system interrupted does not show.
void RunLoop::followLive()
{
    for (std::size_t v = 0; v < m_state.variants.size(); ++v) {
        std::vector<double> newest;
        for (const auto& capture : m_captures[v])
            newest.push_back(static_cast<double>(capture->trace->duration()));
        if (!newest.empty())
            m_state.variants[v].median = analysis::median(newest);
    }
    for (VariantResult& result : m_state.variants) {
        if (result.median <= 0)
            continue;
        result.speedup = m_state.variants[result.against].median / result.median;
        result.speedupInterval = {result.speedup, result.speedup};
    }
}

void RunLoop::live()
{
    m_begin = base::now();
    base::Nanoseconds published = 0;
    base::Nanoseconds plotted = m_begin;
    std::vector<double> ratios;
    while (!stopping()) {
        if (applyChange())
            ratios.clear(); // of what was before
        if (!captureVariants())
            break;
        ++m_state.rounds;
        followLive();
        ratios.push_back(m_state.variants[m_state.mainVariant].speedup);
        const base::Nanoseconds now = base::now();
        if (now - plotted >= kLivePointEvery) {
            if (m_state.live.size() >= kLivePointsKept)
                m_state.live.erase(m_state.live.begin());
            m_state.live.push_back({static_cast<double>(now - m_begin) * 1e-9, analysis::median(ratios),
                                    m_state.request.workers});
            ratios.clear();
            plotted = now;
        }
        if (now - published < kLivePublishEvery)
            continue;
        if (takesTurnsWithViews(m_session.m_machine.cores, m_state.request.workers))
            publishAndLetDraw();
        else
            publish(Phase::Measuring);
        published = base::now();
    }
}

} // namespace lab::session
