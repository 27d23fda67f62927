// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/lanes/sample_groups.h"
#include "widgets/lanes/bar_styles.h"
#include "widgets/lanes/lane_painter.h"

#include <QImage>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

using trace::State;

QImage render(const LaneLayout& layout, double playhead, ThemeKind kind = ThemeKind::Light, int ratio = 1)
{
    const Theme& theme = Theme::of(kind);
    QImage image(layout.options().size.toSize() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(theme.panel);
    QPainter painter(&image);
    paintLanes(painter, layout, theme, playhead);
    return image;
}

QColor colourAt(const QImage& image, const LaneLayout& layout, std::size_t group, std::size_t lane,
                double time)
{
    const QPointF at(layout.axis().toX(time), layout.row(group, lane)->rect.top() + 5);
    return image.pixelColor((at * image.devicePixelRatio()).toPoint());
}

/// Counts filled bars: rectangles and rounded rectangles of the rows' height.
class CountingEngine : public QPaintEngine
{
public:
    explicit CountingEngine(double height) : QPaintEngine(AllFeatures), m_height(height) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState& changed) override
    {
        if (changed.state().testFlag(DirtyBrush))
            m_filled = changed.brush().style() != Qt::NoBrush;
    }
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawTextItem(const QPointF&, const QTextItem&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawRects(const QRectF* rects, int count) override
    {
        for (int i = 0; i < count; ++i)
            note(rects[i]);
    }
    void drawPath(const QPainterPath& path) override { note(path.boundingRect()); }
    Type type() const override { return User; }
    int bars() const { return m_bars; }

private:
    void note(const QRectF& rect) { m_bars += m_filled && std::abs(rect.height() - m_height) <= 1.01; }

    double m_height;
    bool m_filled = false;
    int m_bars = 0;
};

class CountingDevice : public QPaintDevice
{
public:
    explicit CountingDevice(double height) : m_engine(height) {}
    QPaintEngine* paintEngine() const override { return &m_engine; }
    int bars() const { return m_engine.bars(); }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return 900;
        case PdmHeight:
            return 320;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        case PdmNumColors:
            return 0;
        case PdmDepth:
            return 32;
        default:
            return 96;
        }
    }

private:
    mutable CountingEngine m_engine;
};

