// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what of the state is shown where.
#include "app/presenter/presenter_view.h"
#include "app/program/libraries.h"
#include "app/window/main_window.h"
#include "app/window/window_phase.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/charts/speedup_chart.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/panel.h"
#include "widgets/panels/rate_text.h"
#include "widgets/panels/recording_text.h"
#include "widgets/panels/title_bar.h"
#include "widgets/stage/stage_view.h"
#include "widgets/transport/transport_bar.h"

#include <QDateTime>
#include <QLabel>
#include <QLayout>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>
#include <utility>

namespace lab::app {

namespace {

constexpr double kSweepScale = 1.5; // of the chart in the stage's place

} // namespace

// Stage, lanes and figures are painted in turns of their own, so that the window answers in between.
void MainWindow::showRest()
{
    m_restDue = false;
    showLanes();
    afterPainting([this] {
        showFigures();
        afterPainting([this] {
            if (m_toConfirm > 0 && !m_restDue)
                m_session.shown(std::exchange(m_toConfirm, 0));
        });
    });
}

// Painting is an event behind all others but timers: a timer of no time at all would come before it.
void MainWindow::afterPainting(std::function<void()> action)
{
    QTimer::singleShot(1, this, std::move(action));
}

void MainWindow::toggleSweep()
{
    if (!widgets::isSweep(*m_state)) {
        showProblem(tr("There is no sweep yet: choose one below the picture, or press Ctrl+R."));
        return;
    }
    m_stageWanted = !m_stageWanted;
    showFigures();
}

bool MainWindow::hasPicture() const
{
    return m_playback.duration() > 0 || widgets::isSweep(*m_state);
}

// A sweep records nothing that stage and lanes could show: its chart takes their place.
void MainWindow::showSweep()
{
    const bool sweep = m_state->mode == session::Mode::Sweep && m_state->sweep && !m_stageWanted;
    if (!sweep && m_centre->currentIndex() == 0)
        return;
    if (!sweep) {
        m_centre->setCurrentIndex(0);
        m_lanes->setFocus();
        return;
    }
    if (!m_sweepChart) { // not before it is wanted: most runs are none
        m_sweepChart = new widgets::SpeedupChart(m_centre, kSweepScale);
        m_sweepPanel = new widgets::Panel(tr("Sweep"), m_sweepChart, m_centre);
        m_sweepPanel->setNote(tr("V shows stage and lanes"));
        m_sweepPanel->setFocusPolicy(Qt::StrongFocus);
        m_centre->addWidget(m_sweepPanel);
    }
    m_sweepChart->setData(widgets::chartData(*m_state, m_machine));
    if (m_centre->currentWidget() == m_sweepPanel)
        return;
    m_centre->setCurrentWidget(m_sweepPanel);
    m_sweepPanel->setFocus();
}

void MainWindow::showFigures()
{
    showSweep();
    // Before anything runs the lesson has the place that figures will take.
    const bool begun = m_state->generation > 0;
    m_figure->setVisible(begun || m_prediction);
    m_chart->setVisible(begun && m_centre->currentIndex() == 0); // a sweep is large enough in the centre
    for (QWidget* figures : std::initializer_list<QWidget*>{m_breakdownTitle, m_breakdown})
        figures->setVisible(begun);
    m_title->setState(*m_state);
    m_figure->setState(*m_state, m_machine, m_prediction);
    m_chart->setState(m_state, m_machine);
    m_breakdown->setParts(widgets::breakdownParts(*m_state));
    m_breakdownTitle->setText(widgets::breakdownTitle(*m_state));
}

void MainWindow::showCaptures()
{
    std::vector<std::shared_ptr<const trace::Trace>> traces;
    for (const auto& result : m_state->variants)
        traces.push_back(result.capture ? result.capture->trace : nullptr);
    m_playback.setTraces(traces, widgets::clockCut(*m_state, shownVariant()));
    m_chart->setShownVariant(shownVariant());
    showStage();
}

void MainWindow::showLanes()
{
    m_lanes->setCut(widgets::clockCut(*m_state, shownVariant()));
    m_lanes->setEmptyText(m_state->phase == session::Phase::Failed ? withLabels(m_state->error) : QString());
    m_lanes->setGroups(widgets::laneGroups(*m_state, shownVariant()));
    showPlayhead();
}

void MainWindow::showPlayhead()
{
    if (!m_restDue) // else on the lanes that it belongs to
        m_lanes->setPlayhead(m_playback.duration() > 0 ? m_playback.time() : widgets::kNoPlayhead);
}

void MainWindow::showStageVariant(std::size_t variant)
{
    if (variant >= m_state->variants.size() || !m_state->variants[variant].availability.available)
        return;
    m_stageVariant = variant;
    m_lanes->showCut();
    if (widgets::isSweep(*m_state) && !m_stageWanted && m_state->variants[variant].capture)
        toggleSweep();
    showCaptures();
    showLanes();
    showInstant();
}

std::size_t MainWindow::shownVariant() const
{
    const auto& variants = m_state->variants;
    if (m_stageVariant < variants.size() && !variants[m_stageVariant].capture) {
        for (std::size_t variant = variants.size(); variant > 0; --variant) {
            if (variants[variant - 1].capture)
                return variant - 1;
        }
    }
    return m_stageVariant;
}

void MainWindow::showStage()
{
    widgets::StageContent content;
    if (const std::size_t variant = shownVariant(); variant < m_state->variants.size()) {
        const session::VariantResult& shown = m_state->variants[variant];
        content.capture = shown.capture;
        content.sequential = shown.variant.alone();
        content.remark = QString::fromStdString(shown.remark);
        content.measured = widgets::rateSentence(*m_state, variant);
        content.time = m_playback.time();
    }
    if (content.capture)
        m_inputs.reset();
    else
        content.capture = m_inputs;
    content.preparing = isRunning(*m_state);
    m_stage->setContent(content);
    showNotes();
}

void MainWindow::showInstant()
{
    const bool hasCapture = m_playback.duration() > 0;
    m_stage->setTime(m_playback.time());
    showPlayhead();
    m_transport->showPlayback(m_playback, hasCapture, hasPicture());
    showNotes();
    showPresenter();
}

void MainWindow::showNotes()
{
    const std::size_t variantShown = shownVariant();
    if (m_state->phase == session::Phase::Failed) {
        m_stagePanel->setNote(withLabels(m_state->error));
        return;
    }
    if (variantShown >= m_state->variants.size() || !m_state->variants[variantShown].capture) {
        m_stagePanel->setNote(isRunning(*m_state) ? tr("preparing…")
                              : m_inputs          ? tr("the inputs · press Space to run")
                                                  : QString());
        m_lanesPanel->setNote({});
        return;
    }
    const auto& result = m_state->variants[variantShown];
    const QString variant = QString::fromStdString(result.variant.label);
    QString mode = tr("replaying round %1").arg(result.capture->round);
    if (m_state->mode == session::Mode::Live)
        mode = isRunning(*m_state) ? tr("live · iteration %1").arg(m_state->rounds)
                                   : tr("replaying the last iteration");
    else if (isRunning(*m_state) && m_state->mode == session::Mode::Run)
        mode = tr("measuring · round %1, in slow motion").arg(result.capture->round);
    QString note = tr("%1 · %2 · at %3").arg(mode, variant, widgets::formatTime(m_playback.time()));
    if (m_stale)
        note = tr("parameters changed: press Space · %1").arg(note);
    m_stagePanel->setNote(note);
    const double cut = widgets::clockCut(*m_state, variantShown);
    m_lanesPanel->setNote(cut > 0 ? tr("one clock, cut to %1 · F shows all of it · recorded, not simulated")
                                        .arg(widgets::formatTime(cut))
                                  : tr("all variants on one clock · recorded, not simulated"));
}

void MainWindow::showStatus()
{
    QString last = widgets::recordingText(*m_state);
    if (isRunning(*m_state)) {
        if (m_state->phase == session::Phase::Preparing)
            last = tr("preparing…");
        else if (m_state->sweep)
            last =
                tr("sweep: %1 of %2 points").arg(m_state->sweep->points.size()).arg(m_state->sweep->planned);
        else if (m_state->mode == session::Mode::Run)
            last = tr("measuring: round %1, %2 of %3 s")
                       .arg(m_state->rounds)
                       .arg(m_state->elapsedSeconds, 0, 'f', 1)
                       .arg(m_state->budgetSeconds, 0, 'f', 0);
        else
            last = tr("live: recording and drawing included");
    }
    m_recordingLabel->setText(last);
    m_recordingLabel->setToolTip(widgets::recordingDetails(*m_state));
    QString machine = QString::fromStdString(machine::describe(m_machine));
    if (m_state->affinity == session::Affinity::Refused)
        machine += tr(" · workers cannot be held to cores here");
    m_machineLabel->setText(machine);
    fitAgreement();
}

// It may name several variants: what has no room between the others is in the tip.
void MainWindow::fitAgreement()
{
    const QString words = widgets::agreementText(*m_state);
    int room = statusBar()->width() - m_agreementLabel->contentsMargins().left() * 4;
    for (const QLabel* label : {m_machineLabel, m_libraryLabel, m_recordingLabel})
        room -= label->sizeHint().width() + statusBar()->layout()->spacing();
    const QString fitting =
        m_agreementLabel->fontMetrics().elidedText(words, Qt::ElideRight, std::max(room, 120));
    m_agreementLabel->setText(fitting);
    m_agreementLabel->setToolTip(fitting == words ? QString() : words);
}

// Figures are shown at the step of the run, which a run begins with; all other steps are texts.
void MainWindow::showPresenter()
{
    if (!m_presenter)
        return;
    const widgets::LessonStep step = m_lesson->step();
    if (step != widgets::LessonStep::Run)
        m_presenter->showLesson(slideContent(), step, m_lesson->text());
    else
        m_presenter->show(slideContent());
}

widgets::SlideContent MainWindow::slideContent() const
{
    widgets::SlideContent content;
    content.info = m_scenario ? &m_scenario->info() : nullptr;
    content.state = m_state;
    content.inputs = m_inputs;
    content.machine = m_machine;
    content.libraries = libraries();
    content.date = QDateTime::currentDateTime().date().toString(Qt::ISODate);
    content.chart = m_chart->choice();
    content.playhead = m_playback.time() < m_playback.duration() ? m_playback.time() : 0;
    return content;
}

QString MainWindow::withLabels(std::string_view sentence) const
{
    QString words = QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size()));
    if (!m_scenario)
        return words;
    for (const scenario::Parameter& parameter : m_scenario->info().parameters)
        words.replace(QStringLiteral("'%1'").arg(QString::fromStdString(parameter.name)),
                      QStringLiteral("'%1'").arg(QString::fromStdString(parameter.label)));
    return words;
}

void MainWindow::showProblem(const QString& sentence)
{
    statusBar()->showMessage(sentence, kMessageTime);
    m_stagePanel->setNote(sentence);
}

} // namespace lab::app
