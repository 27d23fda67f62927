// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/access-order/access_order.h"

#include "core/kernels/tensor.h"
#include "core/scenarios/access-order/cache_curve.h"
#include "core/scenarios/access-order/order_scene.h"
#include "core/scenarios/access-order/size_sweep.h"
#include "core/scenarios/shared/checksum.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lab::scenarios::access_order {

namespace {

using namespace scenario;
using kernels::Tensor;
using trace::ScopedSpan;
using trace::State;

enum Way : std::uint32_t { kRows, kColumns, kTiles, kRowsSpread, kColumnsSpread, kTilesSpread, kWays };
constexpr std::uint32_t kOrders = 3;
constexpr std::int64_t kElementsPerStopCheck = 1 << 20; // a few ms

Order orderOf(VariantId variant)
{
    return static_cast<Order>(variant.value % kOrders);
}

bool isSpread(VariantId variant)
{
    return variant.value >= kOrders;
}

const CacheList& cachesOfTheMachine()
{
    static const CacheList caches = cachesOf(machine::read());
    return caches;
}

// SplitMix64: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
std::uint64_t mix(std::uint64_t state)
{
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
    state = (state ^ (state >> 27)) * 0x94d049bb133111ebu;
    return state ^ (state >> 31);
}

// 0 ≤ values < 1, two from each index, because a generator with a state would take seconds.
Tensor drawMatrix(std::int64_t n, const Request& request)
{
    throwIfStopped(request);
    Tensor matrix({n, n});
    const std::uint64_t begin = mix(request.seed);
    const auto inUnit = [](std::uint64_t bits) { return static_cast<float>(bits & 0xffffffu) * 0x1p-24f; };
    float* const values = matrix.data();
    for (std::int64_t i = 0; i < matrix.size(); i += 2) {
        if (i % kElementsPerStopCheck == 0)
            throwIfStopped(request);
        const std::uint64_t drawn = mix(begin + static_cast<std::uint64_t>(i / 2 + 1) * 0x9e3779b97f4a7c15u);
        values[i] = inUnit(drawn >> 40);
        if (i + 1 < matrix.size())
            values[i + 1] = inUnit(drawn);
    }
    return matrix;
}

// Kahan's summation, whose error does not grow with the number of elements; several side by side for speed.
class CompensatedSum
{
public:
    void add(double given)
    {
        const double value = given - m_lost;
        const double next = m_sum + value;
        m_lost = (next - m_sum) - value;
        m_sum = next;
    }
    double value() const { return m_sum; }

private:
    double m_sum = 0;
    double m_lost = 0;
};

double referenceSum(const Tensor& matrix, const Request& request)
{
    std::array<CompensatedSum, 8> sums;
    const float* const values = matrix.data();
    for (std::int64_t i = 0; i < matrix.size(); i += 8) {
        if (i % kElementsPerStopCheck == 0)
            throwIfStopped(request);
        const std::int64_t end = std::min<std::int64_t>(8, matrix.size() - i);
        for (std::int64_t k = 0; k < end; ++k)
            sums[static_cast<std::size_t>(k)].add(static_cast<double>(values[i + k]));
    }
    CompensatedSum total;
    for (const CompensatedSum& sum : sums)
        total.add(sum.value());
    return total.value();
}

class OrderExperiment : public Experiment
{
public:
    explicit OrderExperiment(const Request& request);

    std::shared_ptr<const Scene> scene(VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(VariantId variant, int workers) const override;
    void reset(VariantId) override { m_sums.clear(); }
    void iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(VariantId variant) override;
    double tolerance(VariantId variant) const override;
    Work work() const override
    {
        return {static_cast<double>(itemCount()), static_cast<double>(m_matrix.bytes()), "G elements/s", 1};
    }
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_matrix.size(); }
    std::string itemName() const override { return "element"; }
    std::vector<NamedArray> arrays() const override;

private:
    const Traversal& traversalOf(VariantId variant) const
    {
        return m_traversals.at(static_cast<std::size_t>(orderOf(variant)));
    }

