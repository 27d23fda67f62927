// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/chart_data.h"

#include <QStringList>

#include <cstdint>
#include <vector>

namespace lab::widgets {

/// The axis on which these values of a parameter are told apart and labelled: linear where they contain 0 or
/// are evenly spaced within a factor of 20, base 2 where all are powers of two, else base 10.
ChartData::Axis axisFor(std::vector<std::int64_t> values);

/// What the points say: the finding, where 1.0× is crossed with the interval of that, what was left out.
QStringList sweepSentences(const scenario::SweepResult& sweep);

/// Whether the state is that of a sweep, running or done: it has points but nothing recorded.
bool isSweep(const session::RunState& state);

/// `state.sweep` must exist.
ChartData sweepData(const session::RunState& state, const machine::Machine& machine);

} // namespace lab::widgets
