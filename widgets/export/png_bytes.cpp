// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/png_bytes.h"

#include <png.h>

#include <csetjmp>
#include <new>
#include <utility>
#include <vector>

namespace lab::widgets {

namespace {

constexpr int kCompression = 3;       // of 9: flat areas gain little from more
constexpr qsizetype kLongestKey = 79; // as the format says

struct Fact
{
    QByteArray key;
    QByteArray value;
};

std::vector<Fact> factsOf(const QImage& image)
{
    std::vector<Fact> facts;
    for (const QString& key : image.textKeys())
        facts.push_back({key.toLatin1().left(kLongestKey), image.text(key).toUtf8()});
    return facts;
}

std::vector<png_text> chunksOf(std::vector<Fact>& facts)
{
    std::vector<png_text> chunks;
    for (Fact& fact : facts) {
        png_text chunk{};
        chunk.compression = PNG_ITXT_COMPRESSION_NONE;
        chunk.key = fact.key.data();
        chunk.text = fact.value.data();
        chunk.itxt_length = static_cast<std::size_t>(fact.value.size());
        chunks.push_back(chunk);
    }
    return chunks;
}

// No exception may pass through libpng.
void append(png_structp png, png_bytep bytes, std::size_t count)
{
    bool room = true;
    try {
        static_cast<QByteArray*>(png_get_io_ptr(png))
            ->append(reinterpret_cast<const char*>(bytes), static_cast<qsizetype>(count));
    } catch (const std::bad_alloc&) {
        room = false;
    }
    if (!room)
        png_error(png, "no memory");
}

void flush(png_structp) {}

// libpng reports errors by a long jump: nothing here may need destroying.
bool encode(png_structp png, png_infop info, const QImage& pixels, const std::vector<png_text>& texts)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_IHDR(png, info, static_cast<png_uint_32>(pixels.width()),
                 static_cast<png_uint_32>(pixels.height()), 8,
                 pixels.hasAlphaChannel() ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, static_cast<png_uint_32>(pixels.dotsPerMeterX()),
                 static_cast<png_uint_32>(pixels.dotsPerMeterY()), PNG_RESOLUTION_METER);
    png_set_text(png, info, texts.data(), static_cast<int>(texts.size()));
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, kCompression);
    png_write_info(png, info);
    if (!pixels.hasAlphaChannel())
        png_set_filler(png, 0, PNG_FILLER_AFTER); // the fourth byte of each pixel is left out
    for (int y = 0; y < pixels.height(); ++y)
        png_write_row(png, pixels.constScanLine(y));
    png_write_end(png, nullptr);
    return true;
}

} // namespace

QByteArray pngBytes(QImage image)
{
    std::vector<Fact> facts = factsOf(image);
    const QImage::Format format = image.hasAlphaChannel() ? QImage::Format_RGBA8888 : QImage::Format_RGBX8888;
    const QImage pixels = std::move(image).convertToFormat(format); // in place where nobody else has it
    if (pixels.isNull())
        return {};
    const std::vector<png_text> texts = chunksOf(facts);
    QByteArray bytes;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    bool whole = false;
    if (info) {
        png_set_write_fn(png, &bytes, append, flush);
        whole = encode(png, info, pixels, texts);
    }
    png_destroy_write_struct(&png, &info);
    return whole ? bytes : QByteArray();
}

} // namespace lab::widgets
