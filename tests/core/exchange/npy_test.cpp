// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/npy.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <limits>

using lab::exchange::NpyArray;
using lab::exchange::npyBytes;
using lab::exchange::readNpy;
using lab::exchange::writeNpy;
using testing::HasSubstr;

namespace {

using Shape = std::vector<std::int64_t>;

/// A file of little-endian floats with any header, on every machine.
std::string fileOf(const std::string& header, const std::string& data = "", char major = 1)
{
    std::string bytes = "\x93NUMPY";
    bytes += major;
    bytes += '\0';
    for (std::size_t i = 0; i < (major == 1 ? 2u : 4u); ++i)
        bytes += static_cast<char>(header.size() >> (8 * i) & 0xff);
    return bytes + header + data;
}

const std::string kOneAndMinusTwo("\0\0\x80\x3f\0\0\0\xc0", 8);

struct Damage
{
    std::string bytes;
    std::string complaint;
};

TEST(Npy, headerIsFormat10AlignedTo64Bytes)
{
    const std::vector<float> values = {1, 2, 3, 4, 5, 6};
    const std::string bytes = npyBytes(Shape{2, 3}, values);
    EXPECT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(bytes[8])) +
                        (static_cast<std::size_t>(static_cast<unsigned char>(bytes[9])) << 8);
    EXPECT_EQ((10 + length) % 64, 0u);
    ASSERT_EQ(bytes.size(), 10 + length + values.size() * sizeof(float));
    const std::string header = bytes.substr(10, length);
    EXPECT_THAT(header, HasSubstr("'fortran_order': False, 'shape': (2, 3), }"));
    EXPECT_THAT(header, HasSubstr(std::endian::native == std::endian::little ? "'<f4'" : "'>f4'"));
    EXPECT_EQ(header.back(), '\n');
    EXPECT_EQ(std::memcmp(bytes.data() + 10 + length, values.data(), 24), 0);
}

TEST(Npy, writesShapesAsPythonDoes)
{
    EXPECT_THAT(npyBytes(Shape{}, std::vector<float>{1}), HasSubstr("'shape': (), }"));
    EXPECT_THAT(npyBytes(Shape{2}, std::vector<float>{1, 2}), HasSubstr("'shape': (2,), }"));
    EXPECT_THAT(npyBytes(Shape{3, 0, 2}, {}), HasSubstr("'shape': (3, 0, 2), }"));
}

TEST(Npy, refusesShapesThatDoNotMatch)
{
    const std::vector<float> values = {1, 2};
    constexpr auto kHuge = std::numeric_limits<std::int64_t>::max();
    EXPECT_THROW(npyBytes(Shape{3}, values), std::invalid_argument);
    EXPECT_THROW(npyBytes(Shape{-1, -2}, values), std::invalid_argument);
    EXPECT_THROW(npyBytes(Shape{kHuge, kHuge, kHuge}, values), std::invalid_argument);
    EXPECT_THROW(npyBytes(Shape(33, 1), std::vector<float>{1}), std::invalid_argument);
}

TEST(Npy, writesFile)
{
    const TemporaryFolder folder;
    const std::vector<float> values = {0.5f, -2};
    writeNpy(folder / "a.npy", Shape{2}, values);
    EXPECT_EQ(folder.read("a.npy"), npyBytes(Shape{2}, values));
}

TEST(Npy, readsWhatItWrites)
{
    if (std::endian::native != std::endian::little)
        GTEST_SKIP() << "writes the other byte order here";
    const TemporaryFolder folder;
    const std::vector<float> values = {0.5f, -2, std::numeric_limits<float>::infinity(), 1e-42f, -0.0f, 7};
    for (const Shape& shape : {Shape{6}, Shape{2, 3}, Shape{1, 6, 1}}) {
        writeNpy(folder / "a.npy", shape, values);
        const NpyArray array = readNpy(folder / "a.npy");
        EXPECT_EQ(array.shape, shape);
        EXPECT_EQ(array.values, values);
    }
    writeNpy(folder / "number.npy", Shape{}, std::vector<float>{3});
    EXPECT_EQ(readNpy(folder / "number.npy").shape, Shape{});
    EXPECT_EQ(readNpy(folder / "number.npy").values, std::vector<float>{3});
    writeNpy(folder / "empty.npy", Shape{3, 0, 2}, {});
    EXPECT_EQ(readNpy(folder / "empty.npy").shape, (Shape{3, 0, 2}));
    EXPECT_TRUE(readNpy(folder / "empty.npy").values.empty());
}

TEST(Npy, readsEveryWayOfWritingTheHeader)
{
    const TemporaryFolder folder;
    for (const std::string header : {"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }   \n",
                                     "{'shape':(2,),'fortran_order':False,'descr':'<f4'}",
                                     R"({"descr": "<f4", "fortran_order": False, "shape": (2, 1)})",
                                     "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2,), }\n"})
        for (const char major : {'\1', '\2'}) {
            const NpyArray array = readNpy(folder.write("a.npy", fileOf(header, kOneAndMinusTwo, major)));
            EXPECT_EQ(array.values, (std::vector<float>{1, -2})) << header;
        }
}

