// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/scenario_page.h"

#include "app/lab/lab_model.h"
#include "widgets/charts/speedup_chart.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/panels/panel.h"
#include "widgets/panels/rate_text.h"
#include "widgets/panels/title_bar.h"
#include "widgets/plans/plans_view.h"
#include "widgets/stage/stage_view.h"
#include "widgets/theme/keyboard_focus.h"
#include "widgets/theme/number_text.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace lab::app {

namespace {

constexpr double kSweepScale = 1.5; // of the chart in the stage's place

std::optional<std::pair<double, double>> sightOf(const widgets::Playback& playback)
{
    const auto sight = playback.sight();
    return sight ? std::optional(std::pair(sight->begin, sight->end)) : std::nullopt;
}

widgets::LanesSight lanesSight(const widgets::Playback& playback)
{
    using Kind = analysis::Pace::Place::Kind;
    widgets::LanesSight sight{sightOf(playback), {}, {}};
    if (!playback.pace())
        return sight;
    const std::vector<analysis::Moment>& moments = playback.pace()->moments();
    sight.seen = {static_cast<double>(moments.front().begin), static_cast<double>(moments.back().end)};
    const auto place = playback.place();
    if (place && place->kind == Kind::Gap)
        sight.jump = ScenarioPage::tr("%1 later").arg(widgets::formatTime(place->length));
    return sight;
}

} // namespace

ScenarioPage::ScenarioPage(LabModel& model, QWidget* parent) : QWidget(parent), m_model(model)
{
    build();
    listen();
}

void ScenarioPage::build()
{
    setMinimumWidth(240);
    m_centre = new QStackedWidget(this);
    m_splitter = new QSplitter(Qt::Vertical, m_centre);
    m_centre->addWidget(m_splitter);
    m_title = new widgets::TitleBar(this);
    m_stage = new widgets::StageView(this);
    m_below = new QStackedWidget(this);
    m_plans = new widgets::PlansView(m_below);
    m_lanes = new widgets::LanesView(m_below);
    m_below->addWidget(m_plans);
    m_below->addWidget(m_lanes);
    m_stagePanel = new widgets::Panel(tr("Stage"), m_stage, m_splitter);
    m_lanesPanel = new widgets::Panel(tr("Workers"), m_below, m_splitter);
    for (QWidget* content : std::initializer_list<QWidget*>{m_plans, m_lanes})
        widgets::showKeyboardFocus(*content, *m_lanesPanel);
    m_splitter->addWidget(m_stagePanel);
    m_splitter->addWidget(m_lanesPanel);
    m_splitter->setHandleWidth(10);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    shareHeight();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_centre, 1);
}

void ScenarioPage::listen()
{
    connect(&m_model, &LabModel::scenarioChanged, this, &ScenarioPage::showScenario);
    connect(&m_model, &LabModel::requestChanged, this, [this] {
        showPlans();
        showNotes();
    });
    connect(&m_model, &LabModel::inputsChanged, this, &ScenarioPage::showStage);
    connect(&m_model, &LabModel::inputsChanged, this, &ScenarioPage::showPlans);
    connect(&m_model, &LabModel::instantChanged, this, &ScenarioPage::showInstant);
    connect(&m_model, &LabModel::centreChanged, this, &ScenarioPage::showSweep);
    connect(&m_model, &LabModel::variantChanged, this, [this] {
        m_lanes->showCut();
        showStage();
        showLanes();
    });
    connect(&m_model, &LabModel::lanesChanged, this, &ScenarioPage::showLanes);
    connect(m_lanes, &widgets::LanesView::playheadMoved, &m_model, &LabModel::setInstant);
    connect(m_lanes, &widgets::LanesView::variantChosen, &m_model, &LabModel::chooseVariant);
    connect(m_plans, &widgets::PlansView::variantChosen, &m_model, &LabModel::chooseVariant);
    connect(m_lanes, &widgets::LanesView::spanPinned, this, &ScenarioPage::follow);
    const auto lightLock = [this](std::optional<std::uint32_t> lock) {
        m_lanes->setLitLock(lock);
        m_stage->setLitLock(lock);
    };
    connect(m_lanes, &widgets::LanesView::lockHovered, this, lightLock);
    connect(m_stage, &widgets::StageView::lockHovered, this, lightLock);
}

void ScenarioPage::shareHeight()
{
    m_splitter->setSizes({900, 1000}); // shares, not pixels
}

void ScenarioPage::showScenario()
{
    const scenario::ScenarioInfo& info = *m_model.info();
    m_title->setScenario(info);
    showPlans();
    showStage();
    showLanes();
    showFigures();
}

