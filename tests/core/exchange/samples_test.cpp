// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/samples.h"

#include "tests/support/gzipped.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/pnm_decoder.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <sys/stat.h>

namespace lab::exchange {

namespace {

SampleReading readSamples(const SampleFiles& files, const std::stop_token& stop = {})
{
    return exchange::readSamples(files, tests::PnmDecoder(), stop);
}

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string grey(int width, int height, int value)
{
    return "P6\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n" +
           std::string(static_cast<std::size_t>(3 * width * height), static_cast<char>(value));
}

TEST(Samples, PlainAndCompressedFilesAreTheSame)
{
    const TemporaryFolder folder;
    const auto plain =
        readSamples({{folder.write("images", idxImages(12))}, folder.write("labels", idxLabels(12))});
    EXPECT_THAT(plain.problems, IsEmpty());
    ASSERT_TRUE(plain.samples);
    EXPECT_EQ(plain.samples->name, "images");
    EXPECT_EQ(plain.samples->count, 12);
    EXPECT_EQ(std::string(plain.samples->pixels.begin(), plain.samples->pixels.end()),
              idxImages(12).substr(16));
    EXPECT_THAT(plain.samples->labels, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1));
    EXPECT_EQ(base::describe(*plain.samples), "images: 12 images of 28 × 28, with labels");
    const auto compressed = readSamples({{folder.write("images.gz", gzipped(idxImages(12)))},
                                         folder.write("labels.gz", gzipped(idxLabels(12)))});
    EXPECT_THAT(compressed.problems, IsEmpty());
    ASSERT_TRUE(compressed.samples);
    EXPECT_EQ(compressed.samples->pixels, plain.samples->pixels);
    EXPECT_EQ(compressed.samples->labels, plain.samples->labels);
}

TEST(Samples, LabelsMayBeMissing)
{
    const TemporaryFolder folder;
    const auto reading = readSamples({{folder.write("images", idxImages(1))}, {}});
    ASSERT_TRUE(reading.samples);
    EXPECT_THAT(reading.samples->labels, IsEmpty());
    EXPECT_EQ(base::describe(*reading.samples), "images: 1 image of 28 × 28, without labels");
}

TEST(Samples, OtherSizesAreResampledAndSaidToBe)
{
    const TemporaryFolder folder;
    // Left half black, right half white: so is what becomes of it.
    std::string halves = idxHeader(8, {1, 2, 64});
    for (int row = 0; row < 2; ++row)
        halves += std::string(32, '\0') + std::string(32, '\xff');
    const auto reading = readSamples({{folder.write("halves", halves)}, {}});
    ASSERT_TRUE(reading.samples);
    EXPECT_EQ(base::describe(*reading.samples),
              "halves: 1 image, resampled from 2 × 64 to 28 × 28, without labels");
    ASSERT_EQ(std::ssize(reading.samples->pixels), base::kSamplePixels);
    for (std::size_t i = 0; i < reading.samples->pixels.size(); ++i)
        EXPECT_EQ(reading.samples->pixels[i], i % 28 < 14 ? 0 : 255) << i;
}

TEST(Samples, AFolderOfPicturesIsReadByNameAndInGrey)
{
    const TemporaryFolder folder;
    folder.write("b.ppm", grey(20, 10, 200));
    folder.write("a.ppm", grey(40, 40, 100));
    const TemporaryFolder elsewhere;
    const auto labels = elsewhere.write("labels", idxLabels(2));
    const auto reading = readSamples({{folder.path()}, labels});
    EXPECT_THAT(reading.problems, IsEmpty());
    ASSERT_TRUE(reading.samples);
    EXPECT_EQ(reading.samples->count, 2);
    EXPECT_EQ(reading.samples->pixels.front(), 100);
    EXPECT_EQ(reading.samples->pixels.back(), 200);
    EXPECT_THAT(reading.samples->labels, ElementsAre(0, 1));
    EXPECT_EQ(base::describe(*reading.samples), folder.path().filename().string() +
                                                    ": 2 images of several sizes, resampled to 28 × 28, "
                                                    "with labels");
    folder.write("c.ppm", "not a picture");
    const auto fewer = readSamples({{folder.path()}, {}});
    ASSERT_TRUE(fewer.samples);
    EXPECT_EQ(fewer.samples->count, 2);
    EXPECT_THAT(fewer.problems, ElementsAre(HasSubstr("c.ppm")));
    const auto unmatched = readSamples({{folder.path()}, labels});
    EXPECT_FALSE(unmatched.samples);
    EXPECT_THAT(unmatched.problems, testing::Contains(HasSubstr("nobody knows whose they are")));
}

TEST(Samples, AFolderWithoutPicturesIsNamed)
{
    const TemporaryFolder folder;
    const auto empty = readSamples({{folder.path()}, {}});
    EXPECT_FALSE(empty.samples);
    EXPECT_THAT(empty.problems, testing::Contains(HasSubstr("no files in the folder")));
    folder.write("letter.txt", "Dear madam");
    const auto text = readSamples({{folder.path()}, {}});
    EXPECT_FALSE(text.samples);
    EXPECT_THAT(text.problems, testing::Contains(AllOf(HasSubstr("there is no picture"),
                                                       HasSubstr(folder.path().filename().string()))));
}

struct Bad
{
    const char* what;
    std::string bytes;
    const char* reason;
};

void PrintTo(const Bad& bad, std::ostream* out)
{
    *out << bad.what;
}

constexpr std::uint32_t kMost = 0xffffffff;

const std::vector<Bad>& badImages()
{
    static const std::vector<Bad> all = {
        {"empty", "", "it is empty"},
        {"wrong magic", std::string("\x01\x02\x03\x04 and more", 13), "it begins with 01 02 03 04"},
        {"two bytes", std::string("\0\0", 2), "it is not an IDX file"},
        {"text", "5,0,0,0,0,0,0,0,0", "it is not an IDX file: it begins with 35 2c 30 2c"},
        {"ZIP", "PK\x03\x04 and more", "a ZIP archive: unpack it"},
        {"bzip2", "BZh91AY&SY", "bunzip2"},
        {"xz",
         "\xfd"
         "7zXZ and more",
         "unxz"},
        {"zstd", "\x28\xb5\x2f\xfd and more", "unzstd"},
        {"web page", "<!DOCTYPE html><title>404 Not Found</title>", "a web page, not data: its download"},
        {"web page behind an empty line", "\r\n<html>", "a web page"},
        {"picture", "\x89PNG\r\n\x1a\n", "give the folder that holds the pictures"},
        {"signed bytes", idxHeader(9, {1, 28, 28}) + std::string(784, 'x'), "signed bytes"},
        {"labels", idxLabels(12), "one dimension, as labels have, and images have three"},
        {"two dimensions", idxHeader(8, {2, 2}) + "abcd", "it has 2 dimensions"},
        {"five dimensions", idxHeader(8, {1, 1, 1, 1, 1}) + "a", "5 dimensions"},
        {"half a header", idxImages(1).substr(0, 9), "it ends in its header"},
        {"no images", idxHeader(8, {0, 28, 28}), "0 × 28 × 28, so there is nothing in it"},
        {"no rows", idxHeader(8, {3, 0, 28}), "3 × 0 × 28, so there is nothing in it"},
        {"as many as can be written", idxHeader(8, {kMost, kMost, kMost}) + "abcd",
         "4294967295 × 4294967295 × 4294967295, and at most 300000 images"},
        {"too many", idxHeader(8, {kMost, 28, 28}) + "abcd", "take fewer of them"},
        {"1 GB", idxHeader(8, {65'536, 128, 128}) + "abcd", "256 MB in all"},
        {"too wide", idxHeader(8, {1, 1, 1u << 20}) + "abcd", "of 4096 × 4096"},
        {"promises more", idxImages(3).substr(0, 16 + 784 + 100),
         "promises 3 images, and it ends after 1: fetch it again"},
        {"promises much more", idxHeader(8, {60'000, 28, 28}) + std::string(784, 'x'), "it ends after 1"},
        {"holds more", idxImages(3) + "x", "there is more behind them"},
    };
    return all;
}

class BadImages : public testing::TestWithParam<Bad>
{
};

TEST_P(BadImages, GetOneSentencePlainAndCompressed)
{
    const TemporaryFolder folder;
    for (const std::string& bytes : {GetParam().bytes, gzipped(GetParam().bytes)}) {
        const auto reading = readSamples({{folder.write("images.bin", bytes)}, {}});
        EXPECT_FALSE(reading.samples);
        ASSERT_THAT(reading.problems, SizeIs(1));
        EXPECT_THAT(reading.problems[0], AllOf(HasSubstr("images.bin"), HasSubstr(GetParam().reason)));
        EXPECT_THAT(reading.problems[0], testing::Not(HasSubstr("\n")));
    }
}

INSTANTIATE_TEST_SUITE_P(Files, BadImages, testing::ValuesIn(badImages()),
                         [](const auto& file) { return std::to_string(file.index); });

class BadLabels : public testing::TestWithParam<Bad>
{
};

TEST_P(BadLabels, GetOneSentenceAndNothingIsUsed)
{
    const TemporaryFolder folder;
    const auto images = folder.write("images", idxImages(12));
    for (const std::string& bytes : {GetParam().bytes, gzipped(GetParam().bytes)}) {
        const auto reading = readSamples({{images}, folder.write("labels.bin", bytes)});
        EXPECT_FALSE(reading.samples);
        ASSERT_THAT(reading.problems, SizeIs(1));
        EXPECT_THAT(reading.problems[0], AllOf(HasSubstr("labels.bin"), HasSubstr(GetParam().reason)));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadLabels,
    testing::Values(
        Bad{"empty", "", "it is empty"},
        Bad{"images", idxImages(12), "three dimensions, as images have, and labels have one"},
        Bad{"fewer", idxLabels(11), "11 labels, and 'images' has 12 images: they do not belong together"},
        Bad{"as many as can be written", idxHeader(8, {kMost}), "4294967295 labels"},
        Bad{"none", idxHeader(8, {0}), "there is nothing in it"},
        Bad{"int32", idxHeader(0x0c, {12}) + std::string(48, '\0'), "32-bit integers"},
        Bad{"cut off", idxLabels(12).substr(0, 10), "promises 12 labels, and it ends after 2"},
        Bad{"more", idxLabels(12) + "x", "there is more behind them"},
        Bad{"a label beyond 9", idxHeader(8, {12}) + std::string("\0\1\2\3\4\5\6\7\x8\x9\xa\0", 12),
            "label 11 is 10, and the networks here have ten classes"}),
    [](const auto& file) { return std::to_string(file.index); });

TEST(Samples, CompressedTwiceIsSaidToBe)
{
    const TemporaryFolder folder;
    const auto reading = readSamples({{folder.write("twice.gz", gzipped(gzipped(idxImages(2))))}, {}});
    EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("it is still compressed (gzip)")));
}

TEST(Samples, DamagedCompressionIsSaidToBe)
{
    const TemporaryFolder folder;
    const std::string whole = gzipped(idxImages(40));
    const auto cut = readSamples({{folder.write("cut.gz", whole.substr(0, whole.size() / 2))}, {}});
    EXPECT_THAT(cut.problems, ElementsAre(AllOf(HasSubstr("cut.gz"), HasSubstr("is cut off"))));
    const auto trailer = readSamples({{folder.write("end.gz", whole.substr(0, whole.size() - 3))}, {}});
    EXPECT_THAT(trailer.problems, ElementsAre(HasSubstr("is cut off")));
    std::string changed = whole;
    changed[changed.size() - 6] ^= 1; // in the checksum
    const auto wrong = readSamples({{folder.write("changed.gz", changed)}, {}});
    EXPECT_THAT(wrong.problems, ElementsAre(HasSubstr("does not add up")));
}

TEST(Samples, ABombIsReadNoFurtherThanItsHeaderPromises)
{
    const TemporaryFolder folder;
    std::string zeros = idxImages(2);
    zeros.resize(64 << 20, '\0'); // 64 KB when compressed
    const auto reading = readSamples({{folder.write("bomb.gz", gzipped(zeros))}, {}});
    EXPECT_FALSE(reading.samples);
    EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("promises 2 images, and there is more behind them")));
}

TEST(Samples, WhatIsNoOrdinaryFileIsNotWaitedFor)
{
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_THAT(readSamples({{folder / "pipe"}, {}}).problems,
                ElementsAre(HasSubstr("not an ordinary file")));
    EXPECT_THAT(readSamples({{folder / "none"}, {}}).problems, ElementsAre(HasSubstr("No such file")));
    const auto images = folder.write("images", idxImages(1));
    EXPECT_THAT(readSamples({{images}, folder / "pipe"}).problems,
                ElementsAre(HasSubstr("not an ordinary file")));
    EXPECT_THAT(readSamples({{images}, folder.path()}).problems, ElementsAre(HasSubstr("Is a directory")));
}

TEST(Samples, StopWhenAsked)
{
    const TemporaryFolder folder;
    std::stop_source source;
    source.request_stop();
    const auto reading = readSamples({{folder.write("images", idxImages(3))}, {}}, source.get_token());
    EXPECT_FALSE(reading.samples);
    EXPECT_THAT(reading.problems, IsEmpty());
}

TEST(Samples, AreFoundAmongFilesByTheirFirstBytes)
{
    const TemporaryFolder folder;
    const auto images = folder.write("x.jpg", gzipped(idxImages(2)));
    const auto labels = folder.write("y.png", idxLabels(2));
    const auto photo = folder.write("z.idx", grey(16, 16, 1));
    const auto archive = folder.write("archive", "PK\x03\x04");
    EXPECT_FALSE(samplesAmong({photo, folder.path(), folder / "none"}));
    const auto both = samplesAmong({labels, images, photo});
    ASSERT_TRUE(both);
    EXPECT_THAT(both->images, ElementsAre(images));
    EXPECT_EQ(both->labels, labels);
    const auto packed = samplesAmong({archive});
    ASSERT_TRUE(packed);
    EXPECT_THAT(readSamples(*packed).problems, ElementsAre(HasSubstr("unpack it")));
    const auto alone = samplesAmong({labels});
    ASSERT_TRUE(alone);
    EXPECT_THAT(readSamples(*alone).problems, ElementsAre(HasSubstr("give the images, too")));
    const auto two = samplesAmong({images, folder.write("more", idxImages(1))});
    ASSERT_TRUE(two);
    EXPECT_THAT(readSamples(*two).problems, ElementsAre(HasSubstr("one of several files of data")));
}

} // namespace

} // namespace lab::exchange
