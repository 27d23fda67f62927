// SPDX-License-Identifier: GPL-3.0-or-later
// Do the program's 95 % intervals hold what they promise?
//   interval_coverage [--runs N] [--budget SECONDS] [--options "--workers 2 …"] [scenario …]
// Runs each scenario in N separate processes, turn by turn, and prints for each variant the least and the
// greatest of the N speedups, the median width of their intervals, and how many of these contain the median
// of the other runs' speedups. At the end: all variants together, the main ones, and what the program said of
// itself (verdicts, runs that it called disturbed, rounds that it left out). Exits with 1 where fewer than
// nine in ten of all intervals hold, or fewer than eight in ten of a main variant's. Run it on an idle
// machine; ten runs of everything take about 25 minutes.
#include "coverage.h"
#include "program_result.h"

#include "core/scenarios/all.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace lab;

struct Options
{
    int runs = 10;
    std::string budget = "8";
    std::string others;
    std::vector<std::string> scenarios;
};

using proof::Figure;
using proof::Share;

/// Of one scenario, over its runs.
struct Runs
{
    std::string main; ///< key of the main variant
    std::vector<std::string> keys;
    std::map<std::string, std::vector<Figure>> figures; ///< by variant; runs without an interval left out
    std::map<std::string, int> words;                   ///< what the runs said, and how often
    int rounds = 0;
    int setAside = 0;
    int placements = 0;
};

void take(Runs& runs, const nlohmann::json& result)
{
    runs.main = result.at("verdict").at("variant");
    runs.rounds += result.at("rounds").get<int>();
    runs.setAside += result.at("rounds_set_aside").get<int>();
    runs.placements += result.at("placements").get<int>();
    const auto& measured = result.at("verdict").at("measured");
    const bool disturbed = !result.at("verdict").at("disturbed").get<std::string>().empty();
    ++runs.words[disturbed ? "disturbed" : measured.is_null() ? "no verdict" : measured.get<std::string>()];
    std::size_t index = 0;
    for (const auto& variant : result.at("variants")) {
        const bool itself = variant.at("compared_with").get<std::size_t>() == index++;
        if (itself || variant.at("speedup_interval_95").is_null())
            continue;
        const std::string key = variant.at("key");
        if (!runs.figures.contains(key))
            runs.keys.push_back(key);
        const auto interval = variant.at("speedup_interval_95").get<std::vector<double>>();
        runs.figures[key].push_back({variant.at("speedup"), {interval.at(0), interval.at(1)}});
    }
}

void print(const std::string& scenario, const Runs& runs, Share& all, Share& mains, bool& good)
{
    for (const std::string& key : runs.keys) {
        const std::vector<Figure>& figures = runs.figures.at(key);
        const bool main = key == runs.main;
        const Share share = proof::coverageOf(figures);
        all += share;
        if (main) {
            mains += share;
            good = good && share.percent() >= 80;
        }
        std::printf("%-22s %-20s ", scenario.c_str(), (key + (main ? " *" : "")).c_str());
        proof::printCoverage(figures);
        std::printf("\n");
    }
    std::printf("%-22s ", scenario.c_str());
    for (const auto& [word, times] : runs.words)
        std::printf("%s %d, ", word.c_str(), times);
    std::printf("%d rounds in %d placements, %d left out\n", runs.rounds, runs.placements, runs.setAside);
    std::fflush(stdout);
}

Options parse(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto value = [&]() -> std::string {
            if (++i == argc)
                throw std::runtime_error(word + " takes a value");
            return argv[i];
        };
        if (word == "--runs")
            options.runs = std::atoi(value().c_str());
        else if (word == "--budget")
            options.budget = value();
        else if (word == "--options")
            options.others = value();
        else
            options.scenarios.push_back(word);
    }
    if (options.runs < 2)
        throw std::runtime_error("--runs takes a number from 2");
    if (options.scenarios.empty()) {
        const scenario::Registry registry = scenarios::all();
        for (const auto& scenario : registry.scenarios())
            options.scenarios.push_back(scenario->info().id);
    }
    return options;
}

int coverage(const Options& options)
{
    std::map<std::string, Runs> results;
    for (int run = 0; run < options.runs; ++run) {
        for (const std::string& scenario : options.scenarios) {
            std::fprintf(stderr, "run %d of %d: %s          \r", run + 1, options.runs, scenario.c_str());
            take(results[scenario],
                 proof::resultOf(std::string("\"") + LAB_PROGRAM + "\" run " + scenario + " --budget " +
                                 options.budget + " " + options.others + " --json"));
        }
    }
    std::printf("%-22s %-20s %-23s %7s   %s\n", "scenario", "variant (* main)", "speedups", "width", "held");
    Share all;
    Share mains;
    bool good = true;
    for (const std::string& scenario : options.scenarios)
        print(scenario, results[scenario], all, mains, good);
    std::printf("all %d of %d (%.0f %%), main variants %d of %d (%.0f %%)\n", all.held, all.of, all.percent(),
                mains.held, mains.of, mains.percent());
    return good && all.percent() >= 90 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return coverage(parse(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "interval_coverage: %s\n", error.what());
        return 2;
    }
}
