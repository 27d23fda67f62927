// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/commands.h"

#include "app/lab/lab_model.h"
#include "app/lab/run_control.h"
#include "app/lab/slide_of.h"
#include "app/presenter/notes_window.h"
#include "app/presenter/presenter_view.h"
#include "app/program/libraries.h"
#include "app/program/settings.h"
#include "app/window/export_dialog.h"
#include "app/window/key_positions.h"
#include "app/window/main_window.h"
#include "app/window/scenario_page.h"
#include "app/window/side_panel.h"
#include "app/window/sweep_dialog.h"
#include "app/window/text_dialog.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/panels/glossary.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/scenario_browser.h"
#include "widgets/theme/application_theme.h"

#include <QAction>
#include <QApplication>
#include <QGuiApplication>
#include <QScreen>

#include <cmath>

namespace lab::app {

Commands::Commands(MainWindow& window) : QObject(&window), m_window(window) {}

Commands::~Commands()
{
    delete m_notes;
    delete m_presenter;
}

bool Commands::asksFirst() const
{
    const LabModel& model = m_window.model();
    return predictsFirst() && model.info() && !model.begun() && !m_window.control().measuring() &&
           !model.prediction() && model.lessonStep() < widgets::LessonStep::Run &&
           m_asked.count(model.info()->id) == 0;
}

void Commands::runOrPredict()
{
    LabModel& model = m_window.model();
    const bool there = model.lessonStep() == widgets::LessonStep::Predict;
    if (!asksFirst() || there) {
        m_window.control().toggleRun();
        return;
    }
    m_window.leaveRules();
    m_asked.insert(model.info()->id);
    model.setLessonStep(widgets::LessonStep::Predict);
    m_window.showProblem(tr("What do you expect? Choose an answer in the lesson; Space runs."));
}

void Commands::sweepOwnRange()
{
    LabModel& model = m_window.model();
    if (!model.info() || m_window.control().measuring())
        return;
    m_window.leaveRules(); // which hide the scenario that would be swept
    SweepDialog dialog(*model.info(), model.machine().cores, &m_window);
    if (dialog.exec() == QDialog::Accepted)
        m_window.control().sweep(dialog.sweep());
}

void Commands::toggleSweep()
{
    LabModel& model = m_window.model();
    if (widgets::isSweep(model.state()))
        model.chooseStage(model.showsSweep());
    else
        m_window.showProblem(tr("There is no sweep yet: choose one below the picture, or press Ctrl+R."));
}

void Commands::togglePlaying()
{
    LabModel& model = m_window.model();
    if (isRunning(model.state()) && model.state().mode != session::Mode::Sweep)
        return;
    if (model.playback().playing())
        model.pause();
    else
        model.play();
}

void Commands::nextLessonStep()
{
    if (!m_window.side().lesson().moveStep(1))
        m_window.model().setLessonStep(widgets::LessonStep::Problem);
}

void Commands::moveLesson(int direction)
{
    if (m_presenter && m_presenter->turnPage(direction))
        return;
    if (!m_window.side().lesson().moveStep(direction))
        m_window.browser().selectNext(direction);
}

void Commands::present()
{
    if (m_presenter) {
        m_presenter->close();
        return;
    }
    openPresenter();
    if (QGuiApplication::screens().size() > 1)
        openNotes();
}

void Commands::presentWithNotes()
{
    if (m_notes) {
        m_notes->close();
        return;
    }
    if (!m_presenter)
        openPresenter();
    openNotes();
}

// On the screen where the window is; the wall is another.
void Commands::openNotes()
{
    m_notes = new NotesWindow(m_window.model(), *m_presenter);
    m_notes->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_presenter, &QObject::destroyed, this, [this] { delete m_notes; }); // which looks at it
    for (QAction* action : m_window.actions())
        m_notes->addAction(action);
    m_notes->installEventFilter(new KeyPositions(m_window, m_notes));
    m_notes->move(m_window.screen()->availableGeometry().topLeft() + QPoint(40, 40));
    m_notes->show();
    m_notes->activateWindow();
}

