// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/status_line.h"

#include "app/lab/lab_model.h"
#include "app/program/libraries.h"
#include "widgets/panels/recording_text.h"
#include "widgets/panels/result_text.h"

#include <QEvent>
#include <QLabel>
#include <QLayout>
#include <QStatusBar>

#include <algorithm>

namespace lab::app {

StatusLine::StatusLine(const LabModel& model, QStatusBar& bar) : QObject(&bar), m_model(model), m_bar(bar)
{
    for (QLabel** label : {&m_machine, &m_libraries, &m_agreement, &m_recording}) {
        *label = new QLabel(&bar);
        (*label)->setProperty("role", "caption");
        (*label)->setContentsMargins(10, 0, 10, 0);
        bar.addWidget(*label);
    }
    bar.setSizeGripEnabled(false);
    bar.setMinimumWidth(100); // its texts do not widen the window
    bar.installEventFilter(this);
    m_libraries->setText(libraries());
    connect(&model, &LabModel::stateChanged, this, &StatusLine::show);
    connect(&model, &LabModel::scenarioChanged, this, [this] {
        m_bar.clearMessage();
        show();
    });
    show();
}

void StatusLine::say(const QString& sentence, bool lasting)
{
    if (sentence.isEmpty())
        m_bar.clearMessage();
    else
        m_bar.showMessage(sentence, lasting ? 0 : kMessageTime);
}

bool StatusLine::eventFilter(QObject* object, QEvent* event)
{
    if (object == &m_bar && event->type() == QEvent::Resize)
        fitAgreement();
    return QObject::eventFilter(object, event);
}

QString StatusLine::progress() const
{
    const session::RunState& state = m_model.state();
    if (!isRunning(state))
        return widgets::recordingText(state);
    if (state.phase == session::Phase::Preparing)
        return tr("preparing…");
    if (state.sweep)
        return tr("sweep: %1 of %2 points").arg(state.sweep->points.size()).arg(state.sweep->planned);
    if (state.mode == session::Mode::Run)
        return tr("measuring: round %1, %2 of %3 s")
            .arg(state.rounds)
            .arg(state.elapsedSeconds, 0, 'f', 1)
            .arg(state.budgetSeconds, 0, 'f', 0);
    return tr("live: recording and drawing included");
}

void StatusLine::show()
{
    m_recording->setText(progress());
    m_recording->setToolTip(widgets::recordingDetails(m_model.state()));
    QString machine = QString::fromStdString(machine::describe(m_model.machine()));
    if (m_model.state().affinity == session::Affinity::Refused)
        machine += tr(" · workers cannot be held to cores here");
    m_machine->setText(machine);
    fitAgreement();
}

// It may name several variants: what has no room between the others is in the tip.
void StatusLine::fitAgreement()
{
    const QString words = widgets::agreementText(m_model.state());
    int room = m_bar.width() - m_agreement->contentsMargins().left() * 4;
    for (const QLabel* label : {m_machine, m_libraries, m_recording})
        room -= label->sizeHint().width() + m_bar.layout()->spacing();
    const QString fitting = m_agreement->fontMetrics().elidedText(words, Qt::ElideRight, std::max(room, 120));
    m_agreement->setText(fitting);
    m_agreement->setToolTip(fitting == words ? QString() : words);
}

} // namespace lab::app
