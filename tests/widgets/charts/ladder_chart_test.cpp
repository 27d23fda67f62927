// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/machine_of.h"
#include "tests/widgets/charts/ladder_run.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/charts/ladder_layout.h"

#include <QCheckBox>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QtTest>
#include <gtest/gtest.h>

#include <cmath>

namespace lab::widgets {

namespace {

using scenario::ChartKind;

const std::vector<QSize> kSizes = {{336, 260}, {560, 420}, {336, 420}};

LadderData dataOf(bool quoted)
{
    const session::RunState state = tenfold();
    scenario::ScenarioInfo info = ladderInfo(state);
    info.peer = 5;
    return ladderData(info, state, quoted);
}

QImage paint(const ChartContent& content, QSize size, ThemeKind theme)
{
    QImage image(size + QSize(40, 40), QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(theme).panel);
    QPainter painter(&image);
    paintChart(painter, QRectF(QPointF(20, 20), size), content, theme, 1);
    return image;
}

/// Number of pixels of the colour in a row of pixels.
int runOf(const QImage& image, int y, const QColor& colour)
{
    int count = 0;
    for (int x = 0; x < image.width(); ++x)
        count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    return count;
}

TEST(LadderChart, BarsAreAsLongAsTheLogarithmsOfTheirFactors)
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const Theme& theme = Theme::of(kind);
        for (const QSize size : kSizes) {
            const LadderData data = dataOf(false);
            const LadderLayout layout(data, size, 1);
            const QImage image = paint(data, size, kind);
            const auto length = [&](std::size_t row, const QColor& colour) { // above the whisker's line
                return runOf(image, 20 + static_cast<int>(layout.rows[row].lane - layout.barHeight * 0.4),
                             colour);
            };
            const double decade = layout.x(10) - layout.x(1);
            EXPECT_NEAR(length(1, theme.slate()), decade, 3);             // soft edges
            EXPECT_NEAR(length(2, theme.slate()), 2 * decade, 3);         // soft edges
            EXPECT_NEAR(length(3, theme.workerColour(0)), 3 * decade, 3); // soft edges
            EXPECT_NEAR(length(4, theme.slate()), 4 * decade, 3);         // soft edges
            EXPECT_EQ(length(5, theme.slate()), 0);                       // a peer is no rung
        }
    }
}

TEST(LadderChart, NothingIsPaintedOutsideItsArea)
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const session::RunState state = tenfold();
        const std::vector<ChartContent> contents = {dataOf(true), rooflineData(ladderInfo(state), state)};
        for (const ChartContent& content : contents) {
            for (const QSize size : kSizes) {
                QImage image = paint(content, size, kind);
                QPainter painter(&image);
                painter.fillRect(QRect(QPoint(18, 18), size + QSize(4, 4)), Theme::of(kind).panel);
                painter.end();
                QImage blank(image.size(), image.format());
                blank.fill(Theme::of(kind).panel);
                EXPECT_EQ(image, blank) << size.width();
            }
        }
    }
}

TEST(LadderLayout, TheFasterTheLongerBelowOneAsWell)
{
    LadderData data = dataOf(false);
    const std::vector<double> factors = {1, 0.2, 0.6, 3};
    data.rows.resize(factors.size());
    for (std::size_t i = 0; i < factors.size(); ++i) {
        data.rows[i].factor = factors[i];
        data.rows[i].interval = {factors[i], factors[i]};
    }
    data.low = 0.1;
    const LadderLayout layout(data, QSize(600, 300), 1);
    const auto length = [&](std::size_t row) { return layout.rows[row].bar.width(); };
    EXPECT_LT(length(1), length(2));
    EXPECT_LT(length(2), length(0));
    EXPECT_LT(length(0), length(3));
    EXPECT_NEAR(layout.rows[0].bar.right(), layout.x(1), 1e-6);
}

