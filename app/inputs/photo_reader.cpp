// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inputs/photo_reader.h"

#include <QBuffer>
#include <QByteArrayList>
#include <QColorSpace>
#include <QImageReader>
#include <QPainter>
#include <QStringList>

#include <new>
#include <stdexcept>
#include <string>

namespace lab::app {

namespace {

constexpr int kMostMegabytes = 512; // of one picture while it is decoded: 16-bit colours, and alpha

const QByteArrayList& kinds()
{
    static const QByteArrayList installed = [] {
        const QByteArrayList known = {"jpeg", "jpg", "png",  "gif",  "bmp",  "pbm",  "pgm", "ppm",
                                      "webp", "tif", "tiff", "heic", "heif", "avif", "jxl"};
        QByteArrayList found;
        for (const QByteArray& kind : QImageReader::supportedImageFormats()) {
            if (known.contains(kind))
                found << kind;
        }
        return found;
    }();
    return installed;
}

/// A reader of `bytes`, which must outlive it.
class Reading
{
public:
    explicit Reading(exchange::FileBytes bytes)
        : m_bytes(QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()),
                                          static_cast<qsizetype>(bytes.size()))),
          m_buffer(&m_bytes)
    {
        m_buffer.open(QIODevice::ReadOnly);
        m_reader.setDecideFormatFromContent(true);
        m_reader.setAutoTransform(true);
        m_reader.setDevice(&m_buffer);
        if (!m_reader.canRead() || !kinds().contains(m_reader.format()))
            throw std::runtime_error("it is not an image of a kind that can be read here (" +
                                     kinds().join(", ").toStdString() + ")");
    }
    QImageReader& operator*() { return m_reader; }

private:
    QByteArray m_bytes;
    QBuffer m_buffer;
    QImageReader m_reader;
};

// Hidden colours under transparent pixels are nobody's photo.
QImage onWhite(const QImage& image)
{
    QImage page(image.size(), QImage::Format_RGB32);
    if (page.isNull())
        throw std::bad_alloc();
    page.fill(Qt::white);
    QPainter(&page).drawImage(0, 0, image);
    return page;
}

} // namespace

PhotoReader::PhotoReader()
{
    QImageReader::setAllocationLimit(kMostMegabytes);
}

exchange::PhotoSize PhotoReader::sizeOf(exchange::FileBytes bytes) const
{
    Reading reading(bytes);
    QSize size = (*reading).size();
    if ((*reading).transformation() & QImageIOHandler::TransformationRotate90)
        size.transpose();
    if (!size.isValid())
        throw std::runtime_error("its picture is damaged (it has no extent)");
    return {size.width(), size.height()};
}

base::Photo PhotoReader::decode(exchange::FileBytes bytes) const
{
    Reading reading(bytes);
    QImage image;
    if (!(*reading).read(&image))
        throw std::runtime_error("its picture is damaged (" + (*reading).errorString().toStdString() + ')');
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace::SRgb);
    if (image.hasAlphaChannel())
        image = onWhite(image);
    image.convertTo(QImage::Format_RGB888);
    base::Photo photo;
    photo.width = image.width();
    photo.height = image.height();
    const auto row = 3 * static_cast<std::size_t>(photo.width);
    photo.pixels.reserve(row * static_cast<std::size_t>(photo.height));
    for (int y = 0; y < photo.height; ++y) // whose rows Qt pads
        photo.pixels.insert(photo.pixels.end(), image.constScanLine(y), image.constScanLine(y) + row);
    return photo;
}

QString PhotoReader::patterns()
{
    QStringList patterns;
    for (const QByteArray& kind : kinds())
        patterns << QStringLiteral("*.") + QString::fromLatin1(kind);
    return patterns.join(QLatin1Char(' '));
}

} // namespace lab::app
