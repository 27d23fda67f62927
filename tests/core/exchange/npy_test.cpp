// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/npy.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <limits>

using lab::exchange::npyBytes;
using lab::exchange::writeNpy;
using testing::HasSubstr;

namespace {

using Shape = std::vector<std::int64_t>;

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

} // namespace
