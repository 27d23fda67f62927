// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "core/scenarios/shared/stage_groups.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <stdexcept>

using namespace lab;
using namespace lab::scenario;
using namespace lab::session;
using testing::HasSubstr;

namespace {

enum : std::uint32_t { kSequential, kStages, kRows, kMany, kPipeline, kPhotos, kVariants };

const Scenario& chain()
{
    static const Registry registry = scenarios::all();
    return registry.get("filter-chain");
}

std::unique_ptr<Experiment> prepared(Settings settings, int workers,
                                     std::shared_ptr<const std::vector<base::Photo>> photos = {})
{
    Request request;
    request.settings = std::move(settings);
    request.workers = workers;
    request.photos = std::move(photos);
    return chain().prepare(complete(chain().info(), request));
}

const Settings kSmall = {{"size", std::int64_t{160}}, {"photos", std::int64_t{5}}};

base::Photo madePhoto(int width, int height, bool grey)
{
    base::Photo photo{std::to_string(width) + " × " + std::to_string(height), width, height, {}};
    for (int i = 0; i < width * height * 3; ++i)
        photo.pixels.push_back(static_cast<std::uint8_t>((grey ? i / 3 : i) * 37 % 251));
    return photo;
}

std::vector<trace::Span> spansOf(const Capture& capture, std::size_t lane, trace::State state)
{
    std::vector<trace::Span> spans;
    for (const trace::Span& span : capture.trace->lanes()[lane].spans) {
        if (span.state == state)
            spans.push_back(span);
    }
    return spans;
}

// The system may leave a worker out of one iteration; not of many.
Capture captureWithAll(Experiment& experiment, std::uint32_t variant, workers::WorkerPool& pool,
                       trace::State state)
{
    for (int attempt = 0;; ++attempt) {
        Capture capture = captureIteration(experiment, {variant}, pool, 1);
        bool all = true;
        for (std::size_t lane = 0; lane < capture.trace->lanes().size(); ++lane)
            all = all && !spansOf(capture, lane, state).empty();
        if (all || attempt == 200)
            return capture;
    }
}

} // namespace

TEST(FilterChain, EveryWayIsBitEqualOnAnyNumberOfWorkers)
{
    for (const int workers : {1, 2, 3, 7}) {
        for (const std::int64_t radius : {1, 8}) {
            Settings settings = kSmall;
            settings["radius"] = radius;
            const auto experiment = prepared(settings, workers);
            workers::WorkerPool pool(workers);
            for (std::uint32_t variant = 0; variant < kVariants; ++variant) {
                experiment->reset({variant});
                experiment->iterate({variant}, pool, nullptr);
                EXPECT_EQ(experiment->differenceFromSequential({variant}), 0)
                    << chain().info().variants[variant].key << " on " << workers;
            }
        }
    }
}

TEST(FilterChain, OwnPhotosOfAnyShapeAreTaken)
{
    const auto photos = std::make_shared<const std::vector<base::Photo>>(
        std::vector<base::Photo>{madePhoto(8, 8, false), madePhoto(900, 9, true), madePhoto(33, 501, false)});
    const auto experiment = prepared(kSmall, 2, photos);
    workers::WorkerPool pool(2);
    for (std::uint32_t variant = 0; variant < kVariants; ++variant) {
        experiment->reset({variant});
        experiment->iterate({variant}, pool, nullptr);
        EXPECT_EQ(experiment->differenceFromSequential({variant}), 0);
    }
    EXPECT_THAT(experiment->scene({kMany})->exhibits.front().captions,
                testing::ElementsAre("8 × 8", "900 × 9", "33 × 501", "8 × 8", "900 × 9"));
}

TEST(FilterChain, StagesOfOnePhotoNeverOverlapAndWaitsNameTheStage)
{
    const auto experiment = prepared(kSmall, 3);
    workers::WorkerPool pool(3);
    const Capture capture = captureIteration(*experiment, {kStages}, pool, 1);
    std::map<std::uint16_t, std::pair<trace::Span, std::size_t>> stages;
    for (std::size_t lane = 0; lane < 3; ++lane) {
        for (const trace::Span& span : spansOf(capture, lane, trace::State::Computing))
            EXPECT_TRUE(stages.try_emplace(span.task.value, span, lane).second);
    }
    ASSERT_EQ(stages.size(), 3u);
    EXPECT_LE(stages.at(0).first.end, stages.at(1).first.begin);
    EXPECT_LE(stages.at(1).first.end, stages.at(2).first.begin);
    for (std::size_t lane = 0; lane < 3; ++lane) {
        for (const trace::Span& wait : spansOf(capture, lane, trace::State::WaitsForData)) {
            const auto& needed = stages.at(wait.task.value);
            EXPECT_EQ(wait.peer, needed.second);
            EXPECT_LE(needed.first.end, wait.end);
            EXPECT_EQ(stages.at(static_cast<std::uint16_t>(wait.task.value + 1)).second, lane);
            EXPECT_THAT(labelOf(*capture.scene, wait), HasSubstr("needs "));
        }
    }
}

