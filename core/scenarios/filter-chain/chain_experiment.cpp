// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/filter-chain/chain_experiment.h"

#include "core/kernels/convolution.h"
#include "core/scenarios/filter-chain/row_barriers.h"
#include "core/scenarios/shared/checksum.h"
#include "core/scenarios/shared/photos.h"
#include "core/scenarios/shared/stage_groups.h"

#include <algorithm>

namespace lab::scenarios::filter_chain {

namespace {

using namespace scenario;
using kernels::RowRange;
using kernels::Tensor;
using trace::ScopedSpan;
using trace::State;

constexpr std::int64_t kMostBytes = 1'200'000'000;
constexpr std::int64_t kLeastRows = 32; // a unit: smaller ones would dilate too many rows twice
constexpr std::int64_t kMostUnits = 32;
constexpr std::int64_t kShownSide = 256;    // of many photos
constexpr std::int64_t kKeptPhotos = 4;     // of a result
constexpr std::int64_t kPhotosUnderWay = 6; // in the pipeline

// The square in the middle, in grey, side × side.
void copySquare(const base::Photo& photo, std::int64_t side, float* output)
{
    const Tensor grey = greyOf(photo);
    const std::int64_t height = photo.height;
    const std::int64_t width = photo.width;
    const std::int64_t square = std::min(height, width);
    Tensor middle({1, 1, square, square});
    for (std::int64_t row = 0; row < square; ++row) {
        const std::int64_t from = ((height - square) / 2 + row) * width + (width - square) / 2;
        std::copy_n(grey.data() + from, square, middle.data() + row * square);
    }
    const Tensor scaled = kernels::resize(middle, side, side);
    std::copy_n(scaled.data(), scaled.size(), output);
}

bool takesOnePhoto(std::uint32_t way)
{
    return way < kMany;
}

} // namespace

ChainExperiment::ChainExperiment(const Request& request)
    : m_radius(static_cast<int>(integerOf(request.settings, "radius"))),
      m_photos(integerOf(request.settings, "photos")), m_shape{integerOf(request.settings, "size"),
                                                               integerOf(request.settings, "size")},
      m_rowsPerUnit(std::max(kLeastRows, (m_shape.height + kMostUnits - 1) / kMostUnits)),
      m_weights(kernels::gaussianWeights(m_radius)), m_scratch(kMostWorkers), m_between(kMostWorkers)
{
    checkExtent();
    loadPhotos(request);
    computeReference(request);
    makeScenes();
}

void ChainExperiment::checkExtent() const
{
    // In planes. Input, result, reference, two between, and two a worker for as many workers as photos; of
    // the photos whose results are kept, those of three ways, twice while one is exchanged, and what the
    // filters need beside; the first photo's stages, their references and their scene. The sum is what was
    // measured at its peak, for 1, 4 and 8 photos of 2048 × 2048.
    const std::int64_t planes = 7 * m_photos + 9 * std::min(m_photos, kKeptPhotos) + 20;
    const std::int64_t bytes = planes * m_shape.size() * std::int64_t{sizeof(float)};
    if (bytes > kMostBytes)
        throw ParameterError(std::to_string(m_photos) + " photos of size " + std::to_string(m_shape.height) +
                             " need " + std::to_string(bytes / 1'000'000) +
                             " MB and this scenario keeps to 1200: lower 'photos' or 'size'");
}

void ChainExperiment::loadPhotos(const Request& request)
{
    const auto photos = photosOf(request);
    const auto given = static_cast<std::uint64_t>(photos->size());
    m_input = Tensor({m_photos, m_shape.height, m_shape.width});
    for (std::int64_t i = 0; i < m_photos; ++i) {
        throwIfStopped(request);
        const auto from = (request.seed + given - 1 + static_cast<std::uint64_t>(i)) % given;
        const base::Photo& photo = (*photos)[static_cast<std::size_t>(from)];
        m_names.push_back(photo.name);
        if (i < static_cast<std::int64_t>(given))
            copySquare(photo, m_shape.height, planeOf(m_input, i));
        else
            std::copy_n(planeOf(m_input, i - static_cast<std::int64_t>(given)), m_shape.size(),
                        planeOf(m_input, i));
    }
}

void ChainExperiment::computeReference(const Request& request)
{
    m_many = Tensor(m_input.shape());
    m_manyReference = Tensor(m_input.shape());
    for (std::uint16_t stage = 0; stage < kStageCount; ++stage) {
        m_single[stage] = Tensor({1, m_shape.height, m_shape.width});
        m_singleReference[stage] = Tensor(m_single[stage].shape());
        if (stage != kClosing)
            m_pipeline[stage] = Tensor(m_input.shape());
    }
    m_pipeline[kClosing] = m_manyReference; // so that all three hold the sequential results for the scene
    for (std::int64_t photo = 0; photo < m_photos; ++photo) {
        throwIfStopped(request);
        const std::array<float*, kStageCount + 1> planes = {
            planeOf(m_input, photo), planeOf(m_pipeline[kBlur], photo), planeOf(m_pipeline[kEdges], photo),
            planeOf(m_pipeline[kClosing], photo)};
        for (std::uint16_t stage = 0; stage < kStageCount; ++stage)
            compute(stage, planes, {0, m_shape.height}, 0);
    }
    for (std::uint16_t stage = 0; stage < kStageCount; ++stage)
        std::copy_n(m_pipeline[stage].data(), m_shape.size(), m_singleReference[stage].data());
}

void ChainExperiment::makeScenes()
{
    Tensor first({1, m_shape.height, m_shape.width});
    std::copy_n(m_input.data(), first.size(), first.data());
    m_scenes[0] =
        rowsScene({{first, m_singleReference[kBlur], m_singleReference[kEdges], m_singleReference[kClosing]},
                   {m_names.front()},
                   m_radius},
                  m_rowsPerUnit);
    m_scenes[1] =
        photosScene({{reduced(m_input, kShownSide), reduced(m_pipeline[kBlur], kShownSide),
                      reduced(m_pipeline[kEdges], kShownSide), reduced(m_pipeline[kClosing], kShownSide)},
                     m_names,
                     m_radius});
    m_pipeline[kClosing] = m_many;
}

std::shared_ptr<const Scene> ChainExperiment::scene(base::VariantId variant) const
{
    return m_scenes[takesOnePhoto(variant.value) ? 0 : 1];
}

std::vector<trace::LaneInfo> ChainExperiment::lanes(base::VariantId variant, int workers) const
{
    const bool alone = variant.value == kSequential || variant.value == kMany;
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (alone ? 1 : workers); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

// What an earlier way has left must not pass for the result of this one.
void ChainExperiment::reset(base::VariantId variant)
{
    if (!takesOnePhoto(variant.value)) {
        std::fill_n(m_many.data(), m_many.size(), -1.0f);
        return;
    }
    for (Tensor& plane : m_single)
        std::fill_n(plane.data(), plane.size(), -1.0f);
}

void ChainExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder)
{
    switch (variant.value) {
    case kSequential:
        computeSequential(recorder);
        break;
    case kStages:
        computeStages(pool, recorder);
        break;
    case kRows:
        computeRows(pool, recorder);
        break;
    case kMany:
        // [code filter-chain/many]
        for (std::int64_t photo = 0; photo < m_photos && !pool.stopRequested(); ++photo)
            computePhoto(photo, 0, recorder);
        // [end]
        break;
    case kPipeline:
        computePipeline(pool, recorder);
        break;
    default:
        // [code filter-chain/photos]
        pool.forEach(static_cast<std::size_t>(m_photos), 1, [&](std::size_t photo, std::size_t worker) {
            computePhoto(static_cast<std::int64_t>(photo), worker, recorder);
        });
        // [end]
    }
}

// All ways call this one function, so that they run the same machine code.
[[gnu::noinline]] void ChainExperiment::compute(std::uint16_t stage,
                                                const std::array<float*, kStageCount + 1>& planes,
                                                RowRange rows, std::size_t worker)
{
    // [code then filter-chain/sequential stages rows many pipeline photos]
    kernels::FilterScratch& scratch = m_scratch[worker];
    const float* input = planes[stage];
    float* output = planes[stage + 1u];
    if (stage == kBlur)
        kernels::blurRows(input, output, m_shape, m_weights, rows, scratch);
    else if (stage == kEdges)
        kernels::edgeRows(input, output, m_shape, rows, scratch);
    else
        kernels::closingRows(input, output, m_shape, m_radius, rows, scratch);
    // [end]
}

std::array<float*, kStageCount + 1> ChainExperiment::singlePlanes()
{
    return {m_input.data(), m_single[kBlur].data(), m_single[kEdges].data(), m_single[kClosing].data()};
}

// [code filter-chain/sequential]
void ChainExperiment::computeSequential(trace::Recorder* recorder)
{
    for (std::uint16_t stage = 0; stage < kStageCount; ++stage) {
        const ScopedSpan span(trace::writerOf(recorder, 0), State::Computing, {stage}, 0,
                              static_cast<std::uint32_t>(unitsOfOne()));
        compute(stage, singlePlanes(), {0, m_shape.height}, 0);
    }
}
// [end]

// [code filter-chain/stages]
void ChainExperiment::computeStages(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    runStageGroups(
        {{kBlur, kEdges}, {kEdges, kClosing}, {kClosing, kStageCount}}, 1, pool, recorder,
        [&](std::size_t stage, std::int64_t, std::size_t worker) {
            compute(static_cast<std::uint16_t>(stage), singlePlanes(), {0, m_shape.height}, worker);
        },
        {.unitsPerBlock = static_cast<std::uint32_t>(unitsOfOne())});
}
// [end]

// [code filter-chain/rows]
void ChainExperiment::computeRows(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    runWithBarriers(
        kStageCount, unitsOfOne(), pool, recorder,
        [&](std::size_t stage, std::int64_t unit, std::size_t worker) {
            const auto task = static_cast<std::uint16_t>(stage);
            const ScopedSpan span(trace::writerOf(recorder, worker), State::Computing, {task},
                                  static_cast<std::uint32_t>(unit));
            const std::int64_t first = unit * m_rowsPerUnit;
            compute(task, singlePlanes(), {first, std::min(first + m_rowsPerUnit, m_shape.height)}, worker);
        });
}
// [end]

// [code then computePhoto()]
void ChainExperiment::computePhoto(std::int64_t photo, std::size_t worker, trace::Recorder* recorder)
{
    auto& between = m_between[worker]; // made by the thread that uses it: slots are never shared
    if (between[0].size() == 0)
        between = {Tensor({1, m_shape.height, m_shape.width}), Tensor({1, m_shape.height, m_shape.width})};
    for (std::uint16_t stage = 0; stage < kStageCount; ++stage) {
        const ScopedSpan span(trace::writerOf(recorder, worker), State::Computing, {stage},
                              static_cast<std::uint32_t>(photo));
        compute(stage,
                {planeOf(m_input, photo), between[0].data(), between[1].data(), planeOf(m_many, photo)},
                {0, m_shape.height}, worker);
    }
}
// [end]

// [code filter-chain/pipeline]
void ChainExperiment::computePipeline(workers::WorkerPool& pool, trace::Recorder* recorder)
{
    const double reach = 2.0 * m_radius + 1; // neighbours in a row; closing goes over them twice
    runStageGroups(groupStages({2 * reach, 8, 4 * reach}, pool.size()), m_photos, pool, recorder,
                   [&](std::size_t stage, std::int64_t photo, std::size_t worker) {
                       compute(static_cast<std::uint16_t>(stage),
                               {planeOf(m_input, photo), planeOf(m_pipeline[kBlur], photo),
                                planeOf(m_pipeline[kEdges], photo), planeOf(m_pipeline[kClosing], photo)},
                               {0, m_shape.height}, worker);
                   },
                   {.ahead = kPhotosUnderWay});
}
// [end]

double ChainExperiment::differenceFromSequential(base::VariantId variant)
{
    const bool one = takesOnePhoto(variant.value);
    const Tensor& result = one ? m_single[kClosing] : m_many;
    Tensor& kept = m_results.at(variant.value);
    kept = Tensor({std::min(result.shape()[0], kKeptPhotos), m_shape.height, m_shape.width});
    std::copy_n(result.data(), kept.size(), kept.data());
    if (!one)
        return kernels::largestDifference(m_many.elements(), m_manyReference.elements());
    double largest = 0;
    for (std::uint16_t stage = 0; stage < kStageCount; ++stage)
        largest = std::max(largest, kernels::largestDifference(m_single[stage].elements(),
                                                               m_singleReference[stage].elements()));
    return largest;
}

std::uint64_t ChainExperiment::inputChecksum() const
{
    Checksum checksum;
    checksum.add(m_input.elements());
    return checksum.value();
}

std::vector<NamedArray> ChainExperiment::arrays() const
{
    static constexpr std::array<const char*, kWays> kNames = {"sequential", "stages",   "rows",
                                                              "many",       "pipeline", "photos"};
    const auto named = [](std::string name, const Tensor& tensor) {
        return NamedArray{std::move(name), tensor.shape(), tensor.shared()};
    };
    std::vector<NamedArray> arrays = {named("input", m_input), named("blur", m_singleReference[kBlur]),
                                      named("edges", m_singleReference[kEdges]),
                                      named("closing", m_singleReference[kClosing])};
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (m_results[way].size() > 0)
            arrays.push_back(named(kNames[way], m_results[way]));
    }
    return arrays;
}

} // namespace lab::scenarios::filter_chain
