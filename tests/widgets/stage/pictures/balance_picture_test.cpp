// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hand_made_trace.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/stage/pictures/balance/balance_painter.h"
#include "widgets/stage/pictures/balance/work_shares.h"
#include "widgets/stage/stage_painter.h"

#include <QPainter>
#include <gtest/gtest.h>

#include <algorithm>

namespace lab::widgets {

namespace {

using trace::State;

constexpr int kWidth = 900;
constexpr int kHeight = 320;

/// `rows` rows, row i costs i + 1.
scenario::Scene triangle(std::int64_t rows)
{
    scenario::Scene scene;
    scene.picture = scenario::Picture::Balance;
    scenario::Exhibit work;
    work.kind = scenario::ExhibitKind::Vector;
    work.shape = {{"row", rows}};
    auto costs = std::make_shared<float[]>(static_cast<std::size_t>(rows));
    for (std::int64_t row = 0; row < rows; ++row)
        costs.get()[row] = static_cast<float>(row + 1);
    work.values = std::move(costs);
    scene.add(std::move(work));
    scenario::Task task;
    task.axes = {{"row", rows}};
    task.loops = {{0}};
    scene.add(std::move(task));
    return scene;
}

/// Two workers: the first has the first half of four rows until 300, the second the other half until 700.
std::shared_ptr<const trace::Trace> halves()
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    made.add(0, 0, 300, State::Computing, {0}, 0, 2);
    made.add(1, 0, 700, State::Computing, {0}, 2, 2);
    return made.until(1000);
}

StageContent content(scenario::Scene scene, std::shared_ptr<const trace::Trace> trace, double time)
{
    session::Capture capture;
    capture.scene = std::make_shared<const scenario::Scene>(std::move(scene));
    capture.trace = std::move(trace);
    StageContent made;
    made.capture = std::make_shared<const session::Capture>(std::move(capture));
    made.time = time;
    return made;
}

QImage paint(const StageContent& shown, ThemeKind theme = ThemeKind::Light, QSize size = {kWidth, kHeight},
             double scale = 1)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Theme::of(theme).panel);
    PictureCache pictures;
    QPainter painter(&image);
    paintStage(painter, QRectF(QPointF(0, 0), size), shown, pictures, Theme::of(theme), scale);
    return image;
}

QRectF workArea(std::size_t workers)
{
    return layOutBalance(QRectF(0, 0, kWidth, kHeight - 6), workers, 1).work;
}

int pixelsOf(const QImage& image, const QRectF& area, const QColor& colour)
{
    int count = 0;
    for (int y = static_cast<int>(area.top()) + 1; y < area.bottom() - 1; ++y) {
        for (int x = static_cast<int>(area.left()) + 1; x < area.right() - 1; ++x)
            count += image.pixel(x, y) == colour.rgb();
    }
    return count;
}

} // namespace

TEST(WorkShares, UnitsOfASpanLastAsLongAsTheyCost)
{
    const scenario::Scene scene = triangle(4);
    const WorkShares early = workShares(scene, *halves(), 150);
    EXPECT_DOUBLE_EQ(early.units[0].done, 1) << "1 of 3 in the first 100 ns";
    EXPECT_DOUBLE_EQ(early.units[1].done, 0.25);
    EXPECT_NEAR(early.units[2].done, 0.5, 1e-9) << "3 of 7 until 300";
    EXPECT_FALSE(early.units[3].started);
    EXPECT_EQ(early.units[2].lane, 1u);
    EXPECT_NEAR(early.done, 3.0 / 10, 1e-9);
    EXPECT_TRUE(workShares(scene, *halves(), 700).units[3].started);
    EXPECT_DOUBLE_EQ(workShares(scene, *halves(), 700).done, 1);
    EXPECT_DOUBLE_EQ(workShares(scene, *halves(), -1).done, 0);
}

TEST(WorkShares, WorkersAreMeasuredByTheTimeTheyWork)
{
    const WorkShares shares = workShares(triangle(4), *halves(), 400);
    ASSERT_EQ(shares.workers.size(), 2u);
    EXPECT_EQ(shares.workers[0].soFar, 300);
    EXPECT_EQ(shares.workers[1].soFar, 400);
    EXPECT_EQ(shares.workers[1].whole, 700);
    EXPECT_TRUE(shares.workers[0].finished);
    EXPECT_FALSE(shares.workers[0].working);
    EXPECT_TRUE(shares.workers[1].working);
    EXPECT_FALSE(shares.workers[1].finished);
    EXPECT_EQ(shares.longest, 700);
    EXPECT_DOUBLE_EQ(shares.mean, 500);
}

TEST(WorkShares, WithoutCostsAllUnitsAreAlike)
{
    scenario::Scene scene = triangle(4);
    scene.exhibits.front().values = nullptr;
    EXPECT_DOUBLE_EQ(workShares(scene, *halves(), 150).units[0].done, 1);
    EXPECT_EQ(unitCosts(scene), std::vector<double>(4, 1.0));
    EXPECT_TRUE(unitCosts({}).empty());
}

