// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "app/inputs/own_inputs.h"
#include "core/scenario/registry.h"
#include "core/session/preview.h"
#include "core/session/run_session.h"
#include "widgets/export/slide.h"
#include "widgets/transport/playback.h"
#endif

#include <QElapsedTimer>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <thread>

class QAction;
class QApplication;
class QDockWidget;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace lab::widgets {
class BreakdownBar;
class ChartPanel;
class FigurePanel;
class LanesView;
class LessonPanel;
class Panel;
class RulesPage;
class ParameterPanel;
class ScenarioBrowser;
class SpeedupChart;
class StageView;
class TitleBar;
class TransportBar;
} // namespace lab::widgets

namespace lab::app {

class PresenterView;

/// Wires the widgets to a run session. One timer asks the session for its newest state and moves the replay
/// on; nothing else drives the picture. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void openScenario(const QString& id);
    const session::RunState& state() const { return *m_state; }
    const widgets::Playback& playback() const { return m_playback; }
    /// Slide of the current result at the current instant; without info when nothing has run.
    widgets::SlideContent slideContent() const;

public Q_SLOTS:
    void toggleRun();
    void toggleLive();
    void startSweep(const QString& key);
    /// Asks for a parameter and a range first.
    void startOwnSweep();
    /// The sweep in the place of stage and lanes, or these.
    void toggleSweep();
    void choosePhotos();
    void useShippedPhotos();
    void chooseData();
    void useShippedData();
    void showRules();
    /// Opens the scenario of a rule of thumb with its settings.
    void openRule(std::size_t index);
    void togglePlaying();
    void step(int direction);
    void exportSlide();
    void copyPicture();
    void present();
    void showKeys();
    void resetLayout();
    void chooseTheme(widgets::ThemeKind kind);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // Building (main_window.cpp)
    void buildCentre(QStackedWidget& pages);
    QWidget* buildSide(QWidget* parent);
    void buildDocks();
    void buildStatus();
    void shareWidth();
    void shareHeight();
    void connectWidgets();
    // Menus and keys (window_actions.cpp)
    void buildMenus();
    void buildFileMenu();
    void buildRunMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void addKey(const QString& text, const QList<QKeySequence>& keys, std::function<void()> action,
                QWidget* menu);
    void moveLesson(int direction);
    void nextLessonStep();
    // Running (window_run.cpp)
    void begin(session::RunOptions options);
    void beginPending();
    void tick();
    void movePlayhead(double step);
    /// Nothing is painted but what is new, so that the workers get the cores.
    bool liveInTurns(const session::RunState& state) const;
    void applyState(std::shared_ptr<const session::RunState> state);
    void finishRun();
    void keepFigures();
    void parametersChanged();
    /// Prepares the inputs for the stage, as long as nothing has run.
    void renewInputs();
    void prepareInputs();
    bool measuring() const;
    // Showing (window_show.cpp)
    void showRest();
    void afterPainting(std::function<void()> action);
    void showCaptures();
    void showInstant();
    void showNotes();
    void showPresenter();
    void showStatus();
    void fitAgreement();
    void showLanes();
    void showPlayhead();
    void showFigures();
    void showSweep();
    void showStageVariant(std::size_t variant);
    void showStage();
    /// Something that can be exported: a recording or a sweep.
    bool hasPicture() const;
    /// The variant on the stage; while it has no capture yet, the newest that has one.
    std::size_t shownVariant() const;
    void showProblem(const QString& sentence);
    /// What core says of parameters, with the names that they have on the screen.
    QString withLabels(std::string_view sentence) const;
    void leaveRules();
    // A person's own photos and data (window_photos.cpp, window_data.cpp)
    /// Reads on a thread of its own; a second reading replaces the first.
    void readOwn(std::function<OwnReading(const std::stop_token&)> read);
    void usePhotos(exchange::PhotoReading reading);
    void useData(const exchange::SampleReading& reading);
    void showProblems(const QString& title, const QString& lead, const std::vector<std::string>& problems);

    const machine::Machine m_machine;
    const scenario::Registry m_registry;
    session::RunSession m_session;
    session::Preview m_preview;
    std::shared_ptr<const session::Capture> m_inputs; // shown until something has been recorded
    const scenario::Scenario* m_scenario = nullptr;
    std::shared_ptr<const session::RunState> m_state;
    std::optional<session::RunOptions> m_pending; // starts as soon as the running one has stopped
    std::optional<double> m_prediction;
    widgets::Playback m_playback;
    QTimer m_timer;
    QTimer m_inputsTimer;
    QElapsedTimer m_clock;
    double m_sinceMove = 0;        // seconds since a new state moved the playhead
    std::uint64_t m_left = 0;      // generation that was on when the scenario was opened
    std::uint64_t m_toConfirm = 0; // revision whose painting the session waits for
    bool m_stageWanted = false;    // in the place of the sweep that is there
    bool m_restDue = false;        // m_state has more than lanes and figures show
    std::size_t m_stageVariant = 1;
    bool m_reducedMotion = false;
    OwnInputs m_own;
    bool m_sideWasHidden = false; // before the rules of thumb hid the side
    bool m_stale = false;         // parameters changed since the result on screen

    widgets::ScenarioBrowser* m_browser = nullptr;
    QStackedWidget* m_pages = nullptr; // a scenario, or the rules of thumb
    widgets::RulesPage* m_rules = nullptr;
    widgets::TitleBar* m_title = nullptr;
    widgets::StageView* m_stage = nullptr;
    widgets::LanesView* m_lanes = nullptr;
    widgets::Panel* m_stagePanel = nullptr;
    widgets::Panel* m_lanesPanel = nullptr;
    QStackedWidget* m_centre = nullptr; // stage and lanes, or a sweep
    QSplitter* m_splitter = nullptr;    // stage above lanes
    widgets::Panel* m_sweepPanel = nullptr;
    widgets::SpeedupChart* m_sweepChart = nullptr;
    widgets::LessonPanel* m_lesson = nullptr;
    widgets::FigurePanel* m_figure = nullptr;
    widgets::ChartPanel* m_chart = nullptr;
    QLabel* m_breakdownTitle = nullptr;
    widgets::BreakdownBar* m_breakdown = nullptr;
    widgets::ParameterPanel* m_parameters = nullptr;
    widgets::TransportBar* m_transport = nullptr;
    QDockWidget* m_browserDock = nullptr;
    QDockWidget* m_sideDock = nullptr;
    QLabel* m_machineLabel = nullptr;
    QLabel* m_libraryLabel = nullptr;
    QLabel* m_agreementLabel = nullptr;
    QLabel* m_recordingLabel = nullptr;
    QPointer<PresenterView> m_presenter;
    std::jthread m_reader; // last, so that it ends before what it uses
};

/// Shows the window and runs the application until it is closed; returns its exit code.
int showWindow(QApplication& application);

} // namespace lab::app
