// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/request.h"

#include "core/scenario/sample_use.h"
#include "core/scenario/scenario.h"

namespace lab::scenario {

Request complete(const ScenarioInfo& info, const Request& request)
{
    if (request.workers < 1 || request.workers > kMostWorkers)
        throw ParameterError("parameter 'workers' cannot be '" + std::to_string(request.workers) +
                             "': it takes a whole number from 1 to " + std::to_string(kMostWorkers));
    Request whole = request;
    whole.settings = complete(info.parameters, request.settings);
    completeSamples(info, whole);
    return whole;
}

} // namespace lab::scenario
