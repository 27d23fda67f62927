// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/matmul-ladder/matmul_ladder.h"

#include "core/scenarios/matmul-ladder/ladder_experiment.h"

namespace lab::scenarios::matmul_ladder {

namespace {

using namespace scenario;

std::vector<Parameter> parameters()
{
    const auto extent = [](const char* name, const char* label, std::int64_t standard, const char* help) {
        return Parameter::integer(name, label, "", standard, 8, 2048, Parameter::Scale::Logarithmic, help);
    };
    return {extent("rows", "Rows of X", 64, "How many samples: rows of X and of Y."),
            extent("inner", "Inner extent", 784, "Inputs of the layer: columns of X, rows of W."),
            extent("columns", "Columns of W", 128, "Outputs of the layer: columns of W and of Y.")};
}

std::vector<Variant> variants()
{
    return {
        {"python", "Python", "Three loops over lists of numbers in the interpreter."},
        {"products", "C++, same loops", "The same three loops, compiled: i, j, k."},
        {"rows", "Loops swapped", "i, k, j: W and Y are read along their rows."},
        {"tiled", "Tiles", "The piece of W at work stays in the cache."},
        {"registers", "Vector registers", "A tile of Y stays in vector registers while k runs."},
        {"registers-workers", "Vectors on workers", "Each worker takes panels of Y.", true},
        {"library", "oneDNN", "One call of the library on one worker."},
        {"library-workers", "oneDNN on workers", "Each worker calls the library for its rows.", true},
        {"bf16", "oneDNN, bf16", "Numbers of 16 bits, sums of 32, on one worker."},
        {"int8", "oneDNN, int8", "Numbers of 8 bits, sums of 32, on one worker."},
        {"numpy", "NumPy", "One call from Python, with the threads it has been given."},
    };
}

std::vector<Sweep> sweeps()
{
    Sweep workers;
    workers.key = "workers";
    workers.label = "Sweep workers";
    workers.parameter = "workers";
    // Each against its own loops on one worker: against Python all of it would lie in the thousands.
    workers.series = {{"oneDNN", {}, std::size_t{kLibrarySpread}, std::size_t{kLibrary}},
                      {"register tiles", {}, std::size_t{kRegistersSpread}, std::size_t{kRegisters}}};
    workers.axisLabel = "workers";
    Sweep rows;
    rows.key = "rows";
    rows.label = "Sweep rows of X";
    rows.parameter = "rows";
    rows.values = {8, 16, 32, 64, 128, 256, 512, 1024};
    rows.series = workers.series;
    rows.axisLabel = "rows of X";
    return {workers, rows};
}

ScenarioInfo describe()
{
    ScenarioInfo info;
    info.id = "matmul-ladder";
    info.title = "Matmul ladder";
    info.summary = "One product, many speeds: how far do loops, vectors and workers carry it?";
    info.expected = Verdict::Helps;
    info.lesson = "matmul-ladder.md";
    info.samples.need = SampleUse::Need::Images;
    info.parameters = parameters();
    info.variants = variants();
    for (const Rung call : {kLibrary, kBf16, kInt8, kNumPy})
        info.variants[call].plan = Plan::AtOnce;
    info.sequential = kLibrary;
    info.main = kLibrarySpread;
    info.question = {kLibrarySpread, kPython};
    info.peer = kNumPy;
    info.isLadder = true;
    info.charts = {ChartKind::Ladder, ChartKind::Roofline, ChartKind::Scaling};
    info.quoted = {"Leiserson et al., Science 368 (2020): 4096 × 4096, 18 cores",
                   {{"Python", 1},
                    {"Java", 11},
                    {"C", 47},
                    {"parallel loops", 366},
                    {"divide and conquer", 6'727},
                    {"vectors", 23'224},
                    {"AVX intrinsics", 62'806}}};
    info.sweeps = sweeps();
    return info;
}

class MatmulLadder : public Scenario
{
public:
    const ScenarioInfo& info() const override { return m_info; }
    std::unique_ptr<Experiment> prepare(const Request& request) const override
    {
        return std::make_unique<LadderExperiment>(request);
    }
    std::unique_ptr<Experiment> prepareAgain(const Request& request,
                                             std::unique_ptr<Reusable> before) const override
    {
        return std::make_unique<LadderExperiment>(
            request, std::unique_ptr<LadderPeers>(dynamic_cast<LadderPeers*>(before.release())));
    }

private:
    const ScenarioInfo m_info = describe();
};

} // namespace

std::unique_ptr<const Scenario> make()
{
    return std::make_unique<MatmulLadder>();
}

} // namespace lab::scenarios::matmul_ladder
