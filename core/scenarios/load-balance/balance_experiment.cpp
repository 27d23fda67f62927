// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/load-balance/balance_experiment.h"

#include "core/analysis/load_balance.h"
#include "core/scenarios/load-balance/balance_scene.h"
#include "core/scenarios/shared/checksum.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <numeric>

namespace lab::scenarios::load_balance {

namespace {

using namespace scenario;
using trace::ScopedSpan;
using trace::State;

constexpr float kNotDone = std::numeric_limits<float>::quiet_NaN();
constexpr std::uint32_t kPieces = 16; // of all tasks, where neighbours stay together

// What the shares allow, whoever is how fast: predicted, to stand beside what is measured.
std::string remarkOn(std::span<const double> loads)
{
    const double sum = std::accumulate(loads.begin(), loads.end(), 0.0);
    if (sum == 0)
        return {};
    const double most = *std::max_element(loads.begin(), loads.end());
    char text[80];
    std::snprintf(text, sizeof text, "The busiest worker had %.1f %% of the work: at most %.2f×",
                  100 * most / sum, analysis::speedupOf(loads));
    return text;
}

} // namespace

BalanceExperiment::BalanceExperiment(const Request& request)
    : m_work(request), m_chunk(static_cast<std::uint32_t>(integerOf(request.settings, "chunk"))),
      m_longestPiece((static_cast<std::uint32_t>(m_work.tasks()) + kPieces - 1) / kPieces),
      m_workers(kMostWorkers), m_scene(balanceScene(m_work.costs()))
{
    const std::vector<std::int64_t> shape = {itemCount(), m_work.width()};
    m_reference = kernels::Tensor(shape);
    for (std::size_t task = 0; task < m_work.tasks(); ++task) {
        throwIfStopped(request);
        m_work.execute(task, m_workers[0].scores, m_reference);
    }
    for (std::uint32_t way = 0; way < kWays; ++way) {
        m_results[way] = kernels::Tensor(shape);
        reset({way});
    }
}

std::vector<trace::LaneInfo> BalanceExperiment::lanes(base::VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (variant.value == kOne ? 1 : workers); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

void BalanceExperiment::reset(base::VariantId variant)
{
    const auto results = m_results.at(variant.value).elements();
    std::fill(results.begin(), results.end(), kNotDone);
}

void BalanceExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    for (Worker& worker : m_workers)
        worker.done = 0;
    const auto way = static_cast<Way>(variant.value);
    switch (way) {
    case kOne:
        return doAlone(pool, recorder);
    case kBlocks:
    case kZigZag:
    case kCyclic:
        doAssigned(way, pool, recorder);
        break;
    case kCounter:
    case kGuided:
    case kLongest:
        doDealt(way, pool, recorder);
        break;
    default:
        // [code load-balance/tbb]
        pool.forRanges(m_work.tasks(), [&](std::size_t first, std::size_t count, std::size_t worker) {
            doPiece(way, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count)}, worker,
                    recorder);
        });
        // [end]
    }
    if (!recorder)
        return;
    std::vector<double> loads;
    for (int worker = 0; worker < pool.size(); ++worker)
        loads.push_back(m_workers[static_cast<std::size_t>(worker)].done);
    m_remarks.at(way) = remarkOn(loads);
}

// Row by row, so that a recording tells how long each takes.
// [code load-balance/one]
void BalanceExperiment::doAlone(const workers::WorkerPool& pool, trace::Recorder* recorder)
{
    for (std::uint32_t task = 0; task < m_work.tasks() && !pool.stopRequested(); ++task)
        doPiece(kOne, {task, 1}, 0, recorder);
}
// [end]

// [code load-balance/blocks zig-zag cyclic]
void BalanceExperiment::doAssigned(Way way, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const auto& pieces = assigned(way, pool.size());
    pool.onOwnWorkers([&](std::size_t part, std::size_t worker) {
        for (const Piece& piece : pieces[part]) {
            if (pool.stopRequested())
                return;
            doPiece(way, piece, worker, recorder);
        }
    });
}
// [end]

// [code load-balance/counter guided longest-first]
void BalanceExperiment::doDealt(Way way, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const auto order = way == kGuided    ? Dealer::Order::Guided
                       : way == kLongest ? Dealer::Order::FromLast
                                         : Dealer::Order::FromFirst;
    Dealer dealer(m_work.tasks(), pool.size(), m_chunk, order);
    pool.forEach(static_cast<std::size_t>(pool.size()), 1, [&](std::size_t, std::size_t worker) {
        while (!pool.stopRequested()) {
            const auto piece = dealer.next();
            if (!piece)
                return;
            doPiece(way, *piece, worker, recorder);
        }
    });
}
// [end]

// [code then doPiece()]
void BalanceExperiment::doPiece(Way way, const Piece& piece, std::size_t worker, trace::Recorder* recorder)
{
    Worker& own = m_workers[worker];
    const ScopedSpan span(trace::writerOf(recorder, worker), State::Computing, kAttentionTask, piece.first,
                          piece.count);
    for (std::uint32_t task = piece.first; task < piece.first + piece.count; ++task) {
        m_work.execute(task, own.scores, m_results[way]);
        own.done += m_work.costs()[task];
    }
}
// [end]

const std::vector<std::vector<Piece>>& BalanceExperiment::assigned(Way way, int workers)
{
    Assignment& assignment = m_assignments.at(way);
    if (assignment.workers != workers) {
        const auto assign = way == kBlocks ? blocks : way == kZigZag ? zigZag : cyclic;
        assignment = {workers, piecesOf(assign(m_work.tasks(), workers), workers, m_longestPiece)};
    }
    return assignment.pieces;
}

double BalanceExperiment::differenceFromSequential(base::VariantId variant)
{
    return kernels::largestDifference(m_results.at(variant.value).elements(), m_reference.elements());
}

std::string BalanceExperiment::remark(base::VariantId variant)
{
    return m_remarks.at(variant.value);
}

Work BalanceExperiment::work() const
{
    return {m_work.operations(), static_cast<double>(4 * m_reference.bytes())};
}

std::uint64_t BalanceExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_work.queries().elements());
    checksum.add(m_work.keys().elements());
    checksum.add(m_work.values().elements());
    return checksum.value();
}

std::vector<NamedArray> BalanceExperiment::arrays() const
{
    const auto named = [](const char* name, const kernels::Tensor& tensor) {
        return NamedArray{name, tensor.shape(), tensor.shared()};
    };
    std::vector<NamedArray> arrays = {named("queries", m_work.queries()), named("keys", m_work.keys()),
                                      named("values", m_work.values())};
    for (std::uint32_t way = 0; way < kWays; ++way)
        arrays.push_back(named(kKeys[way], m_results[way]));
    return arrays;
}

} // namespace lab::scenarios::load_balance
