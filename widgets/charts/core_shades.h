// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine/machine.h"
#include "widgets/charts/chart_data.h"

#include <vector>

namespace lab::widgets {

/// What a chart over the number of workers shades of a machine: beyond the fast cores, where there are slow
/// ones; beyond the cores, where they have several hardware threads; beyond all of these, or beyond a quota.
std::vector<ChartShade> coreShades(const machine::Machine& machine);

} // namespace lab::widgets