void ScenarioPage::showPlans()
{
    if (!m_model.info())
        return;
    constexpr std::int64_t kMostParts = 8; // that can be told apart
    int parts = widgets::kPlanParts;
    if (const auto& inputs = m_model.inputs(); inputs && inputs->scene && !inputs->scene->tasks.empty()) {
        const std::int64_t units = scenario::unitCount(inputs->scene->tasks.front());
        if (units > 1 && units <= kMostParts)
            parts = static_cast<int>(units);
    }
    m_plans->setVariants(m_model.info()->variants, m_model.request().workers, parts);
}

void ScenarioPage::showLanesTitle()
{
    const scenario::ScenarioInfo& info = *m_model.info();
    m_lanesPanel->setTitle(m_below->currentWidget() == m_plans  ? tr("What will run")
                           : info.variants[info.main].onDevices ? tr("GPUs and links")
                           : info.emulated.empty()              ? tr("Workers")
                                                                : tr("GPU and workers"));
}

// Of a picture that is nothing without a recording its inputs show nothing: the plans have its room, too.
void ScenarioPage::showStagePanel()
{
    const bool empty = !m_model.begun() && m_stage->content().capture && !hasPicture(m_stage->content());
    m_stagePanel->setHidden(empty);
}

void ScenarioPage::takeFocus()
{
    m_below->currentWidget()->setFocus();
}

void ScenarioPage::showStage()
{
    widgets::StageContent content;
    if (const session::VariantResult* shown = m_model.shownResult()) {
        content.capture = shown->capture;
        content.sequential = shown->variant.alone();
        content.remark = QString::fromStdString(shown->remark);
        content.measured = widgets::rateSentence(m_model.state(), m_model.shownVariant());
        content.time = m_model.playback().time();
        content.sight = sightOf(m_model.playback());
    }
    if (!content.capture)
        content.capture = m_model.inputs();
    content.preparing = isRunning(m_model.state());
    m_stage->setContent(content);
    showStagePanel();
    m_lanesBehind = true;
    showNotes();
}

void ScenarioPage::showLanes()
{
    const session::RunState& state = m_model.pictured();
    const bool failed = state.phase == session::Phase::Failed;
    m_lanes->setCut(widgets::clockCut(state, m_model.shownVariant()));
    m_lanes->setEmptyText(failed ? m_model.withLabels(state.error) : QString());
    std::vector<widgets::LaneGroup> groups =
        widgets::laneGroups(state, m_model.shownVariant(), m_model.idealCores(), m_model.pathShown());
    m_plans->setChosen(m_model.shownVariant());
    m_below->setCurrentWidget(groups.empty() && !failed ? static_cast<QWidget*>(m_plans) : m_lanes);
    m_lanes->setGroups(std::move(groups));
    showLanesTitle();
    m_lanesBehind = false;
    showPlayhead();
}

// Whoever is clicked in the chosen variant's lanes is followed event by event: a lock, or a worker.
void ScenarioPage::follow(std::optional<widgets::SpanAddress> pinned)
{
    scenario::Focus focus;
    if (pinned) {
        const widgets::LaneGroup& group = m_lanes->laneLayout().groups()[pinned->group];
        if (!group.chosen)
            return;
        if (m_model.lessonStep() == widgets::LessonStep::Observe)
            m_model.answerByLane(group.variant, pinned->lane);
        const trace::Span& span = group.trace->lanes()[pinned->lane].spans[pinned->span];
        if (trace::concernsLock(span))
            focus.peer = span.peer;
        else
            focus.lane = pinned->lane;
    }
    m_model.setFocus(focus);
}

void ScenarioPage::showFigures()
{
    showSweep();
    m_title->setState(m_model.state());
}

void ScenarioPage::showInstant()
{
    m_stage->setTime(m_model.playback().time(), sightOf(m_model.playback()));
    showPlayhead();
    showNotes();
}

void ScenarioPage::showPlayhead()
{
    if (m_lanesBehind) // it belongs to those that come
        return;
    const widgets::Playback& playback = m_model.playback();
    m_lanes->setSight(lanesSight(playback));
    m_lanes->setPlayhead(playback.duration() > 0 ? playback.time() : widgets::kNoPlayhead);
}

// A sweep records nothing that stage and lanes could show: its chart takes their place.
void ScenarioPage::showSweep()
{
    const bool sweep = m_model.showsSweep();
    if (!sweep && m_centre->currentIndex() == 0)
        return;
    if (!sweep) {
        m_centre->setCurrentIndex(0);
        takeFocus();
        return;
    }
    if (!m_sweepChart) {
        m_sweepChart = new widgets::SpeedupChart(m_centre, kSweepScale);
        m_sweepPanel = new widgets::Panel(tr("Sweep"), m_sweepChart, m_centre);
        m_sweepPanel->setNote(tr("V shows stage and lanes"));
        m_sweepPanel->setFocusPolicy(Qt::StrongFocus);
        m_centre->addWidget(m_sweepPanel);
    }
    m_sweepChart->setData(widgets::chartData(m_model.state(), m_model.machine()));
    if (m_centre->currentWidget() == m_sweepPanel)
        return;
    m_centre->setCurrentWidget(m_sweepPanel);
    m_sweepPanel->setFocus();
}

