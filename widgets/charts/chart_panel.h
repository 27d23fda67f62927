// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/charts/chart_content.h"
#endif

#include <QWidget>

#include <array>
#include <memory>

class QAbstractButton;
class QButtonGroup;
class QCheckBox;

namespace lab::widgets {

class LadderPlot;
class LockTablePlot;
class RooflinePlot;
class SpeedupChart;
class WrittenChart;

/// The charts of a scenario, one at a time: a switch where there are several kinds, and whether the published
/// ladder is shown, which is remembered in the settings. Sweeps take the panel over while they last, and so
/// does Live mode, but for the locks. GUI thread.
class ChartPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChartPanel(QWidget* parent = nullptr);

    /// Another scenario: its first kind is chosen. `info` must outlive its being shown.
    void setScenario(const scenario::ScenarioInfo& info);
    void setState(std::shared_ptr<const session::RunState> state, const machine::Machine& machine);
    /// The variant on the stage.
    void setShownVariant(std::size_t variant);
    /// To be marked from the next state on; not for setState() to forget.
    void setPrediction(std::optional<double> prediction) { m_choice.prediction = prediction; }

    const ChartChoice& choice() const { return m_choice; }
    void choose(scenario::ChartKind kind);
    /// The next of the kinds offered, from the last to the first.
    void chooseNext();

Q_SIGNALS:
    void choiceChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void forgetCharts();
    void addKind(scenario::ChartKind kind, const QString& name, const QString& help);
    void showKinds();
    void showChart();
    template<class Plot>
    WrittenChart* written(Plot*& plot, WrittenChart*& chart);
    template<class Chart>
    Chart* bring(Chart* chart);
    void showSpeedup();
    void showLadder(const LadderData& ladder);
    void showRoofline(const RooflineData& roofline);
    void showLocks();

    const scenario::ScenarioInfo* m_info = nullptr;
    std::shared_ptr<const session::RunState> m_state;
    machine::Machine m_machine;
    ChartChoice m_choice;
    QWidget* m_switch;
    QButtonGroup* m_kinds;
    QCheckBox* m_quoted;
    QWidget* m_shown = nullptr; // one of the charts below, each made when it is first needed
    SpeedupChart* m_speedup = nullptr;
    LadderPlot* m_ladderPlot = nullptr;
    RooflinePlot* m_rooflinePlot = nullptr;
    LockTablePlot* m_locksPlot = nullptr;
    WrittenChart* m_ladder = nullptr;
    WrittenChart* m_roofline = nullptr;
    WrittenChart* m_locks = nullptr;
    std::shared_ptr<const session::Capture> m_locksOf; // that m_locksPlot shows
    double m_textScale;                                // of the charts
};

} // namespace lab::widgets
