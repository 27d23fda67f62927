// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/batch-layout/batch_layout.h"

#include "core/kernels/matmul.h"
#include "core/scenarios/batch-layout/layout_scene.h"
#include "core/scenarios/batch-layout/sample_list.h"
#include "core/scenarios/shared/checksum.h"
#include "core/scenarios/shared/fashion.h"
#include "core/scenarios/shared/product.h"
#include "core/scenarios/shared/roof.h"
#include "core/scenarios/shared/samples.h"

#include <algorithm>
#include <array>
#include <optional>

namespace lab::scenarios::batch_layout {

namespace {

using namespace scenario;
using kernels::Matmul;
using kernels::MatmulShape;
using kernels::Tensor;
using trace::ScopedSpan;
using trace::State;

constexpr std::int64_t kInputs = 784;
constexpr std::int64_t kOutputs = 128;
constexpr std::int64_t kRowsPerStopCheck = 64;

Tensor asRows(const Tensor& images, std::int64_t samples)
{
    Tensor rows({samples, kInputs});
    std::copy_n(images.data(), rows.size(), rows.data());
    return rows;
}

Tensor firstLayer()
{
    const kernels::Network network = fashionNetwork();
    Tensor weights({kInputs, kOutputs});
    const auto values = network.weights(0);
    std::copy(values.begin(), values.end(), weights.data());
    return weights;
}

std::vector<std::uint64_t> rowAddresses(const Tensor& rows)
{
    std::vector<std::uint64_t> addresses;
    const std::int64_t width = rows.shape()[1];
    for (std::int64_t i = 0; i < rows.shape()[0]; ++i)
        addresses.push_back(reinterpret_cast<std::uintptr_t>(rows.data() + i * width));
    return addresses;
}

class LayoutExperiment : public Experiment
{
public:
    LayoutExperiment(const Request& request, std::unique_ptr<KeptRoof> roof);

    std::shared_ptr<const Scene> scene(VariantId variant) const override
    {
        return m_scenes.at(variant.value);
    }
    std::vector<trace::LaneInfo> lanes(VariantId, int) const override
    {
        return {{"worker 1", trace::LaneKind::Worker}};
    }
    void reset(VariantId variant) override;
    void iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(VariantId variant) override;
    double tolerance(VariantId) const override { return m_tolerance; }
    Work work() const override;
    std::vector<MachineFigure> machineFigures(workers::WorkerPool& pool) override
    {
        return m_roof->probe.measure(pool);
    }
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_count; }
    std::string itemName() const override { return "sample"; }
    std::vector<NamedArray> arrays() const override;
    std::unique_ptr<Reusable> handOver() override { return std::move(m_roof); }

private:
    void multiplyList(workers::WorkerPool& pool, trace::Recorder* recorder);
    void pack(trace::Recorder* recorder);
    void multiplyWhole(const Tensor& batch, base::TaskId task, trace::Recorder* recorder);

    const std::int64_t m_count;
    Tensor m_batch;
    Tensor m_weights;
    SampleList m_list;
    Tensor m_packed; // filled anew in each iteration that packs
    Tensor m_reference;
    Tensor m_y; // of the last iteration
    double m_tolerance;
    Matmul m_one;
    Matmul::Workspace m_oneWorkspace;
    Matmul m_whole;
    Matmul::Workspace m_wholeWorkspace;
    std::array<std::shared_ptr<const Scene>, kWays> m_scenes;
    std::array<Tensor, kWays> m_results; // of the ways that were verified
    std::unique_ptr<KeptRoof> m_roof;    // until it is handed over
};

LayoutExperiment::LayoutExperiment(const Request& request, std::unique_ptr<KeptRoof> roof)
    : m_count(integerOf(request.settings, "samples")),
      m_batch(asRows(samplesOf(request, m_count).images, m_count)), m_weights(firstLayer()),
      m_list(m_batch, request.seed), m_packed({m_count, kInputs}),
      m_reference(product({m_count, kInputs, kOutputs}, m_batch.data(), m_weights.data())),
      m_y({m_count, kOutputs}),
      m_tolerance(roundingBound(
          kInputs, largestSumOfMagnitudes({m_count, kInputs, kOutputs}, m_batch.data(), m_weights.data()))),
      m_one(MatmulShape{1, kInputs, kOutputs}), m_oneWorkspace(m_one.makeWorkspace()),
      m_whole(MatmulShape{m_count, kInputs, kOutputs}), m_wholeWorkspace(m_whole.makeWorkspace()),
      m_roof(std::move(roof))
{
    throwIfStopped(request);
    const LayoutPicture picture{
        m_list.addresses(), rowAddresses(m_batch), rowAddresses(m_packed), m_batch, m_weights, m_reference};
    for (std::uint32_t way = 0; way < kWays; ++way)
        m_scenes[way] = makeScene(picture, static_cast<Way>(way));
}

// What an earlier way has left must not pass for the result of this one.
void LayoutExperiment::reset(VariantId variant)
{
    std::fill_n(m_y.data(), m_y.size(), -1.0f);
    if (variant.value == kPacked)
        std::fill_n(m_packed.data(), m_packed.size(), -1.0f);
}

void LayoutExperiment::iterate(VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    switch (variant.value) {
    case kList:
        // [code batch-layout/list]
        multiplyList(pool, recorder);
        // [end]
        break;
    case kContiguous:
        // [code batch-layout/contiguous]
        multiplyWhole(m_batch, {0}, recorder);
        // [end]
        break;
    default:
        // [code batch-layout/packed]
        pack(recorder);
        multiplyWhole(m_packed, kPackedProductTask, recorder);
        // [end]
    }
}

// [code then multiplyList()]
void LayoutExperiment::multiplyList(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    for (std::int64_t i = 0; i < m_count; ++i) {
        if (i % kRowsPerStopCheck == 0 && pool.stopRequested())
            return;
        const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, {0},
                              static_cast<std::uint32_t>(i));
        m_one.execute(m_list.sample(i), m_weights.data(), nullptr, m_y.data() + i * kOutputs, m_oneWorkspace);
    }
}
// [end]

