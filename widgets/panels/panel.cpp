// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/panel.h"

#include "widgets/theme/keyboard_focus.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace lab::widgets {

Panel::Panel(const QString& title, QWidget* content, QWidget* parent)
    : QFrame(parent), m_heading(new QLabel(title, this)), m_note(new QLabel(this))
{
    setProperty("panel", true);
    m_heading->setProperty("role", "heading");
    m_note->setProperty("role", "secondary");
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_note->setMinimumWidth(0);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->installEventFilter(this);
    showKeyboardFocus(*content, *this);
    auto* top = new QHBoxLayout;
    top->addWidget(m_heading);
    top->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addWidget(content, 1);
}

void Panel::setTitle(const QString& title)
{
    m_heading->setText(title);
}

void Panel::setNote(const QString& note)
{
    m_words = note;
    m_note->setToolTip(note);
    fitNote();
}

// Its end gives way, not its beginning, which says what is shown.
void Panel::fitNote()
{
    m_note->setText(m_note->fontMetrics().elidedText(m_words, Qt::ElideRight, m_note->width()));
}

bool Panel::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_note && event->type() == QEvent::Resize)
        fitNote();
    return QFrame::eventFilter(object, event);
}

} // namespace lab::widgets
