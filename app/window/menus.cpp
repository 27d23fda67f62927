// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/menus.h"

#include "app/lab/lab_model.h"
#include "app/lab/request_history.h"
#include "app/lab/run_control.h"
#include "app/program/settings.h"
#include "app/window/commands.h"
#include "app/window/key_positions.h"
#include "app/window/main_window.h"
#include "app/window/own_chooser.h"
#include "app/window/scenario_page.h"
#include "app/window/side_panel.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/panels/earlier_runs.h"
#include "widgets/panels/scenario_browser.h"
#include "widgets/theme/application_theme.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>
#include <array>
#include <utility>

namespace lab::app {

namespace {

constexpr int kVariantKeys = 10; // 1 to 9, then 0
constexpr double kPanStep = 60;  // px
constexpr std::array<int, 4> kIdealCores = {2, 4, 8, 64};

QKeySequence control(Qt::Key key)
{
    return QKeySequence(Qt::CTRL | key);
}

} // namespace

Menus::Menus(MainWindow& window, Commands& commands)
    : QObject(&window), m_window(window), m_commands(commands)
{
    buildFile();
    buildRun();
    buildView();
    buildHelp();
    m_window.installEventFilter(new KeyPositions(m_window, this));
}

QAction* Menus::add(QMenu* menu, const QString& text, const QList<QKeySequence>& keys, Action action)
{
    auto* made = new QAction(text, &m_window);
    made->setShortcuts(keys);
    made->setAutoRepeat(false);
    QObject::connect(made, &QAction::triggered, &m_window, std::move(action));
    m_window.addAction(made);
    menu->addAction(made);
    return made;
}

void Menus::addRepeating(QMenu* menu, const QString& text, const QList<QKeySequence>& keys, Action action)
{
    add(menu, text, keys, std::move(action))->setAutoRepeat(true);
}

void Menus::addSwitch(QMenu* menu, const QString& text, bool on, std::function<void(bool)> action)
{
    QAction* made = menu->addAction(text);
    made->setCheckable(true);
    made->setChecked(on);
    QObject::connect(made, &QAction::toggled, &m_window, std::move(action));
}

void Menus::buildFile()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&File"));
    OwnChooser& own = m_window.own();
    add(menu, tr("&Export picture…"), {control(Qt::Key_E)}, [this] { m_commands.exportSlide(); });
    add(menu, tr("&Copy slide"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)},
        [this] { m_commands.copyPicture(); });
    menu->addSeparator();
    auto* history = new RequestHistory(m_window.model(), this);
    add(menu, tr("&Undo parameter change"), {control(Qt::Key_Z)}, [history] { history->undo(); });
    add(menu, tr("&Redo parameter change"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), control(Qt::Key_Y)}, [history] { history->redo(); });
    menu->addSeparator();
    add(menu, tr("Use my &photos…"), {control(Qt::Key_O)}, [&own] { own.choosePhotos(); });
    add(menu, tr("Use the program's p&hotos"), {}, [&own] { own.useShippedPhotos(); });
    add(menu, tr("Use my &data…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)},
        [&own] { own.chooseData(); });
    add(menu, tr("Use the program's d&ata"), {}, [&own] { own.useShippedData(); });
    menu->addSeparator();
    add(menu, tr("&Quit"), {control(Qt::Key_Q)}, [this] { m_window.close(); });
}

void Menus::buildRun()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&Run"));
    RunControl& runs = m_window.control();
    add(menu, tr("&Run or stop"), {QKeySequence(Qt::Key_Space)}, [this] { m_commands.runOrPredict(); });
    add(menu, tr("&Live"), {control(Qt::Key_L)}, [&runs] { runs.toggleLive(); });
    add(menu, tr("S&weep a range…"), {control(Qt::Key_R)}, [this] { m_commands.sweepOwnRange(); });
    menu->addSeparator();
    addSwitch(menu, tr("&Ask for a prediction before the first run"), predictsFirst(),
              [](bool on) { setPredictsFirst(on); });
    addSwitch(menu, tr("&Hold workers to cores, from the next run on"), holdsWorkers(),
              [](bool on) { setHoldsWorkers(on); });
    menu->addSeparator();
    buildReplay(menu);
    WhatIfControl& whatIfs = m_window.whatIfs();
    add(menu, tr("What i&f …? The next change"), {QKeySequence(Qt::Key_H)}, [this, &whatIfs] {
        m_window.side().showPage(SidePanel::Page::WhatIf);
        whatIfs.askNext();
    });
    add(menu, tr("&Check the prediction, or stop checking"), {QKeySequence(Qt::SHIFT | Qt::Key_H)},
        [&whatIfs] { whatIfs.check(); });
    add(menu, tr("Switch between s&weep and stage"), {QKeySequence(Qt::Key_V)},
        [this] { m_commands.toggleSweep(); });
    add(menu, tr("Forget earlier runs on this machine"), {control(Qt::Key_Backspace)}, [this] {
        widgets::forgetEarlierRuns();
        m_window.say(tr("Earlier runs are forgotten; the next run is the first again."));
    });
    menu->addSeparator();
    buildVariants(menu->addMenu(tr("&Variant on the stage")));
}

