// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/code_panel.h"

#include "widgets/code/code_view.h"
#include "widgets/theme/role_label.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lab::widgets {

CodePanel::CodePanel(QWidget* parent)
    : QWidget(parent), m_heading(roleLabel("heading", this)), m_note(roleLabel("caption", this)),
      m_other(new QComboBox(this)), m_copy(new QPushButton(tr("Copy"), this)), m_view(new CodeView(this))
{
    build();
}

void CodePanel::build()
{
    m_other->setAccessibleName(tr("Variant to compare with"));
    m_other->setToolTip(tr("Marks the lines that differ from another variant's"));
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_other->setMinimumContentsLength(12);
    m_copy->setToolTip(tr("Copies what is marked, or all of it with the names of its files"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_other, 1);
    row->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_heading);
    layout->addWidget(m_note);
    layout->addLayout(row);
    layout->addWidget(m_view, 1);
    connect(m_copy, &QPushButton::clicked, this, &CodePanel::copy);
    connect(m_other, &QComboBox::currentIndexChanged, this, &CodePanel::showCode);
}

void CodePanel::setVariant(const scenario::ScenarioInfo& info, std::size_t variant,
                           const scenario::Settings& settings)
{
    if (m_info == &info && m_variant == variant && m_settings == settings)
        return;
    const bool another = std::exchange(m_info, &info) != &info;
    const bool otherVariant = std::exchange(m_variant, variant) != variant || another;
    m_settings = settings;
    if (another) {
        const QSignalBlocker quiet(m_other);
        m_other->clear();
    }
    if (otherVariant)
        offerOthers();
    showCode();
}

// All but the one that is shown.
void CodePanel::offerOthers()
{
    const QSignalBlocker quiet(m_other);
    const QVariant chosen = m_other->currentData();
    m_other->clear();
    m_other->addItem(tr("compare with …"));
    for (std::size_t i = 0; i < m_info->variants.size(); ++i)
        if (i != m_variant)
            m_other->addItem(tr("compared with “%1”").arg(QString::fromStdString(m_info->variants[i].label)),
                             static_cast<qulonglong>(i));
    m_other->setCurrentIndex(std::max(chosen.isValid() ? m_other->findData(chosen) : 0, 0));
}

std::vector<Excerpt> CodePanel::excerpts(std::size_t variant) const
{
    return excerptsOf(cutRegions(), *m_info, variant, m_settings);
}

void CodePanel::showCode()
{
    if (!m_info)
        return;
    const QVariant other = m_other->currentData();
    const QString name = QString::fromStdString(m_info->variants[m_variant].label);
    m_heading->setText(name);
    if (!other.isValid()) {
        m_note->setText(tr("What runs, cut from the source when built."));
        m_view->setLines(shownLines(excerpts(m_variant)), false);
        return;
    }
    const auto index = static_cast<std::size_t>(other.toULongLong());
    m_note->setText(
        tr("+ only here, − only in “%1”").arg(QString::fromStdString(m_info->variants[index].label)));
    m_view->setLines(shownDifference(excerpts(index), excerpts(m_variant)), true);
}

void CodePanel::copy() const
{
    const QString marked =
        m_view->textCursor().selectedText().replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    if (m_info)
        QGuiApplication::clipboard()->setText(marked.isEmpty() ? plainText(excerpts(m_variant)) : marked);
}

} // namespace lab::widgets
