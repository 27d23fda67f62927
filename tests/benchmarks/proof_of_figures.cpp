// SPDX-License-Identifier: GPL-3.0-or-later
// Are the program's figures right? Measures four of its speedups again with loops and threads of its own,
// neither recorder nor session nor pool, and prints them beside those of `speedup-lab run`:
//   proof_of_figures [path to speedup-lab]
// A machine drifts by more than the rounds of one run differ, and where a process' memory lies decides how
// well caches hold it: both sides measure in turns, each in a new process (`proof_of_figures --turn
// SCENARIO FILE` on this side), and the intervals are those of the turns' speedups. Exits with 1 when two of
// them do not meet.
#include "program_result.h"
#include "proof_claims.h"

#include "core/analysis/placements.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace lab::proof {

using Json = nlohmann::json;

/// What `--turn` prints: of each claim its name, its variants and, unless too few rounds had their cores, the
/// medians in s.
Json turnOf(const std::string& scenario)
{
    Json turns = Json::array();
    for (const Claim& claim : claimsOf(scenario)) {
        Json turn = {{"name", claim.name}, {"slow_key", claim.slowKey}, {"fast_key", claim.fastKey}};
        if (const auto measured = measure(claim)) {
            turn["slow"] = measured->slow;
            turn["fast"] = measured->fast;
        }
        turns.push_back(std::move(turn));
    }
    return turns;
}

std::optional<Turn> ofTurn(const Json& turn)
{
    if (!turn.contains("slow"))
        return std::nullopt;
    return Turn{turn.at("slow").get<double>(), turn.at("fast").get<double>()};
}

/// The program's medians of one run, or nothing where it says that too few rounds had their cores.
std::optional<Turn> ofProgram(const Json& result, const Json& turn)
{
    const auto find = [&](const std::string& key) -> const Json& {
        for (const Json& variant : result.at("variants")) {
            if (variant.at("key") == key)
                return variant;
        }
        throw std::runtime_error("the program has no variant '" + key + "'");
    };
    const Json& slow = find(turn.at("slow_key"));
    const Json& fast = find(turn.at("fast_key"));
    if (slow.at("interval_95_ns").is_null() || fast.at("interval_95_ns").is_null())
        return std::nullopt;
    return Turn{slow.at("median_ns").get<double>() * 1e-9, fast.at("median_ns").get<double>() * 1e-9};
}

/// How a scenario is measured. Neighbours on the machine slow its memory for seconds at a time: many short
/// turns let both sides have their share of that.
struct Plan
{
    std::string scenario;
    std::size_t turns = 20;
    std::string seconds = "1.5"; ///< of a run of the program
};

/// What the turns of one side say together.
struct Figure
{
    double speedup = 0; ///< geometric mean of the turns
    analysis::Interval interval;
    double slow = 0; ///< s, median of the turns
    double fast = 0;
};

Figure together(const std::vector<Turn>& turns)
{
    std::vector<double> ratios;
    std::vector<double> slow;
    std::vector<double> fast;
    for (const Turn& turn : turns) {
        ratios.push_back(turn.slow / turn.fast);
        slow.push_back(turn.slow);
        fast.push_back(turn.fast);
    }
    const analysis::Interval interval = analysis::studentInterval(ratios);
    return {std::sqrt(interval.low * interval.high), interval, analysis::median(slow),
            analysis::median(fast)};
}

bool report(const std::string& name, const Figure& here, const Figure& there)
{
    const bool meet = here.interval.overlaps(there.interval);
    std::printf("%-26s", name.c_str());
    for (const Figure& figure : {here, there})
        std::printf(" %5.2f (%5.2f - %5.2f) %7.3f / %7.3f  ", figure.speedup, figure.interval.low,
                    figure.interval.high, figure.slow * 1e3, figure.fast * 1e3);
    std::printf(" %s\n", meet ? "agree" : "DIFFER");
    std::fflush(stdout);
    return meet;
}

bool compare(const Plan& plan, const std::string& self, const std::string& program)
{
    std::vector<std::string> names;
    std::vector<std::vector<Turn>> here; // of each claim
    std::vector<std::vector<Turn>> there;
    for (std::size_t tries = 0; here.empty() || here.front().size() < plan.turns; ++tries) {
        if (tries == 3 * plan.turns)
            throw std::runtime_error("too few rounds had their cores: run this on an idle machine");
        const Json result =
            resultOf("\"" + program + "\" run " + plan.scenario + " --budget " + plan.seconds + " --json");
        const Json claims = resultOf("\"" + self + "\" --turn " + plan.scenario);
        std::vector<Turn> mine;
        std::vector<Turn> theirs;
        names.clear();
        for (const Json& claim : claims) {
            names.push_back(claim.at("name"));
            const auto own = ofTurn(claim);
            const auto shown = ofProgram(result, claim);
            if (own && shown) {
                mine.push_back(*own);
                theirs.push_back(*shown);
            }
        }
        if (mine.size() < claims.size())
            continue;
        here.resize(mine.size());
        there.resize(mine.size());
        for (std::size_t i = 0; i < mine.size(); ++i) {
            here[i].push_back(mine[i]);
            there[i].push_back(theirs[i]);
        }
    }
    bool all = true;
    for (std::size_t i = 0; i < names.size(); ++i)
        all = report(names[i], together(here[i]), together(there[i])) && all;
    return all;
}

int compareAll(const std::string& self, const std::string& program)
{
    std::printf("%-26s %-39s   %-39s\n", "speedup (95 % interval) ms", "measured here", "speedup-lab run");
    bool all = true;
    for (const Plan& plan : {Plan{"batch-convolution"}, Plan{"matmul-ladder", 8, "8"}, // Python is slow
                             Plan{"gradient-accumulation", 20, "3"}, Plan{"false-sharing"}})
        all = compare(plan, self, program) && all;
    return all ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace lab::proof

int main(int argc, char** argv)
{
    try {
        if (argc == 4 && std::string(argv[1]) == "--turn") {
            std::ofstream(argv[3]) << lab::proof::turnOf(argv[2]);
            return EXIT_SUCCESS;
        }
        return lab::proof::compareAll(argv[0], argc > 1 ? argv[1] : LAB_PROGRAM);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "proof_of_figures: %s\n", error.what());
        return 2;
    }
}
