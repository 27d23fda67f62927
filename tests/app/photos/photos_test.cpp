// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/photos.h"

#include "core/base/resources.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

namespace lab::exchange {

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

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
    const PhotoReading reading = readPhotos({base::resource("data/photos")});
    EXPECT_THAT(reading.problems, IsEmpty());
    ASSERT_THAT(reading.photos, SizeIs(6));
    EXPECT_EQ(reading.photos[0].name, "blossom.jpg");
    EXPECT_EQ(reading.photos[1].name, "cat.jpg");
    EXPECT_EQ(reading.photos[1].width, 451);
    EXPECT_EQ(reading.photos[1].height, 300);
    for (const base::Photo& photo : reading.photos)
        EXPECT_EQ(photo.pixels.size(), 3 * std::size_t(photo.width) * std::size_t(photo.height));
}

TEST(Photos, ColoursComeInOrder)
{
    const TemporaryFolder folder;
    std::string bytes = "P6\n8 8\n255\n";
    for (int i = 0; i < 64; ++i)
        bytes += std::string({static_cast<char>(i), '\x64', '\x32'});
    const PhotoReading reading = readPhotos({folder.write("ramp.ppm", bytes)});
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
    const PhotoReading reading = readPhotos({folder.path()});
    EXPECT_THAT(reading.photos, SizeIs(2));
    ASSERT_THAT(reading.problems, SizeIs(1));
    EXPECT_THAT(reading.problems[0], AllOf(HasSubstr(bad.name), HasSubstr(bad.reason)));
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadPhoto,
    testing::Values(BadFile{"text", "letter.jpg", "Dear madam, this is not a picture.", "not an image"},
                    BadFile{"empty", "nothing.png", "", "empty"},
                    BadFile{"half a JPEG", "half.jpg", bytesOf(cat()).substr(0, 12'000), "damaged"},
                    BadFile{"JPEG without its last bytes", "end.jpg",
                            bytesOf(cat()).substr(0, std::filesystem::file_size(cat()) - 2), "damaged"},
                    BadFile{"start of a JPEG", "header.jpg", bytesOf(cat()).substr(0, 200), "damaged"},
                    BadFile{"truncated PPM", "short.ppm", colours(64, 64).substr(0, 900), "end is missing"},
                    BadFile{"something like TGA", "zeros.tga", std::string(2000, '\0'), "not an image"},
                    BadFile{"PNG signature and nothing else", "sign.png", "\x89PNG\r\n\x1a\n",
                            "not an image"},
                    BadFile{"too large", "huge.ppm", "P6\n9000 9000\n255\n", "9000 × 9000 pixels"},
                    BadFile{"too small", "dot.ppm", colours(4, 40), "at least 8"}),
    [](const auto& file) { return std::to_string(file.index); });

TEST(Photos, MissingFilesAndEmptyFoldersAreNamed)
{
    const TemporaryFolder folder;
    const PhotoReading reading = readPhotos({folder / "none.png", folder.path()});
    EXPECT_THAT(reading.photos, IsEmpty());
    EXPECT_THAT(reading.problems,
                ElementsAre(AllOf(HasSubstr("none.png"), HasSubstr("No such file")), HasSubstr("no files")));
}

TEST(Photos, PipesAndDanglingLinksAreNotWaitedFor)
{
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    std::filesystem::create_symlink("nowhere", folder / "link.jpg");
    const PhotoReading reading = readPhotos({folder.path()});
    EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("No such file"), HasSubstr("not an ordinary file")));
}

TEST(Photos, SubfoldersAreLeftAlone)
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "inner");
    folder.write("inner/deep.ppm", colours(16, 16));
    folder.write("top.ppm", colours(16, 16));
    const PhotoReading reading = readPhotos({folder.path()});
    ASSERT_THAT(reading.photos, SizeIs(1));
    EXPECT_EQ(reading.photos[0].name, "top.ppm");
    EXPECT_THAT(reading.problems, IsEmpty());
}

TEST(Photos, StopsWhenAsked)
{
    std::stop_source source;
    source.request_stop();
    EXPECT_THAT(readPhotos({base::resource("data/photos")}, source.get_token()).photos, IsEmpty());
}

} // namespace

} // namespace lab::exchange
