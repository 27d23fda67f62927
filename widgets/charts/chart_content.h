// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/chart_data.h"
#include "widgets/charts/ladder_data.h"
#include "widgets/charts/lock_table_data.h"
#include "widgets/charts/roofline_data.h"
#include "widgets/theme/theme.h"

#include <QRectF>

#include <optional>
#include <variant>
#include <vector>

class QPainter;

namespace lab::widgets {

/// What the user has chosen to see.
struct ChartChoice
{
    std::optional<scenario::ChartKind> kind; ///< the scenario's first if empty
    bool quoted = true;                      ///< show the scenario's quoted ladder
    std::optional<std::size_t> variant = {}; ///< on the stage, whose locks are shown; the main one if empty
    std::optional<double> prediction = {};   ///< of the lesson's question, marked beside the answer
};

using ChartContent = std::variant<ChartData, LadderData, RooflineData, LockTableData>;

/// The kinds that can be shown: those of the scenario's description, but no roofline where a run has shown
/// that it counts no operations of floating point. A sweep is drawn as Scaling, Live mode as Scaling or
/// Locks. Never empty.
std::vector<scenario::ChartKind> chartKinds(const scenario::ScenarioInfo& info,
                                            const session::RunState& state);

/// The kind that will be shown: the chosen one where it can be, else the first; Live mode shows locks only
/// when they were chosen.
scenario::ChartKind chartKind(const scenario::ScenarioInfo& info, const session::RunState& state,
                              const ChartChoice& choice);

/// The chart that fits a state and the choice.
ChartContent chartContent(const scenario::ScenarioInfo& info, const session::RunState& state,
                          const machine::Machine& machine, const ChartChoice& choice);

QString chartTitle(const ChartContent& content);

/// Paints any chart into `area` of any paint device through Qt Charts' own scene. `scale` enlarges texts and
/// pens. The title is left to the caller.
void paintChart(QPainter& painter, const QRectF& area, const ChartContent& content, ThemeKind theme,
                double scale);

} // namespace lab::widgets
