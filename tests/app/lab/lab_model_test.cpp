// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/lab_model.h"
#include "core/scenarios/all.h"
#include "tests/support/batch_capture.h"
#include "tests/support/machine_of.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

class Model : public ::testing::Test
{
protected:
    Model() : m_model(scenarios::all(), tests::machineOf(2)) { m_model.open("batch-convolution"); }

    /// A run of both variants, finished unless told otherwise.
    std::shared_ptr<session::RunState> shown(session::Phase phase = session::Phase::Finished,
                                             session::Mode mode = session::Mode::Run)
    {
        auto state = std::make_shared<session::RunState>(tests::finishedState());
        state->phase = phase;
        state->mode = mode;
        m_model.setState(state);
        return state;
    }

    void ask(const char* name, std::int64_t value)
    {
        scenario::Request request = m_model.request();
        request.settings[name] = value;
        m_model.setRequest(request);
    }

    LabModel m_model;
};

TEST_F(Model, OpensAScenarioWithStandardValuesAndNoResult)
{
    const scenario::ScenarioInfo& info = *m_model.info();
    EXPECT_EQ(m_model.request().settings, scenario::complete(info.parameters, {}));
    EXPECT_EQ(m_model.request().workers, 2);
    EXPECT_EQ(m_model.chosenVariant(), info.main);
    EXPECT_FALSE(m_model.begun());
    EXPECT_FALSE(m_model.shownResult());
    EXPECT_FALSE(m_model.hasPicture());
}

TEST_F(Model, AnUnknownScenarioOrTheSameOneChangesNothing)
{
    const QSignalSpy changes(&m_model, &LabModel::scenarioChanged);
    shown();
    m_model.open("no-such-scenario");
    m_model.open("batch-convolution");
    EXPECT_EQ(changes.count(), 0);
    EXPECT_TRUE(m_model.begun());
}

