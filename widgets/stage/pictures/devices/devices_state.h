// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace lab::widgets {

/// What a device has of one chunk of the gradient.
struct ChunkState
{
    std::int64_t number = 0;
    std::vector<std::size_t> devices; ///< whose gradients are in it, first added first; empty: nothing yet
    double norm = 0;
};

/// How far a micro-batch has come on a device, 0 … 1 each.
struct UnitState
{
    double forward = 0;
    double backward = 0;
};

/// A device at an instant.
struct DeviceState
{
    base::ExhibitId exhibit;
    std::size_t lane = 0;
    bool busy = false;
    trace::State state = trace::State::Idle;
    double progress = 0;              ///< of what it does
    QString doing;                    ///< "backward 2", "needs chunk 2 from GPU 4", "idle"
    std::optional<std::size_t> layer; ///< which of its layers it computes; inside a kernel interpolated
    std::vector<ChunkState> chunks;
    std::vector<UnitState> units; ///< of the current step, where the batch is cut; else empty
    std::optional<double> norm;   ///< of the whole gradient that it has
};

/// A link at an instant.
struct LinkState
{
    std::size_t from = 0; ///< index among the devices
    std::size_t to = 0;
    bool busy = false;
    double progress = 0;
    QString carries; ///< "chunk 2", "activations 3"
};

/// Devices and links at an instant, a pure function of scene, trace and t.
struct DevicesState
{
    std::vector<DeviceState> devices;
    std::vector<LinkState> links;
    std::int64_t bytesMoved = 0;
    double idle = 0; ///< share of the devices' time so far
};
DevicesState devicesState(const scenario::Scene& scene, const trace::Trace& trace, base::Nanoseconds t);

/// "3.1 MB".
QString bytesWords(std::int64_t bytes);

} // namespace lab::widgets
