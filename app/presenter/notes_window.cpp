// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/notes_window.h"

#include "app/lab/lab_model.h"
#include "app/presenter/notes_text.h"
#include "app/presenter/page_preview.h"
#include "app/presenter/presenter_view.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/type_scale.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QTextBrowser>
#include <QTime>

namespace lab::app {

namespace {

constexpr int kSoon = 250;           // ms: what plays on the wall is not painted once more for each frame
constexpr double kNotesScale = 1.35; // they are read while standing
constexpr int kPreviewWidth = 640;   // px

} // namespace

NotesWindow::NotesWindow(const LabModel& model, PresenterView& presenter)
    : m_model(model), m_presenter(presenter), m_now(new PagePreview(this)), m_next(new PagePreview(this)),
      m_nextTitle(new QLabel(this)), m_time(new QLabel(this)), m_notes(new QTextBrowser(this))
{
    setWindowTitle(tr("Speedup Lab: notes"));
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &NotesWindow::refresh);
    for (const auto changed : {&LabModel::scenarioChanged, &LabModel::stateChanged, &LabModel::inputsChanged,
                               &LabModel::variantChanged, &LabModel::instantChanged, &LabModel::chartChanged,
                               &LabModel::lessonChanged, &LabModel::predicted})
        connect(&model, changed, this, &NotesWindow::refreshSoon);
    connect(&presenter, &PresenterView::pageTurned, this, &NotesWindow::refreshSoon);
    m_since.start();
    connect(&m_second, &QTimer::timeout, this, &NotesWindow::tellTime);
    m_second.start(1000);
    tellTime();
    refresh();
}

void NotesWindow::build()
{
    auto* nowTitle = new QLabel(tr("On the wall"), this);
    for (QLabel* title : {nowTitle, m_nextTitle})
        title->setProperty("role", "heading");
    m_time->setProperty("role", "title");
    m_notes->setFrameShape(QFrame::NoFrame);
    m_notes->setOpenLinks(false);
    m_notes->setFocusPolicy(Qt::NoFocus); // keys are the window's
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->document()->setDefaultFont(
        widgets::font(widgets::TextRole::Body, kNotesScale * widgets::textScale()));
    auto* keys = new QLabel(tr("PageDown goes on · B blanks the wall · Esc ends"), this);
    keys->setProperty("role", "secondary");
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(nowTitle, 0, 0);
    layout->addWidget(m_nextTitle, 0, 1);
    layout->addWidget(m_now, 1, 0);
    layout->addWidget(m_next, 1, 1);
    layout->addWidget(m_notes, 2, 0, 1, 2);
    layout->addWidget(m_time, 3, 0);
    layout->addWidget(keys, 3, 1, Qt::AlignRight | Qt::AlignVCenter);
    layout->setRowStretch(1, 2);
    layout->setRowStretch(2, 3);
    for (int column = 0; column < 2; ++column)
        layout->setColumnStretch(column, 1);
    resize(1000, 700);
}

QString NotesWindow::notes() const
{
    return m_shown;
}

void NotesWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_B || event->key() == Qt::Key_Escape)
        QCoreApplication::sendEvent(&m_presenter, event);
    else
        QWidget::keyPressEvent(event);
}

void NotesWindow::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void NotesWindow::refresh()
{
    m_now->setPage(m_presenter.preview(PresenterView::Which::Shown, kPreviewWidth));
    m_next->setPage(m_presenter.preview(PresenterView::Which::Next, kPreviewWidth));
    const QString next = m_presenter.pagesLeft() > 0
                             ? tr("the same text, page %1").arg(m_presenter.page() + 2)
                             : nextStepWords(m_model);
    m_nextTitle->setText(next.isEmpty() ? tr("End of the lesson: PageDown opens the next scenario")
                                        : tr("Next: %1").arg(next));
    const QString notes = presenterNotes(m_model);
    if (notes == m_shown)
        return; // whoever has scrolled stays there
    m_shown = notes;
    m_notes->setMarkdown(notes);
}

void NotesWindow::tellTime()
{
    const qint64 seconds = m_since.elapsed() / 1000;
    m_time->setText(tr("%1:%2 since the start · %3")
                        .arg(seconds / 60)
                        .arg(seconds % 60, 2, 10, QLatin1Char('0'))
                        .arg(QTime::currentTime().toString(QStringLiteral("HH:mm"))));
}

} // namespace lab::app
