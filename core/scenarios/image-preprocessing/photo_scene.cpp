// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/image-preprocessing/photo_scene.h"

#include "core/scenarios/image-preprocessing/ways.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lab::scenarios::image_preprocessing {

namespace {

using namespace scenario;
using kernels::kColours;
using kernels::Tensor;

constexpr std::int64_t kThumbnail = 128; // a side
constexpr float kMostDeviations = 3.5f;  // shown of what is normalised

void addStatistics(PhotoDetails& details, const float* values, std::int64_t plane)
{
    for (std::size_t channel = 0; channel < kColours; ++channel) {
        const float* first = values + static_cast<std::int64_t>(channel) * plane;
        double sum = 0;
        double squares = 0;
        for (std::int64_t i = 0; i < plane; ++i) {
            sum += static_cast<double>(first[i]);
            squares += static_cast<double>(first[i]) * static_cast<double>(first[i]);
        }
        const double mean = sum / static_cast<double>(plane);
        const double variance = std::max(0.0, squares / static_cast<double>(plane) - mean * mean);
        details.means.push_back(static_cast<float>(mean));
        details.deviations.push_back(static_cast<float>(std::sqrt(variance)));
    }
}

// The whole photo in the middle of a square; NaN where the square is empty.
void copyThumbnail(const Tensor& source, float* square)
{
    const std::int64_t height = source.shape()[1];
    const std::int64_t width = source.shape()[2];
    const std::int64_t longer = std::max(height, width);
    const std::int64_t rows = std::max<std::int64_t>(1, height * kThumbnail / longer);
    const std::int64_t columns = std::max<std::int64_t>(1, width * kThumbnail / longer);
    const std::int64_t top = (kThumbnail - rows) / 2;
    const std::int64_t left = (kThumbnail - columns) / 2;
    std::fill_n(square, kColours * kThumbnail * kThumbnail, std::numeric_limits<float>::quiet_NaN());
    for (std::int64_t channel = 0; channel < std::int64_t{kColours}; ++channel) {
        for (std::int64_t r = 0; r < rows; ++r) {
            const float* from = source.data() + (channel * height + r * height / rows) * width;
            float* to = square + (channel * kThumbnail + top + r) * kThumbnail + left;
            for (std::int64_t c = 0; c < columns; ++c)
                to[c] = from[c * width / columns];
        }
    }
}

Exhibit photoExhibit(std::string title, std::int64_t photos, std::int64_t side, const Tensor& values,
                     PhotoDetails details, std::vector<std::string> captions)
{
    Exhibit exhibit;
    exhibit.kind = ExhibitKind::Photos;
    exhibit.title = std::move(title);
    exhibit.shape = {{"photo", photos}, {"channel", std::int64_t{kColours}}, {"row", side}, {"column", side}};
    exhibit.values = values.shared();
    exhibit.captions = std::move(captions);
    exhibit.details = std::move(details);
    return exhibit;
}

// What is of a source is of every photo that is made of it.
void repeat(Tensor& pictures, PhotoDetails& details, std::int64_t sources)
{
    const std::int64_t shown = pictures.shape()[0];
    const std::int64_t size = pictures.size() / shown;
    for (std::int64_t i = sources; i < shown; ++i) {
        std::copy_n(pictures.data() + (i - sources) * size, size, pictures.data() + i * size);
        for (std::size_t c = 0; c < kColours; ++c) {
            const std::size_t at = static_cast<std::size_t>(i - sources) * kColours + c;
            details.means.push_back(details.means[at]);
            details.deviations.push_back(details.deviations[at]);
        }
    }
}

Exhibit before(const PhotoPicture& picture, std::int64_t shown, const std::vector<std::string>& captions)
{
    constexpr std::int64_t square = kColours * kThumbnail * kThumbnail;
    const auto sources = std::min(shown, static_cast<std::int64_t>(picture.sources.size()));
    Tensor thumbnails({shown, kColours, kThumbnail, kThumbnail});
    PhotoDetails details;
    for (std::int64_t i = 0; i < sources; ++i) {
        const Tensor& source = picture.sources[static_cast<std::size_t>(i)];
        copyThumbnail(source, thumbnails.data() + i * square);
        addStatistics(details, source.data(), source.shape()[1] * source.shape()[2]);
    }
    repeat(thumbnails, details, sources);
    return photoExhibit("photo", shown, kThumbnail, thumbnails, std::move(details), captions);
}

Exhibit scaled(const PhotoPicture& picture, std::int64_t shown, const std::vector<std::string>& captions)
{
    constexpr std::int64_t square = kColours * kThumbnail * kThumbnail;
    const auto sources = std::min(shown, static_cast<std::int64_t>(picture.scaled.size()));
    Tensor thumbnails({shown, kColours, kThumbnail, kThumbnail});
    PhotoDetails details;
    for (std::int64_t i = 0; i < sources; ++i) {
        const Tensor& source = picture.scaled[static_cast<std::size_t>(i)];
        copyThumbnail(source, thumbnails.data() + i * square);
        addStatistics(details, source.data(), kScaledSide * kScaledSide);
    }
    repeat(thumbnails, details, sources);
    return photoExhibit("resized", shown, kThumbnail, thumbnails, std::move(details), captions);
}

// Distances from the mean, in standard deviations: a map with two ends, since a photo's colours would look as
// before.
Exhibit normalised(const PhotoPicture& picture, std::int64_t shown, const std::vector<std::string>& captions)
{
    constexpr std::int64_t plane = kThumbnail * kThumbnail;
    const auto sources = std::min(shown, static_cast<std::int64_t>(picture.scaled.size()));
    Tensor maps({shown, std::int64_t{1}, kThumbnail, kThumbnail});
    Tensor thumbnail({kColours, kThumbnail, kThumbnail});
    Tensor values({kColours, kScaledSide, kScaledSide});
    PhotoDetails details;
    for (std::int64_t i = 0; i < sources; ++i) {
        const Tensor& source = picture.scaled[static_cast<std::size_t>(i)];
        std::copy_n(source.data(), source.size(), values.data());
        kernels::normalise(values.data(), kScaledSide * kScaledSide, kImageNet);
        addStatistics(details, values.data(), kScaledSide * kScaledSide);
        copyThumbnail(values, thumbnail.data());
        for (std::int64_t k = 0; k < plane; ++k) {
            float sum = 0;
            for (std::int64_t channel = 0; channel < std::int64_t{kColours}; ++channel)
                sum += thumbnail.data()[channel * plane + k];
            maps.data()[i * plane + k] = sum / static_cast<float>(kColours);
        }
    }
    repeat(maps, details, sources);
    Exhibit exhibit = photoExhibit("normalised", shown, kThumbnail, maps, std::move(details), captions);
    exhibit.kind = ExhibitKind::Matrix; // with colours for both signs
    exhibit.shape[1] = {"mean over channels", 1};
    exhibit.lowest = -kMostDeviations;
    exhibit.highest = kMostDeviations;
    return exhibit;
}

// Shown in the colours that it stands for; its statistics are those of the normalised values.
Exhibit after(const PhotoPicture& picture, std::int64_t shown, const std::vector<std::string>& captions)
{
    constexpr std::int64_t plane = kSide * kSide;
    Tensor colours({shown, kColours, kSide, kSide});
    PhotoDetails details;
    for (std::int64_t i = 0; i < shown; ++i) {
        const float* values = picture.results.data() + i * std::int64_t{kColours} * plane;
        addStatistics(details, values, plane);
        for (std::int64_t k = 0; k < std::int64_t{kColours} * plane; ++k) {
            const auto channel = static_cast<std::size_t>(k / plane);
            colours.data()[i * std::int64_t{kColours} * plane + k] =
                std::clamp(values[k] * kImageNet.deviation[channel] + kImageNet.mean[channel], 0.0f, 1.0f);
        }
    }
    return photoExhibit("augmented, normalisation undone for the eye", shown, kSide, colours,
                        std::move(details), captions);
}

} // namespace

