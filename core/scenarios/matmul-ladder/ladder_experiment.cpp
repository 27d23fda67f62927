// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/matmul-ladder/ladder_experiment.h"

#include "core/scenarios/shared/checksum.h"
#include "core/scenarios/shared/product.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace lab::scenarios::matmul_ladder {

namespace {

using namespace scenario;
using trace::ScopedSpan;
using trace::State;

kernels::MatmulShape shapeOf(const Settings& settings)
{
    return {integerOf(settings, "rows"), integerOf(settings, "inner"), integerOf(settings, "columns")};
}

std::string shortText(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2g", value);
    return text;
}

Rung rungOf(base::VariantId variant)
{
    return static_cast<Rung>(variant.value);
}

} // namespace

LadderExperiment::LadderExperiment(const Request& request, std::unique_ptr<LadderPeers> peers)
    : m_shape(shapeOf(request.settings)), m_stop(request.stop), m_inputs(ladderInputs(m_shape, request)),
      m_tolerances(tolerances(m_shape, m_inputs)),
      m_reference(product(m_shape, m_inputs.x.data(), m_inputs.w.data())),
      m_y({m_shape.rows, m_shape.columns}), m_library(m_shape), m_peers(std::move(peers))
{
    throwIfStopped(request);
    m_cuts.registers = &kernels::registerTiles().back();
    m_cuts.rowsPerPart = m_library.rowsPerPart(request.workers);
    m_cuts.rowsPerCall = m_library.rowsPerPart(1);
    const kernels::RegisterTiles& registers = *m_cuts.registers;
    const std::string tile = std::string(registers.instructions) + ", " + std::to_string(registers.tileRows) +
                             " × " + std::to_string(registers.tileColumns) + " sums in registers";
    m_availability[kRegisters].note = tile;
    m_availability[kRegistersSpread].note = tile;
    estimateProducts();
    prepareReduced(kernels::Precision::Bf16, m_bf16, kBf16, m_tolerances.bf16);
    throwIfStopped(request);
    prepareReduced(kernels::Precision::Int8, m_int8, kInt8, m_tolerances.int8);
    throwIfStopped(request);
    if (!m_peers)
        m_peers = std::make_unique<LadderPeers>(m_shape, m_inputs, request);
    for (const Rung rung : {kPython, kNumPy})
        m_availability[rung] = m_peers->python.availability(rung);
    for (std::uint32_t rung = 0; rung < kRungs; ++rung)
        m_scenes[rung] = makeScene(static_cast<Rung>(rung), m_inputs.x, m_inputs.w, m_reference, m_cuts);
}

void LadderExperiment::leaveOut(Rung rung, std::string reason)
{
    m_availability[rung] = {false, std::move(reason)};
}

// The plainest loops take seconds on large matrices; their first row tells how many.
void LadderExperiment::estimateProducts()
{
    const base::Nanoseconds begin = base::now();
    kernels::multiplyRowByProducts(m_shape, m_inputs.x.data(), m_inputs.w.data(), m_y.data(), 0);
    const double estimate = static_cast<double>((base::now() - begin) * m_shape.rows);
    if (estimate > kLongestIteration)
        leaveOut(kProducts, tooLong(estimate));
}

void LadderExperiment::prepareReduced(kernels::Precision precision,
                                      std::optional<kernels::ReducedMatmul>& product, Rung rung, double bound)
{
    const char* name = precision == kernels::Precision::Bf16 ? "bf16" : "int8";
    if (!kernels::hasInstructionsFor(precision)) {
        leaveOut(rung, std::string("this processor has no instructions for ") + name);
        return;
    }
    try {
        product.emplace(m_shape, precision, m_inputs.x.data(), m_inputs.w.data());
        product->execute(m_y.data());
    } catch (const std::runtime_error& error) { // a library built without it
        product.reset();
        leaveOut(rung, error.what());
        return;
    }
    const double error = kernels::largestDifference(m_y.elements(), m_reference.elements());
    float largest = 0;
    for (const float value : m_reference.elements())
        largest = std::max(largest, std::abs(value));
    m_availability[rung].note = kernels::instructionsFor(precision) + ", largest error " + shortText(error) +
                                " in values up to " + shortText(static_cast<double>(largest)) +
                                " (possible: " + shortText(bound) + ")";
}

std::shared_ptr<const Scene> LadderExperiment::scene(base::VariantId variant) const
{
    return m_scenes.at(variant.value);
}

std::vector<trace::LaneInfo> LadderExperiment::lanes(base::VariantId variant, int workers) const
{
    if (runsElsewhere(rungOf(variant)))
        return {{"python3", trace::LaneKind::Worker}};
    const bool spread = variant.value == kRegistersSpread || variant.value == kLibrarySpread;
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (spread ? workers : 1); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

Availability LadderExperiment::availability(base::VariantId variant) const
{
    return m_availability.at(variant.value);
}

// What an earlier rung has left must not pass for the result of this one.
void LadderExperiment::reset(base::VariantId variant)
{
    if (!runsElsewhere(rungOf(variant)))
        std::fill_n(m_y.data(), m_y.size(), -1.0f);
}

void LadderExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    switch (variant.value) {
    case kPython:
    case kNumPy:
        m_peers->python.multiply(rungOf(variant), trace::writerOf(recorder, 0), m_stop);
        break;
    case kProducts:
    case kRows:
        multiplyRows(variant.value == kRows, pool, recorder);
        break;
    case kTiled:
        multiplyTiles(pool, recorder);
        break;
    case kRegisters:
    case kRegistersSpread:
        multiplyPanels(variant.value == kRegistersSpread, pool, recorder);
        break;
    case kLibrary:
        m_library.multiplyAlone(m_inputs.x.data(), m_inputs.w.data(), m_y.data(), pool, recorder);
        break;
    case kLibrarySpread:
        m_library.multiply(m_inputs.x.data(), m_inputs.w.data(), m_y.data(), pool, recorder);
        break;
    default:
        multiplyReduced(variant.value == kBf16 ? *m_bf16 : *m_int8, recorder);
    }
}

