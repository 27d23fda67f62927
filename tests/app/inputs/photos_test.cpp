// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inputs/photo_reader.h"
#include "core/base/resources.h"
#include "core/exchange/jpeg_decoder.h"
#include "tests/support/temporary_folder.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QPainter>

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

namespace lab::app {

namespace {

using exchange::PhotoReading;
using exchange::readPhotos;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kNoEnd = "its end is missing";

// A PNM file: small enough to write by hand.
std::string colours(int width, int height)
{
    return "P6\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n" +
           std::string(static_cast<std::size_t>(3 * width * height), '\x40');
}

std::string bytesOf(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::filesystem::path cat()
{
    return base::resource("data/photos/cat.jpg");
}

TEST(Photos, ShippedOnesAreReadByName)
{
    const PhotoReading reading = readPhotos({base::resource("data/photos")}, PhotoReader());
    EXPECT_THAT(reading.problems, IsEmpty());
    ASSERT_THAT(reading.photos, SizeIs(6));
    EXPECT_EQ(reading.photos[0].name, "blossom.jpg");
    EXPECT_EQ(reading.photos[1].name, "cat.jpg");
    EXPECT_EQ(reading.photos[1].width, 451);
    EXPECT_EQ(reading.photos[1].height, 300);
    for (const base::Photo& photo : reading.photos)
        EXPECT_EQ(photo.pixels.size(), 3 * std::size_t(photo.width) * std::size_t(photo.height));
}

TEST(Photos, ShippedOnesLookAlikeToBothDecoders)
{
    const PhotoReading ours = readPhotos({cat()}, exchange::JpegDecoder());
    const PhotoReading theirs = readPhotos({cat()}, PhotoReader());
    ASSERT_THAT(ours.photos, SizeIs(1));
    ASSERT_THAT(theirs.photos, SizeIs(1));
    ASSERT_EQ(ours.photos[0].pixels.size(), theirs.photos[0].pixels.size());
    double difference = 0;
    for (std::size_t i = 0; i < ours.photos[0].pixels.size(); ++i)
        difference += std::abs(ours.photos[0].pixels[i] - theirs.photos[0].pixels[i]);
    EXPECT_LT(difference / static_cast<double>(ours.photos[0].pixels.size()), 2); // of 255
}

// Left half red, right half blue, upright.
QImage flag()
{
    QImage image(32, 16, QImage::Format_RGB32);
    image.fill(Qt::red);
    QPainter(&image).fillRect(16, 0, 16, 16, Qt::blue);
    return image;
}

QByteArray written(const QImage& image, const char* format, int rotation = 0)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(100);
    if (rotation != 0)
        writer.setTransformation(QImageIOHandler::TransformationRotate90);
    EXPECT_TRUE(writer.write(image));
    return bytes;
}

base::Photo only(const PhotoReading& reading)
{
    EXPECT_THAT(reading.problems, IsEmpty());
    return reading.photos.size() == 1 ? reading.photos[0] : base::Photo();
}

std::vector<int> pixel(const base::Photo& photo, int x, int y)
{
    const std::size_t at = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(photo.width) +
                                static_cast<std::size_t>(x));
    return {photo.pixels.begin() + static_cast<std::ptrdiff_t>(at),
            photo.pixels.begin() + static_cast<std::ptrdiff_t>(at) + 3};
}

TEST(Photos, APhoneHeldUprightGivesAnUprightPicture)
{
    const TemporaryFolder folder;
    const auto file = folder.write("phone.jpg", written(flag(), "jpeg", 90).toStdString());
    const base::Photo photo = only(readPhotos({file}, PhotoReader()));
    ASSERT_EQ(photo.width, 16);
    ASSERT_EQ(photo.height, 32);
    EXPECT_GT(pixel(photo, 8, 4)[0], 200); // what was left is above: the picture is turned clockwise
    EXPECT_GT(pixel(photo, 8, 28)[2], 200);
}

TEST(Photos, TransparentPixelsAreWhite)
{
    QImage image(16, 16, QImage::Format_ARGB32);
    image.fill(QColor(255, 0, 0, 0)); // a red that nobody sees
    const TemporaryFolder folder;
    const auto file = folder.write("clear.png", written(image, "png").toStdString());
    EXPECT_THAT(pixel(only(readPhotos({file}, PhotoReader())), 3, 3), ElementsAre(255, 255, 255));
}

TEST(Photos, SixteenBitsAValueAreUsed)
{
    const TemporaryFolder folder;
    std::string grey = "P5\n1024 768\n65535\n";
    for (int i = 0; i < 1024 * 768; ++i)
        grey += std::string({'\x80', '\0'});
    const base::Photo photo = only(readPhotos({folder.write("deep.pgm", grey)}, PhotoReader()));
    ASSERT_EQ(photo.width, 1024);
    for (const std::uint8_t value : photo.pixels)
        ASSERT_NEAR(int{value}, 0x80, 1);
    const PhotoReading half =
        readPhotos({folder.write("half.pgm", grey.substr(0, grey.size() / 2))}, PhotoReader());
    EXPECT_THAT(half.problems, ElementsAre(HasSubstr(kNoEnd)));
}

TEST(Photos, DrawingsAreNot)
{
    const TemporaryFolder folder;
    const std::string drawing = R"(<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>)";
    EXPECT_THAT(readPhotos({folder.write("a.svg", drawing)}, PhotoReader()).problems,
                ElementsAre(HasSubstr("not an image")));
}

TEST(Photos, BeyondTheMostThereIsOneSentence)
{
    const TemporaryFolder folder;
    const auto file = folder.write("dot.ppm", colours(8, 8));
    for (std::size_t i = 1; i < exchange::kMostPhotos + 3; ++i)
        std::filesystem::create_symlink(file, folder / ("link" + std::to_string(i) + ".ppm"));
    const PhotoReading reading = readPhotos({folder.path()}, PhotoReader());
    EXPECT_THAT(reading.photos, SizeIs(exchange::kMostPhotos));
    EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("3 more files were left out")));
}