    const Tensor m_matrix;
    const double m_reference;
    std::array<Traversal, kOrders> m_traversals;
    std::vector<double> m_sums;                                         // of the last iteration, a band each
    std::array<Tensor, kWays> m_results;                                // of the ways that were verified
    mutable std::array<std::shared_ptr<const Scene>, kOrders> m_scenes; // made when first asked for
};

OrderExperiment::OrderExperiment(const Request& request)
    : m_matrix(drawMatrix(integerOf(request.settings, "size"), request)),
      m_reference(referenceSum(m_matrix, request))
{
    for (std::uint32_t order = 0; order < kOrders; ++order)
        m_traversals[order] = makeTraversal(static_cast<Order>(order), integerOf(request.settings, "size"),
                                            integerOf(request.settings, "tile"));
}

// The model takes longer than the measurement of a small matrix, and sweeps never show it.
std::shared_ptr<const Scene> OrderExperiment::scene(VariantId variant) const
{
    auto& scene = m_scenes.at(static_cast<std::size_t>(orderOf(variant)));
    if (!scene) {
        const Traversal& traversal = traversalOf(variant);
        const auto address = reinterpret_cast<std::uintptr_t>(m_matrix.data());
        scene = makeScene(traversal, modelTraversal(traversal, address, cachesOfTheMachine()));
    }
    return scene;
}

std::vector<trace::LaneInfo> OrderExperiment::lanes(VariantId variant, int workers) const
{
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (isSpread(variant) ? workers : 1); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

void OrderExperiment::iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const Traversal& traversal = traversalOf(variant);
    const auto bands = static_cast<std::size_t>(traversal.bands());
    m_sums.assign(bands, 0.0);
    // [code access-order/rows columns tiles rows-workers columns-workers tiles-workers]
    const auto band = [&](std::size_t index, std::size_t worker) {
        const ScopedSpan span(trace::writerOf(recorder, worker), State::Computing, kSumTask,
                              static_cast<std::uint32_t>(index));
        double sum = 0;
        forEachRun(traversal, static_cast<std::int64_t>(index),
                   [&](std::int64_t first, std::int64_t count, std::int64_t stride) {
                       sum += stridedSum(m_matrix.data() + first, count, stride);
                   });
        m_sums[index] = sum;
    };
    // [end]
    if (isSpread(variant)) {
        // [code access-order/rows-workers columns-workers tiles-workers]
        pool.forEach(bands, 1, band);
        // [end]
        return;
    }
    // [code access-order/rows columns tiles]
    for (std::size_t index = 0; index < bands && !pool.stopRequested(); ++index)
        band(index, 0);
    // [end]
}

// In the order of the bands, whoever added them up: the result does not depend on the workers.
double OrderExperiment::differenceFromSequential(VariantId variant)
{
    Tensor& kept = m_results.at(variant.value);
    kept = Tensor({static_cast<std::int64_t>(m_sums.size())});
    double sum = 0;
    for (std::size_t band = 0; band < m_sums.size(); ++band) {
        sum += m_sums[band];
        kept.data()[band] = static_cast<float>(m_sums[band]);
    }
    return std::abs(sum - m_reference);
}

// Each of two sums is off by at most γ(k)·Σ|x| for the longest chain k of additions of any variant (Higham,
// Accuracy and Stability of Numerical Algorithms, section 4.2); no element is negative.
double OrderExperiment::tolerance(VariantId) const
{
    constexpr double kUnit = 0x1p-53;
    std::int64_t chain = 0;
    for (std::uint32_t way = 0; way < kWays; ++way)
        chain = std::max(chain, longestChain(traversalOf({way})));
    const double steps = static_cast<double>(chain) * kUnit;
    return 2 * steps / (1 - steps) * m_reference;
}

std::uint64_t OrderExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_matrix.elements());
    return checksum.value();
}

std::vector<NamedArray> OrderExperiment::arrays() const
{
    static constexpr std::array<const char*, kWays> kNames = {
        "rows", "columns", "tiles", "rows-workers", "columns-workers", "tiles-workers"};
    std::vector<NamedArray> arrays = {{"a", m_matrix.shape(), m_matrix.shared()}};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (m_results[way].size() > 0)
            arrays.push_back({kNames[way], m_results[way].shape(), m_results[way].shared()});
    }
    return arrays;
}

std::vector<Sweep> sweeps()
{
    Sweep size;
    size.key = "size";
    size.label = "Sweep n";
    size.parameter = "size";
    size.values = {64, 96, 128, 192, 256, 384, 512, 768, 1024, 1448, 2048, 2896, 4096};
    size.series = {{"rows", {}, std::size_t{kRows}},
                   {"columns", {}, std::size_t{kColumns}},
                   {"tiles", {}, std::size_t{kTiles}}};
    size.axisLabel = "size n";
    size.shows = Sweep::Shows::TimePerItem;
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    workers.series = {{"rows", {}, std::size_t{kRowsSpread}},
                      {"columns", {}, std::size_t{kColumnsSpread}},
                      {"tiles", {}, std::size_t{kTilesSpread}}};
    workers.axisLabel = "workers";
    return {size, workers};
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "access-order";
    info.title = "Access order";
    info.summary = "The same numbers are added up row by row, column by column, tile by tile: who waits for "
                   "memory?";
    info.expected = Verdict::Hurts;
    info.lesson = "access-order.md";
    info.parameters = {
        Parameter::integer("size", "Size n", "", 2048, 64, 8192, Parameter::Scale::Logarithmic,
                           "The matrix has n × n numbers of 4 bytes each."),
        Parameter::integer("tile", "Tile", "", 64, 8, 256, Parameter::Scale::Logarithmic,
                           "Rows and columns of a tile."),
    };
    info.variants = {
        {"rows", "Rows", "One worker follows the rows, as they lie in memory."},
        {"columns", "Columns", "One worker goes down one column after the other."},
        {"tiles", "Tiles", "One worker finishes one square tile after the other, each column by column."},
        {"rows-workers", "Rows over workers", "Each free worker takes the next band of rows.", true},
        {"columns-workers", "Columns over workers", "Each free worker takes the next band of columns.", true},
        {"tiles-workers", "Tiles over workers", "Each free worker takes the next column of tiles.", true},
    };
    info.sequential = kRows;
    info.main = kColumnsSpread;
    info.charts = {ChartKind::Ladder, ChartKind::Scaling};
    info.sweeps = sweeps();
    return info;
}

class AccessOrder : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }

    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<OrderExperiment>(request);
    }

    SweepAnnotations annotate(const SweepResult& result, const Request&) const override
    {
        SweepAnnotations annotations;
        const std::vector<std::int64_t>& values = result.sweep.values;
        if (result.sweep.parameter != "size" || values.empty())
            return annotations;
        annotations.marks = cacheMarks(cachesOfTheMachine(), static_cast<double>(values.front()),
                                       static_cast<double>(values.back()));
        annotations.finding = orderFinding(result.points);
        return annotations;
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<AccessOrder>();
}

} // namespace lab::scenarios::access_order
