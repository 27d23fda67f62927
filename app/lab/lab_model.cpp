// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/lab_model.h"

#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/run_lanes.h"

#include <algorithm>
#include <utility>

namespace lab::app {

namespace {

constexpr int kTextbookCores = 4; // on machines that have fewer the model of these is shown from the start

} // namespace

LabModel::LabModel(scenario::Registry registry, machine::Machine machine, QObject* parent)
    : QObject(parent), m_machine(std::move(machine)), m_registry(std::move(registry))
{
}

void LabModel::open(const std::string& id)
{
    const scenario::Scenario* wanted = m_registry.find(id);
    if (!wanted || wanted == m_scenario)
        return;
    if (m_scenario)
        m_shelf.put(m_scenario->info().id, m_shown, m_playback.time());
    m_scenario = wanted;
    const scenario::ScenarioInfo& opened = wanted->info();
    std::optional<Shelved> left = m_shelf.take(id);
    if (left) {
        m_shown = std::move(left->shown);
    } else {
        const bool quoted = m_shown.chart.quoted; // the person's choice, whatever is open
        m_shown = {};
        m_shown.request = standardRequest();
        for (const auto& [name, value] : opened.firstLook)
            m_shown.request.settings[name] = value;
        m_shown.variant = std::min(opened.main, opened.variants.size() - 1);
        if (opened.independent && m_machine.cores < kTextbookCores)
            m_shown.idealCores = kTextbookCores;
        m_shown.chart.quoted = quoted;
    }
    m_inputs.reset();
    m_followed.reset();
    m_focus = {};
    const widgets::Speed speed = m_playback.speed();
    m_playback = {};
    m_playback.setSpeed(speed);
    setTraces();
    m_playback.setTime(left ? left->instant : 0);
    m_lesson = widgets::loadLesson(QString::fromStdString(opened.lesson));
    tellObserved();
    Q_EMIT scenarioChanged();
}

void LabModel::open(const widgets::Rule& rule)
{
    open(rule.scenario);
    if (!m_scenario || m_scenario->info().id != rule.scenario)
        return;
    const auto& variants = m_scenario->info().variants;
    const auto named = std::find_if(variants.begin(), variants.end(),
                                    [&](const scenario::Variant& each) { return each.key == rule.variant; });
    if (named != variants.end())
        m_shown.variant = static_cast<std::size_t>(named - variants.begin());
    scenario::Request request = standardRequest();
    for (const auto& [name, value] : rule.settings)
        request.settings[name] = value;
    setRequest(request);
}

scenario::Request LabModel::standardRequest() const
{
    scenario::Request request;
    request.settings = scenario::complete(m_scenario->info().parameters, {});
    request.workers = std::min(m_machine.cores, scenario::kMostWorkers);
    return request;
}

void LabModel::setRequest(const scenario::Request& request)
{
    if (scenario::sameWork(m_shown.request, request))
        return;
    m_shown.request = request;
    changeRequest();
}

// Live follows what is asked for; any other result grows old by it.
void LabModel::changeRequest()
{
    m_shown.stale = begun() && !(isRunning(*m_shown.state) && m_shown.state->mode == session::Mode::Live);
    Q_EMIT requestChanged();
}

scenario::Request LabModel::wholeRequest() const
{
    scenario::Request whole = m_shown.request;
    if (m_scenario)
        m_own.addTo(whole, m_scenario->info());
    return whole;
}

void LabModel::usePhotos(std::shared_ptr<const std::vector<base::Photo>> photos)
{
    m_own.photos = std::move(photos);
    changeRequest();
}

void LabModel::useSamples(std::shared_ptr<const base::Samples> samples)
{
    m_own.samples = std::move(samples);
    changeRequest();
}

void LabModel::setState(std::shared_ptr<const session::RunState> state)
{
    if (state->generation != m_shown.state->generation) { // another run
        m_shown.stale = false;
        m_shown.stageChosen = false;
        m_shown.asked = widgets::Asked{m_shown.asked.key, m_shown.asked.share};
    }
    m_shown.state = std::move(state);
    if (!isRunning(*m_shown.state) || m_shown.state->mode != session::Mode::Live) {
        m_followed.reset();
        setTraces();
    } else if (!m_followed || !scenario::sameWork(m_followed->request, m_shown.state->request)) {
        takeNewest();
    }
    if (shownResult() && shownResult()->capture)
        m_inputs.reset();
    renewObserved();
    Q_EMIT stateChanged();
}

void LabModel::setTraces()
{
    std::vector<std::shared_ptr<const trace::Trace>> traces;
    for (const session::VariantResult& result : pictured().variants)
        traces.push_back(result.capture ? result.capture->trace : nullptr);
    m_playback.setTraces(traces, widgets::clockCut(pictured(), shownVariant()));
    if (!isRunning(*m_shown.state) || m_followed)
        renewPace();
}

void LabModel::setInputs(std::shared_ptr<const session::Capture> inputs)
{
    m_inputs = std::move(inputs);
    Q_EMIT inputsChanged();
}

bool LabModel::canChoose(std::size_t variant) const
{
    const auto& results = m_shown.state->variants;
    if (results.empty())
        return m_scenario && variant < m_scenario->info().variants.size();
    return variant < results.size() && results[variant].availability.available;
}

void LabModel::chooseVariant(std::size_t variant)
{
    if (!canChoose(variant))
        return;
    m_shown.variant = variant;
    m_focus = {};
    if (begun() && widgets::isSweep(*m_shown.state) && m_shown.state->variants[variant].capture)
        chooseStage(true);
    setTraces();
    Q_EMIT variantChanged();
}

std::size_t LabModel::shownVariant() const
{
    const auto& variants = pictured().variants;
    if (m_shown.variant < variants.size() && !variants[m_shown.variant].capture) {
        for (std::size_t variant = variants.size(); variant > 0; --variant) {
            if (variants[variant - 1].capture)
                return variant - 1;
        }
    }
    return m_shown.variant;
}

const session::VariantResult* LabModel::shownResult() const
{
    const std::size_t shown = shownVariant();
    return shown < pictured().variants.size() ? &pictured().variants[shown] : nullptr;
}

void LabModel::setIdealCores(int cores)
{
    if (cores == m_shown.idealCores || !info() || !info()->independent)
        return;
    m_shown.idealCores = cores;
    Q_EMIT lanesChanged();
}

void LabModel::showPath(bool on)
{
    m_shown.path = on;
    Q_EMIT lanesChanged();
}

void LabModel::setAsked(widgets::Asked asked)
{
    m_shown.asked = std::move(asked);
    Q_EMIT askedChanged();
}

std::optional<scenario::WhatIf> LabModel::askedChange() const
{
    return info() ? widgets::changeOf(*info(), m_shown.asked) : std::nullopt;
}

void LabModel::setChart(const widgets::ChartChoice& choice)
{
    m_shown.chart = choice;
    Q_EMIT chartChanged();
}

void LabModel::setLessonStep(widgets::LessonStep step)
{
    if (step == m_shown.lessonStep)
        return;
    m_shown.lessonStep = step;
    Q_EMIT lessonChanged();
}

void LabModel::predict(double speedup)
{
    m_shown.prediction = speedup;
    Q_EMIT predicted();
    setLessonStep(widgets::LessonStep::Run);
}

// As long as something runs, the questions of the run before are over.
void LabModel::renewObserved()
{
    const bool runs = isRunning(*m_shown.state);
    if (runs && m_shown.observed.questions.empty() && m_shown.state->rounds > 0)
        return; // told already
    m_shown.observed = {};
    if (!runs && info())
        m_shown.observed.questions = session::observations(*info(), *m_shown.state);
    m_shown.observed.answers.resize(m_shown.observed.questions.size());
    tellObserved();
    Q_EMIT observedChanged();
}

void LabModel::tellObserved()
{
    m_lesson.steps[static_cast<std::size_t>(widgets::LessonStep::Observe)] =
        widgets::observeText(m_shown.observed, *m_shown.state);
}

void LabModel::answer(std::size_t question, std::size_t option)
{
    widgets::Observed& observed = m_shown.observed;
    if (question >= observed.questions.size() || observed.answers[question] ||
        option >= observed.questions[question].options.size())
        return;
    observed.answers[question] = option;
    tellObserved();
    Q_EMIT observedChanged();
}

void LabModel::answerByLane(std::size_t variant, std::size_t lane)
{
    const auto question = m_shown.observed.next();
    if (!question || m_shown.observed.questions[*question].variant != variant)
        return;
    const auto& options = m_shown.observed.questions[*question].options;
    for (std::size_t i = 0; i < options.size(); ++i)
        if (options[i].lane == lane)
            answer(*question, i);
}

void LabModel::showAnswer(std::size_t question)
{
    if (question >= m_shown.observed.questions.size())
        return;
    const session::Observation& asked = m_shown.observed.questions[question];
    if (asked.variant != shownVariant())
        chooseVariant(asked.variant);
    setInstant(static_cast<double>(asked.at));
}

bool LabModel::showsSweep() const
{
    return m_shown.state->mode == session::Mode::Sweep && m_shown.state->sweep && !m_shown.stageChosen;
}

void LabModel::chooseStage(bool instead)
{
    if (m_shown.stageChosen == instead)
        return;
    m_shown.stageChosen = instead;
    Q_EMIT centreChanged();
}

bool LabModel::hasPicture() const
{
    return m_playback.duration() > 0 || widgets::isSweep(*m_shown.state);
}

QString LabModel::withLabels(std::string_view sentence) const
{
    QString words = QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size()));
    if (!m_scenario)
        return words;
    for (const scenario::Parameter& parameter : m_scenario->info().parameters)
        words.replace(QStringLiteral("'%1'").arg(QString::fromStdString(parameter.name)),
                      QStringLiteral("'%1'").arg(QString::fromStdString(parameter.label)));
    return words;
}

} // namespace lab::app
