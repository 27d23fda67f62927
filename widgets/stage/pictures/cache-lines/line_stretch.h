// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/mesi.h"
#include "core/scenario/scene.h"

#include <optional>
#include <utility>
#include <vector>

namespace lab::widgets {

/// A few accesses of a run under the microscope. Accesses take nanoseconds: at any speed at which a run can
/// be watched they would only flicker. So the run is cut into parts, and while the playhead passes through a
/// part, it stands for a short stretch at the part's beginning.
struct LineStretch
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    base::Nanoseconds now = 0;         ///< within the stretch
    double slowdown = 1;               ///< how much slower than the rest of the picture it passes; 1: with it
    analysis::LineHistory history;     ///< by the MESI model, from a little before `begin` to `end`
    std::vector<std::uint32_t> lineOf; ///< by core: the line it touched last; kNoLine where none
    double accessesPerTransfer = 0;    ///< around the stretch; 0 where no line passed from core to core

    static constexpr std::uint32_t kNoLine = 0xffffffffu;
};

/// The stretch of `lines`, an exhibit with CacheLineDetails, at `t`; with `sight` (ns), where so little of
/// the run is in sight that its accesses can be told apart, that part of it. Empty where nobody accesses
/// anything.
std::optional<LineStretch> lineStretch(const scenario::Scene& scene, const scenario::Exhibit& lines,
                                       const trace::Trace& trace, base::Nanoseconds t,
                                       std::optional<std::pair<double, double>> sight = {});

/// When `core` last had a valid copy of `line`, by `t`; absent where it had none in the stretch.
std::optional<base::Nanoseconds> lastValid(const analysis::LineHistory& history, std::uint32_t core,
                                           std::uint32_t line, base::Nanoseconds t);

/// Where `core`'s copy of `line` stands at `t`.
analysis::Mesi stateAt(const analysis::LineHistory& history, std::uint32_t core, std::uint32_t line,
                       base::Nanoseconds t);

/// The transfer that happened last by `t`.
const analysis::LineTransfer* lastTransfer(const analysis::LineHistory& history, base::Nanoseconds t);

} // namespace lab::widgets
