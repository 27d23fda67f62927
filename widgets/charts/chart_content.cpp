// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_content.h"

#include "widgets/charts/ladder_plot.h"
#include "widgets/charts/lock_table_plot.h"
#include "widgets/charts/roofline_plot.h"
#include "widgets/charts/speedup_chart.h"

#include <QGraphicsScene>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

using scenario::ChartKind;

namespace {

template<typename Plot, typename Data>
void paintWritten(QPainter& painter, const QRectF& area, const Data& data, ThemeKind theme, double scale)
{
    if (area.width() < 1 || area.height() < 1)
        return;
    QGraphicsScene scene;
    Plot plot(theme, scale);
    scene.addItem(plot.chart()); // the scene owns and deletes it
    plot.chart()->setGeometry(QRectF(QPointF(0, 0), area.size()));
    plot.show(data);
    scene.setSceneRect(plot.chart()->geometry());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    scene.render(&painter, area, scene.sceneRect());
    painter.restore();
}

} // namespace

std::vector<ChartKind> chartKinds(const scenario::ScenarioInfo& info, const session::RunState& state)
{
    std::vector<ChartKind> kinds = info.charts;
    const auto offered = [&](ChartKind kind) {
        return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    };
    if (state.mode == session::Mode::Live && offered(ChartKind::Locks))
        return {ChartKind::Scaling, ChartKind::Locks};
    if (state.mode == session::Mode::Live || state.sweep)
        return {ChartKind::Scaling};
    const bool measured = std::any_of(state.variants.begin(), state.variants.end(),
                                      [](const auto& result) { return result.median > 0; });
    if (measured && (state.work.operations <= 0 || state.work.bytes <= 0 || !countsFlops(state.work)))
        std::erase(kinds, ChartKind::Roofline);
    if (kinds.empty())
        kinds.push_back(ChartKind::Scaling);
    return kinds;
}

ChartKind chartKind(const scenario::ScenarioInfo& info, const session::RunState& state,
                    const ChartChoice& choice)
{
    const std::vector<ChartKind> kinds = chartKinds(info, state);
    if (choice.kind && std::find(kinds.begin(), kinds.end(), *choice.kind) != kinds.end())
        return *choice.kind;
    return kinds.front();
}

ChartContent chartContent(const scenario::ScenarioInfo& info, const session::RunState& state,
                          const machine::Machine& machine, const ChartChoice& choice)
{
    switch (chartKind(info, state, choice)) {
    case ChartKind::Ladder:
        return ladderData(info, state, choice.quoted, choice.prediction);
    case ChartKind::Roofline:
        return rooflineData(info, state);
    case ChartKind::Locks:
        return lockTableData(state, choice.variant);
    case ChartKind::Scaling:
        break;
    }
    ChartData data = chartData(state, machine);
    markPrediction(data, info, state, choice.prediction);
    return data;
}

QString chartTitle(const ChartContent& content)
{
    return std::visit([](const auto& data) { return data.title; }, content);
}

void paintChart(QPainter& painter, const QRectF& area, const ChartContent& content, ThemeKind theme,
                double scale)
{
    if (const auto* ladder = std::get_if<LadderData>(&content))
        paintWritten<LadderPlot>(painter, area, *ladder, theme, scale);
    else if (const auto* roofline = std::get_if<RooflineData>(&content))
        paintWritten<RooflinePlot>(painter, area, *roofline, theme, scale);
    else if (const auto* locks = std::get_if<LockTableData>(&content))
        paintWritten<LockTablePlot>(painter, area, *locks, theme, scale);
    else
        paintChart(painter, area, std::get<ChartData>(content), theme, scale);
}

} // namespace lab::widgets