// One span for all samples: a copy takes about as long as recording one would.
// [code then pack()]
void LayoutExperiment::pack(trace::Recorder* recorder)
{
    const ScopedSpan span(trace::writerOf(recorder, 0), State::Transfer, kPackTask, 0,
                          static_cast<std::uint32_t>(m_count));
    for (std::int64_t i = 0; i < m_count; ++i)
        std::copy_n(m_list.sample(i), kInputs, m_packed.data() + i * kInputs);
}
// [end]

// [code then multiplyWhole()]
void LayoutExperiment::multiplyWhole(const Tensor& batch, base::TaskId task, trace::Recorder* recorder)
{
    const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, task, 0);
    m_whole.execute(batch.data(), m_weights.data(), nullptr, m_y.data(), m_wholeWorkspace);
}
// [end]

double LayoutExperiment::differenceFromSequential(VariantId variant)
{
    Tensor& kept = m_results.at(variant.value);
    kept = Tensor(m_y.shape());
    std::copy_n(m_y.data(), m_y.size(), kept.data());
    return kernels::largestDifference(m_y.elements(), m_reference.elements());
}

Work LayoutExperiment::work() const
{
    return {2.0 * static_cast<double>(m_count * kInputs * kOutputs),
            static_cast<double>(m_batch.bytes() + m_weights.bytes() + m_y.bytes())};
}

std::uint64_t LayoutExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_batch.elements());
    checksum.add(m_weights.elements());
    return checksum.value();
}

std::vector<NamedArray> LayoutExperiment::arrays() const
{
    static constexpr std::array<const char*, kWays> kNames = {"list", "contiguous", "packed"};
    std::vector<NamedArray> arrays = {{"x", m_batch.shape(), m_batch.shared()},
                                      {"w", m_weights.shape(), m_weights.shared()},
                                      {"y", m_reference.shape(), m_reference.shared()}};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (m_results[way].size() > 0)
            arrays.push_back({kNames[way], m_results[way].shape(), m_results[way].shared()});
    }
    return arrays;
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "batch-layout";
    info.title = "Batch layout";
    info.summary = "The same samples as a list of arrays or as one batch: does it matter where they lie?";
    info.expected = Verdict::Depends;
    info.lesson = "batch-layout.md";
    info.samples.need = SampleUse::Need::Images;
    info.parameters = {Parameter::integer("samples", "Samples", "", 64, 4, 1024,
                                          Parameter::Scale::Logarithmic, "How many samples are multiplied.")};
    info.variants = {
        {"list", "List of samples", "One vector product per sample, each from an allocation of its own."},
        {"contiguous", "One batch", "One product over samples that lie one behind the other."},
        {"packed", "Packed first", "The list is copied into one batch, and the copy is part of the time."},
    };
    info.variants[kContiguous].plan = Plan::AtOnce;
    info.charts = {ChartKind::Ladder, ChartKind::Roofline};
    Sweep samples;
    samples.key = "samples";
    samples.label = "Sweep samples";
    samples.parameter = "samples";
    samples.values = {4, 8, 16, 32, 64, 128, 256, 512, 1024};
    samples.series = {{"one batch", {}, std::size_t{kContiguous}},
                      {"packed first", {}, std::size_t{kPacked}}};
    samples.axisLabel = "samples";
    info.sweeps = {samples};
    return info;
}

class BatchLayout : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<LayoutExperiment>(request, std::make_unique<KeptRoof>());
    }
    std::unique_ptr<Experiment> prepareAgain(const Request& request,
                                             std::unique_ptr<Reusable> before) const override
    {
        return std::make_unique<LayoutExperiment>(
            request, std::unique_ptr<KeptRoof>(dynamic_cast<KeptRoof*>(before.release())));
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<BatchLayout>();
}

} // namespace lab::scenarios::batch_layout
