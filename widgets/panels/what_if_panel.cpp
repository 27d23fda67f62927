// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/what_if_panel.h"

#include "widgets/theme/role_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr int kStep = 5;       // % a step of the slider
constexpr int kMostSaved = 95; // %; all of it cannot be run

} // namespace

WhatIfPanel::WhatIfPanel(QWidget* parent)
    : QWidget(parent), m_choices(new QButtonGroup(this)), m_list(new QVBoxLayout),
      m_answer(new QWidget(this)), m_saved(new QSlider(Qt::Horizontal, m_answer)),
      m_savedText(roleLabel("secondary", m_answer)), m_figures(roleLabel("heading", m_answer)),
      m_remark(roleLabel("secondary", m_answer)), m_check(new QPushButton(m_answer))
{
    build();
}

void WhatIfPanel::build()
{
    auto* heading = roleLabel("heading", this);
    heading->setText(tr("What if …?"));
    m_saved->setRange(0, kMostSaved / kStep);
    m_saved->setPageStep(2);
    m_saved->setAccessibleName(tr("How much of its time is saved"));
    m_savedText->setWordWrap(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_saved, 1);
    row->addWidget(m_savedText);
    auto* answer = new QVBoxLayout(m_answer);
    answer->setContentsMargins(0, 0, 0, 0);
    answer->setSpacing(8);
    answer->addLayout(row);
    answer->addWidget(m_figures);
    answer->addWidget(m_remark);
    answer->addWidget(m_check, 0, Qt::AlignLeft);
    m_list->setSpacing(6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(heading);
    layout->addLayout(m_list);
    layout->addWidget(m_answer);
    m_answer->hide();
    connect(m_check, &QPushButton::clicked, this, &WhatIfPanel::checkWanted);
    connect(m_choices, &QButtonGroup::idClicked, this, [this] { Q_EMIT asked(chosenKey(), 0); });
    connect(m_saved, &QSlider::valueChanged, this,
            [this](int steps) { Q_EMIT asked(chosenKey(), 1 - steps * kStep / 100.0); });
}

QString WhatIfPanel::chosenKey() const
{
    const int id = m_choices->checkedId();
    return id > 0 ? QString::fromStdString(m_info->whatIfs[static_cast<std::size_t>(id - 1)].key) : QString();
}

void WhatIfPanel::addChoice(const QString& words, const QString& help)
{
    auto* choice = new QRadioButton(words, this);
    choice->setToolTip(help);
    m_choices->addButton(choice, static_cast<int>(m_choices->buttons().size()));
    m_list->addWidget(choice);
}

void WhatIfPanel::setScenario(const scenario::ScenarioInfo& info)
{
    m_info = &info;
    qDeleteAll(m_choices->buttons());
    addChoice(tr("Nothing: as it was recorded"), {});
    for (const scenario::WhatIf& change : info.whatIfs)
        addChoice(QString::fromStdString(change.label),
                  tr("It takes for granted: %1.").arg(QString::fromStdString(change.assumption)));
    m_choices->button(0)->setChecked(true);
    m_answer->hide();
    setHidden(info.whatIfs.empty());
}

void WhatIfPanel::show(const Asked& asked, const QString& obstacle, bool checking)
{
    if (!m_info)
        return;
    const auto change = changeOf(*m_info, asked);
    int id = 0;
    for (std::size_t i = 0; change && i < m_info->whatIfs.size(); ++i)
        if (m_info->whatIfs[i].key == change->key)
            id = static_cast<int>(i) + 1;
    if (QAbstractButton* choice = m_choices->button(id))
        choice->setChecked(true);
    m_answer->setVisible(change.has_value());
    if (!change)
        return;
    const bool byShare = !change->faster.empty();
    const QSignalBlocker quiet(m_saved);
    m_saved->setValue(static_cast<int>(std::lround((1 - change->share) * 100 / kStep)));
    m_saved->setVisible(byShare);
    m_savedText->setVisible(byShare);
    m_savedText->setText(tr("%1 % of its time saved").arg(std::lround((1 - change->share) * 100)));
    m_check->setText(checking                    ? tr("Stop checking")
                     : change->parameter.empty() ? tr("Check: compare with what was measured")
                                                 : tr("Check: run it for real"));
    m_check->setVisible(change->canBeChecked());
    m_check->setEnabled(checking || obstacle.isEmpty());
    m_check->setToolTip(obstacle.isEmpty() ? counterpart(*change) : obstacle);
    showFigures(*change, asked);
    if (checking)
        m_remark->setText(tr("Checking: %1 is measured …").arg(counterpart(*change)));
    else if (!checkOf(*change, asked))
        m_remark->setText(obstacle.isEmpty() ? tr("The real thing: %1.").arg(counterpart(*change))
                                             : obstacle);
    m_remark->setHidden(m_remark->text().isEmpty());
}

void WhatIfPanel::showFigures(const scenario::WhatIf& change, const Asked& asked)
{
    m_figures->clear();
    m_remark->clear();
    if (const CheckedChange* checked = checkOf(change, asked)) {
        m_figures->setText(tr("predicted %1\nmeasured %2\n%3")
                               .arg(timesText(checked->prediction.factor()), measuredText(checked->check),
                                    errorText(checked->prediction, checked->check)));
        const bool far = session::isFarOff(checked->prediction, checked->check);
        m_remark->setText(
            (far ? tr("Far off. The prediction takes for granted: %1.") : tr("It takes for granted: %1."))
                .arg(QString::fromStdString(change.assumption)));
    } else if (asked.prediction) {
        m_figures->setText(tr("predicted %1 as fast").arg(timesText(asked.prediction->factor())));
    }
}

// What is run, or was, to see whether the prediction holds.
QString WhatIfPanel::counterpart(const scenario::WhatIf& change) const
{
    if (!change.parameter.empty()) {
        const auto parameter =
            std::find_if(m_info->parameters.begin(), m_info->parameters.end(),
                         [&](const scenario::Parameter& each) { return each.name == change.parameter; });
        return parameter == m_info->parameters.end() ? QString()
                                                     : tr("another run with “%1” × %2")
                                                           .arg(QString::fromStdString(parameter->label))
                                                           .arg(change.factor, 0, 'g', 3);
    }
    const auto variant =
        std::find_if(m_info->variants.begin(), m_info->variants.end(),
                     [&](const scenario::Variant& each) { return each.key == change.realVariant; });
    return variant == m_info->variants.end()
               ? QString()
               : tr("“%1”, measured in turn with it").arg(QString::fromStdString(variant->label));
}

} // namespace lab::widgets
