// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace lab::widgets {

/// A worker that cannot begin with a stage yet.
struct StageWait
{
    std::size_t lane = 0;
    std::size_t stage = 0;                           ///< that waits
    std::size_t needed = 0;                          ///< the stage that it waits for
    std::int64_t unit = 0;                           ///< of that
    trace::State state = trace::State::WaitsForData; ///< or at a barrier, until all rows are done
};

/// Who waits at `t`, by lane. Task s of the scene is stage s; what waits at the barrier behind the last stage
/// waits for nothing that is shown. Pure.
std::vector<StageWait> stageWaits(const scenario::Scene& scene, const trace::Trace& trace,
                                  base::Nanoseconds t);

/// "worker 2 waits for blur of photo 3", and shorter ones after it. `photos`: how many there are; of one its
/// number is not said.
QStringList waitWords(const scenario::Scene& scene, const trace::Trace& trace, const StageWait& wait,
                      std::int64_t photos);

} // namespace lab::widgets
