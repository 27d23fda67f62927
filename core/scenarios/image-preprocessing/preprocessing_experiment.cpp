// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/image-preprocessing/preprocessing_experiment.h"

#include "core/scenarios/image-preprocessing/photo_scene.h"
#include "core/scenarios/shared/checksum.h"
#include "core/scenarios/shared/photos.h"

#include <algorithm>

namespace lab::scenarios::image_preprocessing {

namespace {

using namespace scenario;
using kernels::kColours;
using kernels::Resampling;
using kernels::ResamplingShape;
using kernels::Tensor;
using trace::ScopedSpan;
using trace::State;

constexpr std::int64_t kMostBytes = 1'200'000'000;
constexpr std::int64_t kKeptPhotos = 32; // of a result
constexpr std::int64_t kScaledFloats = std::int64_t{kColours} * kScaledSide * kScaledSide;
constexpr std::int64_t kResultFloats = std::int64_t{kColours} * kSide * kSide;

std::size_t sourceCount(std::int64_t photos, const std::vector<base::Photo>& given)
{
    return std::min(static_cast<std::size_t>(photos), given.size());
}

} // namespace

PreprocessingExperiment::PreprocessingExperiment(const Request& request)
    : m_photos(integerOf(request.settings, "photos")), m_rooms(kMostWorkers)
{
    const auto photos = photosOf(request);
    checkExtent(*photos);
    throwIfStopped(request);
    loadSources(*photos, request);
    drawAugmentations(switchOf(request.settings, "augment"), request.seed);
    m_batch = Tensor({m_photos, kColours, kScaledSide, kScaledSide});
    m_result = Tensor({m_photos, kColours, kSide, kSide});
    for (std::int64_t photo = 0; photo < m_photos; ++photo) {
        throwIfStopped(request);
        wholePhoto(photo, 0, nullptr);
    }
    m_reference = Tensor(m_result.shape());
    std::swap(m_reference, m_result);
    PhotoPicture picture{{}, m_names, {}, m_reference};
    for (std::size_t photo = 0; photo < m_sources.size(); ++photo) {
        throwIfStopped(request);
        picture.sources.push_back(m_sources[photo].planes);
        picture.scaled.emplace_back(std::vector<std::int64_t>{kColours, kScaledSide, kScaledSide});
        resample(static_cast<std::int64_t>(photo), picture.scaled.back().data(), 0);
    }
    m_scene = photoScene(picture);
}

void PreprocessingExperiment::checkExtent(const std::vector<base::Photo>& photos) const
{
    std::int64_t floats = m_photos * (2 * kResultFloats + kScaledFloats);
    for (std::size_t i = 0; i < sourceCount(m_photos, photos); ++i)
        floats += std::int64_t{kColours} * photos[i].width * photos[i].height;
    const std::int64_t bytes = floats * std::int64_t{sizeof(float)};
    if (bytes > kMostBytes)
        throw ParameterError(std::to_string(m_photos) + " photos of these sizes need " +
                             std::to_string(bytes / 1'000'000) +
                             " MB and this scenario keeps to 1200: lower 'photos', or open smaller ones");
}

void PreprocessingExperiment::loadSources(const std::vector<base::Photo>& photos, const Request& request)
{
    for (std::size_t i = 0; i < sourceCount(m_photos, photos); ++i) {
        throwIfStopped(request);
        const base::Photo& photo = photos[i];
        const ResamplingShape shape{kColours, photo.height, photo.width, kScaledSide, kScaledSide};
        const auto known = std::find_if(m_resamplings.begin(), m_resamplings.end(),
                                        [&](const Resampling& made) { return made.shape() == shape; });
        const auto index = static_cast<std::size_t>(known - m_resamplings.begin());
        if (known == m_resamplings.end())
            m_resamplings.emplace_back(shape);
        m_names.push_back(photo.name);
        m_sources.push_back({planesOf(photo), index});
    }
}

void PreprocessingExperiment::drawAugmentations(bool augment, std::uint64_t seed)
{
    constexpr std::int64_t room = kScaledSide - kSide;
    for (std::int64_t photo = 0; photo < m_photos; ++photo)
        m_augmentations.push_back(
            augment ? kernels::drawAugmentation(seed, static_cast<std::uint64_t>(photo), room)
                    : kernels::Augmentation{room / 2, room / 2, false, 1});
}

std::shared_ptr<const Scene> PreprocessingExperiment::scene(base::VariantId) const
{
    return m_scene;
}

std::vector<trace::LaneInfo> PreprocessingExperiment::lanes(base::VariantId variant, int workers) const
{
    const bool spread = variant.value == kPerPhoto || variant.value == kPasses;
    std::vector<trace::LaneInfo> lanes;
    for (int i = 1; i <= (spread ? workers : 1); ++i)
        lanes.push_back({"worker " + std::to_string(i), trace::LaneKind::Worker});
    return lanes;
}

// What an earlier way has left must not pass for the result of this one.
void PreprocessingExperiment::reset(base::VariantId)
{
    std::fill_n(m_result.data(), m_result.size(), -99.0f);
}

void PreprocessingExperiment::iterate(base::VariantId variant, workers::WorkerPool& pool,
                                      trace::Recorder* recorder)
{
    // [code image-preprocessing/sequential per-photo passes-one passes]
    const bool passes = variant.value >= kPassesOne;
    const bool spread = variant.value == kPerPhoto || variant.value == kPasses;
    for (std::uint16_t which = 0; which < (passes ? kPassCount : 1) && !pool.stopRequested(); ++which) {
        const auto work = [&](std::size_t photo, std::size_t worker) {
            if (passes)
                step(which, static_cast<std::int64_t>(photo),
                     m_batch.data() + static_cast<std::int64_t>(photo) * kScaledFloats, worker, recorder);
            else
                wholePhoto(static_cast<std::int64_t>(photo), worker, recorder);
        };
        // [end]
        const auto count = static_cast<std::size_t>(m_photos);
        if (spread) {
            // [code image-preprocessing/per-photo passes]
            pool.forEach(count, 1, work);
            // [end]
        } else {
            // [code image-preprocessing/sequential passes-one]
            for (std::size_t photo = 0; photo < count && !pool.stopRequested(); ++photo)
                work(photo, 0);
            // [end]
        }
    }
}

void PreprocessingExperiment::resample(std::int64_t photo, float* scaled, std::size_t worker)
{
    const Source& source = sourceOf(photo);
    const Resampling& resampling = m_resamplings[source.shape];
    auto& workspaces = m_rooms[worker].workspaces;
    workspaces.resize(m_resamplings.size());
    if (!workspaces[source.shape])
        workspaces[source.shape].emplace(resampling.makeWorkspace());
    resampling.execute(source.planes.data(), scaled, *workspaces[source.shape]);
}

void PreprocessingExperiment::normalise(float* scaled)
{
    kernels::normalise(scaled, kScaledSide * kScaledSide, kImageNet);
}

void PreprocessingExperiment::augment(std::int64_t photo, const float* scaled)
{
    kernels::augment(scaled, kScaledSide, m_result.data() + photo * kResultFloats, kSide, kImageNet,
                     m_augmentations[static_cast<std::size_t>(photo)]);
}

// [code then image-preprocessing/sequential per-photo passes-one passes]
void PreprocessingExperiment::step(std::uint16_t which, std::int64_t photo, float* scaled, std::size_t worker,
                                   trace::Recorder* recorder)
{
    const ScopedSpan span(trace::writerOf(recorder, worker), State::Computing, {which},
                          static_cast<std::uint32_t>(photo));
    if (which == kResample)
        resample(photo, scaled, worker);
    else if (which == kNormalise)
        normalise(scaled);
    else
        augment(photo, scaled);
}
// [end]

// [code then image-preprocessing/sequential per-photo]
void PreprocessingExperiment::wholePhoto(std::int64_t photo, std::size_t worker, trace::Recorder* recorder)
{
    Tensor& scaled = m_rooms[worker].scaled;
    if (scaled.size() == 0)
        scaled = Tensor({kColours, kScaledSide, kScaledSide});
    for (std::uint16_t which = 0; which < kPassCount; ++which)
        step(which, photo, scaled.data(), worker, recorder);
}
// [end]

double PreprocessingExperiment::differenceFromSequential(base::VariantId variant)
{
    Tensor& kept = m_kept.at(variant.value);
    kept = Tensor({std::min(m_photos, kKeptPhotos), kColours, kSide, kSide});
    std::copy_n(m_result.data(), kept.size(), kept.data());
    return kernels::largestDifference(m_result.elements(), m_reference.elements());
}

Work PreprocessingExperiment::work() const
{
    Work work;
    work.operations = static_cast<double>(m_photos);
    for (std::int64_t photo = 0; photo < m_photos; ++photo)
        work.bytes += static_cast<double>(sourceOf(photo).planes.bytes()) + kResultFloats * sizeof(float);
    work.unit = "k photos/s";
    work.perUnit = 1e-6;
    return work;
}

std::uint64_t PreprocessingExperiment::inputChecksum() const
{
    Checksum checksum;
    for (const Source& source : m_sources)
        checksum.add(source.planes.elements());
    for (const kernels::Augmentation& drawn : m_augmentations) {
        const std::array<float, 4> numbers = {static_cast<float>(drawn.top), static_cast<float>(drawn.left),
                                              drawn.flip ? 1.0f : 0.0f, drawn.brightness};
        checksum.add(numbers);
    }
    return checksum.value();
}

// Of large batches the first photos.
std::vector<NamedArray> PreprocessingExperiment::arrays() const
{
    static constexpr std::array<const char*, kWays> kNames = {"sequential", "per-photo", "passes-one",
                                                              "passes"};
    std::vector<NamedArray> arrays;
    for (std::size_t i = 0; i < m_sources.size() && i < static_cast<std::size_t>(kKeptPhotos); ++i)
        arrays.push_back(
            {"photo-" + std::to_string(i + 1), m_sources[i].planes.shape(), m_sources[i].planes.shared()});
    for (std::uint32_t way = 0; way < kWays; ++way) {
        if (m_kept[way].size() > 0)
            arrays.push_back({kNames[way], m_kept[way].shape(), m_kept[way].shared()});
    }
    return arrays;
}

} // namespace lab::scenarios::image_preprocessing
