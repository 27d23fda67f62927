// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/speedup_chart.h"

#include "widgets/charts/chart_legend.h"
#include "widgets/theme/colour.h"

#include <QLabel>
#include <QPainter>
#include <gtest/gtest.h>

#include <vector>

namespace lab::widgets {

namespace {

constexpr QSize kSize(560, 360);

ChartData twoSeries()
{
    ChartData data;
    data.title = QStringLiteral("Speedup");
    data.xLow = 0;
    data.xHigh = 10;
    data.yHigh = 4;
    data.measured = {{QStringLiteral("one"), {{2, 1, {0.9, 1.1}}, {5, 2, {1.9, 2.1}}, {8, 3, {2.9, 3.1}}}},
                     {QStringLiteral("two"), {{2, 3, {2.9, 3.1}}, {8, 0.5, {0.4, 0.6}}}}};
    return data;
}

QImage paint(const ChartData& data, ThemeKind theme)
{
    QImage image(kSize, QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(theme).panel);
    QPainter painter(&image);
    paintChart(painter, QRectF(QPointF(0, 0), kSize), data, theme, 1);
    return image;
}

int pixelsOf(const QImage& image, const QColor& colour, QRect where)
{
    int count = 0;
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    return count;
}

/// Connected pixels of the colour, wherever half a pixel may have put their edge: how many such spots are at
/// least as large as a point's inside.
int spotsOf(const QImage& image, const QColor& colour)
{
    constexpr int kLeast = 12; // of a disc's 20 to 30 pixels that no edge touches
    QImage left = image;
    int spots = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            int size = 0;
            std::vector<QPoint> open = {{x, y}};
            while (!open.empty()) {
                const QPoint at = open.back();
                open.pop_back();
                if (!left.valid(at) || left.pixel(at) != colour.rgb())
                    continue;
                left.setPixel(at, qRgba(0, 0, 0, 0));
                ++size;
                for (const QPoint step : {QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)})
                    open.push_back(at + step);
            }
            spots += size >= kLeast ? 1 : 0;
        }
    return spots;
}

TEST(PaintChart, DrawsEveryPointInTheColourOfItsSeries)
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const Theme& theme = Theme::of(kind);
        // Without lines between them, so that only discs remain: a series a point.
        ChartData data = twoSeries();
        data.measured = {{QStringLiteral("one"), {{5, 2, {2, 2}}}},
                         {QStringLiteral("two"), {{8, 3, {3, 3}}}}};
        const QImage image = paint(data, kind);
        const QImage plot = image.copy(0, 0, image.width(), image.height() * 3 / 4); // above the legend
        EXPECT_EQ(spotsOf(plot, theme.workerColour(0)), 1);
        EXPECT_EQ(spotsOf(plot, theme.workerColour(1)), 1);
        EXPECT_EQ(spotsOf(plot, theme.workerColour(2)), 0);
    }
}

TEST(PaintChart, HigherSpeedupStandsHigher)
{
    ChartData data = twoSeries();
    data.measured = {{QStringLiteral("one"), {{5, 1, {1, 1}}}}, {QStringLiteral("two"), {{5, 3, {3, 3}}}}};
    const QImage image = paint(data, ThemeKind::Light);
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QRect upper(0, 0, kSize.width(), kSize.height() * 2 / 5);
    EXPECT_EQ(pixelsOf(image, theme.workerColour(0), upper), 0);
    EXPECT_GT(pixelsOf(image, theme.workerColour(1), upper), 20);
}

