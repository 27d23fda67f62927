// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/machine_of.h"
#include "tests/widgets/charts/lock_table_run.h"
#include "widgets/charts/chart_content.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/charts/lock_table_layout.h"
#include "widgets/charts/lock_table_plot.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPushButton>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using scenario::ChartKind;

LockTableData dataOf(std::shared_ptr<const trace::Trace> trace, std::vector<std::string> titles = {"sum"})
{
    return lockTableData(lockState({recorded("Mutex", std::move(trace), std::move(titles))}, 0), {});
}

TEST(LockTableData, OneRowForAllAndOneForEachWorker)
{
    const LockTableData data = dataOf(twoWorkers());
    ASSERT_EQ(data.groups.size(), 1u);
    const LockTableGroup& lock = data.groups[0];
    EXPECT_EQ(lock.title, QStringLiteral("sum"));
    EXPECT_TRUE(lock.held.contains(QStringLiteral("50"))) << lock.held.toStdString();
    ASSERT_EQ(lock.rows.size(), 3u);
    EXPECT_FALSE(lock.rows[0].lane);
    EXPECT_EQ(lock.rows[0].acquisitions, 2);
    EXPECT_EQ(lock.rows[0].contended, 1);
    EXPECT_DOUBLE_EQ(lock.rows[0].contendedShare(), 0.5);
    EXPECT_EQ(lock.rows[0].wait.total, 100);
    EXPECT_EQ(lock.rows[0].hold.total, 250);
    EXPECT_EQ(lock.rows[1].who, QStringLiteral("worker 1"));
    EXPECT_EQ(lock.rows[1].contended, 0);
    EXPECT_EQ(lock.rows[1].hold.total, 100);
    EXPECT_EQ(lock.rows[2].lane, 1u);
    EXPECT_EQ(lock.rows[2].wait.total, 100);
    EXPECT_DOUBLE_EQ(lock.rows[2].hold.median, 150);
    EXPECT_EQ(lock.more, 0);
    EXPECT_TRUE(data.source.contains(QStringLiteral("Mutex")));
    EXPECT_TRUE(data.nothing.isEmpty());
}

TEST(LockTableData, TheSentenceNamesTheShareAndTheBound)
{
    const LockTableData data = dataOf(twoWorkers()); // 250 of 700 ns
    EXPECT_TRUE(data.sentence.startsWith(QStringLiteral("36"))) << data.sentence.toStdString();
    EXPECT_TRUE(data.sentence.contains(QStringLiteral("2.8×"))) << data.sentence.toStdString();
    EXPECT_TRUE(data.sentence.contains(QStringLiteral("this lock")));
    const LockTableData two = dataOf(queueOf(3, 2), {"left half", "right half"});
    EXPECT_EQ(two.groups.size(), 2u);
    EXPECT_TRUE(two.sentence.contains(QStringLiteral("half"))) << two.sentence.toStdString();
}

TEST(LockTableData, ManyWorkersAndLocksAreCounted)
{
    const LockTableData workers = dataOf(queueOf(20));
    EXPECT_EQ(workers.groups[0].rows.size(), 9u); // all, and eight
    EXPECT_EQ(workers.groups[0].more, 12);
    EXPECT_TRUE(moreText(workers.groups[0], 12).contains(QStringLiteral("12")));
    const LockTableData locks = dataOf(queueOf(2, 10), {});
    ASSERT_EQ(locks.groups.size(), 1u); // a row a lock
    const LockTableGroup& group = locks.groups[0];
    EXPECT_EQ(group.rows.size() + static_cast<std::size_t>(group.more), 10u);
    EXPECT_FALSE(group.rows[0].sum);
    EXPECT_TRUE(group.rows[0].who.contains(QStringLiteral("lock")));
    EXPECT_TRUE(moreText(group, 2).contains(QStringLiteral("lock")));
}

