// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/photo.h"
#include "core/base/samples.h"
#include "core/scenario/parameter.h"

#include <cstdint>
#include <exception>
#include <memory>
#include <stop_token>
#include <vector>

namespace lab::scenario {

struct ScenarioInfo;

/// The inputs of a run, complete and checked.
struct Request
{
    Settings settings;
    int workers = 1;           ///< 1 … kMostWorkers
    std::uint64_t seed = 1;    ///< same seed, same inputs, whatever the number of workers
    std::stop_token stop = {}; ///< when requested, `prepare` gives up and throws Stopped
    std::shared_ptr<const std::vector<base::Photo>> photos = {}; ///< a person's own; null: those shipped
    std::shared_ptr<const base::Samples> samples = {};           ///< the same; see SampleUse
};

/// Whether both ask for the same inputs, settings and workers.
inline bool sameWork(const Request& a, const Request& b)
{
    return a.settings == b.settings && a.workers == b.workers && a.seed == b.seed && a.photos == b.photos &&
           a.samples == b.samples;
}

inline constexpr int kMostWorkers = 256;

/// Thrown by `Scenario::prepare` when its request was stopped. Not an error.
class Stopped : public std::exception
{
};

/// To be called at least every 50 ms while preparing. Throws Stopped.
inline void throwIfStopped(const Request& request)
{
    if (request.stop.stop_requested())
        throw Stopped();
}

/// Checks and completes a request; samples that are not worked on are dropped. Throws ParameterError, also
/// for samples without the labels that are needed.
Request complete(const ScenarioInfo& info, const Request& request);

} // namespace lab::scenario