TEST(PaintChart, ShadesTheRegionBeyondTheCores)
{
    ChartData data = twoSeries();
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QRect right(kSize.width() / 2, 20, kSize.width() / 2 - 10, kSize.height() / 2);
    const int without = pixelsOf(paint(data, ThemeKind::Light), theme.shade, right);
    data.shades = {{5, QStringLiteral("beyond 5 cores")}};
    const int all = pixelsOf(paint(data, ThemeKind::Light), theme.shade, right);
    EXPECT_GT(all, without + 5'000);

    data.shades = {{5, QStringLiteral("hardware threads")}, {7, QStringLiteral("beyond")}};
    const QImage two = paint(data, ThemeKind::Light);
    EXPECT_GT(pixelsOf(two, theme.shadeAt(1), right), 2'000);
    const int first = pixelsOf(two, theme.shade, right);
    EXPECT_GT(first, without + 1'000);
    EXPECT_LT(first, all);
}

TEST(PaintChart, BandLiesBetweenItsCurvesAndEndsWithThePlot)
{
    const QRect right(kSize.width() / 2, 20, kSize.width() / 2 - 20, kSize.height() / 2);
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
        const Theme& theme = Theme::of(kind);
        const QColor seen = mixed(theme.panel, QColor(theme.band.rgb()), theme.band.alphaF());
        const auto near = [&](const QImage& image) {
            int count = 0;
            for (int y = right.top(); y <= right.bottom(); ++y)
                for (int x = right.left(); x <= right.right(); ++x) {
                    const QColor is = image.pixelColor(x, y);
                    count += std::abs(is.red() - seen.red()) <= 1 &&
                                     std::abs(is.green() - seen.green()) <= 1 &&
                                     std::abs(is.blue() - seen.blue()) <= 1
                                 ? 1
                                 : 0;
                }
            return count;
        };
        ChartData data = twoSeries();
        EXPECT_LT(near(paint(data, kind)), 50);
        const double legend = paintChartLegend(nullptr, QRectF(QPointF(), kSize), data, theme, 1);
        data.band = {QStringLiteral("model: a band with a name that is too long for the first line of the "
                                    "legend, and has the next"),
                     {{1, 1}, {10, 2}},
                     {{1, 1}, {10, 90}}}; // far above the plot
        EXPECT_GT(near(paint(data, kind)), 5'000);
        EXPECT_GT(paintChartLegend(nullptr, QRectF(QPointF(), kSize), data, theme, 1), legend);
        data.band->upper = {{1, 1}, {10, 2.02}};
        EXPECT_LT(near(paint(data, kind)), 2'000);
    }
}

TEST(PaintChart, EmptyAndDegenerateDataDrawWithoutPoints)
{
    const QImage empty = paint({}, ThemeKind::Light);
    EXPECT_EQ(spotsOf(empty, Theme::of(ThemeKind::Light).workerColour(0)), 0);
    QImage small(1, 1, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&small);
    paintChart(painter, QRectF(0, 0, 1, 1), twoSeries(), ThemeKind::Light, 1);
    paintChart(painter, QRectF(), twoSeries(), ThemeKind::Light, 1);
}

TEST(SpeedupChart, ShowsTitleAndNoteAndChangesTheKindOfAxis)
{
    SpeedupChart chart;
    chart.resize(kSize);
    ChartData data = twoSeries();
    data.note = QStringLiteral("Now 1.50×.");
    data.details = QStringLiteral("How that was computed.");
    for (const auto axis : {ChartData::Axis::Linear, ChartData::Axis::Base2, ChartData::Axis::Base10}) {
        data.axis = axis;
        data.xLow = axis == ChartData::Axis::Linear ? 0 : 1;
        chart.setData(data);
        EXPECT_FALSE(chart.grab().isNull());
    }
    QStringList texts;
    for (const auto* label : chart.findChildren<QLabel*>())
        if (!label->isHidden())
            texts << label->text();
    EXPECT_TRUE(texts.contains(data.title));
    EXPECT_TRUE(texts.contains(data.note));
    const auto* note = chart.findChild<ChartLegend*>();
    EXPECT_EQ(note->toolTip(), data.details);
    EXPECT_EQ(chart.data().measured.size(), 2u);
    chart.setData({}); // back to nothing
    EXPECT_TRUE(chart.data().measured.empty());
}

} // namespace

} // namespace lab::widgets