TEST(LockTableData, ShowsTheStagesVariantElseTheMainOneElseTheFirstWithLocks)
{
    const auto state = lockState({recorded("none", withoutLocks()), recorded("a", twoWorkers()),
                                  recorded("b", twoWorkers()), recorded("unrecorded", withoutLocks())},
                                 2);
    EXPECT_EQ(lockVariant(state, 1), 1u);
    EXPECT_EQ(lockVariant(state, 0), 2u);
    EXPECT_EQ(lockVariant(state, {}), 2u);
    EXPECT_EQ(lockVariant(state, 99), 2u);
    EXPECT_EQ(lockVariant(lockState(state.variants, 3), 0), 1u);
    EXPECT_FALSE(lockVariant(lockState({recorded("none", withoutLocks())}, 0), 0));
    EXPECT_TRUE(lockTableData(state, 1).source.startsWith(QStringLiteral("a")));
    EXPECT_FALSE(lockTableData({}, {}).nothing.isEmpty());
    EXPECT_NE(lockTableData({}, {}).nothing,
              lockTableData(lockState({recorded("none", withoutLocks())}, 0), {}).nothing);
}

void expectLegible(const LockTableData& data, QSizeF size, double scale)
{
    const LockTableLayout layout(data, size, scale);
    ASSERT_FALSE(layout.texts.empty());
    const QRectF area = QRectF(QPointF(0, 0), size).adjusted(-0.01, -0.01, 0.01, 0.01);
    for (std::size_t i = 0; i < layout.texts.size(); ++i) {
        const LockTableLayout::Text& text = layout.texts[i];
        const std::string words = text.words.toStdString();
        EXPECT_TRUE(area.contains(text.rect)) << words;
        const QFontMetricsF metrics(LockTableLayout::inkFont(text.ink, layout.textScale));
        const QRectF needed =
            metrics.boundingRect(QRectF(0, 0, text.rect.width(), 1e5),
                                 text.wraps ? Qt::TextWordWrap : Qt::TextSingleLine, text.words);
        EXPECT_LE(needed.width(), text.rect.width() + 0.5) << words;
        EXPECT_LE(needed.height(), text.rect.height() + 0.5) << words;
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(layout.texts[j].rect.intersects(text.rect))
                << words << " on " << layout.texts[j].words.toStdString();
        for (const auto& swatch : layout.swatches)
            EXPECT_FALSE(swatch.rect.intersects(text.rect)) << words;
    }
}

TEST(LockTableLayout, NoTextIsCutOrOnAnother)
{
    for (const LockTableData& data :
         {dataOf(twoWorkers()), dataOf(queueOf(20, 1, 300), {"a lock with a rather long name of its own"}),
          dataOf(queueOf(4, 2), {"left", "right"}), dataOf(queueOf(3, 9), {})}) {
        for (const double width : {320.0, 336.0, 560.0, 900.0}) {
            expectLegible(data, {width, LockTableLayout::preferredHeight(data, width, 1)}, 1);
            expectLegible(data, {width, 320}, 1); // less than it would like
        }
        expectLegible(data, {1140, 690}, 1.9); // a slide
        expectLegible(data, {560, 420}, 1.6);
    }
}

TEST(LockTableLayout, NarrowTablesHaveHoldingBelowWaiting)
{
    const LockTableData data = dataOf(queueOf(4));
    const LockTableLayout narrow(data, {330, 2000}, 1);
    const LockTableLayout wide(data, {900, 2000}, 1);
    EXPECT_FALSE(narrow.sideBySide);
    EXPECT_TRUE(wide.sideBySide);
    EXPECT_EQ(narrow.textScale, 1);
    EXPECT_EQ(narrow.rows.size(), 10u);
    EXPECT_EQ(wide.rows.size(), 5u);
    EXPECT_GT(narrow.height, wide.height);
}

TEST(LockTableLayout, WhereThereIsNoRoomWorkersAreCountedInsteadOfListed)
{
    const LockTableData data = dataOf(queueOf(8));
    const LockTableLayout low(data, {330, 250}, 1);
    EXPECT_LT(low.rows.size(), 18u);
    bool counted = false;
    for (const auto& text : low.texts)
        counted = counted || text.words.contains(QStringLiteral("more worker"));
    EXPECT_TRUE(counted);
}

QImage paint(const LockTableData& data, QSize size, ThemeKind theme)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(theme).panel);
    QPainter painter(&image);
    paintChart(painter, QRectF(QPointF(0, 0), size), ChartContent(data), theme, 1);
    return image;
}