TEST(LanePainter, SpansHaveTheirColoursAtEveryInstant)
{
    const LaneLayout layout(fourImages(), sized(900));
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Print}) {
        const Theme& theme = Theme::of(kind);
        const QImage image = render(layout, 60'000, kind);
        EXPECT_EQ(colourAt(image, layout, 0, 0, 5'000), theme.slate());
        EXPECT_EQ(colourAt(image, layout, 0, 0, 145'000), theme.washed(theme.slate()));
        EXPECT_EQ(colourAt(image, layout, 1, 0, 55'000), theme.workerColour(0));
        EXPECT_EQ(colourAt(image, layout, 1, 0, 65'000), theme.mutedWorkerColour(0));
        EXPECT_EQ(colourAt(image, layout, 1, 1, 15'000), theme.workerColour(1));
    }
    const QImage all = render(layout, kNoPlayhead);
    EXPECT_EQ(colourAt(all, layout, 1, 0, 95'000), Theme::of(ThemeKind::Light).workerColour(0));
    const QImage start = render(layout, 0);
    EXPECT_EQ(colourAt(start, layout, 1, 0, 5'000), Theme::of(ThemeKind::Light).mutedWorkerColour(0));
}

TEST(LanePainter, ThePlayheadGoesBehindTexts)
{
    auto groups = fourImages();
    groups[1].title = QStringLiteral("A title that reaches into the axis");
    const LaneLayout layout(groups, sized(900));
    const QImage without = render(layout, kNoPlayhead);
    const auto crossed = [&](double ns, double y) {
        const QPoint at(static_cast<int>(layout.axis().toX(ns)), static_cast<int>(y));
        return render(layout, ns).pixel(at) != without.pixel(at);
    };
    const GroupTitle& title = layout.titles()[1];
    EXPECT_FALSE(crossed(1'000, title.rect.center().y())) << "through the title";
    EXPECT_TRUE(crossed(100'000, title.rect.center().y())) << "where nothing is written";
    ASSERT_FALSE(layout.gaps()[0].label.isEmpty());
    const QRectF& gap = layout.gaps()[0].rect;
    EXPECT_FALSE(crossed(layout.axis().toTime(gap.center().x()), gap.center().y()))
        << "through the gap's label";
    EXPECT_TRUE(crossed(layout.axis().toTime(gap.left() + 5), gap.center().y()));
}

TEST(LanePainter, WorksAtTwoDevicePixels)
{
    LayoutOptions options = sized(900);
    options.columnWidth = 0.5;
    const LaneLayout layout(fourImages(), options);
    const QImage image = render(layout, 60'000, ThemeKind::Light, 2);
    EXPECT_EQ(colourAt(image, layout, 1, 0, 55'000), Theme::of(ThemeKind::Light).workerColour(0));
    EXPECT_EQ(colourAt(image, layout, 1, 0, 65'000), Theme::of(ThemeKind::Light).mutedWorkerColour(0));
}

TEST(LanePainter, SteppingForwardAndBackGivesTheSamePicture)
{
    const LaneLayout layout(fourImages(), sized(900));
    const QImage before = render(layout, 42'000);
    EXPECT_NE(render(layout, 43'500), before);
    EXPECT_EQ(render(layout, 42'000), before);
}

TEST(LanePainter, FoldedColumnsShowUtilisation)
{
    std::vector<trace::Span> spans;
    for (base::Nanoseconds t = 0; t < 400'000; t += 8)
        spans.push_back(spanOf(t, t + 4));
    const LaneLayout layout({groupOf({spans}, 400'000)}, sized(900));
    const Theme& theme = Theme::of(ThemeKind::Light);
    const QColor drawn = colourAt(render(layout, kNoPlayhead), layout, 0, 0, 200'000);
    EXPECT_NEAR(drawn.red(), (theme.workerColour(0).red() + theme.panel.red()) / 2.0, 3);
    EXPECT_NEAR(drawn.blue(), (theme.workerColour(0).blue() + theme.panel.blue()) / 2.0, 3);
}

TEST(LanePainter, BlendsByTimeShare)
{
    const BarStyles styles(Theme::of(ThemeKind::Dark));
    std::array<float, trace::kStateCount> shares{};
    EXPECT_EQ(styles.blend(styles.of(0, false), shares, true), Theme::of(ThemeKind::Dark).panel.rgb());
    shares[static_cast<std::size_t>(State::Computing)] = 1;
    EXPECT_EQ(styles.blend(styles.of(0, false), shares, true),
              Theme::of(ThemeKind::Dark).workerColour(0).rgb());
}

TEST(LanePainter, VectorDrawsOneBarASpan)
{
    std::vector<trace::Span> spans;
    for (base::Nanoseconds t = 0; t < 90'000; t += 30)
        spans.push_back(spanOf(t, t + 20, t % 4 ? State::Computing : State::WaitsForLock, 0, 0));
    const LaneGroup group = groupOf({spans, spans}, 90'000);
    const LaneLayout layout({group}, sized(900));
    for (const double playhead : {kNoPlayhead, 45'005.0}) {
        CountingDevice device(layout.rows()[0].rect.height());
        QPainter painter(&device);
        paintLanes(painter, layout, Theme::of(ThemeKind::Print), playhead, {true});
        painter.end();
        EXPECT_EQ(device.bars(), static_cast<int>(group.trace->spanCount()));
    }
}

TEST(LanePainter, DegenerateLayoutsPaintQuietly)
{
    for (const double width : {1.0, 2.0, 40.0})
        render(LaneLayout(fourImages(), sized(width, 40)), 10'000);
    const QImage empty = render(LaneLayout({}, sized(50, 50)), 0);
    EXPECT_EQ(empty.pixelColor(25, 25), Theme::of(ThemeKind::Light).panel);
}

} // namespace

} // namespace lab::widgets
