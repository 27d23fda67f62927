// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using testing::HasSubstr;

namespace {

enum : std::uint32_t { kSequential, kPerPhoto, kPassesOne, kPasses, kVariants };

using Photos = std::shared_ptr<const std::vector<base::Photo>>;

const Scenario& preprocessing()
{
    static const Registry registry = scenarios::all();
    return registry.get("image-preprocessing");
}

std::unique_ptr<Experiment> prepared(Settings settings, int workers, std::uint64_t seed = 1,
                                     Photos photos = {})
{
    Request request;
    request.settings = std::move(settings);
    request.workers = workers;
    request.seed = seed;
    request.photos = std::move(photos);
    return preprocessing().prepare(complete(preprocessing().info(), request));
}

std::vector<float> resultOf(Experiment& experiment, std::uint32_t variant, workers::WorkerPool& pool)
{
    experiment.reset({variant});
    experiment.iterate({variant}, pool, nullptr);
    EXPECT_EQ(experiment.differenceFromSequential({variant}), 0);
    for (const NamedArray& array : experiment.arrays()) {
        if (array.name == preprocessing().info().variants[variant].key)
            return {array.values.get(),
                    array.values.get() + std::accumulate(array.shape.begin(), array.shape.end(),
                                                         std::int64_t{1}, std::multiplies<>())};
    }
    return {};
}

base::Photo madePhoto(int width, int height, bool grey)
{
    base::Photo photo{"made", width, height, {}};
    for (int i = 0; i < width * height * 3; ++i)
        photo.pixels.push_back(static_cast<std::uint8_t>((grey ? i / 3 : i) * 37 % 251));
    return photo;
}

const Settings kFew = {{"photos", std::int64_t{9}}};

} // namespace

TEST(ImagePreprocessing, ResultsDependOnNeitherWorkerNorVariantNorRepetition)
{
    const auto first = prepared(kFew, 1);
    workers::WorkerPool one(1);
    const std::vector<float> expected = resultOf(*first, kSequential, one);
    ASSERT_EQ(expected.size(), 9u * 3 * 224 * 224);
    for (const int workers : {2, 5}) {
        const auto experiment = prepared(kFew, workers);
        workers::WorkerPool pool(workers);
        for (std::uint32_t variant = 0; variant < kVariants; ++variant) {
            EXPECT_EQ(resultOf(*experiment, variant, pool), expected);
            EXPECT_EQ(resultOf(*experiment, variant, pool), expected);
        }
    }
}

TEST(ImagePreprocessing, TheSeedDrawsTheAugmentationAndNothingElse)
{
    workers::WorkerPool pool(2);
    const auto result = [&](std::uint64_t seed, bool augment) {
        Settings settings = kFew;
        settings["augment"] = augment;
        return resultOf(*prepared(settings, 2, seed), kPerPhoto, pool);
    };
    EXPECT_NE(result(1, true), result(2, true));
    EXPECT_NE(result(1, true), result(1, false));
    EXPECT_EQ(result(1, false), result(2, false));
}

TEST(ImagePreprocessing, TheSamePhotoIsAugmentedDifferentlyEachTime)
{
    const auto photos =
        std::make_shared<const std::vector<base::Photo>>(std::vector<base::Photo>{madePhoto(60, 40, false)});
    workers::WorkerPool pool(1);
    const std::vector<float> result = resultOf(*prepared(kFew, 1, 1, photos), kSequential, pool);
    const std::size_t size = result.size() / 9;
    EXPECT_FALSE(std::equal(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(size),
                            result.begin() + static_cast<std::ptrdiff_t>(size)));
}

TEST(ImagePreprocessing, OwnPhotosOfAnyShapeAreTaken)
{
    const auto photos = std::make_shared<const std::vector<base::Photo>>(std::vector<base::Photo>{
        madePhoto(8, 8, false), madePhoto(2000, 8, true), madePhoto(31, 257, false)});
    const auto experiment = prepared(kFew, 3, 1, photos);
    workers::WorkerPool pool(3);
    for (std::uint32_t variant = 0; variant < kVariants; ++variant) {
        for (const float value : resultOf(*experiment, variant, pool))
            ASSERT_TRUE(std::isfinite(value));
    }
}