int inked(const QImage& image, const QRectF& where, const QColor& ground)
{
    const QRect area = where.toAlignedRect() & image.rect();
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixel(x, y) != ground.rgb() ? 1 : 0;
    return count;
}

TEST(LockTablePlot, PaintsEveryText)
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
        for (const int width : {330, 900}) {
            const LockTableData data = dataOf(queueOf(4));
            const QSize size(width, static_cast<int>(LockTableLayout::preferredHeight(data, width, 1)) + 1);
            const QImage image = paint(data, size, kind);
            const LockTableLayout layout(data, size, 1);
            for (const auto& text : layout.texts)
                EXPECT_GT(inked(image, text.rect, Theme::of(kind).panel), 4) << text.words.toStdString();
            for (const auto& swatch : layout.swatches)
                EXPECT_GT(inked(image, swatch.rect, Theme::of(kind).panel), 20);
        }
    }
}

TEST(LockTablePlot, SaysWhyItIsEmptyAndExplainsItsRows)
{
    EXPECT_GT(inked(paint(lockTableData({}, {}), {330, 200}, ThemeKind::Light), {0, 0, 330, 200},
                    Theme::of(ThemeKind::Light).panel),
              40);
    for (const QSize size : {QSize(1, 1), QSize(9, 9), QSize(60, 40)})
        paint(dataOf(queueOf(4)), size, ThemeKind::Light);
    LockTablePlot plot(ThemeKind::Light, 1);
    const LockTableData data = dataOf(twoWorkers());
    plot.chart()->setGeometry(QRectF(0, 0, 330, 600));
    plot.show(data);
    const LockTableLayout layout(data, {330, 600}, 1);
    const QString hint = plot.hintAt(layout.rows[2].band.center());
    EXPECT_TRUE(hint.contains(QStringLiteral("worker 2"))) << hint.toStdString();
    EXPECT_TRUE(hint.contains(QStringLiteral("wait"))) << hint.toStdString();
    EXPECT_TRUE(plot.hintAt({5, 599}).isEmpty());
    delete plot.chart(); // no scene took it
}

QPushButton* button(ChartPanel& panel, const char* words)
{
    for (auto* each : panel.findChildren<QPushButton*>())
        if (each->text() == QLatin1String(words))
            return each;
    return nullptr;
}

TEST(ChartPanel, LocksStayInLiveModeWhenChosen)
{
    scenario::ScenarioInfo info;
    info.charts = {ChartKind::Locks, ChartKind::Scaling};
    session::RunState run = lockState({recorded("Mutex", twoWorkers()), recorded("Atomic", queueOf(2))}, 0);
    ChartPanel panel;
    panel.resize(336, 500);
    panel.setScenario(info);
    panel.setState(std::make_shared<session::RunState>(run), tests::machineOf(2));
    panel.show();
    ASSERT_TRUE(button(panel, "Locks"));
    EXPECT_TRUE(button(panel, "Locks")->isChecked()); // the scenario's first
    run.mode = session::Mode::Live;
    const auto live = std::make_shared<session::RunState>(run);
    panel.setState(live, tests::machineOf(2));
    EXPECT_TRUE(button(panel, "Locks")->isVisible());
    EXPECT_TRUE(button(panel, "Speedup")->isChecked()); // nobody has chosen
    panel.choose(ChartKind::Locks);
    EXPECT_EQ(chartKind(info, *live, panel.choice()), ChartKind::Locks);
    const QImage mutex = panel.grab().toImage();
    panel.setShownVariant(1);
    EXPECT_EQ(panel.choice().variant, 1u);
    EXPECT_NE(panel.grab().toImage(), mutex);
    panel.setShownVariant(0);
    EXPECT_EQ(panel.grab().toImage(), mutex);
    run.variants[0] = recorded("Mutex", queueOf(2)); // a newer capture
    panel.setState(std::make_shared<session::RunState>(run), tests::machineOf(2));
    EXPECT_NE(panel.grab().toImage(), mutex);
    panel.chooseNext();
    EXPECT_EQ(panel.choice().kind, ChartKind::Scaling);
    panel.setScenario(info);
    EXPECT_FALSE(panel.choice().variant);
}

} // namespace

} // namespace lab::widgets
