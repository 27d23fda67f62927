// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/sample_use.h"

#include <algorithm>

namespace lab::scenario {

bool usesSamples(const ScenarioInfo& info, const Settings& settings)
{
    return info.samples.need != SampleUse::Need::Nothing &&
           std::ranges::all_of(info.samples.only, [&](const auto& wanted) {
               const auto found = settings.find(wanted.first);
               return found != settings.end() && found->second == wanted.second;
           });
}

void completeSamples(const ScenarioInfo& info, Request& request)
{
    if (!request.samples)
        return;
    if (!usesSamples(info, request.settings))
        request.samples = nullptr;
    else if (info.samples.need == SampleUse::Need::Labelled && request.samples->labels.empty())
        throw ParameterError("scenario '" + info.id + "' trains, and '" + request.samples->name +
                             "' has no labels: give the file of labels, too");
}

} // namespace lab::scenario
