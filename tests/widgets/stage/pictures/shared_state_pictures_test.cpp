// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of locks, cache lines and traversals.
#include "core/scenarios/all.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"
#include "tests/support/hand_made_trace.h"
#include "widgets/stage/pictures/cache-lines/line_stretch.h"
#include "widgets/stage/pictures/locks/lock_painter.h"
#include "widgets/stage/pictures/locks/lock_words.h"
#include "widgets/stage/pictures/traversal/access_stretch.h"
#include "widgets/stage/stage_painter.h"

#include <QPainter>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace lab::widgets {

namespace {

using analysis::Mesi;
using scenario::Exhibit;
using scenario::ExhibitKind;
using trace::State;

StageContent captured(const char* id, std::uint32_t variant, scenario::Settings settings = {},
                      int workers = 2)
{
    static const scenario::Registry registry = scenarios::all();
    const scenario::Scenario& scenario = registry.get(id);
    scenario::Request request;
    request.settings = std::move(settings);
    request.workers = workers;
    const auto experiment = scenario.prepare(scenario::complete(scenario.info(), request));
    workers::WorkerPool pool(experiment->workers({variant}, workers));
    StageContent content;
    content.capture =
        std::make_shared<const session::Capture>(session::captureIteration(*experiment, {variant}, pool, 1));
    return content;
}

QImage paint(StageContent content, double share, ThemeKind theme = ThemeKind::Light, QSize size = {900, 290})
{
    content.time = share * static_cast<double>(content.capture->trace->duration());
    QImage image(size, QImage::Format_RGB32);
    image.fill(Theme::of(theme).panel);
    PictureCache pictures;
    QPainter painter(&image);
    paintStage(painter, QRectF(QPointF(0, 0), size), content, pictures, Theme::of(theme));
    return image;
}

bool shows(const QImage& image, const QColor& colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == colour.rgb())
                return true;
        }
    }
    return false;
}

// Two lanes that increment their slots of one line, or of a line each, a span of 100 at a time.
struct Sharing
{
    scenario::Scene scene;
    std::shared_ptr<const trace::Trace> trace;
};

Sharing sharing(bool oneLine)
{
    Sharing made;
    Exhibit lines;
    lines.kind = ExhibitKind::CacheLines;
    lines.shape = {{"line", oneLine ? 1 : 2}, {"slot", 8}};
    std::vector<std::uint32_t> writers(oneLine ? 8 : 16, trace::Span::kNobody);
    writers[0] = 0;
    writers[oneLine ? 1 : 8] = 1;
    lines.details = scenario::CacheLineDetails{64, 8, writers, true};
    made.scene.picture = scenario::Picture::CacheLines;
    made.scene.add(std::move(lines));
    scenario::Task task;
    task.name = "increments";
    task.axes = {{"batch", 8}, {"increment", 100}};
    task.loops = {{0}, {1}};
    made.scene.add(std::move(task));
    tests::HandMadeTrace hand;
    for (std::uint32_t lane = 0; lane < 2; ++lane) {
        hand.lane("worker " + std::to_string(lane + 1));
        for (std::uint32_t batch = 0; batch < 4; ++batch)
            hand.add(lane, batch * 3000, batch * 3000 + 3000, State::Computing, {0}, lane * 4 + batch);
    }
    made.trace = hand.until(12'000);
    return made;
}

} // namespace

TEST(LockPicture, PlacesLieInsideAndApartAndAreAsManyAsFit)
{
    for (const QSizeF size : {QSizeF(300, 120), QSizeF(640, 240), QSizeF(980, 290), QSizeF(2600, 900)}) {
        const QRectF area(QPointF(5, 7), size);
        for (const std::size_t count : {1u, 3u, 16u, 64u}) {
            const auto places = layOutLocks(area, count, 1);
            ASSERT_FALSE(places.empty());
            EXPECT_LE(places.size(), count);
            for (std::size_t i = 0; i < places.size(); ++i) {
                EXPECT_TRUE(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(places[i].card));
                for (std::size_t k = 0; k < i; ++k)
                    EXPECT_FALSE(places[i].card.intersects(places[k].card));
                EXPECT_FALSE(places[i].guarded.intersects(places[i].queue));
                EXPECT_FALSE(places[i].guarded.intersects(places[i].released));
            }
        }
    }
    EXPECT_EQ(layOutLocks(QRectF(0, 0, 980, 330), 3, 1).size(), 3u);
    EXPECT_TRUE(layOutLocks(QRectF(), 3, 1).empty());
}