std::shared_ptr<const Scene> photoScene(const PhotoPicture& picture)
{
    const std::int64_t photos = picture.results.shape()[0];
    const std::int64_t shown = std::min(photos, kMostShown);
    std::vector<std::string> captions;
    for (std::int64_t i = 0; i < shown; ++i)
        captions.push_back(picture.names[static_cast<std::size_t>(i) % picture.names.size()]);
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Photos;
    scene->events = {{trace::State::Computing}, {}, "step", "steps"};
    const ExhibitId photo = scene->add(before(picture, shown, captions)).id;
    const ExhibitId resized = scene->add(scaled(picture, shown, captions)).id;
    const ExhibitId centred = scene->add(normalised(picture, shown, captions)).id;
    const ExhibitId result = scene->add(after(picture, shown, captions)).id;
    const auto add = [&](std::string unitName, std::string name, ExhibitId from, ExhibitId to) {
        Task task;
        task.unitName = std::move(unitName);
        task.name = std::move(name);
        task.axes = {{"photo", photos}};
        task.loops = {{0}};
        task.touches = {{from, Access::Reads, {0, kWhole, kWhole, kWhole}},
                        {to, Access::Writes, {0, kWhole, kWhole, kWhole}}};
        task.operationName = "photos";
        scene->add(std::move(task));
    };
    add("Resize photo", "resize", photo, resized);
    add("Normalise photo", "normalise", resized, centred);
    add("Augment photo", "augment", centred, result);
    return scene;
}

} // namespace lab::scenarios::image_preprocessing