QString ScenarioPage::modeWords() const
{
    const session::RunState& state = m_model.state();
    const int round = m_model.shownResult()->capture->round;
    if (state.mode == session::Mode::Live)
        return isRunning(state) ? tr("live · iteration %1").arg(m_model.pictured().rounds)
                                : tr("replaying the last iteration");
    if (isRunning(state) && state.mode == session::Mode::Run)
        return tr("measuring · round %1, in slow motion").arg(round);
    return tr("replaying round %1").arg(round);
}

QString ScenarioPage::stageNote() const
{
    const session::RunState& state = m_model.state();
    if (state.phase == session::Phase::Failed)
        return m_model.withLabels(state.error);
    const session::VariantResult* shown = m_model.shownResult();
    if (!shown || !shown->capture)
        return isRunning(state)   ? tr("preparing…")
               : m_model.inputs() ? tr("the inputs · press Space to run")
                                  : QString();
    const QString note = tr("%1 · %2 · at %3")
                             .arg(modeWords(), QString::fromStdString(shown->variant.label),
                                  widgets::formatTime(m_model.playback().time()));
    return m_model.stale() ? tr("parameters changed: press Space · %1").arg(note) : note;
}

// Of a replay that goes from event to event: which one, of how many, and how slowly.
QString ScenarioPage::paceNote() const
{
    const auto place = m_model.playback().place();
    const session::VariantResult* shown = m_model.shownResult();
    if (!place || !shown || !shown->capture)
        return {};
    const scenario::EventRule& rule = shown->capture->scene->events;
    const analysis::Pace& pace = *m_model.playback().pace();
    using Kind = analysis::Pace::Place::Kind;
    if (place->kind == Kind::MovingIn || place->kind == Kind::MovingOut)
        return tr("by events: %1 of %2")
                   .arg(pace.moments().size())
                   .arg(widgets::grouped(std::max<std::int64_t>(
                       m_model.eventCount(), static_cast<std::int64_t>(pace.moments().size())))) +
               QLatin1Char(' ') + QString::fromStdString(rule.many);
    QString which = tr("%1 %2 of %3")
                        .arg(QString::fromStdString(rule.one))
                        .arg(place->moment + 1)
                        .arg(pace.moments().size());
    if (pace.every() > 1)
        which += tr(" (every %1th is shown)").arg(pace.every());
    else if (m_model.eventCount() > static_cast<std::int64_t>(pace.moments().size()))
        which += tr(", of %1 in all").arg(widgets::grouped(m_model.eventCount()));
    const QString slow =
        place->slowdown >= 1 ? tr(" · slowed 1 : %1").arg(widgets::twoDigits(place->slowdown)) : QString();
    const scenario::Focus& focus = m_model.focus();
    QString whose;
    if (focus.lane && *focus.lane < shown->capture->trace->lanes().size())
        whose = QString::fromStdString(shown->capture->trace->lanes()[*focus.lane].info.name);
    else if (focus.peer)
        whose = tr("lock %1").arg(*focus.peer + 1);
    if (!whose.isEmpty())
        whose = tr(" of %1 alone (Esc: all)").arg(whose);
    return tr("by events%1 · %2%3").arg(whose, which, slow);
}

void ScenarioPage::showNotes()
{
    m_stagePanel->setNote(stageNote());
    const session::VariantResult* shown = m_model.shownResult();
    if (m_model.state().phase == session::Phase::Failed)
        return;
    if (!shown || !shown->capture) {
        m_lanesPanel->setNote(tr("drawn plans of equal parts, not measured"));
        return;
    }
    if (const QString pace = paceNote(); !pace.isEmpty()) {
        m_lanesPanel->setNote(pace);
        return;
    }
    const double cut = widgets::clockCut(m_model.pictured(), m_model.shownVariant());
    m_lanesPanel->setNote(cut > 0 ? tr("one clock, cut to %1 · F shows all of it · recorded, not simulated")
                                        .arg(widgets::formatTime(cut))
                                  : tr("all variants on one clock · recorded, not simulated"));
}

void ScenarioPage::showProblem(const QString& sentence)
{
    m_stagePanel->setNote(sentence);
}

} // namespace lab::app
