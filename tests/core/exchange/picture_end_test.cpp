// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/picture_end.h"

#include "core/base/resources.h"
#include "core/exchange/jpeg_decoder.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace lab::exchange {

namespace {

using Bytes = std::vector<unsigned char>;

Bytes bytesOf(const std::string& text)
{
    return {text.begin(), text.end()};
}

Bytes cat()
{
    std::ifstream stream(base::resource("data/photos/cat.jpg"), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string chunk(const std::string& kind, const std::string& content)
{
    std::string length(4, '\0');
    length[3] = static_cast<char>(content.size());
    return length + kind + content + "CRC ";
}

struct Whole
{
    const char* kind;
    Bytes bytes;
};

std::string followed(std::string head, std::size_t count, char by)
{
    head.append(count, by);
    return head;
}

std::vector<Whole> wholeOnes()
{
    using namespace std::string_literals;
    return {{"JPEG", cat()},
            {"PNG", bytesOf("\x89PNG\r\n\x1a\n" + chunk("IHDR", std::string(13, 'x')) +
                            chunk("IDAT", "IEND and so on") + chunk("IEND", ""))},
            {"GIF", bytesOf(followed("GIF89a", 40, '\1') + "\x3b")},
            {"BMP", bytesOf(followed("BM\x50\0\0\0"s, 74, 'x'))},
            {"WebP", bytesOf(followed("RIFF\x20\0\0\0WEBP"s, 28, 'x'))},
            {"PGM", bytesOf(followed("P5 # grey\n16 4\n255\n", 64, 'x'))},
            {"PGM of 16 bits", bytesOf(followed("P5\n16 4\n65535\n", 128, 'x'))},
            {"PPM", bytesOf(followed("P6\n# colours\n8 8 255 ", 192, 'x'))},
            {"PBM", bytesOf(followed("P4\n17 3\n", 9, 'x'))}};
}

TEST(PictureEnd, WhatIsWholeEndsWhereItSays)
{
    for (const Whole& whole : wholeOnes())
        EXPECT_FALSE(endsEarly(whole.bytes)) << whole.kind;
    EXPECT_FALSE(endsEarly(bytesOf("Dear madam, this is not a picture.")));
    EXPECT_FALSE(endsEarly({}));
}

TEST(PictureEnd, WhateverIsMissing)
{
    for (const Whole& whole : wholeOnes()) {
        const std::size_t step = whole.bytes.size() > 1000 ? 97 : 1;
        for (std::size_t length = whole.bytes.size() - 1; length > 12; length -= std::min(step, length))
            EXPECT_TRUE(endsEarly(std::span(whole.bytes).first(length))) << whole.kind << ' ' << length;
    }
}

// A camera puts a small JPEG with an end of its own into the head of the large one.
TEST(PictureEnd, AThumbnailsEndIsNotThePictures)
{
    const Bytes picture = cat();
    const std::string thumbnail("\xff\xd8\xff\xd9", 4);
    Bytes both = {0xff, 0xd8, 0xff, 0xe1, 0, static_cast<unsigned char>(2 + thumbnail.size())};
    both.insert(both.end(), thumbnail.begin(), thumbnail.end());
    both.insert(both.end(), picture.begin() + 2, picture.end());
    EXPECT_FALSE(endsEarly(both));
    both.resize(both.size() - 2);
    EXPECT_TRUE(endsEarly(both));
}

// Whatever the bytes, there is an answer; under the sanitizers this reads nothing it should not.
TEST(PictureEnd, AnyBytesHaveAnAnswer)
{
    std::mt19937 random(11);
    const JpegDecoder decoder;
    int pictures = 0;
    for (const Whole& whole : wholeOnes()) {
        for (int i = 0; i < 400; ++i) {
            Bytes bytes = whole.bytes;
            if (random() % 2 == 0)
                bytes.resize(1 + random() % bytes.size());
            for (unsigned flips = random() % 8; flips > 0; --flips)
                bytes[random() % bytes.size()] = static_cast<unsigned char>(random());
            endsEarly(bytes);
            try {
                if (decoder.sizeOf(bytes).pixels() < 1'000'000)
                    pictures += decoder.decode(bytes).pixels.empty() ? 0 : 1;
            } catch (const std::runtime_error&) { // no picture, which is an answer
            }
        }
    }
    EXPECT_GT(pictures, 0);
}

TEST(JpegDecoder, ReadsWhatTheProgramCarries)
{
    const Bytes bytes = cat();
    const JpegDecoder decoder;
    EXPECT_EQ(decoder.sizeOf(bytes).width, 451);
    const base::Photo photo = decoder.decode(bytes);
    EXPECT_EQ(photo.height, 300);
    EXPECT_EQ(photo.pixels.size(), 3u * 451 * 300);
    EXPECT_NE(messageOf([&] { decoder.sizeOf(bytesOf("GIF89a")); }).find("not a JPEG"), std::string::npos);
}

} // namespace

} // namespace lab::exchange
