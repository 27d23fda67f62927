// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/augment.h"
#include "core/kernels/resampling.h"
#include "core/kernels/tensor.h"
#include "core/scenario/scenario.h"
#include "core/scenarios/image-preprocessing/ways.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lab::scenarios::image_preprocessing {

/// Photos as planes, a resampling for each of their shapes, and what each photo's augmentation is.
class PreprocessingExperiment : public scenario::Experiment
{
public:
    explicit PreprocessingExperiment(const scenario::Request& request);

    std::shared_ptr<const scenario::Scene> scene(base::VariantId variant) const override;
    std::vector<trace::LaneInfo> lanes(base::VariantId variant, int workers) const override;
    void reset(base::VariantId variant) override;
    void iterate(base::VariantId variant, workers::WorkerPool& pool, trace::Recorder* recorder) override;
    double differenceFromSequential(base::VariantId variant) override;
    double tolerance(base::VariantId) const override { return 0; }
    scenario::Work work() const override;
    std::uint64_t inputChecksum() const override;
    std::int64_t itemCount() const override { return m_photos; }
    std::string itemName() const override { return "photo"; }
    std::vector<scenario::NamedArray> arrays() const override;

private:
    struct Source
    {
        kernels::Tensor planes; // 3 × height × width
        std::size_t shape = 0;  // index into m_resamplings
    };
    /// Of one worker: made by the worker at its first photo, so that slots are never shared.
    struct Room
    {
        std::vector<std::optional<kernels::Resampling::Workspace>> workspaces; // by shape
        kernels::Tensor scaled;                                                // of one photo
    };

    void checkExtent(const std::vector<base::Photo>& photos) const;
    void loadSources(const std::vector<base::Photo>& photos, const scenario::Request& request);
    void drawAugmentations(bool augment, std::uint64_t seed);
    void resample(std::int64_t photo, float* scaled, std::size_t worker);
    void normalise(float* scaled);
    void augment(std::int64_t photo, const float* scaled);
    /// One of the three of one photo, which is or becomes `scaled`.
    void step(std::uint16_t which, std::int64_t photo, float* scaled, std::size_t worker,
              trace::Recorder* recorder);
    /// All three of one photo in the worker's own room.
    void wholePhoto(std::int64_t photo, std::size_t worker, trace::Recorder* recorder);

    const Source& sourceOf(std::int64_t photo) const
    {
        return m_sources[static_cast<std::size_t>(photo) % m_sources.size()];
    }

    const std::int64_t m_photos;
    std::vector<std::string> m_names;
    std::vector<Source> m_sources;
    std::vector<kernels::Resampling> m_resamplings; // one a shape; shared by all workers
    std::vector<kernels::Augmentation> m_augmentations;
    std::vector<Room> m_rooms; // by worker
    kernels::Tensor m_batch;   // between the passes, {photo, 3, 256, 256}
    kernels::Tensor m_result;  // of the last iteration, {photo, 3, 224, 224}
    kernels::Tensor m_reference;
    std::shared_ptr<const scenario::Scene> m_scene;
    std::array<kernels::Tensor, kWays> m_kept; // of the ways that were verified
};

} // namespace lab::scenarios::image_preprocessing
