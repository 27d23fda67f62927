// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "app/inputs/own_inputs.h"
#include "app/lab/result_shelf.h"
#include "core/scenario/moments.h"
#include "core/scenario/registry.h"
#include "core/session/run_session.h"
#include "widgets/charts/chart_content.h"
#include "widgets/panels/lesson.h"
#include "widgets/panels/rules.h"
#include "widgets/transport/playback.h"
#endif

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace lab::app {

/// What is on the screen: scenario, request, newest result, shown variant, instant, chosen chart, lesson
/// step, prediction. The one answer for window, presenter, export and accessibility, which read it and
/// listen; none of them is told by another. No widget in it. GUI thread.
class LabModel : public QObject
{
    Q_OBJECT

public:
    explicit LabModel(scenario::Registry registry, machine::Machine machine, QObject* parent = nullptr);

    const machine::Machine& machine() const { return m_machine; }
    const scenario::Registry& registry() const { return m_registry; }

    /// Shows another scenario with standard values, or with the result that it was left with. An unknown one,
    /// or the one that is shown, changes nothing.
    void open(const std::string& id);
    /// Opens the scenario of a rule of thumb with its settings and variant.
    void open(const widgets::Rule& rule);
    const scenario::Scenario* scenario() const { return m_scenario; } ///< null before the first
    const scenario::ScenarioInfo* info() const { return m_scenario ? &m_scenario->info() : nullptr; }

    /// Settings, workers and seed as chosen.
    const scenario::Request& request() const { return m_shown.request; }
    void setRequest(const scenario::Request& request);
    /// The same with what a person works on.
    scenario::Request wholeRequest() const;
    /// Null: the program's again.
    void usePhotos(std::shared_ptr<const std::vector<base::Photo>> photos);
    void useSamples(std::shared_ptr<const base::Samples> samples);

    const session::RunState& state() const { return *m_shown.state; }
    const std::shared_ptr<const session::RunState>& sharedState() const { return m_shown.state; }
    /// A newer state of the scenario's run.
    void setState(std::shared_ptr<const session::RunState> state);
    /// Something has run, or runs: until then inputs are shown.
    bool begun() const { return m_shown.state->generation > 0; }
    /// Parameters have changed since the result began.
    bool stale() const { return m_shown.stale; }
    const std::shared_ptr<const session::Capture>& inputs() const { return m_inputs; }
    void setInputs(std::shared_ptr<const session::Capture> inputs);

    /// What stage and lanes show: the newest state, or while Live is followed event by event an earlier one.
    const session::RunState& pictured() const { return *sharedPictured(); }
    const std::shared_ptr<const session::RunState>& sharedPictured() const
    {
        return m_followed ? m_followed : m_shown.state;
    }

    /// What was chosen; shown is, while it has no capture, the newest that has one.
    void chooseVariant(std::size_t variant);
    /// There is one, and it can run as far as that is known.
    bool canChoose(std::size_t variant) const;
    std::size_t chosenVariant() const { return m_shown.variant; }
    std::size_t shownVariant() const;
    /// The result of the shown variant; null where there is none.
    const session::VariantResult* shownResult() const;

    const widgets::Playback& playback() const { return m_playback; }
    void setInstant(double ns); ///< and stays there
    void setSpeed(const widgets::Speed& speed);
    /// Whose events a replay goes through.
    void setFocus(const scenario::Focus& focus);
    const scenario::Focus& focus() const { return m_focus; }
    /// Events of the shown recording, in all: 0 where that is not known.
    std::int64_t eventCount() const { return m_eventCount; }
    void play();
    /// Plays from the beginning and comes to rest where most happens.
    void replay();
    /// There at once; the end where nothing happens.
    void toBest();
    void pause();
    void step(int direction);
    void toStart();
    void toEnd();
    /// `seconds` of wall time have passed.
    void advance(double seconds);
    /// On by a share of the recording, again from its start after its end; with reduced motion its end.
    void moveOn(double share);
    /// Live: on through the one iteration that is followed by `seconds` of wall time, or where it is shown
    /// evenly by `share`. At its end the newest is taken.
    void follow(double seconds, double share);
    void setReducedMotion(bool on) { m_reducedMotion = on; }
    bool reducedMotion() const { return m_reducedMotion; }

    /// As many equal cores are modelled beside what was measured; 0: none. Only of scenarios whose tasks are
    /// independent.
    void setIdealCores(int cores);
    int idealCores() const { return m_shown.idealCores; }
    /// In the lanes of the shown variant: what made it as long as it is.
    void showPath(bool on);
    bool pathShown() const { return m_shown.path; }

    /// "What if …?" of the result that is shown.
    const widgets::Asked& asked() const { return m_shown.asked; }
    void setAsked(widgets::Asked asked);
    /// The change that is asked for, as far as it goes; absent: none.
    std::optional<scenario::WhatIf> askedChange() const;

    const widgets::ChartChoice& chart() const { return m_shown.chart; }
    void setChart(const widgets::ChartChoice& choice);

    const widgets::Lesson& lesson() const { return m_lesson; }
    widgets::LessonStep lessonStep() const { return m_shown.lessonStep; }
    void setLessonStep(widgets::LessonStep step);
    /// What the run's recording is asked about; the text is the lesson's.
    const widgets::Observed& observed() const { return m_shown.observed; }
    /// Once a question; nothing where there is no such.
    void answer(std::size_t question, std::size_t option);
    /// The next question, where it is about lanes: by one of `variant`.
    void answerByLane(std::size_t variant, std::size_t lane);
    /// Shows where the answer can be seen.
    void showAnswer(std::size_t question);
    std::optional<double> prediction() const { return m_shown.prediction; }
    void predict(double speedup);
    /// Figures stay on the wall where a run has ended.
    void setPresenting(bool on) { m_presenting = on; }
    bool presenting() const { return m_presenting; }

    /// A sweep, unless stage and lanes were chosen instead.
    bool showsSweep() const;
    void chooseStage(bool instead);
    /// Something that can be exported: a recording or a sweep.
    bool hasPicture() const;

    /// What core says of parameters, with the names that they have on the screen.
    QString withLabels(std::string_view sentence) const;

Q_SIGNALS:
    void scenarioChanged();
    void requestChanged();
    void stateChanged(); ///< a newer result, or the scenario's other one
    void inputsChanged();
    void variantChanged(); ///< another was chosen
    void lanesChanged();   ///< what they show beside the recording: a model, the path
    void instantChanged(); ///< or whether it moves
    void chartChanged();
    void lessonChanged();   ///< the step
    void observedChanged(); ///< questions, answers, and with them the lesson's text
    void predicted();
    void askedChanged();
    void centreChanged(); ///< stage in place of a sweep, or back

private:
    scenario::Request standardRequest() const;
    void changeRequest();
    void setTraces();
    void renewPace();
    void renewObserved();
    void tellObserved();
    void takeNewest();
    double bestInstantShown() const; ///< ns; the end without a recording

    const machine::Machine m_machine;
    const scenario::Registry m_registry;
    ResultShelf m_shelf;
    const scenario::Scenario* m_scenario = nullptr;
    OwnInputs m_own;
    ShownState m_shown;
    std::shared_ptr<const session::Capture> m_inputs;
    std::shared_ptr<const session::RunState> m_followed; // null but in Live
    widgets::Playback m_playback;
    scenario::Focus m_focus;
    std::int64_t m_eventCount = 0;
    widgets::Lesson m_lesson;
    bool m_presenting = false;
    bool m_reducedMotion = false;
};

} // namespace lab::app
