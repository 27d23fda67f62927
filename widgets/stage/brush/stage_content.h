// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/measurement.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace lab::widgets {

/// What the stage shows: a pure function of capture and instant.
struct StageContent
{
    std::shared_ptr<const session::Capture> capture; ///< null: nothing is there yet
    bool sequential = false;                         ///< the worker's mark is slate, as in the lanes
    bool preparing = false;                          ///< something runs, be there a capture or not
    double time = 0;                                 ///< ns since the iteration began
    /// ns in sight of a replay that goes from event to event: what happens at `time` can be followed.
    std::optional<std::pair<double, double>> sight = {};
    int filter = 0;                            ///< the feature map that is shown large
    QString remark;                            ///< what the iteration lost, for example
    QString measured;                          ///< what was measured, in a sentence
    std::optional<std::uint32_t> litLock = {}; ///< the mouse is on this lock, here or in the lanes
};

/// Number of units (images, rows, tiles, …) of all tasks that are finished at the content's instant, and of
/// all.
struct StageCount
{
    int done = 0;
    int all = 0;
};
StageCount countDone(const StageContent& content);

} // namespace lab::widgets