void LadderExperiment::multiplyRows(bool interchanged, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    // [code matmul-ladder/products rows]
    const auto multiply = interchanged ? kernels::multiplyRowByRows : kernels::multiplyRowByProducts;
    for (std::int64_t row = 0; row < m_shape.rows && !pool.stopRequested(); ++row) {
        const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, kProduct,
                              static_cast<std::uint32_t>(row));
        multiply(m_shape, m_inputs.x.data(), m_inputs.w.data(), m_y.data(), row);
    }
    // [end]
}

void LadderExperiment::multiplyTiles(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    // [code matmul-ladder/tiled]
    std::uint32_t unit = 0;
    for (std::int64_t row = 0; row < m_shape.rows; row += m_cuts.tile.rows) {
        for (std::int64_t column = 0; column < m_shape.columns; column += m_cuts.tile.columns, ++unit) {
            if (pool.stopRequested())
                return;
            const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, kProduct, unit);
            kernels::multiplyTile(m_shape, m_inputs.x.data(), m_inputs.w.data(), m_y.data(), row, column,
                                  m_cuts.tile);
        }
    }
    // [end]
}

void LadderExperiment::multiplyPanels(bool spread, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    // [code matmul-ladder/registers registers-workers]
    const kernels::RegisterTiles& tiles = *m_cuts.registers;
    const auto panel = [&](std::size_t index, std::size_t worker) {
        const ScopedSpan span(trace::writerOf(recorder, worker), State::Computing, kProduct,
                              static_cast<std::uint32_t>(index));
        kernels::multiplyPart(tiles, m_shape, m_inputs.x.data(), m_inputs.w.data(), m_y.data(),
                              static_cast<std::int64_t>(index));
    };
    const auto count = static_cast<std::size_t>(kernels::callCount(tiles, m_shape));
    // [end]
    if (spread) {
        // [code matmul-ladder/registers-workers]
        pool.forEach(count, 1, panel);
        // [end]
        return;
    }
    // [code matmul-ladder/registers]
    for (std::size_t index = 0; index < count && !pool.stopRequested(); ++index)
        panel(index, 0);
    // [end]
}

// [code matmul-ladder/bf16 int8]
void LadderExperiment::multiplyReduced(kernels::ReducedMatmul& product, trace::Recorder* recorder)
{
    const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, kProduct, 0);
    product.execute(m_y.data());
}
// [end]

std::vector<double> LadderExperiment::ownBurst(base::VariantId variant, base::Nanoseconds length,
                                               std::size_t fewest, std::size_t most)
{
    if (!runsElsewhere(rungOf(variant)))
        return {};
    return m_peers->python.burst(rungOf(variant), length, fewest, most, m_stop);
}

std::optional<OwnTime> LadderExperiment::ownTime(base::VariantId variant) const
{
    if (!runsElsewhere(rungOf(variant)))
        return std::nullopt;
    return m_peers->python.last();
}

std::unique_ptr<Reusable> LadderExperiment::handOver()
{
    return std::move(m_peers);
}

double LadderExperiment::differenceFromSequential(base::VariantId variant)
{
    if (runsElsewhere(rungOf(variant)) && !m_peers->python.copyResult(rungOf(variant), m_y.data(), m_stop))
        return 0; // stopped
    kernels::Tensor& kept = m_results.at(variant.value);
    kept = kernels::Tensor(m_y.shape());
    std::copy_n(m_y.data(), m_y.size(), kept.data());
    return kernels::largestDifference(m_y.elements(), m_reference.elements());
}

double LadderExperiment::tolerance(base::VariantId variant) const
{
    return variant.value == kBf16   ? m_tolerances.bf16
           : variant.value == kInt8 ? m_tolerances.int8
                                    : m_tolerances.f32;
}

Work LadderExperiment::work() const
{
    return {2.0 * static_cast<double>(m_shape.multiplyAdds()),
            static_cast<double>(m_inputs.x.bytes() + m_inputs.w.bytes() + m_y.bytes())};
}

std::vector<MachineFigure> LadderExperiment::machineFigures(workers::WorkerPool& pool)
{
    return m_peers->roof.measure(pool);
}

std::uint64_t LadderExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_inputs.x.elements());
    checksum.add(m_inputs.w.elements());
    return checksum.value();
}

std::vector<NamedArray> LadderExperiment::arrays() const
{
    static constexpr std::array<const char*, kRungs> kNames = {
        "python",  "products",        "rows", "tiled", "registers", "registers-workers",
        "library", "library-workers", "bf16", "int8",  "numpy"};
    std::vector<NamedArray> arrays = {{"x", m_inputs.x.shape(), m_inputs.x.shared()},
                                      {"w", m_inputs.w.shape(), m_inputs.w.shared()},
                                      {"y", m_reference.shape(), m_reference.shared()}};
    for (std::uint32_t rung = 0; rung < kRungs; ++rung) {
        if (m_results[rung].size() > 0)
            arrays.push_back({kNames[rung], m_results[rung].shape(), m_results[rung].shared()});
    }
    return arrays;
}

} // namespace lab::scenarios::matmul_ladder
