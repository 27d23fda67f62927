// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/image-preprocessing/image_preprocessing.h"

#include "core/scenarios/image-preprocessing/preprocessing_experiment.h"

namespace lab::scenarios::image_preprocessing {

namespace {

using namespace scenario;

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "image-preprocessing";
    info.title = "Image preprocessing";
    info.summary = "Photos are scaled, normalised and changed at random before a network sees them.";
    info.expected = Verdict::Helps;
    info.lesson = "image-preprocessing.md";
    info.independent = true;
    info.parameters = {
        Parameter::integer("photos", "Photos", "", 32, 8, 512, Parameter::Scale::Logarithmic,
                           "How many photos one iteration makes ready; the given ones in turn."),
        Parameter::toggle("augment", "Augment", true,
                          "A random crop, flip and brightness for each photo; off: the middle, unchanged."),
    };
    info.variants = {
        {"sequential", "One after the other", "One worker does all three steps of one photo, then the next.",
         false, kSequential},
        {"per-photo", "Photos over workers", "Each free worker takes the next photo through all three steps.",
         true, kSequential},
        {"passes-one", "Three passes, one worker",
         "One worker resamples all photos, then normalises all, then augments all.", false, kSequential},
        {"passes", "Three passes over workers",
         "All workers resample the batch, then normalise it, then augment it.", true, kSequential},
    };
    info.variants[kPasses].plan = Plan::Rounds;
    info.sequential = kSequential;
    info.main = kPerPhoto;
    info.charts = {ChartKind::Scaling, ChartKind::Ladder};
    info.usesPhotos = true;
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    workers.series = {{"photos over workers", {}, std::size_t{kPerPhoto}},
                      {"three passes", {}, std::size_t{kPasses}}};
    workers.axisLabel = "workers";
    Sweep photos = workers;
    photos.key = "photos";
    photos.label = "Sweep photos";
    photos.parameter = "photos";
    photos.values = {8, 16, 32, 64, 128, 256};
    photos.axisLabel = "photos";
    info.sweeps = {workers, photos};
    info.whatIfs = {{.key = "balanced",
                     .label = "All workers have the same to do",
                     .variant = "per-photo",
                     .balanced = true,
                     .assumption = "the work can be cut at will"}};
    return info;
}

class ImagePreprocessing : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<PreprocessingExperiment>(request);
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<ImagePreprocessing>();
}

} // namespace lab::scenarios::image_preprocessing