TEST(Npy, refusesOtherFilesByName)
{
    const auto with = [](const std::string& type, const std::string& order, const std::string& shape) {
        return fileOf("{'descr': " + type + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }\n",
                      kOneAndMinusTwo);
    };
    std::string dimensions;
    for (int i = 0; i < 33; ++i)
        dimensions += "1, ";
    const std::string good = with("'<f4'", "False", "(2,)");
    const std::vector<Damage> damages = {
        {"", "not an NPY file"},
        {"\x93NUM", "not an NPY file"},
        {"P5 28 28 255 and so on", "not an NPY file"},
        {good.substr(0, 7), "truncated"},
        {good.substr(0, 9), "truncated"},
        {good.substr(0, 30), "truncated"},
        {good.substr(0, good.size() - 1), "truncated: has 7 bytes of data, its header asks for 8"},
        {good + "x", "1 bytes after the last element"},
        {fileOf("", "", 3), "format 3.0"},
        {fileOf("", "", 0), "format 0.0"},
        {std::string("\x93NUMPY\x02\0\xff\xff\xff\xff", 12), "header claims to have 4294967295 bytes"},
        {with("'<f8'", "False", "(1,)"), "'<f8'"},
        {with("'>f4'", "False", "(2,)"), "'>f4'"},
        {with("'|u1'", "False", "(8,)"), "'|u1'"},
        {with("[('a', '<f4')]", "False", "(2,)"), "records"},
        {with("'<f4'", "True", "(2,)"), "Fortran order"},
        {with("'<f4'", "False", "(1000000000,)"), "more than 1 GiB"},
        {with("'<f4'", "False", "(4294967296, 4294967296)"), "more than 1 GiB"},
        {with("'<f4'", "False", "(99999999999999999999,)"), "more than 1 GiB"},
        {with("'<f4'", "False", "(260000000,)"), "truncated"},
        {with("'<f4'", "False", "(" + dimensions + ")"), "more than 32 dimensions"},
        {with("'<f4'", "False", "(-2,)"), "header is damaged"},
        {with("'<f4'", "False", "(2, x)"), "header is damaged"},
        {with("'<f4'", "False", "(2"), "header is damaged"},
        {with("'<f4'", "Perhaps", "(2,)"), "header is damaged"},
        {with("'<f4", "False", "(2,)"), "header is damaged"},
        {with("'<f4'", "False", "(2,), 'shape': (2,)"), "header is damaged"},
        {with("'<f4'", "False", "(2,), 'more': 1"), "header is damaged"},
        {fileOf("{'descr': '<f4', 'fortran_order': False}", kOneAndMinusTwo), "header is damaged"},
        {fileOf("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)", kOneAndMinusTwo), "damaged"},
        {fileOf("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} 1", kOneAndMinusTwo), "damaged"},
        {fileOf("", kOneAndMinusTwo), "header is damaged"},
        {fileOf("{}", kOneAndMinusTwo), "header is damaged"}};
    const TemporaryFolder folder;
    EXPECT_EQ(messageOf([&] { readNpy(folder.write("good.npy", good)); }), "");
    for (const Damage& damage : damages) {
        const auto path = folder.write("bad.npy", damage.bytes);
        const std::string message = messageOf([&] { readNpy(path); });
        EXPECT_THAT(message, HasSubstr("cannot read '" + path.string() + "': "));
        EXPECT_THAT(message, HasSubstr(damage.complaint)) << damage.bytes;
    }
    EXPECT_THAT(messageOf([&] { readNpy(folder / "none.npy"); }), HasSubstr("No such file"));
    EXPECT_THAT(messageOf([&] { readNpy(folder.path()); }), HasSubstr("directory"));
}

TEST(Npy, survivesEveryCutAndFlippedByteOfTheHeader)
{
    const TemporaryFolder folder;
    const std::string good =
        fileOf("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n", kOneAndMinusTwo);
    const std::size_t headerBytes = good.size() - kOneAndMinusTwo.size();
    for (std::size_t i = 0; i < good.size(); ++i)
        EXPECT_NE(messageOf([&] { readNpy(folder.write("cut.npy", good.substr(0, i))); }), "") << i;
    for (std::size_t i = 0; i < headerBytes; ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string bytes = good;
            bytes[i] = static_cast<char>(bytes[i] ^ (1 << bit));
            const auto path = folder.write("flipped.npy", bytes);
            // Some are harmless (a space for a newline), and no other number of elements fits the file.
            if (messageOf([&] { readNpy(path); }).empty()) {
                EXPECT_EQ(readNpy(path).values.size(), 2u) << i << ": " << bytes;
            }
        }
}

} // namespace
