// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/title_bar.h"

#include "core/session/findings.h"
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

void setKind(QLabel& badge, const char* kind)
{
    setRole(badge, "badge", QString::fromLatin1(kind));
}

void showBadge(QLabel& badge, scenario::Verdict verdict, const QString& words)
{
    badge.setText(verdictSign(verdict) + QLatin1Char(' ') + words);
    setKind(badge, kindOf(verdict));
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
    setKind(*m_emulated, "emulated");
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

void TitleBar::setState(const session::RunState& state)
{
    std::optional<scenario::Verdict> verdict;
    QString disturbance;
    if (m_info && state.scenarioId == m_info->id && hasFigure(state)) {
        verdict = session::verdictOf(state);
        disturbance = disturbanceWord(state);
    }
    if (verdict == m_verdict && disturbance == m_disturbance)
        return;
    m_verdict = verdict;
    m_disturbance = disturbance;
    showBadges();
}

void TitleBar::showBadges()
{
    if (!m_info)
        return;
    m_emulated->setVisible(!m_info->emulated.empty());
    m_emulated->setToolTip(QString::fromStdString(m_info->emulated));
    showBadge(*m_expected, m_info->expected, tr("usually %1").arg(verdictWord(m_info->expected)));
    m_measured->setVisible(m_verdict || !m_disturbance.isEmpty());
    fitBadges();
}

void TitleBar::showMeasured(bool shortly)
{
    if (!m_disturbance.isEmpty()) // neither help nor harm could be seen
        showBadge(*m_measured, scenario::Verdict::Depends, m_disturbance);
    else if (m_verdict)
        showBadge(*m_measured, *m_verdict,
                  shortly ? verdictWord(*m_verdict) : tr("measured: %1").arg(verdictWord(*m_verdict)));
}

int TitleBar::needed() const
{
    int width = m_title->sizeHint().width();
    for (const QLabel* badge : {m_measured, m_emulated})
        width += badge->isHidden() ? 0 : badge->sizeHint().width() + kSpacing;
    return width;
}

// Where it is narrow, what is usual (the list of scenarios says it too) gives way to what was measured, which
// is said in fewer words.
void TitleBar::fitBadges()
{
    showMeasured(false);
    m_expected->setVisible(needed() + m_expected->sizeHint().width() + kSpacing <= width());
    if (needed() > width())
        showMeasured(true);
}

void TitleBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitBadges();
}

} // namespace lab::widgets
