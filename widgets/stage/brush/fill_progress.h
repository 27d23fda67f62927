// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <vector>

namespace lab::widgets {

/// A rectangle of a two-dimensional exhibit that a task has written, or is about to have.
struct Filled
{
    scenario::Range rows;
    scenario::Range columns;
    double share = 1; ///< below 1: sums are still growing there
    std::size_t lane = 0;

    friend bool operator==(const Filled&, const Filled&) = default;
};

/// What `task` has written of `exhibit` at `t`, from its spans and its loop nest. Loops over the exhibit's
/// own axes finish their cells as they pass; from the first loop over another axis on (the k of a product)
/// cells grow together. Where several units write the same cells (tiles over k), these are finished with the
/// last of them. Inside a span interpolated in time. Rectangles of finished units that lie one below the
/// other and belong to one lane are joined. Pure.
std::vector<Filled> filledAt(const scenario::Scene& scene, const scenario::Task& task,
                             const scenario::Exhibit& exhibit, const trace::Trace& trace,
                             base::Nanoseconds t);

/// The part of `exhibit` that unit `unit` of `task` writes in all, or reads where it writes nothing there.
Filled unitArea(const scenario::Scene& scene, const scenario::Task& task, const scenario::Exhibit& exhibit,
                std::int64_t unit);

/// The task that writes `exhibit`; null when there is none.
const scenario::Task* writerOf(const scenario::Scene& scene, const scenario::Exhibit& exhibit);

} // namespace lab::widgets
