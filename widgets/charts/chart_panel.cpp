// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_panel.h"

#include "widgets/charts/figure_words.h"
#include "widgets/charts/ladder_plot.h"
#include "widgets/charts/lock_table_plot.h"
#include "widgets/charts/roofline_plot.h"
#include "widgets/charts/speedup_chart.h"
#include "widgets/charts/written_chart.h"
#include "widgets/theme/application_theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace lab::widgets {

using scenario::ChartKind;

namespace {

const QString kQuotedSetting = QStringLiteral("charts/quoted");

} // namespace

ChartPanel::ChartPanel(QWidget* parent)
    : QWidget(parent), m_state(std::make_shared<session::RunState>()), m_switch(new QWidget(this)),
      m_kinds(new QButtonGroup(this)), m_quoted(new QCheckBox(tr("Quoted"), this)), m_textScale(textScale())
{
    build();
    m_choice.quoted = QSettings().value(kQuotedSetting, true).toBool();
    m_quoted->setChecked(m_choice.quoted);
    connect(m_quoted, &QCheckBox::toggled, this, [this](bool on) {
        m_choice.quoted = on;
        QSettings().setValue(kQuotedSetting, on);
        showChart();
        Q_EMIT choiceChanged();
    });
    connect(m_kinds, &QButtonGroup::idToggled, this, [this](int kind, bool on) {
        if (on)
            choose(static_cast<ChartKind>(kind));
    });
    m_switch->hide();
    m_quoted->hide();
}

void ChartPanel::build()
{
    auto* row = new QHBoxLayout(m_switch);
    row->setContentsMargins(0, 0, 0, 2);
    row->setSpacing(4);
    m_switch->setAccessibleName(tr("Kind of chart"));
    addKind(ChartKind::Ladder, tr("Ladder"), tr("Every variant, by how much faster than the first"));
    addKind(ChartKind::Roofline, tr("Roofline"),
            tr("Every variant below what this machine can compute and read"));
    addKind(ChartKind::Scaling, tr("Workers"), tr("Speedup against workers"));
    addKind(ChartKind::Locks, tr("Locks"), tr("Who waits for which lock, and who holds it for how long"));
    m_quoted->setToolTip(tr("Show a published ladder of another machine beside this one's"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_switch);
}

void ChartPanel::addKind(ChartKind kind, const QString& name, const QString& help)
{
    auto* button = new QPushButton(name, m_switch);
    button->setProperty("step", true);
    button->setCheckable(true);
    button->setToolTip(help);
    m_kinds->addButton(button, static_cast<int>(kind));
    m_switch->layout()->addWidget(button);
}

void ChartPanel::setScenario(const scenario::ScenarioInfo& info)
{
    m_info = &info;
    m_choice.kind.reset();
    m_choice.variant.reset();
    m_state = std::make_shared<session::RunState>();
    showChart();
}

void ChartPanel::setState(std::shared_ptr<const session::RunState> state, const machine::Machine& machine)
{
    m_state = std::move(state);
    m_machine = machine;
    showChart();
}

void ChartPanel::setShownVariant(std::size_t variant)
{
    if (m_choice.variant == variant)
        return;
    m_choice.variant = variant;
    if (m_shown && m_shown == m_locks)
        showLocks();
}

void ChartPanel::choose(ChartKind kind)
{
    if (m_choice.kind == kind)
        return;
    m_choice.kind = kind;
    showChart();
    Q_EMIT choiceChanged();
}

void ChartPanel::chooseNext()
{
    if (!m_info || m_switch->isHidden())
        return;
    const std::vector<ChartKind> kinds = chartKinds(*m_info, *m_state);
    const auto now = std::find(kinds.begin(), kinds.end(), chartKind(*m_info, *m_state, m_choice));
    choose(now == kinds.end() || now + 1 == kinds.end() ? kinds.front() : *(now + 1));
}

void ChartPanel::showKinds()
{
    std::vector<ChartKind> kinds{ChartKind::Scaling};
    ChartKind shown = ChartKind::Scaling;
    if (m_info) {
        kinds = chartKinds(*m_info, *m_state);
        shown = chartKind(*m_info, *m_state, m_choice);
    }
    m_switch->setVisible(kinds.size() > 1);
    const bool live = m_state->mode == session::Mode::Live;
    const QSignalBlocker quiet(m_kinds); // shown is not chosen
    for (QAbstractButton* button : m_kinds->buttons()) {
        const auto kind = static_cast<ChartKind>(m_kinds->id(button));
        button->setVisible(std::find(kinds.begin(), kinds.end(), kind) != kinds.end());
        button->setChecked(kind == shown);
        if (kind == ChartKind::Scaling) {
            button->setText(live ? tr("Speedup") : tr("Workers"));
            button->setToolTip(live ? tr("Speedup against time") : tr("Speedup against workers"));
        }
    }
}

void ChartPanel::showChart()
{
    if (isHidden() && testAttribute(Qt::WA_WState_ExplicitShowHide))
        return; // nothing is made before it is wanted
    showKinds();
    const ChartKind kind = m_info ? chartKind(*m_info, *m_state, m_choice) : ChartKind::Scaling;
    switch (kind) {
    case ChartKind::Scaling:
        if (!m_speedup)
            m_speedup = new SpeedupChart(this, m_textScale);
        showSpeedup();
        break;
    case ChartKind::Ladder:
        showLadder(ladderData(*m_info, *m_state, m_choice.quoted, m_choice.prediction));
        break;
    case ChartKind::Roofline:
        showRoofline(rooflineData(*m_info, *m_state));
        break;
    case ChartKind::Locks:
        showLocks();
        break;
    }
}

// Charts are made for one size of text: with another they are made anew.
void ChartPanel::forgetCharts()
{
    m_quoted->hide();
    m_quoted->setParent(this); // it outlives the chart that it stands beside
    delete m_speedup;
    for (WrittenChart* chart : {m_ladder, m_roofline, m_locks})
        delete chart; // and its plot
    m_speedup = nullptr;
    m_ladder = m_roofline = m_locks = nullptr;
    m_ladderPlot = nullptr;
    m_rooflinePlot = nullptr;
    m_locksPlot = nullptr;
    m_locksOf.reset();
    m_shown = nullptr;
}

void ChartPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange || m_textScale == textScale())
        return;
    m_textScale = textScale();
    forgetCharts();
    showChart();
}