TEST(BalancePicture, PartsLieInsideAndApart)
{
    for (const QSizeF size : {QSizeF(430, 170), QSizeF(900, 330), QSizeF(1800, 900)}) {
        for (const std::size_t workers : {1u, 2u, 8u, 256u}) {
            const QRectF area(QPointF(10, 20), size);
            const BalanceLayout layout = layOutBalance(area, workers, 1);
            EXPECT_TRUE(area.contains(layout.work));
            EXPECT_TRUE(area.contains(layout.bars));
            EXPECT_FALSE(layout.work.intersects(layout.bars));
            EXPECT_LE(layout.row * static_cast<double>(workers), layout.bars.height() + 0.01);
        }
    }
    EXPECT_TRUE(layOutBalance(QRectF(), 3, 1).work.isEmpty());
    EXPECT_EQ(layOutBalance(QRectF(0, 0, 900, 330), 0, 1).work.width(), 900) << "nobody has run yet";
}

TEST(BalancePicture, RowsTakeTheColourOfTheirWorkerAsTheyAreDone)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QRectF work = workArea(2);
    const auto at = [&](const QImage& image, int row, double share) {
        return image.pixel(static_cast<int>(work.left() + share * work.width()),
                           static_cast<int>(work.top() + (row + 0.7) * work.height() / 4));
    };
    const QImage image = paint(content(triangle(4), halves(), 150));
    EXPECT_EQ(at(image, 0, 0.1), theme.workerColour(0).rgb());
    EXPECT_EQ(at(image, 2, 0.1), theme.workerColour(1).rgb());
    EXPECT_EQ(at(image, 2, 0.6), theme.track.rgb()) << "not done yet";
    EXPECT_EQ(at(image, 3, 0.6), theme.track.rgb());
    EXPECT_EQ(at(image, 1, 0.9), theme.panel.rgb()) << "beyond what the row costs";
    EXPECT_EQ(at(paint(content(triangle(4), halves(), 999)), 3, 0.9), theme.workerColour(1).rgb());
}

TEST(BalancePicture, RowsThinnerThanAPixelAreWoven)
{
    tests::HandMadeTrace made;
    made.lane("worker 1");
    made.lane("worker 2");
    for (std::uint32_t row = 0; row < 2048; ++row)
        made.add(row % 2, row / 2 * 10, row / 2 * 10 + 10, State::Computing, {0}, row, 1);
    const QImage image = paint(content(triangle(2048), made.until(20'000), 20'000));
    const Theme& theme = Theme::of(ThemeKind::Light);
    const int first = pixelsOf(image, workArea(2), theme.workerColour(0));
    const int second = pixelsOf(image, workArea(2), theme.workerColour(1));
    EXPECT_GT(first, 1000);
    EXPECT_NEAR(second, first, first * 0.1) << "half of it is each worker's";
}

TEST(BalancePicture, BarsGrowAndTheSlateIsForOneAlone)
{
    const Theme& theme = Theme::of(ThemeKind::Light);
    const BalanceLayout layout = layOutBalance(QRectF(0, 0, kWidth, kHeight - 6), 2, 1);
    const QRectF bars(layout.bars.topLeft(), QSizeF(layout.bars.width(), 2 * layout.row));
    const int early = pixelsOf(paint(content(triangle(4), halves(), 100)), bars, theme.workerColour(1));
    const int late = pixelsOf(paint(content(triangle(4), halves(), 600)), bars, theme.workerColour(1));
    EXPECT_GT(early, 0);
    EXPECT_GT(late, 4 * early);
    StageContent alone = content(triangle(4), halves(), 600);
    alone.sequential = true;
    EXPECT_EQ(pixelsOf(paint(alone), bars, theme.workerColour(1)), 0);
    EXPECT_GT(pixelsOf(paint(alone), bars, theme.slate()), 0);
}

TEST(BalancePicture, SameInstantSamePictureForwardsAndBack)
{
    const QImage first = paint(content(triangle(4), halves(), 333));
    paint(content(triangle(4), halves(), 900));
    EXPECT_EQ(paint(content(triangle(4), halves(), 333)), first);
    EXPECT_NE(paint(content(triangle(4), halves(), 433)), first);
}

TEST(BalancePicture, SaysHowFarItIsAndWhoHasNothingLeft)
{
    EXPECT_EQ(describeStage(content(triangle(4), halves(), 150)),
              formatShare(0.3) + QStringLiteral(" of the work done; everybody has work"));
    EXPECT_EQ(describeStage(content(triangle(4), halves(), 400)),
              formatShare(0.7) + QStringLiteral(" of the work done; out of work: 1 of 2 workers"));
    EXPECT_EQ(describeStage(content(triangle(4), halves(), 999)),
              formatShare(1) + QStringLiteral(" of the work done"));
}

TEST(BalancePicture, AnyExtentsAndSizesCanBePainted)
{
    for (const QSize size : {QSize(1, 1), QSize(40, 500), QSize(900, 40), QSize(900, 330)}) {
        for (const std::int64_t rows : {1, 64, 4096}) {
            paint(content(triangle(rows), halves(), 50), ThemeKind::Dark, size);
            paint(content(triangle(rows), halves(), 50), ThemeKind::Print, size, 1.9);
        }
    }
    const auto empty = tests::HandMadeTrace().until(0);
    const QImage image = paint(content(triangle(64), empty, 0));
    EXPECT_GT(pixelsOf(image, workArea(0), Theme::of(ThemeKind::Light).track), 1000)
        << "the work shows before anybody has begun";
}

} // namespace lab::widgets