TEST(LockPicture, HeldAndWaitedForTakeTheColoursOfTheirStates)
{
    const StageContent toy = captured("gradient-accumulation", 1, {{"work", std::string("toy")}});
    const Theme& theme = Theme::of(ThemeKind::Light);
    EXPECT_FALSE(shows(paint(toy, 0.01), theme.state(State::WaitsForLock).line));
    bool waited = false;
    bool held = false;
    for (double share = 0; share < 1; share += 0.02) {
        const QImage image = paint(toy, share);
        waited = waited || shows(image, theme.state(State::WaitsForLock).line);
        held = held || shows(image, theme.state(State::Holds).line);
    }
    EXPECT_TRUE(waited);
    EXPECT_TRUE(held);
}

// Of the brief: [1, 2, 3], [2, 1, 4] and [1, 1, 1] come one after the other.
TEST(LockPicture, SaysWhatEachBringsAndWhatTheSumIsThen)
{
    const StageContent toy = captured("gradient-accumulation", 1, {{"work", std::string("toy")}});
    StageContent content = toy;
    content.time = static_cast<double>(toy.capture->trace->duration());
    const Guarded guarded = guardedOf(*content.capture->scene).front();
    const auto holds = analysis::holdsOf(*content.capture->trace, guarded.details->lock);
    ASSERT_EQ(holds.size(), 3u);
    std::set<QString> brought;
    for (const analysis::Hold& hold : holds)
        brought.insert(addedWords(content, hold.lane, hold.span, guarded));
    EXPECT_EQ(brought, (std::set<QString>{QStringLiteral("+ [1, 1, 1]"), QStringLiteral("+ [1, 2, 3]"),
                                          QStringLiteral("+ [2, 1, 4]")}));
    const auto moment = analysis::lockMoment(*content.capture->trace, guarded.details->lock, holds,
                                             static_cast<base::Nanoseconds>(content.time), 8);
    const QStringList sums = sumsAfter(content, moment.released, guarded);
    ASSERT_EQ(sums.size(), 3);
    EXPECT_EQ(sums.front(), QStringLiteral("[4, 4, 8]"));
    const QString first = addedWords(content, holds.front().lane, holds.front().span, guarded);
    EXPECT_EQ(QStringLiteral("+ ") + sums.back(), first) << "after the first it is what that one brought";
}

TEST(LockPicture, TheLockUnderAPointIsFound)
{
    const StageContent striped = captured("gradient-accumulation", 2, {{"samples", std::int64_t{8}}});
    const QRectF area(0, 0, 980, 400);
    std::set<std::uint32_t> found;
    for (int y = 0; y < 400; y += 5) {
        if (const auto lock = hitStage(area, striped, QPointF(490, y)).lock)
            found.insert(*lock);
    }
    EXPECT_EQ(found, (std::set<std::uint32_t>{0, 1, 2}));
    EXPECT_FALSE(hitStage(area, striped, QPointF(5, 5)).lock);
    EXPECT_FALSE(hitStage(area, StageContent{}, QPointF(490, 100)).lock);
}

TEST(LockPicture, NumbersHaveThreeDigits)
{
    EXPECT_EQ(shortNumber(4), QStringLiteral("4"));
    EXPECT_EQ(shortNumber(-0.734), QString(QChar(0x2212)) + QStringLiteral("0.73"));
    EXPECT_EQ(shortNumber(12.44), QStringLiteral("12.4"));
    EXPECT_EQ(shortNumber(105.3), QStringLiteral("105"));
}

TEST(CacheLinePicture, OneLineTravelsAndLinesOfOnesOwnDoNot)
{
    for (const bool oneLine : {true, false}) {
        const Sharing made = sharing(oneLine);
        int moments = 0;
        bool moved = false;
        for (base::Nanoseconds t = 0; t < 12'000; t += 50) {
            const auto stretch = lineStretch(made.scene, made.scene.exhibits[0], *made.trace, t);
            ASSERT_TRUE(stretch);
            EXPECT_LE(stretch->begin, stretch->now);
            EXPECT_LE(stretch->now, stretch->end);
            moved = moved || !stretch->history.transfers.empty();
            int modified = 0;
            for (std::uint32_t core = 0; core < 2; ++core)
                modified += stateAt(stretch->history, core, 0, stretch->now) == Mesi::Modified ? 1 : 0;
            EXPECT_LE(modified, 1) << "two owners of one line at " << t;
            moments += modified;
        }
        EXPECT_GT(moments, 0);
        EXPECT_EQ(moved, oneLine);
    }
}

