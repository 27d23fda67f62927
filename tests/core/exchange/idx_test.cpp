// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/idx.h"

#include "tests/support/idx_bytes.h"
#include "tests/support/temporary_folder.h"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using lab::exchange::IdxArray;
using lab::exchange::readIdx;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

TEST(Idx, readsOneToFourDimensions)
{
    const TemporaryFolder folder;
    const IdxArray labels = readIdx(folder.write("labels", idxHeader(8, {3}) + "\x01\x02\xff"));
    EXPECT_THAT(labels.shape, ElementsAre(3));
    EXPECT_THAT(labels.bytes, ElementsAre(1, 2, 255));
    const IdxArray four = readIdx(folder.write("four", idxHeader(8, {2, 1, 3, 2}) + "abcdefghijkl"));
    EXPECT_THAT(four.shape, ElementsAre(2, 1, 3, 2));
    EXPECT_EQ(four.bytes.size(), 12u);
    EXPECT_EQ(four.bytes.back(), 'l');
}

TEST(Idx, readsExtentsInBigEndianOrder)
{
    const TemporaryFolder folder;
    EXPECT_THAT(readIdx(folder.write("a", idxHeader(8, {0x0102, 1}) + std::string(0x0102, 'x'))).shape,
                ElementsAre(258, 1));
}

TEST(Idx, readsNothing)
{
    const TemporaryFolder folder;
    const IdxArray none = readIdx(folder.write("none", idxHeader(8, {0, 0xffffffff, 0xffffffff})));
    EXPECT_THAT(none.bytes, IsEmpty());
}

TEST(Idx, namesFileAndProblem)
{
    const TemporaryFolder folder;
    struct Case
    {
        std::string bytes;
        std::string problem;
    };
    const std::vector<Case> cases = {
        {"", "it is empty"},
        {"\x1f\x8b\x08 compressed", "it is still compressed (gzip): decompress it first, with gunzip"},
        {std::string("\0\0\x07\x01", 4),
         "it is not an IDX file: it begins with 00 00 07 01, and an IDX file of bytes with 00 00 08"},
        {std::string("\0\0\x08\0", 4),
         "it is not an IDX file: it begins with 00 00 08 00, and an IDX file of bytes with 00 00 08"},
        {idxHeader(0x0d, {1}) + "abcd",
         "it holds 32-bit floating-point numbers, and only unsigned bytes can be used: convert it to uint8"},
        {idxHeader(8, {1, 1, 1, 1, 1}) + "a", "has 5 dimensions, at most 4 are supported"},
        {idxHeader(8, {3, 3}).substr(0, 9), "truncated: has 9 bytes, its header asks for 12"},
        {idxHeader(8, {3, 3}) + "abcd", "truncated: has 16 bytes, its header asks for 21"},
        {idxHeader(8, {1u << 30}) + "abcd", "truncated: has 12 bytes, its header asks for 1073741832"},
        {idxHeader(8, {2}) + "abcd", "has 2 bytes after the last element"},
        {idxHeader(8, {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}),
         "too large: its header asks for more than 1 GiB"},
    };
    for (const Case& c : cases) {
        const auto file = folder.write("case", c.bytes);
        EXPECT_EQ(messageOf([&] { readIdx(file); }), "cannot read '" + file.string() + "': " + c.problem);
    }
}

TEST(Idx, saysWhyAFileCannotBeOpened)
{
    const TemporaryFolder folder;
    EXPECT_EQ(messageOf([&] { readIdx(folder / "none"); }),
              "cannot read '" + (folder / "none").string() + "': No such file or directory");
    EXPECT_EQ(messageOf([&] { readIdx(folder.path()); }),
              "cannot read '" + folder.path().string() + "': Is a directory");
}

TEST(IdxRecords, readsOneRecordAtATime)
{
    const TemporaryFolder folder;
    const auto path = folder.write("three", idxHeader(8, {3, 2, 2}) + "abcdefghijkl");
    const lab::exchange::IdxRecords records(path);
    EXPECT_EQ(records.count(), 3);
    ASSERT_EQ(records.bytesPerRecord(), 4);
    std::array<std::uint8_t, 4> record{};
    records.read(2, record);
    EXPECT_THAT(record, ElementsAre('i', 'j', 'k', 'l'));
    records.read(0, record);
    EXPECT_THAT(record, ElementsAre('a', 'b', 'c', 'd'));
    EXPECT_THROW(records.read(3, record), std::out_of_range);
    EXPECT_THROW(records.read(0, std::span(record).first(3)), std::out_of_range);
}

TEST(IdxRecords, namesTheFileThatHasBecomeShorterOrIsNone)
{
    const TemporaryFolder folder;
    const auto path = folder.write("cut", idxHeader(8, {3, 2, 2}) + "abcdefghijkl");
    const lab::exchange::IdxRecords records(path);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 2);
    std::array<std::uint8_t, 4> record{};
    EXPECT_EQ(messageOf([&] { records.read(2, record); }),
              "cannot read '" + path.string() + "': it has become shorter");
    EXPECT_THROW(lab::exchange::IdxRecords(folder / "none"), std::runtime_error);
    EXPECT_THROW(lab::exchange::IdxRecords(folder.write("text", "hello")), std::runtime_error);
}

} // namespace
