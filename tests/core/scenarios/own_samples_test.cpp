// SPDX-License-Identifier: GPL-3.0-or-later
// What scenarios make of a person's own data, walked over the registry.
#include "core/scenario/sample_use.h"
#include "core/scenarios/all.h"
#include "core/scenarios/shared/fashion.h"
#include "core/scenarios/shared/samples.h"
#include "core/session/run_session.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <set>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Need = SampleUse::Need;
using Own = std::shared_ptr<const base::Samples>;

namespace {

const Registry& registry()
{
    static const Registry all = scenarios::all();
    return all;
}

std::vector<const Scenario*> scenariosThatNeed(std::set<Need> needs)
{
    std::vector<const Scenario*> found;
    for (const auto& scenario : registry().scenarios()) {
        if (needs.contains(scenario->info().samples.need))
            found.push_back(scenario.get());
    }
    return found;
}

/// Image n is grey 20 · n with a bright row, and a 9 − n.
Own ownSamples(std::int64_t count, bool labelled)
{
    base::Samples samples;
    samples.name = "digits.idx3";
    samples.count = count;
    for (std::int64_t n = 0; n < count; ++n) {
        for (std::int64_t pixel = 0; pixel < base::kSamplePixels; ++pixel)
            samples.pixels.push_back(
                static_cast<std::uint8_t>(pixel / base::kSampleSide == n ? 255 : 20 * n));
        if (labelled)
            samples.labels.push_back(static_cast<std::uint8_t>(9 - n));
    }
    return std::make_shared<const base::Samples>(std::move(samples));
}

Own black()
{
    base::Samples samples;
    samples.name = "night.idx3";
    samples.count = 1;
    samples.pixels.resize(base::kSamplePixels);
    samples.labels = {4};
    return std::make_shared<const base::Samples>(std::move(samples));
}

Request requestOf(const ScenarioInfo& info, Own samples, std::uint64_t seed = 1)
{
    Request request;
    request.workers = 2;
    request.seed = seed;
    request.samples = std::move(samples);
    return complete(info, request);
}

void expectThatVariantsAgree(const ScenarioInfo& info, Experiment& experiment)
{
    workers::WorkerPool pool(2);
    for (std::uint32_t v = 0; v < info.variants.size(); ++v) {
        if (!experiment.availability({v}).available)
            continue;
        experiment.reset({v});
        experiment.iterate({v}, pool, nullptr);
        const double difference = experiment.differenceFromSequential({v});
        if (info.variants[v].exact) {
            EXPECT_LE(difference, experiment.tolerance({v})) << info.id << ": " << info.variants[v].key;
        }
    }
}

std::set<std::string> wordsOf(const Experiment& experiment, const ScenarioInfo& info)
{
    std::set<std::string> words;
    for (std::uint32_t v = 0; v < info.variants.size(); ++v) {
        if (!experiment.availability({v}).available)
            continue;
        for (const Exhibit& exhibit : experiment.scene({v})->exhibits) {
            words.insert(exhibit.title);
            words.insert(exhibit.captions.begin(), exhibit.captions.end());
        }
    }
    return words;
}

std::vector<std::string> clothes()
{
    std::vector<std::string> names;
    for (int label = 0; label < base::kSampleClasses; ++label)
        names.emplace_back(scenarios::className(label));
    return names;
}

std::set<std::string> arrayNames(const Experiment& experiment)
{
    std::set<std::string> names;
    for (const NamedArray& array : experiment.arrays())
        names.insert(array.name);
    return names;
}

std::unique_ptr<Experiment> forwardPass(Own samples)
{
    const Scenario& scenario = registry().get("forward-pass");
    return scenario.prepare(requestOf(scenario.info(), std::move(samples)));
}

} // namespace

TEST(OwnSamples, TheScenariosThatWorkOnThemSaySo)
{
    std::set<std::string> images;
    for (const Scenario* scenario : scenariosThatNeed({Need::Images}))
        images.insert(scenario->info().id);
    EXPECT_THAT(images, ElementsAre("batch-convolution", "batch-layout", "forward-pass", "matmul-ladder"));
    std::set<std::string> labelled;
    for (const Scenario* scenario : scenariosThatNeed({Need::Labelled}))
        labelled.insert(scenario->info().id);
    EXPECT_THAT(labelled, ElementsAre("gradient-accumulation", "multi-gpu", "training-pipeline"));
}

TEST(OwnSamples, EveryVariantAgreesAndNobodySpeaksOfClothes)
{
    for (const Scenario* scenario : scenariosThatNeed({Need::Images, Need::Labelled})) {
        const ScenarioInfo& info = scenario->info();
        const Request request = requestOf(info, ownSamples(5, true));
        ASSERT_TRUE(request.samples) << info.id;
        const auto experiment = scenario->prepare(request);
        expectThatVariantsAgree(info, *experiment);
        for (const std::string& name : clothes())
            EXPECT_THAT(wordsOf(*experiment, info), Not(Contains(HasSubstr(name)))) << info.id;
        EXPECT_NE(experiment->inputChecksum(), scenario->prepare(requestOf(info, nullptr))->inputChecksum())
            << info.id << " has not looked at them";
        EXPECT_EQ(experiment->inputChecksum(), scenario->prepare(request)->inputChecksum());
        EXPECT_NE(experiment->inputChecksum(),
                  scenario->prepare(requestOf(info, ownSamples(5, true), 2))->inputChecksum());
    }
}

