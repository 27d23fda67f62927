// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/excerpts.h"

#include "core/scenarios/all.h"

#include <gmock/gmock.h>

#include <array>
#include <fstream>
#include <set>

namespace lab::widgets {

namespace {

using scenario::Settings;
using ::testing::HasSubstr;

constexpr qsizetype kMostLines = 40;
constexpr qsizetype kWidest = 110; // columns, as everywhere in the sources

scenario::ScenarioInfo twoVariants()
{
    scenario::ScenarioInfo info;
    info.id = "sums";
    info.variants = {{"one", "One", "One worker."}, {"all", "All", "All workers."}};
    return info;
}

std::vector<int> linesOf(std::span<const Region> regions, std::size_t variant, const Settings& settings = {})
{
    std::vector<int> lines;
    for (const Excerpt& each : excerptsOf(regions, twoVariants(), variant, settings))
        lines.push_back(each.line);
    return lines;
}

TEST(Excerpts, AreThoseThatNameTheVariant)
{
    const std::array<Region, 3> regions = {{{"sums/one all", "core/scenarios/sums/a.cpp", 1, "a;\n"},
                                            {"sums/all", "core/scenarios/sums/a.cpp", 2, "b;\n"},
                                            {"means/one", "core/scenarios/means/a.cpp", 3, "c;\n"}}};
    EXPECT_EQ(linesOf(regions, 0), std::vector{1});
    EXPECT_EQ(linesOf(regions, 1), (std::vector{1, 2}));
}

TEST(Excerpts, LeadToWhatTheyCall)
{
    const std::array<Region, 6> regions = {{
        {"then inner()", "core/kernels/a.cpp", 1, "void inner() {}\n"},
        {"then outer()", "core/kernels/a.cpp", 2, "void outer() { x.inner(); }\n"},
        {"sums/one", "core/scenarios/sums/a.cpp", 3, "kernels::outer(1);\n"},
        {"sums/all", "core/scenarios/sums/a.cpp", 4, "myinner(outerMost(2));\n"},
        {"outer()", "core/scenarios/means/a.cpp", 5, "another's outer\n"},
        {"outer()", "core/scenarios/shared/a.cpp", 6, "everybody's outer\n"},
    }};
    EXPECT_EQ(linesOf(regions, 0), (std::vector{3, 6, 1, 2})) << "and 'then' comes last";
    EXPECT_EQ(linesOf(regions, 1), std::vector{4});
}

TEST(Excerpts, DependOnSettings)
{
    const std::array<Region, 3> regions = {{{"sums/one", "core/scenarios/sums/a.cpp", 1, "f();\n"},
                                            {"sums/one work=toy", "core/scenarios/sums/a.cpp", 2, "b;\n"},
                                            {"f() work=toy", "core/scenarios/sums/a.cpp", 3, "c;\n"}}};
    EXPECT_EQ(linesOf(regions, 0), std::vector{1});
    EXPECT_EQ(linesOf(regions, 0, {{"work", std::string("toy")}}), (std::vector{1, 2, 3}));
    EXPECT_EQ(linesOf(regions, 0, {{"work", std::string("network")}}), std::vector{1});
}

TEST(Excerpts, AreDedentedAndTranslationsComeLast)
{
    const std::array<Region, 2> regions = {
        {{"sums/one", "resources/code/sums.py", 7, "y = x.sum()\n"},
         {"sums/one", "core/scenarios/sums/a.cpp", 3, "        for (;;)\n\n            sum();\n    "}}};
    const auto excerpts = excerptsOf(regions, twoVariants(), 0, {});
    ASSERT_EQ(excerpts.size(), 2u);
    EXPECT_EQ(excerpts[0].text, QStringLiteral("for (;;)\n\n    sum();"));
    EXPECT_EQ(excerpts[0].language, Language::Cpp);
    EXPECT_FALSE(excerpts[0].translation);
    EXPECT_EQ(excerpts[1].language, Language::Python);
    EXPECT_TRUE(excerpts[1].translation);
}

TEST(Excerpts, AWordThatNamesNothingIsRefused)
{
    const Region region = {"then one", "core/kernels/a.cpp", 12, "a;\n"};
    EXPECT_THROW(namesOf(region), std::invalid_argument);
    EXPECT_NO_THROW(namesOf({"then f() sums/one", "core/kernels/a.cpp", 12, "a;\n"}));
}

// With the standard settings, and with each choice of each parameter.
std::vector<Settings> settingsOf(const scenario::ScenarioInfo& info)
{
    const Settings standard = scenario::complete(info.parameters, {});
    std::vector<Settings> all = {standard};
    for (const scenario::Parameter& parameter : info.parameters)
        for (const auto& option : parameter.options) {
            all.push_back(standard);
            all.back()[parameter.name] = option.key;
        }
    return all;
}

class Program : public ::testing::Test
{
protected:
    const scenario::Registry m_registry = scenarios::all();
};

TEST_F(Program, ShowsSourceOfEveryVariant)
{
    for (const auto& each : m_registry.scenarios()) {
        const scenario::ScenarioInfo& info = each->info();
        for (const Settings& settings : settingsOf(info))
            for (std::size_t variant = 0; variant < info.variants.size(); ++variant) {
                const auto excerpts = excerptsOf(cutRegions(), info, variant, settings);
                EXPECT_TRUE(!excerpts.empty() && !excerpts.front().translation)
                    << "mark what runs of " << info.id << '/' << info.variants[variant].key
                    << " with // [code " << info.id << '/' << info.variants[variant].key << "] … // [end]";
            }
    }
}

TEST_F(Program, MarksNoVariantThatThereIsNot)
{
    for (const Region& region : cutRegions()) {
        const Names names = namesOf(region);
        EXPECT_TRUE(!names.variants.empty() || !names.calls.empty()) << region.file << ':' << region.line;
        for (const VariantName& name : names.variants) {
            const scenario::Scenario* found = m_registry.find(name.scenario);
            ASSERT_TRUE(found) << region.file << ':' << region.line << " names " << name.scenario;
            const auto& variants = found->info().variants;
            EXPECT_TRUE(std::any_of(variants.begin(), variants.end(),
                                    [&](const auto& each) { return each.key == name.variant; }))
                << region.file << ':' << region.line << " names " << name.scenario << '/' << name.variant;
        }
    }
}

TEST_F(Program, ReachesEveryRegion)
{
    std::set<std::pair<QString, int>> shown;
    for (const auto& each : m_registry.scenarios())
        for (const Settings& settings : settingsOf(each->info()))
            for (std::size_t variant = 0; variant < each->info().variants.size(); ++variant)
                for (const Excerpt& excerpt : excerptsOf(cutRegions(), each->info(), variant, settings))
                    shown.emplace(excerpt.file, excerpt.line);
    for (const Region& region : cutRegions())
        EXPECT_TRUE(shown.contains({QString::fromUtf8(region.file), region.line}))
            << region.file << ':' << region.line << ": nobody shows it";
}

TEST_F(Program, ShowsWhatStandsInTheFilesAndNoMoreThanASmallPart)
{
    for (const Region& region : cutRegions()) {
        const QStringList lines = QString::fromUtf8(region.text).trimmed().split(QLatin1Char('\n'));
        EXPECT_LE(lines.size(), kMostLines) << region.file << ':' << region.line;
        for (const QString& line : lines)
            EXPECT_LE(line.size(), kWidest) << region.file << ':' << region.line;
        std::ifstream file(std::string(LAB_SOURCES) + '/' + region.file);
        std::string line;
        for (int i = 0; i < region.line; ++i)
            std::getline(file, line);
        EXPECT_EQ(QString::fromStdString(line).trimmed(), lines.front().trimmed())
            << region.file << ':' << region.line;
    }
}

// What iterate() comes to for a variant: it must be seen, and not in the others of the pair.
struct Dispatch
{
    const char* scenario;
    const char* variant;
    const char* calls;
    const char* notIn = nullptr; ///< a variant that does something else there
};

constexpr Dispatch kDispatches[] = {
    {"access-order", "rows", "run(row * n, n, std::int64_t{1})", "columns"},
    {"access-order", "columns", "run(column, n, n)", "rows"},
    {"access-order", "tiles", "traversal.tile", "rows"},
    {"access-order", "rows-workers", "pool.forEach(bands", "rows"},
    {"access-order", "columns-workers", "pool.forEach(bands", "columns"},
    {"access-order", "tiles-workers", "pool.forEach(bands", "tiles"},
    {"batch-convolution", "one-by-one", "convolveOne(i, 0, m_oneByOne", "spread"},
    {"batch-convolution", "spread", "pool.forEach(m_spread.size()", "one-by-one"},
    {"batch-convolution", "batched", "chunk.convolution.execute(", "spread"},
    {"batch-layout", "list", "m_list.sample(i), m_weights", "contiguous"},
    {"batch-layout", "contiguous", "multiplyWhole(m_batch", "packed"},
    {"batch-layout", "packed", "std::copy_n(m_list.sample(i)", "contiguous"},
    {"false-sharing", "alone", "counter.fetch_add(1", "alone-plain"},
    {"false-sharing", "adjacent", "worker * kSlot", "line"},
    {"false-sharing", "distance", "worker * distance", "adjacent"},
    {"false-sharing", "line", "worker * line", "adjacent"},
    {"false-sharing", "alone-plain", "addPlainly(", "alone"},
    {"false-sharing", "plain", "addPlainly(", "adjacent"},
    {"false-sharing", "walk", "worker % perLine", "walk-padded"},
    {"false-sharing", "walk-padded", "worker * kWalkedLines", "walk"},
    {"filter-chain", "sequential", "computeSequential(", "stages"},
    {"filter-chain", "stages", "{kClosing, kStageCount}", "pipeline"},
    {"filter-chain", "rows", "runWithBarriers(", "stages"},
    {"filter-chain", "many", "computePhoto(photo, 0", "photos"},
    {"filter-chain", "pipeline", "groupStages(", "stages"},
    {"filter-chain", "photos", "pool.forEach(static_cast<std::size_t>(m_photos)", "many"},
    {"forward-pass", "neurons", "layerByNeurons(", "samples"},
    {"forward-pass", "samples", "computeLayer(layer, sample, 1, 0)", "batch"},
    {"forward-pass", "batch", "computeLayer(layer, 0, m_count, 0)", "samples"},
    {"forward-pass", "split", "pool.forEach(static_cast<std::size_t>(parts)", "batch"},
    {"forward-pass", "layers", "computeGroups(1, pool", "micro-batches"},
    {"forward-pass", "micro-batches", "computeGroups(m_microBatches, pool", "layers"},
    {"forward-pass", "relu-branch", "if (x[i] > 0)", "relu-vector"},
    {"forward-pass", "relu-vector", "kBlock", "relu-branch"},
    {"gradient-accumulation", "sequential", "addTo(m_sum, own.gradient)", "own-sums"},
    {"gradient-accumulation", "lock", "m_lock.hold(", "striped"},
    {"gradient-accumulation", "striped", "m_layerLocks[layer].hold(", "lock"},
    {"gradient-accumulation", "atomic", "sum[i].fetch_add(", "lock"},
    {"gradient-accumulation", "own-sums", "addTo(own.sum", "sequential"},
    {"gradient-accumulation", "unprotected", "store(first + i, load(first + i)", "atomic"},
    {"image-preprocessing", "sequential", "work(photo, 0)", "per-photo"},
    {"image-preprocessing", "per-photo", "pool.forEach(count, 1, work)", "sequential"},
    {"image-preprocessing", "passes-one", "work(photo, 0)", "passes"},
    {"image-preprocessing", "passes", "pool.forEach(count, 1, work)", "passes-one"},
    {"load-balance", "one", "doPiece(kOne, {task, 1}", "blocks"},
    {"load-balance", "blocks", "static_cast<std::size_t>(workers), static_cast<std::size_t>(workers)",
     "cyclic"},
    {"load-balance", "zig-zag", "2 * static_cast<std::size_t>(workers)", "blocks"},
    {"load-balance", "cyclic", "task % static_cast<std::size_t>(workers)", "blocks"},
    {"load-balance", "counter", "m_given.fetch_add(", "guided"},
    {"load-balance", "guided", "compare_exchange_weak(", "counter"},
    {"load-balance", "tbb", "pool.forRanges(", "counter"},
    {"load-balance", "longest-first", "m_order == Order::FromLast", "guided"},
    {"lock-contention", "sequential", "work(kAlone, round", "mutex"},
    {"lock-contention", "mutex", "m_mutex.hold(", "spin"},
    {"lock-contention", "spin", "try_lock()", "mutex"},
    {"lock-contention", "atomic", "m_atomicTotal.fetch_add(", "mutex"},
    {"lock-contention", "sharded", "shard.lock.hold(", "mutex"},
    {"matmul-ladder", "python", "total += x[i][k] * w[k][j]", "numpy"},
    {"matmul-ladder", "products", "sum += from[k] * w[k * shape.columns + j]", "rows"},
    {"matmul-ladder", "rows", "addScaled(", "products"},
    {"matmul-ladder", "tiled", "kernels::multiplyTile(", "rows"},
    {"matmul-ladder", "registers", "sums[r][v] += x[r][k] * w[v]", "tiled"},
    {"matmul-ladder", "registers-workers", "pool.forEach(count, 1, panel)", "registers"},
    {"matmul-ladder", "library", "multiplyPart(index, height, 0", "library-workers"},
    {"matmul-ladder", "library-workers", "pool.forEach(", "library"},
    {"matmul-ladder", "bf16", "Type::bf16", "int8"},
    {"matmul-ladder", "int8", "Type::s8", "bf16"},
    {"matmul-ladder", "numpy", "self.numpy.matmul(", "python"},
    {"multi-gpu", "one", "RingTraining>(m_job, 1", "data-parallel"},
    {"multi-gpu", "data-parallel", "RingTraining::reduce(", "one"},
    {"multi-gpu", "model-parallel", "computeForward(d, micro)", "one"},
    {"multi-gpu", "micro-batches", "way == kMicroBatches ? m_microBatches", "one"},
    {"pool-size", "cpu-one", "doTask(way, task, 0", "cpu"},
    {"pool-size", "cpu", "pool.forEach(", "cpu-one"},
    {"pool-size", "io-one", "sleep_for(wait)", "cpu-one"},
    {"pool-size", "io", "sleep_for(wait)", "cpu"},
    {"pool-size", "mixed-one", "matmul.execute(", "io-one"},
    {"pool-size", "mixed", "matmul.execute(", "io"},
    {"tiny-operations", "sequential", "squarePart(0, part", "tbb"},
    {"tiny-operations", "threads", "team.add(", "tbb"},
    {"tiny-operations", "tbb", "evenly(m_squares.count(), static_cast<std::size_t>(workers))", "tbb-grain"},
    {"tiny-operations", "tbb-grain", "return m_grain", "tbb"},
    {"training-pipeline", "sequential", "awaitTraining(batch, pool", "pipeline"},
    {"training-pipeline", "pipeline", "tbb::parallel_pipeline(", "sequential"},
    {"training-pipeline", "loaders", "m_loading.acquire()", "sequential"},
};

std::string sourceOf(const scenario::ScenarioInfo& info, const std::string& variant)
{
    std::string text;
    for (std::size_t i = 0; i < info.variants.size(); ++i)
        if (info.variants[i].key == variant)
            for (const Excerpt& each :
                 excerptsOf(cutRegions(), info, i, scenario::complete(info.parameters, {})))
                if (!each.translation)
                    text += each.text.toStdString() + '\n';
    return text;
}

TEST_F(Program, ShowsWhatIterateComesToForTheVariant)
{
    std::size_t variants = 0;
    for (const auto& each : m_registry.scenarios())
        variants += each->info().variants.size();
    EXPECT_EQ(variants, std::size(kDispatches)) << "a line of kDispatches for each variant";
    for (const Dispatch& dispatch : kDispatches) {
        const scenario::ScenarioInfo& info = m_registry.get(dispatch.scenario).info();
        SCOPED_TRACE(std::string(dispatch.scenario) + '/' + dispatch.variant);
        EXPECT_THAT(sourceOf(info, dispatch.variant), HasSubstr(dispatch.calls));
        if (dispatch.notIn) {
            EXPECT_THAT(sourceOf(info, dispatch.notIn), Not(HasSubstr(dispatch.calls)));
        }
    }
}

} // namespace

} // namespace lab::widgets