TEST(CacheLinePicture, AtTheEndTheLastPartIsStillThere)
{
    const Sharing made = sharing(true);
    for (const base::Nanoseconds t : {11'999, 12'000, 15'000}) {
        const auto stretch = lineStretch(made.scene, made.scene.exhibits[0], *made.trace, t);
        ASSERT_TRUE(stretch);
        EXPECT_EQ(stretch->begin, 11'000);
    }
}

TEST(CacheLinePicture, APartThatBeginsBetweenTwoBatchesIsShownFromTheNext)
{
    const Sharing made = sharing(true);
    tests::HandMadeTrace hand;
    hand.lane("worker 1");
    hand.lane("worker 2");
    hand.add(0, 0, 950, State::Computing, {0}, 0);
    hand.add(0, 1040, 1900, State::Computing, {0}, 1);
    const auto stretch = lineStretch(made.scene, made.scene.exhibits[0], *hand.until(12'000), 1500);
    ASSERT_TRUE(stretch);
    EXPECT_EQ(stretch->begin, 1040);
    EXPECT_FALSE(lineStretch(made.scene, made.scene.exhibits[0], *hand.until(12'000), 7500)); // all idle
}

TEST(CacheLinePicture, TimeUnderTheMicroscopeRunsForwardWithinAPart)
{
    const Sharing made = sharing(true);
    base::Nanoseconds before = 0;
    for (base::Nanoseconds t = 1000; t < 2000; t += 10) { // one twelfth of the run
        const auto stretch = lineStretch(made.scene, made.scene.exhibits[0], *made.trace, t);
        ASSERT_TRUE(stretch);
        EXPECT_EQ(stretch->begin, 1000);
        EXPECT_GE(stretch->now, before);
        EXPECT_GT(stretch->slowdown, 1);
        before = stretch->now;
    }
}

TEST(CacheLinePicture, OfARealRunIsPaintedInBothThemesAtEverySize)
{
    const StageContent adjacent = captured("false-sharing", 1, {{"increments", std::int64_t{50'000}}});
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        for (const QSize size : {QSize(420, 150), QSize(900, 290), QSize(2600, 800)}) {
            const QImage image = paint(adjacent, 0.5, kind, size);
            EXPECT_TRUE(shows(image, Theme::of(kind).track));
        }
    }
}

TEST(TraversalPicture, AlongARowALineIsMissedOnceDownAColumnEachTime)
{
    Exhibit matrix;
    matrix.shape = {{"row", 512}, {"column", 512}};
    scenario::TraversalDetails details;
    details.caches = {{"L1", 4096, 8, 8, {}}};
    matrix.details = details;
    const auto hits = [&](bool rows) {
        scenario::Scene scene;
        const auto id = scene.add(matrix).id;
        scenario::Task task;
        task.axes = {{"row", 512}, {"column", 512}};
        task.loops = rows ? std::vector<scenario::Loop>{{0}, {1}} : std::vector<scenario::Loop>{{1}, {0}};
        task.touches = {{id, scenario::Access::Reads, {0, 1}}};
        scene.add(task);
        tests::HandMadeTrace hand;
        hand.lane("worker 1");
        hand.add(0, 0, 1'000'000, State::Computing, {0}, 0, 512);
        const auto stretch = accessStretch(scene, scene.exhibits[0], *hand.until(1'000'000), 500'000);
        EXPECT_TRUE(stretch);
        return std::count_if(stretch->accesses.begin(), stretch->accesses.end(),
                             [](const ElementAccess& access) { return access.hit; });
    };
    EXPECT_GE(hits(true), 22); // 24 accesses meet one or two lines for the first time
    EXPECT_EQ(hits(false), 0); // the column's 512 lines do not fit into 64
}

TEST(TraversalPicture, MissesAreReadOffTheModelledCurve)
{
    scenario::TraversalDetails details;
    details.stride = 10;
    const scenario::ModelledCache cache{"L1", 4096, 8, 8, {0, 4, 5, 9}};
    EXPECT_EQ(missesAfter(details, cache, 0).misses, 0);
    EXPECT_EQ(missesAfter(details, cache, 19).misses, 4);
    EXPECT_EQ(missesAfter(details, cache, 19).accesses, 10);
    EXPECT_EQ(missesAfter(details, cache, 5000).misses, 9);
    EXPECT_EQ(missesAfter(details, cache, 5000).accesses, 30);
    EXPECT_EQ(missesAfter(details, {}, 100).accesses, 0);
}

TEST(TraversalPicture, OfARealRunShowsWhatWasRead)
{
    const StageContent columns = captured("access-order", 4, {{"size", std::int64_t{256}}});
    const Theme& theme = Theme::of(ThemeKind::Light);
    EXPECT_TRUE(shows(paint(columns, 0.5), theme.bad.strong) ||
                shows(paint(columns, 0.5), theme.good.strong));
    for (const QSize size : {QSize(420, 150), QSize(2600, 800)})
        EXPECT_FALSE(paint(columns, 0.5, ThemeKind::Dark, size).isNull());
}

} // namespace lab::widgets