TEST(OwnSamples, ScenariosThatDoNotTrainCanDoWithoutLabels)
{
    for (const Scenario* scenario : scenariosThatNeed({Need::Images})) {
        const ScenarioInfo& info = scenario->info();
        const auto experiment = scenario->prepare(requestOf(info, ownSamples(3, false)));
        expectThatVariantsAgree(info, *experiment);
        for (const std::string& name : clothes())
            EXPECT_THAT(wordsOf(*experiment, info), Not(Contains(HasSubstr(name)))) << info.id;
    }
}

TEST(OwnSamples, ScenariosThatTrainSayThatTheyNeedLabels)
{
    for (const Scenario* scenario : scenariosThatNeed({Need::Labelled})) {
        const ScenarioInfo& info = scenario->info();
        try {
            requestOf(info, ownSamples(3, false));
            FAIL() << info.id;
        } catch (const ParameterError& error) {
            EXPECT_THAT(error.what(), AllOf(HasSubstr(info.id), HasSubstr("'digits.idx3' has no labels")));
        }
    }
}

TEST(OwnSamples, AreDroppedWhereNobodyWorksOnThem)
{
    for (const Scenario* scenario : scenariosThatNeed({Need::Nothing}))
        EXPECT_FALSE(requestOf(scenario->info(), ownSamples(3, true)).samples) << scenario->info().id;
    const ScenarioInfo& gradients = registry().get("gradient-accumulation").info();
    Request toy;
    toy.settings["work"] = std::string("toy");
    toy.samples = ownSamples(3, false);
    EXPECT_FALSE(complete(gradients, toy).samples) << "three numbers are no images";
}

TEST(OwnSamples, PicturesWithNothingOnThemAreInputsLikeOthers)
{
    for (const Scenario* scenario : scenariosThatNeed({Need::Images, Need::Labelled})) {
        const auto experiment = scenario->prepare(requestOf(scenario->info(), black()));
        expectThatVariantsAgree(scenario->info(), *experiment);
        for (const NamedArray& array : experiment->arrays())
            EXPECT_FALSE(std::isnan(array.values[0])) << scenario->info().id << ": " << array.name;
    }
}

TEST(OwnSamples, ComeInTheirOrderFromTheSeedOnAndOverAgain)
{
    Request request;
    request.samples = ownSamples(3, true);
    const auto labels = [&](std::uint64_t seed, std::int64_t count) {
        request.seed = seed;
        const scenarios::SampleBatch batch = scenarios::samplesOf(request, count);
        EXPECT_EQ(batch.images.shape(), (std::vector<std::int64_t>{count, 28, 28}));
        return std::vector<int>(batch.labels.begin(), batch.labels.end());
    };
    EXPECT_THAT(labels(1, 5), ElementsAre(9, 8, 7, 9, 8));
    EXPECT_THAT(labels(2, 2), ElementsAre(8, 7));
    EXPECT_THAT(labels(0, 2), ElementsAre(7, 9));
    EXPECT_THAT(labels(std::numeric_limits<std::uint64_t>::max(), 1), testing::SizeIs(1));
    request.seed = 2;
    const scenarios::SampleBatch second = scenarios::samplesOf(request, 1);
    EXPECT_EQ(second.images.data()[0], 20.0f / 255.0f);
    EXPECT_EQ(second.images.data()[28], 1.0f) << "its bright row";
}

TEST(OwnSamples, TheForwardPassCountsWhatIsRightOnlyWithLabels)
{
    const auto lastLayer = [](const Experiment& experiment) {
        const Scene& scene = *experiment.scene({2});
        const auto last = std::find_if(scene.exhibits.rbegin(), scene.exhibits.rend(), [](const auto& each) {
            return each.kind == ExhibitKind::Activations;
        });
        return *last;
    };
    const auto labelled = forwardPass(ownSamples(5, true));
    const Exhibit digits = lastLayer(*labelled);
    EXPECT_THAT(digits.captions, ElementsAre("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    EXPECT_EQ(std::get<LayerDetails>(digits.details).labels.at(1), 8);
    EXPECT_THAT(labelled->scene({2})->exhibits.front().captions.at(0), "9");
    EXPECT_THAT(arrayNames(*labelled), AllOf(Contains("labels"), Contains("gradient-weights-1")));
    const auto without = forwardPass(ownSamples(5, false));
    EXPECT_THAT(std::get<LayerDetails>(lastLayer(*without).details).labels, IsEmpty());
    EXPECT_THAT(without->scene({2})->exhibits.front().captions, IsEmpty());
    EXPECT_THAT(arrayNames(*without),
                AllOf(Not(Contains("labels")), Not(Contains(HasSubstr("gradient"))), Contains("images")));
}
