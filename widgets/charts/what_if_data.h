// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/what_if.h"
#include "widgets/charts/chart_data.h"

#include <span>

namespace lab::widgets {

/// A prediction that was held against the real thing: the work took `share` of its time.
struct CheckedShare
{
    double share = 1;
    session::Check check;
};

/// "This part faster by x % → the program y times as fast": the curve of a change that makes work faster, as
/// it was replayed, what was measured of it, and a mark at the share of its time that is asked for.
ChartData whatIfData(const scenario::WhatIf& change, std::span<const session::CurvePoint> curve,
                     std::span<const CheckedShare> checked);

} // namespace lab::widgets
