// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/idle_causes.h"
#include "core/scenario/scene.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace lab::widgets {

/// A batch is being loaded, processed or trained on.
bool isStageWork(trace::State state);

/// A batch that somebody has in hand at an instant.
struct BatchInHand
{
    std::int64_t batch = 0;
    std::size_t lane = 0;
    double progress = 0; ///< 0 … 1, interpolated
};

/// A training pipeline at an instant. The scene's tasks are load, process, train, in this order.
struct TrainingState
{
    std::vector<BatchInHand> loading;
    std::vector<BatchInHand> processing;
    std::vector<std::int64_t> loaded;    ///< batches that wait to be processed, ascending
    std::vector<std::int64_t> processed; ///< that wait for the device
    std::optional<BatchInHand> training;
    std::int64_t trained = 0;                ///< batches that are done
    trace::State state = trace::State::Idle; ///< of the device
    QStringList idle; ///< why the device does nothing, longest wording first; empty while it trains
    analysis::IdleCauses causes{}; ///< until the instant
    std::size_t deviceLane = 0;
};

/// Nothing when the scene has no device.
std::optional<TrainingState> trainingState(const scenario::Scene& scene, const trace::Trace& trace,
                                           base::Nanoseconds t);

/// A part of the device's time, with its share in percent rounded so that all add up to 100.
struct TimePart
{
    enum class Kind { Busy, StartUp, Wait, Launch, Drain };
    Kind kind = Kind::Busy;
    QString words; ///< "waits for load"
    double share = 0;
    int percent = 0;
};
/// Parts that took any time, in reading order. Empty at 0.
std::vector<TimePart> timeParts(const scenario::Scene& scene, const analysis::IdleCauses& causes);

} // namespace lab::widgets
