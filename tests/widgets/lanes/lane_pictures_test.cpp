// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lanes/lane_pictures.h"

#include "tests/widgets/lanes/sample_groups.h"
#include "widgets/lanes/lane_painter.h"

#include <QImage>
#include <QPainter>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

class LanePicturesTest : public testing::TestWithParam<double>
{
protected:
    LanePicturesTest()
    {
        LayoutOptions options;
        options.size = kSize;
        options.columnWidth = 1 / GetParam();
        m_layout.emplace(fourImages(), options);
    }
    template<class Paint>
    QImage painted(Paint paint) const
    {
        QImage image(kSize * GetParam(), QImage::Format_RGB32);
        image.setDevicePixelRatio(GetParam());
        image.fill(m_theme.panel);
        QPainter painter(&image);
        paint(painter);
        return image;
    }
    QImage direct(double playhead) const
    {
        return painted([&](QPainter& painter) { paintLanes(painter, *m_layout, m_theme, playhead); });
    }
    QImage fromPictures(double playhead)
    {
        return painted(
            [&](QPainter& painter) { m_pictures.paint(painter, *m_layout, m_theme, kSize, playhead); });
    }

    // One picture a call.
    void prepare()
    {
        EXPECT_TRUE(m_pictures.prepare(*m_layout, m_theme, kSize, GetParam()));
        EXPECT_TRUE(m_pictures.prepare(*m_layout, m_theme, kSize, GetParam()));
        EXPECT_FALSE(m_pictures.prepare(*m_layout, m_theme, kSize, GetParam()));
    }

    static constexpr QSize kSize{700, 240};
    const Theme& m_theme = Theme::of(ThemeKind::Light);
    std::optional<LaneLayout> m_layout;
    LanePictures m_pictures;
};

// Where more than a shade differs.
int differences(const QImage& a, const QImage& b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor p = a.pixelColor(x, y);
            const QColor q = b.pixelColor(x, y);
            count += std::abs(p.red() - q.red()) + std::abs(p.green() - q.green()) +
                         std::abs(p.blue() - q.blue()) >
                     24;
        }
    }
    return count;
}

} // namespace

TEST_P(LanePicturesTest, ShowWhatPaintingShows)
{
    EXPECT_EQ(fromPictures(42'000), direct(42'000)) << "the first time it is painted";
    EXPECT_FALSE(m_pictures.arePainted());
    prepare();
    EXPECT_TRUE(m_pictures.arePainted());
    EXPECT_EQ(fromPictures(kNoPlayhead), direct(kNoPlayhead));
    for (const double playhead : {0.0, 10'000.0, 60'000.0, 150'000.0, 1e9}) {
        const QImage wanted = direct(playhead);
        // The outline of a bar that the instant passes through may be muted further left.
        EXPECT_LT(differences(fromPictures(playhead), wanted), wanted.width() * wanted.height() / 200)
            << playhead;
    }
}

TEST_P(LanePicturesTest, ForgetWhatIsOutOfDate)
{
    prepare();
    const QImage before = fromPictures(60'000);
    LayoutOptions options = m_layout->options();
    options.range = {20'000, 80'000};
    m_layout.emplace(fourImages(), options);
    m_pictures.forget();
    EXPECT_EQ(fromPictures(60'000), direct(60'000));
    EXPECT_GT(differences(fromPictures(60'000), before), 500);
}

INSTANTIATE_TEST_SUITE_P(Ratios, LanePicturesTest, testing::Values(1.0, 1.5, 2.0));

} // namespace lab::widgets
