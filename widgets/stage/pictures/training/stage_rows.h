// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace lab::widgets {

/// From begin to end, ns.
struct TimeStretch
{
    base::Nanoseconds begin = 0;
    base::Nanoseconds end = 0;
    friend bool operator==(const TimeStretch&, const TimeStretch&) = default;
};

/// A batch in a stage.
struct StageBar
{
    TimeStretch time;
    std::int64_t batch = 0;
    std::size_t lane = 0; ///< of who did it
    trace::State state = trace::State::Computing;
};

/// Bars of one stage that do not overlap, in order. A stage has as many rows as batches were in it at once.
struct StageRow
{
    std::size_t task = 0;
    std::vector<StageBar> bars;
};

/// The device between two batches, before the first or after the last.
struct DeviceIdle
{
    struct Piece
    {
        TimeStretch time;
        trace::State state = trace::State::Idle;
    };
    TimeStretch time;
    std::vector<Piece> pieces; ///< by what it lacked, as recorded
    QStringList words;         ///< "idle: needs load 3", after what it lacked longest; shorter ones follow
};

/// A training pipeline by stage: the device, then process, then load.
struct StageRows
{
    std::vector<StageRow> rows;
    std::vector<DeviceIdle> idle; ///< of the first row
};

/// Of a whole run. The scene's tasks are load, process, train, in this order; `device` is the lane that
/// trains. Of a run that has not begun, a row for each stage, without bars. Pure.
StageRows stageRows(const scenario::Scene& scene, const trace::Trace& trace, std::size_t device);

/// How many rows each stage has, the device's first.
std::vector<int> rowsByStage(const StageRows& rows);

/// How many batches are trained on in the stretch that is shown, 3 to 6: as many as leave `room` px for the
/// name in a bar of usual length where `width` px show them all.
int batchesShown(const StageRows& rows, base::Nanoseconds duration, std::int64_t batches, double width,
                 double room);

/// The stretch of a run in which the device trains on `shown` batches, with the instant `t` in it. It stands
/// still until all but the last of them is done; the next begins with the two last. Of few batches, and where
/// none is trained on, the whole run; idle time after the last batch is part of it only once `t` is there.
TimeStretch stretchAround(base::Nanoseconds t, base::Nanoseconds duration, const StageRows& rows, int shown);

} // namespace lab::widgets
