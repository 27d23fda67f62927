// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/tiny-operations/tiny_experiment.h"

#include "core/base/start_thread.h"
#include "core/machine/machine.h"
#include "core/scenarios/shared/grouped.h"
#include "core/scenarios/tiny-operations/tiny_scene.h"

#include <algorithm>
#include <system_error>
#include <thread>

namespace lab::scenarios::tiny_operations {

namespace {

using namespace scenario;
using trace::ScopedSpan;
using trace::Span;
using trace::State;

constexpr std::int64_t kMostTasks = 1'000'000;
constexpr std::int64_t kLeftToOthers = std::int64_t{256} << 20;
constexpr std::size_t kPerStopCheck = std::size_t{1} << 22; // numbers; a few ms

std::size_t checkedCount(const Settings& settings)
{
    const std::int64_t numbers = integerOf(settings, "numbers");
    const std::int64_t grain = integerOf(settings, "grain");
    if (numbers / grain > kMostTasks)
        throw ParameterError("numbers " + std::to_string(numbers) + " in tasks of grain " +
                             std::to_string(grain) +
                             " are more than a million tasks: raise 'grain' or lower "
                             "'numbers'");
    const std::int64_t bytes = numbers * 2 * std::int64_t{sizeof(float)};
    const auto available = machine::availableMemory();
    if (available && bytes + kLeftToOthers > *available)
        throw ParameterError(std::to_string(numbers) + " numbers and their squares need " +
                             std::to_string(bytes >> 20) + " MB, and this machine has " +
                             std::to_string(*available >> 20) + " MB left: lower 'numbers'");
    return static_cast<std::size_t>(numbers);
}

std::size_t evenly(std::size_t count, std::size_t parts)
{
    return (count + parts - 1) / parts;
}

/// Threads of their own, joined when it ends, however it ends.
class Team
{
public:
    explicit Team(std::size_t size) : m_size(size) { m_threads.reserve(size); }

