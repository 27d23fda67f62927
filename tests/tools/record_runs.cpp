// SPDX-License-Identifier: GPL-3.0-or-later
// Records the runs that tests/app/pictures shows, with settings that keep them small:
// record-runs FOLDER [SCENARIO…]
#include "core/scenarios/all.h"
#include "tests/support/recorded_run.h"

#include <algorithm>
#include <iostream>
#include <map>

namespace {

using namespace lab;

scenario::Value number(std::int64_t value)
{
    return value;
}

// Those that are not named here are small with their standard settings.
const std::map<std::string, scenario::Settings>& smallSettings()
{
    static const std::map<std::string, scenario::Settings> settings = {
        {"image-preprocessing", {{"photos", number(8)}}},
        {"training-pipeline", {{"batches", number(6)}}},
        {"matmul-ladder", {{"rows", number(128)}, {"inner", number(96)}, {"columns", number(128)}}},
        {"forward-pass", {{"samples", number(16)}}},
        {"batch-layout", {{"samples", number(32)}}},
        {"gradient-accumulation", {{"samples", number(64)}}},
        {"load-balance", {{"sequence", number(256)}}},
        {"lock-contention", {{"rounds", number(64)}}},
        {"pool-size", {{"tasks", number(12)}, {"size", number(64)}}},
        {"filter-chain", {{"size", number(128)}, {"photos", number(4)}}},
        {"tiny-operations", {{"grain", number(250)}}},
        {"access-order", {{"size", number(256)}}},
        {"false-sharing", {{"increments", number(2000)}}},
    };
    return settings;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::cerr << "record-runs FOLDER [SCENARIO…]\n";
        return 2;
    }
    const std::vector<std::string> wanted(argv + 2, argv + argc);
    const scenario::Registry registry = scenarios::all();
    for (const auto& each : registry.scenarios()) {
        const std::string& id = each->info().id;
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), id) == wanted.end())
            continue;
        const auto settings = smallSettings().find(id);
        const tests::RecordedRun run = tests::recordRun(
            *each, settings == smallSettings().end() ? scenario::Settings() : settings->second);
        tests::writeRun(run, std::filesystem::path(argv[1]) / (id + ".json"));
        std::size_t spans = 0;
        for (const auto& variant : run.variants)
            spans += variant.trace->spanCount();
        std::cout << id << ": " << run.variants.size() << " variants, " << spans << " spans" << std::endl;
    }
    return 0;
}
