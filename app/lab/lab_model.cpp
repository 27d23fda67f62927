// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/lab_model.h"

#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/run_lanes.h"

#include <algorithm>
#include <utility>

namespace lab::app {

bool isRunning(const session::RunState& state)
{
    return state.phase == session::Phase::Preparing || state.phase == session::Phase::Measuring;
}

LabModel::LabModel(scenario::Registry registry, machine::Machine machine, QObject* parent)
    : QObject(parent), m_machine(std::move(machine)), m_registry(std::move(registry)),
      m_state(std::make_shared<const session::RunState>())
{
}

void LabModel::open(const std::string& id)
{
    const scenario::Scenario* wanted = m_registry.find(id);
    if (!wanted || wanted == m_scenario)
        return;
    shelve();
    m_scenario = wanted;
    const scenario::ScenarioInfo& opened = wanted->info();
    m_request = standardRequest();
    m_state = std::make_shared<const session::RunState>();
    m_inputs.reset();
    m_variant = std::min(opened.main, opened.variants.size() - 1);
    m_playback = {};
    m_chart.kind.reset();
    m_lesson = widgets::loadLesson(QString::fromStdString(opened.lesson));
    m_lessonStep = widgets::LessonStep::Problem;
    m_prediction.reset();
    m_stale = false;
    m_stageChosen = false;
    restore();
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
        m_variant = static_cast<std::size_t>(named - variants.begin());
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

void LabModel::shelve()
{
    if (m_scenario)
        m_shelf.put({m_scenario->info().id, m_state, m_request, m_variant, m_playback.time(), m_chart,
                     m_lessonStep, m_prediction, m_stale, m_stageChosen});
}

void LabModel::restore()
{
    std::optional<Shelved> left = m_shelf.take(m_scenario->info().id);
    if (!left)
        return;
    m_state = std::move(left->state);
    m_request = left->request;
    m_variant = left->variant;
    m_chart = left->chart;
    m_lessonStep = left->lessonStep;
    m_prediction = left->prediction;
    m_stale = left->stale;
    m_stageChosen = left->stageChosen;
    setTraces();
    m_playback.setTime(left->instant);
}

void LabModel::setRequest(const scenario::Request& request)
{
    if (scenario::sameWork(m_request, request))
        return;
    m_request = request;
    m_stale = begun() && !(isRunning(*m_state) && m_state->mode == session::Mode::Live); // which follows
    Q_EMIT requestChanged();
}

scenario::Request LabModel::wholeRequest() const
{
    scenario::Request whole = m_request;
    if (m_scenario)
        m_own.addTo(whole, m_scenario->info());
    return whole;
}

void LabModel::usePhotos(std::shared_ptr<const std::vector<base::Photo>> photos)
{
    m_own.photos = std::move(photos);
    m_stale = begun();
    Q_EMIT requestChanged();
}

void LabModel::useSamples(std::shared_ptr<const base::Samples> samples)
{
    m_own.samples = std::move(samples);
    m_stale = begun();
    Q_EMIT requestChanged();
}

void LabModel::setState(std::shared_ptr<const session::RunState> state)
{
    if (state->generation != m_state->generation) { // another run
        m_stale = false;
        m_stageChosen = false;
    }
    m_state = std::move(state);
    setTraces();
    if (shownResult() && shownResult()->capture)
        m_inputs.reset();
    Q_EMIT stateChanged();
}

void LabModel::setTraces()
{
    std::vector<std::shared_ptr<const trace::Trace>> traces;
    for (const session::VariantResult& result : m_state->variants)
        traces.push_back(result.capture ? result.capture->trace : nullptr);
    m_playback.setTraces(traces, widgets::clockCut(*m_state, shownVariant()));
}

void LabModel::setInputs(std::shared_ptr<const session::Capture> inputs)
{
    m_inputs = std::move(inputs);
    Q_EMIT inputsChanged();
}

void LabModel::chooseVariant(std::size_t variant)
{
    if (variant >= m_state->variants.size() || !m_state->variants[variant].availability.available)
        return;
    m_variant = variant;
    if (widgets::isSweep(*m_state) && m_state->variants[variant].capture)
        chooseStage(true);
    setTraces();
    Q_EMIT variantChanged();
}

std::size_t LabModel::shownVariant() const
{
    const auto& variants = m_state->variants;
    if (m_variant < variants.size() && !variants[m_variant].capture) {
        for (std::size_t variant = variants.size(); variant > 0; --variant) {
            if (variants[variant - 1].capture)
                return variant - 1;
        }
    }
    return m_variant;
}

const session::VariantResult* LabModel::shownResult() const
{
    const std::size_t shown = shownVariant();
    return shown < m_state->variants.size() ? &m_state->variants[shown] : nullptr;
}

void LabModel::setChart(const widgets::ChartChoice& choice)
{
    m_chart = choice;
    Q_EMIT chartChanged();
}

void LabModel::setLessonStep(widgets::LessonStep step)
{
    if (step == m_lessonStep)
        return;
    m_lessonStep = step;
    Q_EMIT lessonChanged();
}

void LabModel::predict(double speedup)
{
    m_prediction = speedup;
    Q_EMIT predicted();
    setLessonStep(widgets::LessonStep::Run);
}

bool LabModel::showsSweep() const
{
    return m_state->mode == session::Mode::Sweep && m_state->sweep && !m_stageChosen;
}

void LabModel::chooseStage(bool instead)
{
    if (m_stageChosen == instead)
        return;
    m_stageChosen = instead;
    Q_EMIT centreChanged();
}

bool LabModel::hasPicture() const
{
    return m_playback.duration() > 0 || widgets::isSweep(*m_state);
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