void Menus::buildVariants(QMenu* menu)
{
    add(menu, tr("&Next"), {QKeySequence(Qt::Key_E)}, [this] { chooseNextVariant(1); });
    add(menu, tr("&Previous"), {QKeySequence(Qt::Key_Q)}, [this] { chooseNextVariant(-1); });
    for (int i = 0; i < kVariantKeys; ++i)
        add(menu, tr("Variant &%1").arg(i + 1), {QKeySequence(Qt::Key_0 + (i + 1) % kVariantKeys)},
            [this, i] { m_window.model().chooseVariant(static_cast<std::size_t>(i)); });
}

// Those that cannot run here are passed over.
void Menus::chooseNextVariant(int direction)
{
    LabModel& model = m_window.model();
    const auto count = static_cast<std::int64_t>(model.info() ? model.info()->variants.size() : 0);
    for (std::int64_t at = static_cast<std::int64_t>(model.shownVariant()) + direction; at >= 0 && at < count;
         at += direction) {
        if (model.canChoose(static_cast<std::size_t>(at)))
            return model.chooseVariant(static_cast<std::size_t>(at));
    }
}

void Menus::buildReplay(QMenu* menu)
{
    LabModel& model = m_window.model();
    add(menu, tr("&Play or pause the replay"), {QKeySequence(Qt::Key_K)},
        [this] { m_commands.togglePlaying(); });
    addRepeating(menu, tr("Step &back"), {QKeySequence(Qt::Key_J), QKeySequence(Qt::Key_Comma)},
                 [&model] { model.step(-1); });
    addRepeating(menu, tr("Step &forward"), {QKeySequence(Qt::Key_L), QKeySequence(Qt::Key_Period)},
                 [&model] { model.step(1); });
    add(menu, tr("Go to the &start"), {QKeySequence(Qt::Key_Home)}, [&model] { model.toStart(); });
    add(menu, tr("Go to the &end"), {QKeySequence(Qt::Key_End)}, [&model] { model.toEnd(); });
}

void Menus::buildView()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&View"));
    add(menu, tr("&Find a scenario"), {control(Qt::Key_K)}, [this] {
        m_window.showBrowser();
        m_window.browser().focusSearch();
    });
    add(menu, tr("&Next lesson step"), {QKeySequence(Qt::Key_N)}, [this] { m_commands.nextLessonStep(); });
    add(menu, tr("Next step or scenario"), {QKeySequence(Qt::Key_PageDown)},
        [this] { m_commands.moveLesson(1); });
    add(menu, tr("Previous step or scenario"), {QKeySequence(Qt::Key_PageUp)},
        [this] { m_commands.moveLesson(-1); });
    add(menu, tr("Next &chart"), {QKeySequence(Qt::Key_C)}, [this] { m_window.side().chart().chooseNext(); });
    add(menu, tr("C&ode of the variant"), {QKeySequence(Qt::Key_T)},
        [this] { m_window.side().showPage(SidePanel::Page::Code); });
    add(menu, tr("&Rules of thumb"), {QKeySequence(Qt::Key_R)},
        [this] { m_window.browser().select(widgets::ScenarioBrowser::kRules); });
    menu->addSeparator();
    buildLanes(menu);
    menu->addSeparator();
    buildIdeal(menu->addMenu(tr("&Ideal beside measured")));
    buildThemes(menu);
    buildTextSize(menu);
    addSwitch(menu, tr("&Reduced motion: jump from event to event"), movesLess(),
              [this](bool on) { m_commands.setReducedMotion(on); });
    menu->addSeparator();
    for (QAction* toggle : m_window.dockToggles())
        menu->addAction(toggle);
    add(menu, tr("Reset layout"), {}, [this] { m_window.resetLayout(); });
}

