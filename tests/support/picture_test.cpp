// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/picture_test.h"

#include "tests/support/picture_comparison.h"

#include <QFile>
#include <QHash>
#include <QLockFile>
#include <QSaveFile>

#include <algorithm>

namespace lab::tests {

namespace {

constexpr auto kAccept = "LAB_ACCEPT_PICTURES";

const QStringList& kinds()
{
    static const QStringList all = {QStringLiteral("expected"), QStringLiteral("actual"),
                                    QStringLiteral("difference")};
    return all;
}

QString fileOf(const QString& name, const QString& kind)
{
    return QStringLiteral("%1.%2.png").arg(name, kind);
}

bool save(const QImage& image, const QString& path)
{
    return image.save(path, "PNG", 0); // the smallest file
}

QList<QRgb> mostFrequent(const QImage& image, qsizetype count)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    }
    QList<QRgb> colours = counts.keys();
    std::sort(colours.begin(), colours.end(), [&](QRgb a, QRgb b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; // the same file each time
    });
    colours.resize(std::min(count, colours.size()));
    return colours;
}

// Steps of 8 in each channel.
QImage withFewerColours(QImage image)
{
    const auto rounded = [](int channel) { return std::min((channel + 4) / 8 * 8, 255); };
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb colour = image.pixel(x, y);
            image.setPixel(x, y,
                           qRgb(rounded(qRed(colour)), rounded(qGreen(colour)), rounded(qBlue(colour))));
        }
    }
    return image;
}

// A third of the bytes, for colours that are at most a few steps away: those of areas stay as they are, those
// of edges and letters are rounded, and where that would show, as in photos, all are.
QImage compact(const QImage& image)
{
    constexpr qsizetype kColours = 256;
    constexpr qsizetype kOfAreas = 64;
    const QImage whole = image.convertToFormat(QImage::Format_RGB32);
    const QImage rounded = withFewerColours(whole);
    QList<QRgb> palette = mostFrequent(whole, kOfAreas);
    palette += mostFrequent(rounded, kColours - palette.size());
    const QImage few = whole.convertToFormat(QImage::Format_Indexed8, palette, Qt::ThresholdDither);
    return comparePictures(whole, few).largestBlock <= 4 ? few : rounded;
}

} // namespace

testing::AssertionResult PictureFolder::matches(const QString& name, const QImage& actual, bool accept) const
{
    const QString path = m_stored.filePath(name + QStringLiteral(".png"));
    const QImage expected(path);
    const PictureDifference difference =
        expected.isNull() ? PictureDifference() : comparePictures(expected, actual);
    if (!expected.isNull() && !difference.differs) {
        removeFailure(name);
        return testing::AssertionSuccess();
    }
    if (accept) {
        removeFailure(name);
        if (QDir().mkpath(m_stored.path()) && save(compact(actual), path))
            return testing::AssertionSuccess();
        return testing::AssertionFailure() << path.toStdString() << " cannot be written";
    }
    writeFailure(name, expected, actual, difference.map);
    const QString what =
        expected.isNull() ? QStringLiteral("there is no such stored picture") : difference.sentence;
    return testing::AssertionFailure()
           << name.toStdString() << ": " << what.toStdString()
           << "\nTo look at it: " << m_failed.absoluteFilePath(QStringLiteral("index.html")).toStdString()
           << "\nIf that is how it should be: " << kAccept << "=1, and run the test again";
}

void PictureFolder::writeFailure(const QString& name, const QImage& expected, const QImage& actual,
                                 const QImage& difference) const
{
    QDir().mkpath(m_failed.path());
    const QList<QImage> images = {expected, actual, difference};
    for (qsizetype i = 0; i < images.size(); ++i) {
        const QString path = m_failed.filePath(fileOf(name, kinds()[i]));
        QFile::remove(path);
        if (!images[i].isNull())
            save(images[i], path);
    }
    writePage();
}

void PictureFolder::removeFailure(const QString& name) const
{
    if (!m_failed.exists(fileOf(name, QStringLiteral("actual"))))
        return;
    for (const QString& kind : kinds())
        QFile::remove(m_failed.filePath(fileOf(name, kind)));
    writePage();
}

// Tests run side by side: whoever comes last sees what the others have left.
void PictureFolder::writePage() const
{
    QLockFile lock(m_failed.filePath(QStringLiteral("index.lock")));
    lock.lock();
    QDir folder = m_failed;
    folder.refresh();
    const QString actual = fileOf(QString(), QStringLiteral("actual"));
    QString page = QStringLiteral(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Pictures that "
        "differ</title>\n<style>img { width: 100%; } figure { display: inline-block; width: "
        "32%; margin: 0; }</style></head><body>\n<h1>Pictures that differ</h1>\n");
    const QStringList files = folder.entryList({QStringLiteral("*") + actual}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        const QString name = file.chopped(actual.size());
        page += QStringLiteral("<h2>%1</h2>\n").arg(name.toHtmlEscaped());
        for (const QString& kind : kinds()) {
            const QString shown = fileOf(name, kind);
            page += folder.exists(shown)
                        ? QStringLiteral("<figure><figcaption>%1</figcaption><a href=\"%2\"><img src=\"%2\" "
                                         "alt=\"%1\"></a></figure>\n")
                              .arg(kind, shown)
                        : QStringLiteral("<figure><figcaption>%1: none</figcaption></figure>\n").arg(kind);
        }
    }
    if (files.isEmpty())
        page += QStringLiteral("<p>None.</p>\n");
    page += QStringLiteral("</body></html>\n");
    QSaveFile out(m_failed.filePath(QStringLiteral("index.html")));
    if (out.open(QIODevice::WriteOnly)) {
        out.write(page.toUtf8());
        out.commit();
    }
}

testing::AssertionResult matchesStored(const QString& name, const QImage& actual)
{
    static const PictureFolder folder(QStringLiteral(LAB_STORED_PICTURES),
                                      QStringLiteral(LAB_FAILED_PICTURES));
    return folder.matches(name, actual, !qEnvironmentVariableIsEmpty(kAccept));
}

} // namespace lab::tests