    template<typename Body>
    void add(Body body)
    {
        try {
            m_threads.emplace_back(std::move(body));
        } catch (const std::system_error& reason) {
            throw base::NoThread(m_threads.size(), m_size, reason);
        }
    }
    void join(std::size_t thread) { m_threads[thread].join(); }

private:
    std::size_t m_size;
    std::vector<std::jthread> m_threads;
};

} // namespace

TinyExperiment::TinyExperiment(const Request& request)
    : m_stop(request.stop), m_threads(static_cast<std::size_t>(integerOf(request.settings, "threads"))),
      m_grain(static_cast<std::size_t>(integerOf(request.settings, "grain"))), m_workers(request.workers),
      m_squares(checkedCount(request.settings), request.seed, [&] { throwIfStopped(request); })
{
    for (std::uint32_t way = 0; way < kWays; ++way)
        m_scenes[way] = tinyScene(itemCount(), static_cast<std::int64_t>(partOf(way, m_workers)),
                                  way == kThreads ? static_cast<std::int64_t>(m_threads) : 0);
}

std::shared_ptr<const Scene> TinyExperiment::scene(base::VariantId variant) const
{
    return m_scenes.at(variant.value);
}

std::vector<trace::LaneInfo> TinyExperiment::lanes(base::VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    if (variant.value == kSequential || variant.value == kThreads)
        lanes.push_back({"main", trace::LaneKind::Worker});
    if (variant.value == kSequential)
        return lanes;
    const bool own = variant.value == kThreads;
    for (int i = 1; i <= (own ? static_cast<int>(m_threads) : workers); ++i)
        lanes.push_back({(own ? "thread " : "worker ") + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

int TinyExperiment::workers(base::VariantId variant, int asked) const
{
    return variant.value == kThreads ? static_cast<int>(m_threads) : asked;
}

void TinyExperiment::reset(base::VariantId variant)
{
    if (m_last && *m_last != variant.value)
        m_squares.spoil();
    m_last = variant.value;
}

std::size_t TinyExperiment::partOf(std::uint32_t way, int workers) const
{
    switch (way) {
    // [code then tiny-operations/threads]
    case kThreads:
        return evenly(m_squares.count(), m_threads);
    // [end]
    // [code tiny-operations/tbb]
    case kTbb:
        return evenly(m_squares.count(), static_cast<std::size_t>(workers));
    // [end]
    // [code tiny-operations/tbb-grain]
    case kTbbGrain:
        return m_grain;
    // [end]
    default:
        return m_squares.count();
    }
}

// [code then tiny-operations/sequential threads tbb tbb-grain]
void TinyExperiment::squarePart(std::size_t part, std::size_t length, const workers::WorkerPool& pool,
                                trace::LaneWriter* writer)
{
    const std::size_t end = std::min((part + 1) * length, m_squares.count());
    const ScopedSpan span(writer, State::Computing, kSquareTask, static_cast<std::uint32_t>(part));
    for (std::size_t first = part * length; first < end; first += kPerStopCheck) {
        if (pool.stopRequested())
            return;
        square(m_squares.numbers() + first, m_squares.squares() + first,
               std::min(kPerStopCheck, end - first));
    }
}
// [end]

void TinyExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const std::size_t part = partOf(variant.value, m_workers);
    // [code tiny-operations/sequential]
    if (variant.value == kSequential)
        return squarePart(0, part, pool, trace::writerOf(recorder, 0));
    // [end]
    if (variant.value == kThreads)
        return onNewThreads(pool, recorder);
    // [code tiny-operations/tbb tbb-grain]
    pool.forEach(evenly(m_squares.count(), part), 1, [&](std::size_t task, std::size_t worker) {
        squarePart(task, part, pool, trace::writerOf(recorder, worker));
    });
    // [end]
}

void TinyExperiment::onNewThreads(const workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const std::size_t part = partOf(kThreads, m_workers);
    trace::LaneWriter* const main = trace::writerOf(recorder, 0);
    // [code tiny-operations/threads]
    Team team(m_threads);
    for (std::size_t k = 0; k < m_threads; ++k) {
        const auto unit = static_cast<std::uint32_t>(k);
        const ScopedSpan creating(main, State::StartUp, kCreateTask, unit);
        trace::LaneWriter* const own = trace::writerOf(recorder, k + 1);
        base::Ticks wished;
        if (own) { // not there yet, from before the iteration on
            wished = own->ticks();
            own->record({}, wished, {0, 0, 0, 0, Span::kNobody, kBeginTask, State::Idle});
        }
        team.add([this, &pool, own, wished, unit, part] {
            if (own)
                own->record(wished, own->ticks(), {0, 0, unit, 1, Span::kNobody, kBeginTask, State::StartUp});
            if (unit * part < m_squares.count())
                squarePart(unit, part, pool, own);
        });
    }
    for (std::size_t k = 0; k < m_threads; ++k) {
        const ScopedSpan joining(main, State::WaitsForData, kSquareTask, 0, 1,
                                 static_cast<std::uint32_t>(k + 1));
        team.join(k);
    }
    // [end]
}

double TinyExperiment::differenceFromSequential(base::VariantId variant)
{
    const double largest = m_squares.largestDifference([&] { return m_stop.stop_requested(); });
    m_right.at(variant.value) = largest == 0;
    return largest;
}

Work TinyExperiment::work() const
{
    const auto numbers = static_cast<double>(m_squares.count());
    return {numbers, 2 * sizeof(float) * numbers, "M numbers/s", 1e-3};
}

// The ways share one array of squares: those that were found right have left the same in it.
std::vector<NamedArray> TinyExperiment::arrays() const
{
    std::vector<NamedArray> arrays = {{"numbers", {itemCount()}, m_squares.sharedNumbers()}};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (m_right[way])
            arrays.push_back({kKeys[way], {itemCount()}, m_squares.sharedSquares()});
    }
    return arrays;
}

} // namespace lab::scenarios::tiny_operations
