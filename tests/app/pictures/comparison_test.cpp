// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/picture_comparison.h"
#include "tests/support/picture_test.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/type_scale.h"

#include <QFile>
#include <QPainter>
#include <QTemporaryDir>
#include <gmock/gmock.h>

namespace lab::tests {

namespace {

using widgets::Theme;
using widgets::ThemeKind;

const Theme& theme()
{
    return Theme::of(ThemeKind::Light);
}

struct Change
{
    QPointF shift = {};
    bool withoutBar = false;
    bool withoutLabel = false;
    int brighter = 0; // one bar, steps of 255
    int width = 240;
};

// Bars, thin lines, a slanted line and text, as lanes have them.
QImage lanes(const Change& change = {})
{
    QImage image(change.width, 90, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme().panel);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(change.shift);
    for (int bar = 0; bar < 5; ++bar) {
        QColor colour = theme().workerColour(bar);
        if (bar == 2)
            colour = QColor(colour.red(), colour.green() + change.brighter, colour.blue());
        painter.fillRect(QRectF(10 + 40 * bar, 10, 30, 18), colour);
    }
    if (!change.withoutBar)
        painter.fillRect(QRectF(100, 34, 3, 8), theme().text);
    painter.setPen(QPen(theme().text, 1));
    painter.drawLine(QPointF(60.5, 5), QPointF(60.5, 60));
    painter.drawLine(QPointF(10, 50), QPointF(200, 58));
    painter.setFont(widgets::font(widgets::TextRole::Caption));
    painter.drawText(QPointF(10, 80), QStringLiteral("Images 1–4 · 253.9 µs"));
    if (!change.withoutLabel)
        painter.drawText(QPointF(160, 80), QStringLiteral("idle"));
    return image;
}

TEST(Comparison, OfAPictureWithItselfFindsNothing)
{
    const PictureDifference difference = comparePictures(lanes(), lanes());
    EXPECT_FALSE(difference.differs);
    EXPECT_EQ(difference.pixels, 0);
    EXPECT_TRUE(difference.sentence.isEmpty());
}

TEST(Comparison, AllowsHalfAPixelInAnyDirection)
{
    for (const QPointF shift : {QPointF(0.5, 0), QPointF(0, 0.5), QPointF(-0.5, 0.5)}) {
        const PictureDifference difference = comparePictures(lanes(), lanes({.shift = shift}));
        EXPECT_FALSE(difference.differs)
            << shift.x() << ' ' << shift.y() << ' ' << difference.sentence.toStdString();
    }
}

TEST(Comparison, FindsWhatHasMovedByThreePixels)
{
    EXPECT_TRUE(comparePictures(lanes(), lanes({.shift = {3, 0}})).differs);
    EXPECT_TRUE(comparePictures(lanes(), lanes({.shift = {0, 3}})).differs);
}

TEST(Comparison, FindsASmallBarThatIsMissingOrTooMuch)
{
    const PictureDifference missing = comparePictures(lanes(), lanes({.withoutBar = true}));
    EXPECT_TRUE(missing.differs);
    EXPECT_TRUE(QRect(97, 31, 9, 14).contains(missing.where));
    EXPECT_TRUE(comparePictures(lanes({.withoutBar = true}), lanes()).differs);
}

TEST(Comparison, FindsALabelThatIsMissing)
{
    EXPECT_TRUE(comparePictures(lanes(), lanes({.withoutLabel = true})).differs);
}

TEST(Comparison, AllowsAColourThatIsSlightlyOffAndNotOneThatIsClearlyOff)
{
    EXPECT_FALSE(comparePictures(lanes(), lanes({.brighter = 6})).differs);
    EXPECT_TRUE(comparePictures(lanes(), lanes({.brighter = 30})).differs);
}

TEST(Comparison, FindsAnotherSize)
{
    const PictureDifference difference = comparePictures(lanes(), lanes({.width = 241}));
    EXPECT_TRUE(difference.differs);
    EXPECT_EQ(difference.sentence, QStringLiteral("it is 241 × 90 px, not 240 × 90"));
}

TEST(Comparison, MarksOnTheMapWhatDiffers)
{
    const PictureDifference difference = comparePictures(lanes(), lanes({.withoutBar = true}));
    EXPECT_EQ(difference.map.pixelColor(101, 38), theme().bad.strong);
    EXPECT_NE(difference.map.pixelColor(20, 20), theme().bad.strong);
}

class Folder : public testing::Test
{
protected:
    QString page() const
    {
        QFile file(m_folder.filePath(QStringLiteral("failed/index.html")));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    bool has(const char* path) const { return QFile::exists(m_folder.filePath(QLatin1String(path))); }

    const QTemporaryDir m_folder;
    const QString m_name = QStringLiteral("bars");
    const PictureFolder m_pictures{m_folder.filePath(QStringLiteral("stored")),
                                   m_folder.filePath(QStringLiteral("failed"))};
};

TEST_F(Folder, AcceptsAPictureAndThenComparesWithIt)
{
    EXPECT_FALSE(m_pictures.matches(m_name, lanes(), false)) << "nothing is stored";
    EXPECT_TRUE(m_pictures.matches(m_name, lanes(), true));
    EXPECT_TRUE(m_pictures.matches(m_name, lanes(), false));
    EXPECT_FALSE(m_pictures.matches(m_name, lanes({.withoutBar = true}), false));
}

TEST_F(Folder, ShowsWhatDiffersOnAPageUntilItPasses)
{
    m_pictures.matches(m_name, lanes(), true);
    const testing::AssertionResult result = m_pictures.matches(m_name, lanes({.withoutBar = true}), false);
    EXPECT_THAT(result.message(), testing::AllOf(testing::HasSubstr("index.html"),
                                                 testing::HasSubstr("LAB_ACCEPT_PICTURES=1")));
    m_pictures.matches(QStringLiteral("new"), lanes(), false);
    for (const char* file :
         {"failed/bars.expected.png", "failed/bars.actual.png", "failed/bars.difference.png"})
        EXPECT_TRUE(has(file)) << file;
    EXPECT_THAT(page().toStdString(),
                testing::AllOf(testing::HasSubstr("bars.difference.png"),
                               testing::HasSubstr("new.actual.png"), testing::HasSubstr("expected: none")));
    EXPECT_TRUE(m_pictures.matches(m_name, lanes(), false));
    EXPECT_FALSE(has("failed/bars.actual.png"));
    EXPECT_THAT(page().toStdString(), testing::Not(testing::HasSubstr("bars")));
}

} // namespace

} // namespace lab::tests