template<class Plot>
WrittenChart* ChartPanel::written(Plot*& plot, WrittenChart*& chart)
{
    if (!chart) {
        plot = new Plot(currentTheme(), m_textScale);
        chart = new WrittenChart(plot, this);
    }
    return bring(chart);
}

template<class Chart>
Chart* ChartPanel::bring(Chart* chart)
{
    if (m_shown == chart)
        return chart;
    if (m_shown)
        m_shown->hide();
    if (layout()->indexOf(chart) < 0)
        static_cast<QVBoxLayout*>(layout())->addWidget(chart, 1);
    chart->show();
    m_shown = chart;
    return chart;
}

// A profile costs a pass over all spans: only another capture is worth it.
void ChartPanel::showLocks()
{
    WrittenChart* chart = written(m_locksPlot, m_locks);
    const auto variant = lockVariant(*m_state, m_choice.variant);
    const auto capture = variant ? m_state->variants[*variant].capture : nullptr;
    if (capture && capture == m_locksOf)
        return;
    m_locksOf = capture;
    const LockTableData locks = lockTableData(*m_state, m_choice.variant);
    QStringList lines{locks.source};
    for (const LockTableGroup& group : locks.groups)
        lines << tr("%1: %2, acquired %3 times, contended %4 times")
                     .arg(group.title, group.held, countText(group.rows.front().acquisitions),
                          countText(group.rows.front().contended));
    lines << locks.sentence << locks.nothing;
    lines.removeAll(QString());
    m_locksPlot->show(locks);
    chart->refresh(locks.title, lines.join(QStringLiteral(". ")));
}

void ChartPanel::showLadder(const LadderData& ladder)
{
    QStringList rows;
    for (const LadderRow& row : ladder.rows) {
        if (row.factor)
            rows << tr("%1 %2").arg(row.name, factorText(*row.factor)) +
                        (row.rate ? tr(", %1 %2").arg(rateText(*row.rate), ladder.rateUnit) : QString());
        else if (!row.available)
            rows << tr("%1 not available: %2").arg(row.name, row.reason);
    }
    if (!m_ladder)
        written(m_ladderPlot, m_ladder)->addBesideTitle(m_quoted);
    bring(m_ladder);
    m_quoted->setVisible(ladder.canQuote);
    m_ladderPlot->show(ladder);
    m_ladder->refresh(ladder.title, rows.join(QStringLiteral(", ")));
}

void ChartPanel::showSpeedup()
{
    ChartData speedup = chartData(*m_state, m_machine);
    if (m_info)
        markPrediction(speedup, *m_info, *m_state, m_choice.prediction);
    bring(m_speedup)->setData(speedup);
}

void ChartPanel::showRoofline(const RooflineData& roofline)
{
    QStringList points;
    for (const RooflinePoint& point : roofline.points)
        points << tr("%1 %2 GFLOP/s").arg(point.name, rateText(point.rate));
    WrittenChart* chart = written(m_rooflinePlot, m_roofline);
    m_rooflinePlot->show(roofline);
    chart->refresh(roofline.title, points.join(QStringLiteral(", ")));
}

} // namespace lab::widgets
