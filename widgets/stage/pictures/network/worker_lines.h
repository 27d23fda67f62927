// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/stage_brush.h"

#include <vector>

namespace lab::widgets {

/// A worker that waits for data.
struct NetworkWait
{
    std::size_t lane = 0;
    const trace::Span* span = nullptr;
    const trace::Span* next = nullptr; ///< what it computes then; null where nothing follows
};

/// Who waits at `t`, by lane. Refers to the trace.
std::vector<NetworkWait> networkWaits(const trace::Trace& trace, base::Nanoseconds t);

/// "worker 1: layer 2, samples 1–8", a line each for up to four.
void paintWorkerLines(StageBrush& brush, const QRectF& area, const std::vector<NetworkWait>& waits);

} // namespace lab::widgets
