// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lab::tests {

/// A run's recordings and what it said, kept in a file of JSON so that they can be shown again anywhere.
struct RecordedRun
{
    struct Variant
    {
        std::string key;
        int workers = 1;
        std::string note; ///< of its availability
        std::string remark;
        double difference = 0;
        double tolerance = 0;
        std::shared_ptr<const trace::Trace> trace; ///< on no processor in particular
        nlohmann::json scene;                      ///< see machineParts()
    };
    scenario::Settings settings;
    int workers = 2;
    std::vector<scenario::MachineFigure> figures;
    std::vector<Variant> variants; ///< those that could run
};

/// One iteration of each variant that can run here: of many the shortest in which every worker had work.
RecordedRun recordRun(const scenario::Scenario& scenario, const scenario::Settings& settings);

void writeRun(const RecordedRun& run, const std::filesystem::path& path);

/// Throws when the file is not there, or names variants that `info`'s scenario has not.
RecordedRun readRun(const scenario::ScenarioInfo& info, const std::filesystem::path& path);

/// The run as finished, with captures of the recorded traces and the scenario's own scenes. What a run
/// measures is made from the traces: medians are their durations.
session::RunState finishedState(const scenario::Scenario& scenario, const RecordedRun& run);

/// The inputs of `capture` before anything has run.
std::shared_ptr<const session::Capture> atRest(const session::Capture& capture);

} // namespace lab::tests