TEST(FilterChain, RowsStopAtABarrierBehindEachStage)
{
    const auto experiment = prepared({{"size", std::int64_t{512}}}, 3);
    workers::WorkerPool pool(3);
    const Capture capture = captureWithAll(*experiment, kRows, pool, trace::State::Barrier);
    std::map<std::uint16_t, base::Nanoseconds> firstBegin;
    std::map<std::uint16_t, base::Nanoseconds> lastEnd;
    for (std::size_t lane = 0; lane < 3; ++lane) {
        for (const trace::Span& span : spansOf(capture, lane, trace::State::Computing)) {
            const auto begin = firstBegin.try_emplace(span.task.value, span.begin).first;
            begin->second = std::min(begin->second, span.begin);
            lastEnd[span.task.value] = std::max(lastEnd[span.task.value], span.end);
        }
    }
    ASSERT_EQ(firstBegin.size(), 3u);
    EXPECT_LE(lastEnd[0], firstBegin[1]);
    EXPECT_LE(lastEnd[1], firstBegin[2]);
    for (std::size_t lane = 0; lane < 3; ++lane) {
        const auto barriers = spansOf(capture, lane, trace::State::Barrier);
        EXPECT_FALSE(barriers.empty()) << lane;
        for (const trace::Span& barrier : barriers) {
            EXPECT_GE(barrier.end, lastEnd[barrier.task.value]) << "left before the last piece was done";
            const auto next = firstBegin.find(static_cast<std::uint16_t>(barrier.task.value + 1));
            EXPECT_TRUE(next == firstBegin.end() || barrier.begin <= next->second);
            EXPECT_TRUE(labelOf(*capture.scene, barrier).empty());
        }
    }
}

TEST(FilterChain, ThePipelineKeepsPhotosInOrderAndBehindTheirInput)
{
    const auto experiment = prepared({{"size", std::int64_t{128}}, {"photos", std::int64_t{16}}}, 3);
    workers::WorkerPool pool(3);
    const Capture capture = captureIteration(*experiment, {kPipeline}, pool, 1);
    std::map<std::pair<std::uint16_t, std::uint32_t>, trace::Span> work;
    for (std::size_t lane = 0; lane < 3; ++lane) {
        for (const trace::Span& span : spansOf(capture, lane, trace::State::Computing))
            work[{span.task.value, span.first}] = span;
    }
    ASSERT_EQ(work.size(), 3u * 16);
    for (std::uint16_t stage = 0; stage < 3; ++stage) {
        for (std::uint32_t photo = 0; photo < 16; ++photo) {
            const trace::Span& span = work.at({stage, photo});
            EXPECT_TRUE(stage == 0 ||
                        work.at({static_cast<std::uint16_t>(stage - 1), photo}).end <= span.begin);
            EXPECT_TRUE(photo == 0 || work.at({stage, photo - 1}).end <= span.begin);
        }
    }
}

TEST(FilterChain, SpeedupsCompareEqualWork)
{
    const auto& variants = chain().info().variants;
    EXPECT_EQ(variants[kRows].against, kSequential);
    for (const std::uint32_t variant : {kMany, kPipeline, kPhotos})
        EXPECT_EQ(variants[variant].against, kMany);
}

TEST(FilterChain, StopsWithoutFinishing)
{
    const auto experiment = prepared(kSmall, 3);
    workers::WorkerPool pool(3);
    std::stop_source source;
    source.request_stop();
    pool.setStopToken(source.get_token());
    for (std::uint32_t variant = 1; variant < kVariants; ++variant)
        experiment->iterate({variant}, pool, nullptr); // returns
}

TEST(FilterChain, TooMuchNamesTheParameters)
{
    try {
        prepared({{"size", std::int64_t{2048}}, {"photos", std::int64_t{32}}}, 2);
        FAIL();
    } catch (const ParameterError& error) {
        EXPECT_THAT(error.what(), HasSubstr("'photos'"));
    }
    EXPECT_THROW(prepared({{"size", std::int64_t{2048}}, {"photos", std::int64_t{8}}}, 2), ParameterError);
    EXPECT_THROW(prepared({{"radius", std::int64_t{9}}}, 2), ParameterError);
}

TEST(StageGroups, AnExceptionEndsThoseThatWaitAndIsRethrown)
{
    for (const int workers : {1, 2, 3, 5}) {
        workers::WorkerPool pool(workers);
        const auto failing = [](std::size_t stage, std::int64_t block, std::size_t) {
            if (stage == 1 && block == 2)
                throw std::runtime_error("lost");
        };
        EXPECT_THROW(
            scenarios::runStageGroups({{0, 1}, {1, 2}, {2, 3}}, 9, pool, nullptr, failing, {.ahead = 2}),
            std::runtime_error);
    }
}