TEST(ImagePreprocessing, AnEvenPhotoBecomesItsNormalisedColour)
{
    base::Photo photo{"grey", 20, 10, std::vector<std::uint8_t>(20 * 10 * 3, 51)};
    const auto photos = std::make_shared<const std::vector<base::Photo>>(std::vector<base::Photo>{photo});
    Settings settings = kFew;
    settings["augment"] = false;
    workers::WorkerPool pool(1);
    const auto experiment = prepared(settings, 1, 1, photos);
    const std::vector<float> result = resultOf(*experiment, kSequential, pool);
    EXPECT_NEAR(result[0], (0.2 - 0.485) / 0.229, 1e-5);
    EXPECT_NEAR(result[224 * 224], (0.2 - 0.456) / 0.224, 1e-5);
    EXPECT_NEAR(result[2 * 224 * 224], (0.2 - 0.406) / 0.225, 1e-5);
    const auto scene = experiment->scene({kSequential});
    const auto& before = std::get<PhotoDetails>(scene->exhibits[0].details);
    ASSERT_EQ(scene->exhibits.size(), 4u); // the photo, and what each step makes of it
    const auto& normalised = std::get<PhotoDetails>(scene->exhibits[2].details);
    EXPECT_NEAR(normalised.means[1], (0.2f - 0.456f) / 0.224f, 1e-4f);
    const auto& after = std::get<PhotoDetails>(scene->exhibits.back().details);
    EXPECT_NEAR(before.means[1], 0.2f, 1e-5f);
    EXPECT_NEAR(after.means[1], (0.2f - 0.456f) / 0.224f, 1e-4f);
    EXPECT_NEAR(after.deviations[1], 0, 1e-2f);
    EXPECT_NEAR(scene->exhibits.back().values[5], 0.2f, 1e-5f) << "shown in the colours it stands for";
}

TEST(ImagePreprocessing, PassesFollowOneAnother)
{
    const auto experiment = prepared(kFew, 2);
    workers::WorkerPool pool(2);
    const Capture capture = captureIteration(*experiment, {kPasses}, pool, 1);
    std::array<base::Nanoseconds, 3> begin{};
    std::array<base::Nanoseconds, 3> end{};
    begin.fill(capture.trace->duration());
    for (const trace::Lane& lane : capture.trace->lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.state != trace::State::Computing)
                continue;
            begin.at(span.task.index()) = std::min(begin.at(span.task.index()), span.begin);
            end.at(span.task.index()) = std::max(end.at(span.task.index()), span.end);
        }
    }
    EXPECT_LE(end[0], begin[1]);
    EXPECT_LE(end[1], begin[2]);
}

TEST(ImagePreprocessing, StopsWithoutFinishing)
{
    const auto experiment = prepared(kFew, 2);
    workers::WorkerPool pool(2);
    std::stop_source source;
    source.request_stop();
    pool.setStopToken(source.get_token());
    for (std::uint32_t variant = 0; variant < kVariants; ++variant) {
        experiment->reset({variant});
        experiment->iterate({variant}, pool, nullptr);
        EXPECT_GT(experiment->differenceFromSequential({variant}), 50) << "worked on";
    }
}

TEST(ImagePreprocessing, TooManyLargePhotosNameTheParameter)
{
    base::Photo photo = madePhoto(8, 8, false);
    photo.width = 20'000; // that its pixels are missing does not matter: its size is looked at first
    photo.height = 10'000;
    const auto photos = std::make_shared<const std::vector<base::Photo>>(std::vector<base::Photo>{photo});
    try {
        prepared(kFew, 2, 1, photos);
        FAIL();
    } catch (const ParameterError& error) {
        EXPECT_THAT(error.what(), HasSubstr("'photos'"));
    }
    EXPECT_THROW(prepared({{"photos", std::int64_t{7}}}, 2), ParameterError);
}
