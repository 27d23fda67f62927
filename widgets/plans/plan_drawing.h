// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace lab::widgets {

/// A part of the work in the plan of a variant.
struct PlanBox
{
    enum class Kind {
        Work,
        Start, ///< a thread is created
        Add,   ///< under the lock, or of all results at the end
    };
    std::size_t lane = 0;
    double begin = 0; ///< in widths of a part
    double end = 0;
    int part = 0; ///< as written in it; 0: nothing
    Kind kind = Kind::Work;
};

/// How a variant divides its work: a textbook's drawing, in which every part is equally long and nothing is
/// in anybody's way. It is made from what the scenario declares and holds neither a time nor a ratio.
struct PlanDrawing
{
    std::vector<QString> lanes; ///< their names; "⋮" stands for several, and has no boxes
    double length = 1;          ///< in widths of a part
    std::vector<PlanBox> boxes;
    std::vector<double> meetings; ///< where all lanes wait for one another
};

/// Where the work has no number of parts that could be drawn.
inline constexpr int kPlanParts = 6;

/// `workers` as asked for; more than four lanes are not drawn. `parts`, at least 1: that the work consists
/// of.
PlanDrawing drawPlan(const scenario::Variant& variant, int workers, int parts = kPlanParts);

} // namespace lab::widgets
