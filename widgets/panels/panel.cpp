// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/panel.h"

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
    m_note->setText(note);
    m_note->setToolTip(note);
}

} // namespace lab::widgets
