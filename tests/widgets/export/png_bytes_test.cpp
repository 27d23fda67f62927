// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/png_bytes.h"

#include <gtest/gtest.h>

#include <random>

namespace lab::widgets {

namespace {

QImage noise(QImage::Format format)
{
    QImage image(123, 45, format); // rows of odd lengths
    std::mt19937 random(1);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int alpha = image.hasAlphaChannel() ? static_cast<int>(random() % 256) : 255;
            const auto level = [&] { return static_cast<int>(random() % 256); };
            image.setPixelColor(x, y, QColor(level(), level(), level(), alpha));
        }
    }
    return image;
}

} // namespace

TEST(PngBytes, EveryPixelAndFactComesBack)
{
    for (const auto format :
         {QImage::Format_RGB32, QImage::Format_ARGB32, QImage::Format_ARGB32_Premultiplied}) {
        QImage image = noise(format);
        const QString fact = QStringLiteral("1.9\u00d7 \u2013 \u201equoted\u201c");
        image.setText(QStringLiteral("Figure"), fact);
        image.setDotsPerMeterX(7559);
        const QImage back = QImage::fromData(pngBytes(image), "png");
        ASSERT_EQ(back.size(), image.size());
        EXPECT_EQ(back.convertToFormat(format), image);
        EXPECT_EQ(back.hasAlphaChannel(), image.hasAlphaChannel());
        EXPECT_EQ(back.text(QStringLiteral("Figure")).toStdString(), fact.toStdString());
        EXPECT_EQ(back.dotsPerMeterX(), 7559);
    }
}

TEST(PngBytes, NothingMakesNothing)
{
    EXPECT_TRUE(pngBytes({}).isEmpty());
}

} // namespace lab::widgets