TEST_F(Model, LeavingAScenarioLosesNothing)
{
    const auto state = shown();
    m_model.chooseVariant(0);
    m_model.predict(1.5);
    m_model.setInstant(70'000);
    m_model.setLessonStep(widgets::LessonStep::Try);
    ask("images", 6);
    m_model.open("pool-size");
    EXPECT_FALSE(m_model.begun());
    EXPECT_FALSE(m_model.prediction());
    m_model.open("batch-convolution");
    EXPECT_EQ(m_model.sharedState(), state);
    EXPECT_EQ(m_model.chosenVariant(), 0u);
    EXPECT_EQ(m_model.prediction(), 1.5);
    EXPECT_EQ(m_model.request().settings.at("images"), scenario::Value(std::int64_t{6}));
    EXPECT_TRUE(m_model.stale());
    EXPECT_EQ(m_model.playback().time(), 70'000);
    EXPECT_EQ(m_model.lessonStep(), widgets::LessonStep::Try);
}

TEST_F(Model, WhatStillRanWhenItWasLeftIsFoundStopped)
{
    shown(session::Phase::Measuring);
    m_model.open("pool-size");
    m_model.open("batch-convolution");
    EXPECT_EQ(m_model.state().phase, session::Phase::Stopped);
    EXPECT_TRUE(m_model.shownResult()->capture);
}

TEST_F(Model, ShowsTheNewestVariantThatHasACaptureWhileTheChosenOneHasNone)
{
    auto state = std::make_shared<session::RunState>(tests::finishedState());
    state->variants[1].capture.reset();
    m_model.setState(state);
    EXPECT_EQ(m_model.chosenVariant(), 1u);
    EXPECT_EQ(m_model.shownVariant(), 0u);
}

TEST_F(Model, VariantsThatAreNotThereAreNotChosen)
{
    auto state = std::make_shared<session::RunState>(tests::finishedState());
    state->variants[0].availability = {false, "no such library"};
    m_model.setState(state);
    const QSignalSpy changes(&m_model, &LabModel::variantChanged);
    m_model.chooseVariant(0);
    m_model.chooseVariant(7);
    EXPECT_EQ(m_model.chosenVariant(), 1u);
    EXPECT_EQ(changes.count(), 0);
}

TEST_F(Model, ParametersThatChangeAfterARunMakeItsResultStaleUntilTheNext)
{
    ask("images", 6);
    EXPECT_FALSE(m_model.stale()) << "nothing has run";
    shown();
    ask("images", 8);
    EXPECT_TRUE(m_model.stale());
    auto next = std::make_shared<session::RunState>(tests::finishedState());
    ++next->generation;
    m_model.setState(next);
    EXPECT_FALSE(m_model.stale());
}

TEST_F(Model, LiveFollowsParametersAndIsNeverStale)
{
    shown(session::Phase::Measuring, session::Mode::Live);
    ask("images", 8);
    EXPECT_FALSE(m_model.stale());
    m_model.usePhotos(nullptr);
    m_model.useSamples(nullptr);
    EXPECT_FALSE(m_model.stale());
}

TEST_F(Model, TheSameRequestIsNoChange)
{
    const QSignalSpy changes(&m_model, &LabModel::requestChanged);
    m_model.setRequest(m_model.request());
    EXPECT_EQ(changes.count(), 0);
    ask("images", 8);
    EXPECT_EQ(changes.count(), 1);
}

TEST_F(Model, ANewInstantIsToldOnceAndStays)
{
    shown();
    m_model.play();
    const QSignalSpy instants(&m_model, &LabModel::instantChanged);
    m_model.setInstant(60'000);
    EXPECT_EQ(instants.count(), 1);
    EXPECT_EQ(m_model.playback().time(), 60'000);
    m_model.advance(1);
    EXPECT_EQ(m_model.playback().time(), 60'000) << "it does not play any more";
    EXPECT_EQ(instants.count(), 1);
}

TEST_F(Model, MovesOnByAShareAndBeginsAgainAfterTheEnd)
{
    shown();
    const double end = m_model.playback().duration();
    m_model.moveOn(0.5);
    EXPECT_EQ(m_model.playback().time(), end / 2);
    m_model.moveOn(0.75);
    EXPECT_EQ(m_model.playback().time(), end);
    m_model.moveOn(0.5);
    EXPECT_EQ(m_model.playback().time(), 0);
    m_model.setReducedMotion(true);
    m_model.moveOn(0.1);
    EXPECT_EQ(m_model.playback().time(), end);
}

TEST_F(Model, AReplayComesToRestWhereMostHappens)
{
    shown();
    m_model.replay();
    EXPECT_EQ(m_model.playback().time(), 0);
    for (int i = 0; i < 100 && m_model.playback().playing(); ++i)
        m_model.advance(0.5);
    EXPECT_FALSE(m_model.playback().playing());
    const auto best = static_cast<double>(bestInstant(*m_model.shownResult()->capture));
    EXPECT_EQ(m_model.playback().time(), best);
    EXPECT_GT(best, 0);
    EXPECT_LT(best, m_model.playback().duration());
    m_model.play();
    EXPECT_EQ(m_model.playback().time(), 0) << "it has been seen to its end";
}

TEST_F(Model, GoesFromEventToEventWhereThatIsChosenOrEventsAreShort)
{
    shown();
    EXPECT_FALSE(m_model.playback().pace()) << "four images in six seconds can be followed";
    widgets::Speed speed;
    speed.kind = widgets::Speed::Kind::AFew;
    m_model.setSpeed(speed);
    ASSERT_TRUE(m_model.playback().pace());
    EXPECT_EQ(m_model.eventCount(), 4);
    EXPECT_FALSE(m_model.playback().sight()) << "at rest the whole is in sight";
    m_model.play();
    EXPECT_TRUE(m_model.playback().sight());
    speed.kind = widgets::Speed::Kind::Evenly;
    m_model.setSpeed(speed);
    EXPECT_FALSE(m_model.playback().pace());
}

TEST_F(Model, AFocusLeavesTheEventsOfOneWorker)
{
    shown();
    widgets::Speed speed;
    speed.kind = widgets::Speed::Kind::AFew;
    m_model.setSpeed(speed);
    scenario::Focus second;
    second.lane = 1;
    m_model.setFocus(second);
    EXPECT_EQ(m_model.eventCount(), 2);
    ASSERT_TRUE(m_model.playback().pace());
    EXPECT_EQ(m_model.playback().pace()->moments().front().begin, 10'000);
    m_model.chooseVariant(0);
    EXPECT_EQ(m_model.focus(), scenario::Focus{}) << "another variant has other workers";
}

TEST_F(Model, LiveFollowsOneIterationEventByEventAndThenTakesTheNewest)
{
    widgets::Speed speed;
    speed.kind = widgets::Speed::Kind::AFew;
    m_model.setSpeed(speed);
    const auto first = shown(session::Phase::Measuring, session::Mode::Live);
    EXPECT_EQ(&m_model.pictured(), first.get());
    const auto second = shown(session::Phase::Measuring, session::Mode::Live);
    m_model.follow(0.5, 0.1);
    EXPECT_EQ(&m_model.pictured(), first.get()) << "it is looked at to its end";
    EXPECT_EQ(&m_model.state(), second.get()) << "figures are the newest all the same";
    for (int i = 0; i < 100 && &m_model.pictured() == first.get(); ++i)
        m_model.follow(0.5, 0.1);
    EXPECT_EQ(&m_model.pictured(), second.get());
    const auto ended = shown(session::Phase::Finished, session::Mode::Live);
    EXPECT_EQ(&m_model.pictured(), ended.get());
}

TEST_F(Model, LiveWithOtherParametersIsShownAtOnce)
{
    widgets::Speed speed;
    speed.kind = widgets::Speed::Kind::AFew;
    m_model.setSpeed(speed);
    shown(session::Phase::Measuring, session::Mode::Live);
    auto other = std::make_shared<session::RunState>(m_model.state());
    other->request.workers = 3;
    m_model.setState(other);
    EXPECT_EQ(&m_model.pictured(), other.get());
}

TEST_F(Model, ASweepTakesTheCentreUntilTheStageIsChosen)
{
    auto state = shown();
    EXPECT_FALSE(m_model.showsSweep());
    auto swept = std::make_shared<session::RunState>(*state);
    ++swept->generation;
    swept->mode = session::Mode::Sweep;
    swept->sweep.emplace().points.emplace_back();
    m_model.setState(swept);
    EXPECT_TRUE(m_model.showsSweep());
    EXPECT_TRUE(m_model.hasPicture());
    const QSignalSpy changes(&m_model, &LabModel::centreChanged);
    m_model.chooseVariant(0);
    EXPECT_FALSE(m_model.showsSweep()) << "a variant is looked at on the stage";
    m_model.chooseStage(true);
    EXPECT_EQ(changes.count(), 1);
}

TEST_F(Model, InputsAreShownUntilSomethingHasBeenRecorded)
{
    m_model.setInputs(tests::sequentialCapture());
    EXPECT_TRUE(m_model.inputs());
    shown();
    EXPECT_FALSE(m_model.inputs());
}

TEST_F(Model, ARuleOpensItsScenarioWithItsSettingsAndVariant)
{
    for (const widgets::Rule& rule : widgets::rules()) {
        m_model.open(rule);
        ASSERT_EQ(m_model.info()->id, rule.scenario);
        EXPECT_EQ(m_model.info()->variants[m_model.chosenVariant()].key, rule.variant)
            << rule.key.toStdString();
        for (const auto& [name, value] : rule.settings)
            EXPECT_EQ(m_model.request().settings.at(name), value) << rule.key.toStdString() << ' ' << name;
    }
}

TEST_F(Model, APredictionLeadsToTheRun)
{
    const QSignalSpy steps(&m_model, &LabModel::lessonChanged);
    m_model.predict(2);
    m_model.predict(3);
    EXPECT_EQ(m_model.prediction(), 3);
    EXPECT_EQ(m_model.lessonStep(), widgets::LessonStep::Run);
    EXPECT_EQ(steps.count(), 1);
}

TEST_F(Model, SentencesNameParametersAsTheScreenDoes)
{
    const QString label = QString::fromStdString(m_model.info()->parameters.front().label);
    const std::string name = m_model.info()->parameters.front().name;
    EXPECT_EQ(m_model.withLabels("parameter '" + name + "' is odd"),
              QStringLiteral("parameter '%1' is odd").arg(label));
}

} // namespace

} // namespace lab::app