TEST(Photos, ColoursComeInOrder)
{
    const TemporaryFolder folder;
    std::string bytes = "P6\n8 8\n255\n";
    for (int i = 0; i < 64; ++i)
        bytes += std::string({static_cast<char>(i), '\x64', '\x32'});
    const PhotoReading reading = readPhotos({folder.write("ramp.ppm", bytes)}, PhotoReader());
    ASSERT_THAT(reading.photos, SizeIs(1));
    const auto& pixels = reading.photos[0].pixels;
    EXPECT_THAT((std::vector<int>(pixels.begin(), pixels.begin() + 6)), ElementsAre(0, 100, 50, 1, 100, 50));
    EXPECT_EQ(pixels[3 * 63], 63);
}

struct BadFile
{
    const char* what;
    std::string name;
    std::string bytes;
    const char* reason;
};

void PrintTo(const BadFile& bad, std::ostream* out)
{
    *out << bad.what;
}

class BadPhoto : public testing::TestWithParam<BadFile>
{
};

TEST_P(BadPhoto, GetsASentenceAndTheOthersAreUsed)
{
    const TemporaryFolder folder;
    const BadFile& bad = GetParam();
    folder.write(bad.name, bad.bytes);
    folder.write("a-good-one.ppm", colours(16, 9));
    folder.write("z-good-one.ppm", colours(9, 16));
    const PhotoReading reading = readPhotos({folder.path()}, PhotoReader());
    EXPECT_THAT(reading.photos, SizeIs(2));
    ASSERT_THAT(reading.problems, SizeIs(1));
    EXPECT_THAT(reading.problems[0], AllOf(HasSubstr(bad.name), HasSubstr(bad.reason)));
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadPhoto,
    testing::Values(BadFile{"text", "letter.jpg", "Dear madam, this is not a picture.", "not an image"},
                    BadFile{"empty", "nothing.png", "", "empty"},
                    BadFile{"half a JPEG", "half.jpg", bytesOf(cat()).substr(0, 12'000), kNoEnd},
                    BadFile{"JPEG without its last bytes", "end.jpg",
                            bytesOf(cat()).substr(0, std::filesystem::file_size(cat()) - 2), kNoEnd},
                    BadFile{"start of a JPEG", "header.jpg", bytesOf(cat()).substr(0, 200), kNoEnd},
                    BadFile{"truncated PPM", "short.ppm", colours(64, 64).substr(0, 900), kNoEnd},
                    BadFile{"something like TGA", "zeros.tga", std::string(2000, '\0'), "not an image"},
                    BadFile{"PNG signature and nothing else", "sign.png", "\x89PNG\r\n\x1a\n", kNoEnd},
                    BadFile{"too large", "huge.ppm", "P6\n9000 9000\n255\n", "9000 × 9000 pixels"},
                    BadFile{"too small", "dot.ppm", colours(4, 40), "at least 8"}),
    [](const auto& file) { return std::to_string(file.index); });

TEST(Photos, MissingFilesAndEmptyFoldersAreNamed)
{
    const TemporaryFolder folder;
    const PhotoReading reading = readPhotos({folder / "none.png", folder.path()}, PhotoReader());
    EXPECT_THAT(reading.photos, IsEmpty());
    EXPECT_THAT(reading.problems,
                ElementsAre(AllOf(HasSubstr("none.png"), HasSubstr("No such file")), HasSubstr("no files")));
}

TEST(Photos, PipesAndDanglingLinksAreNotWaitedFor)
{
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    std::filesystem::create_symlink("nowhere", folder / "link.jpg");
    const PhotoReading reading = readPhotos({folder.path()}, PhotoReader());
    EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("No such file"), HasSubstr("not an ordinary file")));
}

TEST(Photos, SubfoldersAreLeftAlone)
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "inner");
    folder.write("inner/deep.ppm", colours(16, 16));
    folder.write("top.ppm", colours(16, 16));
    const PhotoReading reading = readPhotos({folder.path()}, PhotoReader());
    ASSERT_THAT(reading.photos, SizeIs(1));
    EXPECT_EQ(reading.photos[0].name, "top.ppm");
    EXPECT_THAT(reading.problems, IsEmpty());
}

TEST(Photos, StopsWhenAsked)
{
    std::stop_source source;
    source.request_stop();
    EXPECT_THAT(readPhotos({base::resource("data/photos")}, PhotoReader(), source.get_token()).photos,
                IsEmpty());
}

} // namespace

} // namespace lab::app