TEST(LadderLayout, WordsStandInsideAndApart)
{
    for (const QSize size : kSizes) {
        const LadderData data = dataOf(true);
        const LadderLayout layout(data, size, 1);
        const QRectF area(QPointF(0, 0), QSizeF(size));
        ASSERT_EQ(layout.rows.size(), data.rows.size());
        for (std::size_t i = 0; i < layout.rows.size(); ++i) {
            EXPECT_TRUE(area.contains(layout.rows[i].band));
            EXPECT_TRUE(layout.plot.adjusted(-1, -1, 1, 1).contains(layout.rows[i].bar));
            if (i > 0) {
                EXPECT_GE(layout.rows[i].band.top(), layout.rows[i - 1].band.bottom() - 1e-9);
            }
            for (const auto& column : layout.columns) {
                const QFontMetricsF metrics(LadderLayout::cellFont(column.cell, layout.textScale));
                EXPECT_LE(metrics.horizontalAdvance(LadderLayout::text(data.rows[i], column.cell)),
                          column.header.width());
            }
        }
        for (std::size_t i = 1; i < layout.columns.size(); ++i)
            EXPECT_GT(layout.columns[i].header.left(), layout.columns[i - 1].header.right());
        EXPECT_TRUE(area.contains(layout.columns.back().header));
        double below = layout.plot.bottom();
        for (const auto& tick : layout.ticks) {
            EXPECT_TRUE(area.contains(tick.rect));
            below = std::max(below, tick.rect.bottom());
        }
        for (const auto& entry : layout.entries) {
            EXPECT_TRUE(area.contains(entry.rect)) << entry.words.toStdString();
            EXPECT_GE(entry.rect.top(), below - 0.5);
        }
        EXPECT_EQ(layout.diamonds.size(), 2u);
    }
}

TEST(LadderLayout, ANarrowRangeHasTicksBetweenPowersOfTen)
{
    const auto factors = [](double low, double high) {
        LadderData data = dataOf(false);
        data.low = low;
        data.high = high;
        std::vector<double> all;
        for (const auto& tick : LadderLayout(data, {560, 420}, 1).ticks) {
            EXPECT_FALSE(tick.text.isEmpty());
            all.push_back(tick.factor);
        }
        return all;
    };
    using Factors = std::vector<double>;
    EXPECT_EQ(factors(0.5, 2000), (Factors{1, 10, 100, 1000}));
    EXPECT_EQ(factors(0.9, 12), (Factors{1, 10}));
    EXPECT_EQ(factors(1, 2.6), (Factors{1, 2}));
    EXPECT_EQ(factors(0.4, 5), (Factors{0.5, 1, 2, 5}));
    EXPECT_EQ(factors(0.8, 1.7), (Factors{1, 1.5}));
}

TEST(LadderLayout, LinesPassBehindNamesWithAndWithoutQuotation)
{
    for (const bool quoted : {false, true}) {
        const LadderData data = dataOf(quoted);
        const LadderLayout layout(data, {336, LadderLayout::preferredHeight(data, 336, 1)}, 1);
        ASSERT_TRUE(layout.stacked);
        for (const auto& row : layout.rows) {
            const QPointF begin(layout.x(1), row.name.center().y());
            EXPECT_TRUE(std::any_of(layout.written.begin(), layout.written.end(),
                                    [&](const QRectF& words) { return words.contains(begin); }));
            EXPECT_GT(layout.note.left(), row.name.left() + 20);
        }
    }
}

TEST(LadderLayout, NarrowAndHighPutsTheBarsBelowTheirNames)
{
    const LadderData data = dataOf(true);
    const LadderLayout narrow(data, {336, LadderLayout::preferredHeight(data, 336, 1)}, 1);
    EXPECT_TRUE(narrow.stacked);
    EXPECT_GT(narrow.plot.width(), 320);
    EXPECT_EQ(narrow.columns.size(), 4u);
    for (const auto& diamond : narrow.diamonds) {
        for (const QRectF& words : narrow.written)
            EXPECT_FALSE(words.contains(diamond.at));
    }
    EXPECT_FALSE(LadderLayout(data, {560, 420}, 1).stacked);
    LadderData more = data;
    more.rows.insert(more.rows.end(), data.rows.begin(), data.rows.end());
    EXPECT_GT(LadderLayout::preferredHeight(more, 336, 1), LadderLayout::preferredHeight(data, 336, 1) + 120);
}

