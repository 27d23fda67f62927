// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/registry.h"
#include "core/scenarios/access-order/cache_curve.h"
#include "core/scenarios/access-order/order_scene.h"
#include "core/scenarios/access-order/size_sweep.h"
#include "core/scenarios/all.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lab::scenarios::access_order {

namespace {

using namespace scenario;
using namespace session;

constexpr std::array kOrders = {Order::Rows, Order::Columns, Order::Tiles};

// 32 KB and 1 MB, 8 and 16 ways.
const CacheList kCaches{64, {{"L1", 32 * 1024, 64, 8, {}}, {"L2", 1024 * 1024, 1024, 16, {}}}};

std::vector<std::int64_t> elementsOf(const Traversal& traversal)
{
    std::vector<std::int64_t> elements;
    for (std::int64_t band = 0; band < traversal.bands(); ++band) {
        forEachRun(traversal, band, [&](std::int64_t first, std::int64_t count, std::int64_t stride) {
            for (std::int64_t i = 0; i < count; ++i)
                elements.push_back(first + i * stride);
        });
    }
    return elements;
}

double missRate(const TraversalDetails& details, std::size_t level, const Traversal& traversal)
{
    const auto accesses = std::min(traversal.n * traversal.n, kMostModelled);
    return static_cast<double>(details.caches[level].misses.back()) / static_cast<double>(accesses);
}

std::unique_ptr<Experiment> prepare(Settings settings, int workers = 2)
{
    static const Registry registry = all();
    const Scenario& scenario = registry.get("access-order");
    return scenario.prepare(complete(scenario.info(), Request{std::move(settings), workers, 1, {}}));
}

SweepPoint timed(std::size_t series, std::int64_t value, double perItem)
{
    SweepPoint point;
    point.series = series;
    point.value = value;
    point.perItem = perItem;
    return point;
}

machine::Cache cache(int level, const char* type, std::int64_t bytes, int ways, std::int64_t sets)
{
    return {level, type, bytes, 64, ways, sets, 1};
}

} // namespace

TEST(Traversal, VisitsEveryElementOnceEvenWhereNothingFits)
{
    for (const Order order : kOrders) {
        for (const std::int64_t n : {1, 7, 100, 130}) {
            auto elements = elementsOf(makeTraversal(order, n, 24));
            std::sort(elements.begin(), elements.end());
            ASSERT_EQ(elements.size(), static_cast<std::size_t>(n * n));
            for (std::size_t i = 0; i < elements.size(); ++i)
                ASSERT_EQ(elements[i], static_cast<std::int64_t>(i));
        }
    }
}

