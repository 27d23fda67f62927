// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/title_bar.h"

#include "core/scenario/findings.h"
#include "widgets/panels/result_text.h"
#include "widgets/panels/scenario_browser.h"
#include "widgets/panels/verdict_icon.h"
#include "widgets/theme/application_theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace lab::widgets {

namespace {

constexpr int kSpacing = 10;

/// The style sheet's name of a verdict's colours.
const char* kindOf(scenario::Verdict verdict)
{
    switch (verdict) {
    case scenario::Verdict::Helps:
        return "helps";
    case scenario::Verdict::Hurts:
        return "hurts";
    case scenario::Verdict::Depends:
        break;
    }
    return "depends";
}

void setKind(QLabel* badge, const char* kind)
{
    setRole(*badge, "badge", QString::fromLatin1(kind));
}

} // namespace

TitleBar::TitleBar(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_expected(new QLabel(this)), m_measured(new QLabel(this)),
      m_emulated(new QLabel(this)), m_summary(new QLabel(this))
{
    m_title->setProperty("role", "title");
    m_title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // badges give way, not the title
    m_summary->setProperty("role", "secondary");
    m_emulated->setText(tr("emulated GPU"));
    setKind(m_emulated, "emulated");
    m_summary->setWordWrap(true);
    auto* top = new QHBoxLayout;
    top->setSpacing(kSpacing);
    top->addWidget(m_title);
    top->addWidget(m_expected, 0, Qt::AlignVCenter);
    top->addWidget(m_measured, 0, Qt::AlignVCenter);
    top->addWidget(m_emulated, 0, Qt::AlignVCenter);
    top->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 0, 2, 0);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addWidget(m_summary);
}

void TitleBar::setScenario(const scenario::ScenarioInfo& info)
{
    m_info = &info;
    m_verdict.reset();
    m_title->setText(QString::fromStdString(info.title));
    m_summary->setText(QString::fromStdString(info.summary));
    showBadges();
}

void TitleBar::setState(const scenario::RunState& state, int cores)
{
    std::optional<scenario::Verdict> verdict;
    if (m_info && state.scenarioId == m_info->id && hasFigure(state))
        verdict = scenario::verdictOf(state);
    const bool busy = verdict && coresWereBusy(state, cores);
    if (verdict == m_verdict && busy == m_busy)
        return;
    m_verdict = verdict;
    m_busy = busy;
    showBadges();
}

void TitleBar::showBadges()
{
    if (!m_info)
        return;
    const auto badge = [](QLabel* label, scenario::Verdict verdict, const QString& words) {
        label->setText(verdictSign(verdict) + QLatin1Char(' ') + words);
        setKind(label, kindOf(verdict));
    };
    m_emulated->setVisible(!m_info->emulated.empty());
    m_emulated->setToolTip(QString::fromStdString(m_info->emulated));
    badge(m_expected, m_info->expected, tr("usually %1").arg(verdictWord(m_info->expected)));
    m_measured->setVisible(m_verdict.has_value());
    if (m_verdict && m_busy) // neither help nor harm could be seen
        badge(m_measured, scenario::Verdict::Depends, tr("cores busy: measure again"));
    else if (m_verdict)
        badge(m_measured, *m_verdict, tr("measured: %1").arg(verdictWord(*m_verdict)));
    fitBadges();
}

// Where it is narrow, what is usual gives way to what was measured.
void TitleBar::fitBadges()
{
    int needed = m_title->sizeHint().width();
    for (const QLabel* badge : {m_expected, m_measured, m_emulated})
        needed += badge == m_expected || !badge->isHidden() ? badge->sizeHint().width() + kSpacing : 0;
    m_expected->setVisible(!m_verdict || needed <= width());
}

void TitleBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitBadges();
}

} // namespace lab::widgets