TEST(LadderChart, EmptyAndDegenerateDataDrawQuietly)
{
    for (const QSize size : {QSize(1, 1), QSize(9, 9), QSize(60, 40), QSize(336, 260)}) {
        paint(LadderData{}, size, ThemeKind::Light);
        paint(dataOf(true), size, ThemeKind::Light);
        paint(RooflineData{}, size, ThemeKind::Light);
        paint(rooflineData(ladderInfo(tenfold()), tenfold()), size, ThemeKind::Print);
    }
}

QPushButton* button(ChartPanel& panel, const char* words)
{
    for (auto* each : panel.findChildren<QPushButton*>())
        if (each->text() == QLatin1String(words))
            return each;
    return nullptr;
}

TEST(ChartPanel, SwitchesByMouseAndKeysAndKeepsTheChoice)
{
    const auto state = std::make_shared<session::RunState>(tenfold());
    const scenario::ScenarioInfo info = ladderInfo(*state);
    ChartPanel panel;
    panel.resize(336, 500);
    panel.setScenario(info);
    panel.setState(state, tests::machineOf(2));
    panel.show();
    EXPECT_TRUE(button(panel, "Ladder")->isChecked());
    panel.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&panel));
    QTest::mouseClick(button(panel, "Roofline"), Qt::LeftButton);
    EXPECT_EQ(panel.choice().kind, ChartKind::Roofline);
    button(panel, "Roofline")->setFocus();
    QTest::keyClick(button(panel, "Roofline"), Qt::Key_Right);
    EXPECT_EQ(panel.choice().kind, ChartKind::Scaling);
    panel.setState(std::make_shared<session::RunState>(tenfold()), tests::machineOf(2));
    EXPECT_TRUE(button(panel, "Workers")->isChecked());
    panel.chooseNext();
    EXPECT_EQ(panel.choice().kind, ChartKind::Ladder);

    auto live = std::make_shared<session::RunState>(tenfold());
    live->mode = session::Mode::Live;
    panel.setState(live, tests::machineOf(2));
    EXPECT_FALSE(button(panel, "Ladder")->isVisible());
    panel.setState(state, tests::machineOf(2));
    EXPECT_TRUE(button(panel, "Ladder")->isVisible());

    panel.choose(ChartKind::Roofline);
    panel.setScenario(info);
    EXPECT_FALSE(panel.choice().kind); // another scenario begins with its own first
}

TEST(ChartPanel, OneKindNeedsNoSwitch)
{
    scenario::ScenarioInfo info;
    ChartPanel panel;
    panel.setScenario(info);
    panel.show();
    EXPECT_FALSE(button(panel, "Workers")->isVisible());
    panel.chooseNext();
    EXPECT_FALSE(panel.choice().kind);
}

TEST(ChartPanel, RemembersWhetherToQuote)
{
    const auto state = std::make_shared<session::RunState>(tenfold());
    const scenario::ScenarioInfo info = ladderInfo(*state);
    {
        ChartPanel panel;
        panel.setScenario(info);
        panel.setState(state, tests::machineOf(2));
        panel.findChild<QCheckBox*>()->setChecked(true);
        panel.findChild<QCheckBox*>()->setChecked(false);
        EXPECT_FALSE(panel.choice().quoted);
    }
    EXPECT_FALSE(ChartPanel().choice().quoted);
    QSettings().remove(QStringLiteral("charts/quoted"));
}

} // namespace

} // namespace lab::widgets