TEST(Traversal, OrdersAreWhatTheirNamesSay)
{
    const auto start = [](Order order) { return elementsOf({order, 4, 2, 2}); };
    EXPECT_THAT(start(Order::Rows),
                testing::ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    EXPECT_THAT(start(Order::Columns),
                testing::ElementsAre(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
    EXPECT_THAT(start(Order::Tiles),
                testing::ElementsAre(0, 4, 1, 5, 8, 12, 9, 13, 2, 6, 3, 7, 10, 14, 11, 15));
}

TEST(Traversal, KeepsTheNumberOfBandsSmall)
{
    for (const Order order : kOrders) {
        for (const std::int64_t n : {64, 1000, 2048, 8192}) {
            for (const std::int64_t tile : {8, 64, 256})
                EXPECT_LE(makeTraversal(order, n, tile).bands(), 128) << n << " " << tile;
        }
    }
}

TEST(StridedSum, AddsEveryNumberWhateverTheCount)
{
    std::vector<float> numbers(64);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = static_cast<float>(i);
    for (const std::int64_t count : {0, 1, 3, 4, 5, 8, 11}) {
        const auto triangle = static_cast<double>(count * (count - 1) / 2);
        EXPECT_EQ(stridedSum(numbers.data(), count, 1), triangle);
        EXPECT_EQ(stridedSum(numbers.data(), count, 5), 5 * triangle);
    }
}

// The loop nest that the stage shows must be the order that is run.
TEST(OrderScene, FootprintsFollowTheTraversal)
{
    for (const Order order : kOrders) {
        const Traversal traversal{order, 32, 8, 8};
        const auto scene = makeScene(traversal, {});
        const Task& task = scene->tasks[0];
        const auto elements = elementsOf(traversal);
        EXPECT_EQ(unitCount(task), traversal.bands());
        ASSERT_EQ(unitCount(task) * iterationsPerUnit(task), 32 * 32);
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const auto touched = footprints(*scene, task, static_cast<std::int64_t>(i));
            ASSERT_EQ(touched.size(), 1u);
            const std::int64_t row = elements[i] / 32;
            const std::int64_t column = elements[i] % 32;
            ASSERT_EQ(touched[0].ranges, (std::vector<Range>{{row, row + 1}, {column, column + 1}}));
        }
    }
}

TEST(CacheCurve, RowsMissOncePerLineInEveryCache)
{
    const Traversal rows = makeTraversal(Order::Rows, 1024, 64);
    const TraversalDetails details = modelTraversal(rows, 0, kCaches);
    EXPECT_DOUBLE_EQ(missRate(details, 0, rows), 1.0 / 16);
    EXPECT_DOUBLE_EQ(missRate(details, 1, rows), 1.0 / 16);
}

// A column of 1024 numbers 4 KB apart meets one set of the first cache, and 16 sets with 256 lines of the
// second.
TEST(CacheCurve, ColumnsOfALargePowerOfTwoMissNearlyAlways)
{
    const Traversal columns = makeTraversal(Order::Columns, 1024, 64);
    const TraversalDetails details = modelTraversal(columns, 0, kCaches);
    EXPECT_DOUBLE_EQ(missRate(details, 0, columns), 1);
    EXPECT_DOUBLE_EQ(missRate(details, 1, columns), 1);
}

TEST(CacheCurve, ColumnsBesideAPowerOfTwoUseAllSets)
{
    const Traversal columns = makeTraversal(Order::Columns, 1024 + 16, 64);
    const TraversalDetails details = modelTraversal(columns, 0, kCaches);
    EXPECT_LT(missRate(details, 1, columns), 0.1);
}

TEST(CacheCurve, TilesUseWhatTheyFetchWhereColumnsDoNot)
{
    const Traversal tiles = makeTraversal(Order::Tiles, 1024, 64);
    EXPECT_DOUBLE_EQ(missRate(modelTraversal(tiles, 0, kCaches), 1, tiles), 1.0 / 16);
    const Traversal narrow = makeTraversal(Order::Tiles, 1024, 8); // half a line wide, 8 lines of one set
    EXPECT_DOUBLE_EQ(missRate(modelTraversal(narrow, 0, kCaches), 0, narrow), 2.0 / 16);
}

TEST(CacheCurve, GrowsInStepsAndStopsAtTheLimit)
{
    for (const std::int64_t n : {64, 100, 997, 2048}) {
        const Traversal columns = makeTraversal(Order::Columns, n, 64);
        const TraversalDetails details = modelTraversal(columns, 4096, kCaches);
        EXPECT_EQ(details.address, 4096u);
        const std::int64_t accesses = std::min(n * n, kMostModelled);
        for (const ModelledCache& modelled : details.caches) {
            const auto steps = static_cast<std::int64_t>(modelled.misses.size()) - 1;
            EXPECT_LE(steps, 1024);
            EXPECT_EQ(steps, (accesses + details.stride - 1) / details.stride) << n;
            EXPECT_EQ(modelled.misses.front(), 0);
            for (std::size_t i = 1; i < modelled.misses.size(); ++i) {
                EXPECT_GE(modelled.misses[i], modelled.misses[i - 1]);
                EXPECT_LE(modelled.misses[i] - modelled.misses[i - 1], details.stride);
            }
        }
        EXPECT_LE(details.caches[1].misses.back(), details.caches[0].misses.back());
    }
}

TEST(CacheCurve, WithoutCachesThereIsNoCurve)
{
    const TraversalDetails details = modelTraversal(makeTraversal(Order::Rows, 64, 64), 0, {64, {}});
    EXPECT_TRUE(details.caches.empty());
    EXPECT_GT(details.stride, 0);
}

TEST(CachesOf, LeavesOutWhatCannotBe)
{
    machine::Machine machine;
    EXPECT_TRUE(cachesOf(machine).caches.empty());
    machine.caches = {cache(1, "data", 48 * 1024, 12, 64), cache(1, "instruction", 32 * 1024, 8, 64),
                      cache(2, "unified", 2 << 20, 16, 2048), cache(3, "unified", 105 << 20, 15, 0),
                      cache(4, "unified", 1 << 20, 15, 7)};
    const CacheList list = cachesOf(machine);
    ASSERT_EQ(list.caches.size(), 2u);
    EXPECT_EQ(list.caches[0].name, "L1");
    EXPECT_EQ(list.caches[0].ways, 12);
    EXPECT_EQ(list.caches[1].name, "L2");
}

TEST(SizeSweep, MarksStandWhereTheMatrixIsAsLargeAsACache)
{
    const auto marks = cacheMarks(kCaches, 64, 4096);
    ASSERT_EQ(marks.size(), 2u);
    EXPECT_NEAR(marks[0].x, 90.5, 0.1);
    EXPECT_EQ(marks[0].label, "L1, 32 KB");
    EXPECT_DOUBLE_EQ(marks[1].x, 512);
    EXPECT_EQ(marks[1].label, "L2, 1 MB");
    EXPECT_EQ(cacheMarks(kCaches, 64, 256).size(), 1u);
}

TEST(SizeSweep, TheFindingIsThatOfTheLargestSizeWithBoth)
{
    EXPECT_EQ(orderFinding({}), "");
    EXPECT_EQ(orderFinding({timed(kRowsSeries, 64, 1)}), "");
    const std::vector<SweepPoint> points = {timed(kRowsSeries, 64, 1),     timed(kColumnsSeries, 64, 1.1),
                                            timed(kRowsSeries, 4096, 0.5), timed(kColumnsSeries, 4096, 3.6),
                                            timed(kRowsSeries, 8192, 0.5), timed(kTilesSeries, 8192, 9)};
    EXPECT_EQ(orderFinding(points), "At n = 4096 columns take 7.2 times as long per element as rows.");
}

TEST(AccessOrder, EveryWayAgreesOnSizesThatNothingFits)
{
    for (const std::int64_t size : {65, 131, 1000}) {
        const auto experiment = prepare({{"size", size}, {"tile", std::int64_t{24}}}, 3);
        workers::WorkerPool pool(3);
        for (std::uint32_t way = 0; way < 6; ++way) {
            experiment->reset({way});
            experiment->iterate({way}, pool, nullptr);
            EXPECT_LE(experiment->differenceFromSequential({way}), experiment->tolerance({way})) << way;
        }
    }
}

// The bound must not hide a number that was left out: they are 0.5 on average.
TEST(AccessOrder, TheToleranceIsMuchSmallerThanANumber)
{
    const auto experiment = prepare({{"size", std::int64_t{2048}}});
    for (std::uint32_t way = 0; way < 6; ++way) {
        EXPECT_LT(experiment->tolerance({way}), 1e-4);
        EXPECT_GT(experiment->differenceFromSequential({way}), 1000) << "nothing has been added up";
    }
}

TEST(AccessOrder, SixWaysShareThreeScenes)
{
    const auto experiment = prepare({{"size", std::int64_t{128}}});
    for (std::uint32_t order = 0; order < 3; ++order)
        EXPECT_EQ(experiment->scene({order}), experiment->scene({order + 3}));
    const Exhibit& matrix = experiment->scene({0})->exhibits.at(0);
    EXPECT_EQ(std::get<TraversalDetails>(matrix.details).bytesPerElement, 4);
    EXPECT_EQ(matrix.values, nullptr);
}

} // namespace lab::scenarios::access_order