void Menus::buildLanes(QMenu* menu)
{
    widgets::LanesView& lanes = m_window.page().lanes();
    add(menu, tr("Fit lanes"), {QKeySequence(Qt::Key_F)}, [&lanes] { lanes.fit(); });
    add(menu, tr("Zoom to the &work"), {QKeySequence(Qt::Key_Z)},
        [this, &lanes] { lanes.zoomToWork(m_window.model().reducedMotion()); });
    LabModel& model = m_window.model();
    add(menu, tr("Critical &path"), {QKeySequence(Qt::Key_P)},
        [&model] { model.showPath(!model.pathShown()); });
    add(menu, tr("To the cause of a wait"), {QKeySequence(Qt::Key_X)},
        [&model, &lanes] { lanes.goToCause(model.reducedMotion()); });
    addRepeating(menu, tr("Zoom in"),
                 {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_W), QKeySequence(Qt::Key_Equal)},
                 [&lanes] { lanes.zoomIn(); });
    addRepeating(menu, tr("Zoom out"), {QKeySequence(Qt::Key_Minus), QKeySequence(Qt::Key_S)},
                 [&lanes] { lanes.zoomOut(); });
    addRepeating(menu, tr("Pan left"), {QKeySequence(Qt::Key_A)}, [&lanes] { lanes.pan(kPanStep); });
    addRepeating(menu, tr("Pan right"), {QKeySequence(Qt::Key_D)}, [&lanes] { lanes.pan(-kPanStep); });
}

// A model of other machines, below what this one did.
void Menus::buildIdeal(QMenu* menu)
{
    LabModel& model = m_window.model();
    add(menu, tr("&Next"), {QKeySequence(Qt::Key_I)}, [&model] {
        const auto* next = std::upper_bound(kIdealCores.begin(), kIdealCores.end(), model.idealCores());
        model.setIdealCores(next == kIdealCores.end() ? 0 : *next);
    });
    add(menu, tr("N&one"), {}, [&model] { model.setIdealCores(0); });
    for (const int cores : kIdealCores)
        add(menu, tr("%1 equal cores").arg(cores), {}, [&model, cores] { model.setIdealCores(cores); });
}

void Menus::buildThemes(QMenu* menu)
{
    using widgets::ThemeKind;
    add(menu, tr("Light theme"), {}, [this] { m_commands.chooseTheme(ThemeKind::Light); });
    add(menu, tr("Dark theme"), {}, [this] { m_commands.chooseTheme(ThemeKind::Dark); });
    add(menu, tr("Switch light and dark"), {control(Qt::Key_D)}, [this] {
        const bool dark = widgets::currentTheme() == ThemeKind::Dark;
        m_commands.chooseTheme(dark ? ThemeKind::Light : ThemeKind::Dark);
    });
}

// The same keys without Ctrl zoom the lanes and choose a variant.
void Menus::buildTextSize(QMenu* menu)
{
    add(menu, tr("Larger text"), {control(Qt::Key_Plus), control(Qt::Key_Equal)},
        [this] { m_commands.changeTextSize(1); });
    add(menu, tr("Smaller text"), {control(Qt::Key_Minus)}, [this] { m_commands.changeTextSize(-1); });
    add(menu, tr("Usual size of text"), {control(Qt::Key_0)}, [this] { m_commands.changeTextSize(0); });
}

void Menus::buildHelp()
{
    QMenu* presenting = m_window.menuBar()->addMenu(tr("&Present"));
    add(presenting, tr("&Present full screen"), {QKeySequence(Qt::Key_F5)}, [this] { m_commands.present(); });
    add(presenting, tr("Present with &notes, or show or hide them"), {QKeySequence(Qt::SHIFT | Qt::Key_F5)},
        [this] { m_commands.presentWithNotes(); });
    QMenu* menu = m_window.menuBar()->addMenu(tr("&Help"));
    add(menu, tr("&Glossary"), {QKeySequence(Qt::Key_G)}, [this] { m_commands.showGlossary(); });
    add(menu, tr("&All keys"), {QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)},
        [this] { m_commands.showKeys(); });
    add(menu, tr("A&bout Speedup Lab"), {}, [this] { m_commands.showAbout(); });
}

} // namespace lab::app