void Commands::openPresenter()
{
    LabModel& model = m_window.model();
    m_window.leaveRules(); // which are no scenario
    const bool why = model.lessonStep() == widgets::LessonStep::Why;
    if ((why && model.hasPicture()) || widgets::isSweep(model.state())) // what was just measured comes first
        model.setLessonStep(widgets::LessonStep::Run);
    m_presenter = new PresenterView(model, widgets::currentTheme());
    m_presenter->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_presenter, &QObject::destroyed, &model, [&model] { model.setPresenting(false); });
    connect(m_presenter, &PresenterView::answered, &model, [&model](std::size_t option) {
        if (const auto question = model.observed().next())
            model.answer(*question, option);
    });
    model.setPresenting(true);
    for (QAction* action : m_window.actions()) {
        if (action->shortcut() != QKeySequence(Qt::Key_F5))
            m_presenter->addAction(action);
    }
    m_presenter->installEventFilter(new KeyPositions(m_window, m_presenter));
    for (QScreen* screen : QGuiApplication::screens()) {
        if (screen != m_window.screen())
            m_presenter->setGeometry(screen->geometry()); // full screen is where the window is
    }
    m_presenter->showFullScreen();
}

void Commands::endPresenting()
{
    if (m_presenter)
        m_presenter->close();
}

void Commands::exportSlide()
{
    if (!m_window.model().hasPicture()) {
        m_window.showProblem(tr("There is nothing to export yet: press Space to run first."));
        return;
    }
    ExportDialog dialog(slideOf(m_window.model()), m_window.page().lanes().size(), &m_window);
    if (dialog.exec() == QDialog::Accepted)
        m_window.say(dialog.outcome());
}

void Commands::copyPicture()
{
    if (!m_window.model().hasPicture()) {
        m_window.showProblem(tr("There is nothing to copy yet: press Space to run first."));
        return;
    }
    copyToClipboard(figureOf(FigureKind::Slide, slideOf(m_window.model()), {}, widgets::ThemeKind::Light),
                    {});
    m_window.say(tr("The slide is on the clipboard."));
}

void Commands::chooseTheme(widgets::ThemeKind kind)
{
    widgets::applyTheme(*qApp, kind);
    setDark(kind == widgets::ThemeKind::Dark);
}

void Commands::changeTextSize(int direction)
{
    constexpr double kStep = 0.1;
    const double scale = direction == 0 ? 1 : std::round(widgets::textScale() / kStep + direction) * kStep;
    m_window.resizeTexts(scale);
    setChosenTextScale(widgets::textScale());
}

void Commands::setReducedMotion(bool on)
{
    m_window.model().setReducedMotion(on);
    setMovesLess(on);
}

void Commands::showGlossary()
{
    showText(tr("Glossary"), widgets::glossaryHtml(), m_window);
}

void Commands::showAbout()
{
    const QString version = QCoreApplication::applicationVersion().toHtmlEscaped();
    showText(
        tr("About Speedup Lab"),
        tr("<h3>Speedup Lab %1</h3><p>Parallelism in deep learning, by running it: real computations on "
           "worker threads, measured, recorded and shown.</p><p>%2<br>%3</p><p>Free software under the GNU "
           "General Public License, version 3 or later.</p>")
            .arg(version, libraries().toHtmlEscaped(),
                 QString::fromStdString(machine::describe(m_window.model().machine())).toHtmlEscaped()),
        m_window);
}

void Commands::showKeys()
{
    QString rows;
    for (const QAction* action : m_window.actions()) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty() && !action->text().contains(tr("Variant")))
            rows += QStringLiteral("<tr><td style='padding-right:18px'><b>%1</b></td><td>%2</td></tr>")
                        .arg(keys.join(QStringLiteral(" · ")).toHtmlEscaped(),
                             action->text().remove(QLatin1Char('&')).toHtmlEscaped());
    }
    rows += QStringLiteral("<tr><td><b>1 … 9, 0</b></td><td>%1</td></tr>").arg(tr("Variant on the stage"));
    rows +=
        QStringLiteral("<tr><td><b>← → ↑ ↓</b></td><td>%1</td></tr>")
            .arg(
                tr("In the lanes: from span to span, from lane to lane; Enter pins the card, Esc unpins it"));
    rows += QStringLiteral("<tr><td><b>B</b></td><td>%1</td></tr>")
                .arg(tr("Black screen while presenting; Esc ends presenting"));
    showText(tr("All keys"), QStringLiteral("<table>%1</table>").arg(rows), m_window);
}

} // namespace lab::app
