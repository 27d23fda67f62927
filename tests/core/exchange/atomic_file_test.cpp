// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/atomic_file.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using lab::exchange::writeWhole;
using testing::EndsWith;
using testing::StartsWith;

namespace {

TEST(WriteWhole, createsAndReplaces)
{
    const TemporaryFolder folder;
    writeWhole(folder / "a.json", "first");
    EXPECT_EQ(folder.read("a.json"), "first");
    const std::string large(3 << 20, 'x');
    writeWhole(folder / "a.json", large);
    EXPECT_EQ(folder.read("a.json"), large);
    writeWhole(folder / "a.json", "");
    EXPECT_EQ(folder.read("a.json"), "");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(WriteWhole, namesFileAndReason)
{
    const TemporaryFolder folder;
    const fs::path target = folder / "none" / "y.json";
    EXPECT_EQ(messageOf([&] { writeWhole(target, "x"); }), "cannot write '" + target.string() +
                                                               "': there is no folder '" +
                                                               (folder / "none").string() + "'");
    EXPECT_EQ(messageOf([&] { writeWhole("", "x"); }), "cannot write '': No such file or directory");
    EXPECT_EQ(folder.entries(), 0);
}

TEST(WriteWhole, refusesFoldersAndDevices)
{
    const TemporaryFolder folder;
    fs::create_directory(folder / "sub");
    EXPECT_THAT(messageOf([&] { writeWhole(folder / "sub", "x"); }), EndsWith("': Is a directory"));
    EXPECT_THAT(messageOf([&] { writeWhole(folder / "sub" / "", "x"); }), EndsWith("': Is a directory"));
    EXPECT_THAT(messageOf([&] { writeWhole(folder / "new" / "", "x"); }),
                EndsWith("No such file or directory"));
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_THAT(messageOf([&] { writeWhole(folder / "pipe", "x"); }), EndsWith("not a regular file"));
    EXPECT_EQ(folder.entries(), 2);
}

TEST(WriteWhole, removesTemporaryFileWhenRenamingFails)
{
    const TemporaryFolder folder;
    const std::string tooLong(300, 'n');
    EXPECT_THAT(messageOf([&] { writeWhole(folder / tooLong, "x"); }), StartsWith("cannot write '"));
    EXPECT_EQ(folder.entries(), 0);
}

TEST(WriteWhole, followsLinks)
{
    const TemporaryFolder folder;
    folder.write("real", "old");
    fs::create_symlink("real", folder / "link");
    fs::create_symlink(folder / "link", folder / "link2");
    writeWhole(folder / "link2", "new");
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_TRUE(fs::is_symlink(folder / "link2"));
    EXPECT_EQ(folder.read("real"), "new");

    fs::create_symlink("later", folder / "dangling");
    writeWhole(folder / "dangling", "made");
    EXPECT_EQ(folder.read("later"), "made");

    fs::create_symlink("loop", folder / "loop");
    EXPECT_THAT(messageOf([&] { writeWhole(folder / "loop", "x"); }), StartsWith("cannot write '"));
}

TEST(WriteWhole, keepsPermissions)
{
    const TemporaryFolder folder;
    const fs::path file = folder.write("a", "old");
    ASSERT_EQ(chmod(file.c_str(), 0640), 0);
    writeWhole(file, "new");
    struct stat status = {};
    ASSERT_EQ(stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0640u);
}

TEST(WriteWhole, leavesReadOnlyFileAlone)
{
    if (geteuid() == 0)
        GTEST_SKIP() << "the superuser may write anything";
    const TemporaryFolder folder;
    const fs::path file = folder.write("a", "old");
    ASSERT_EQ(chmod(file.c_str(), 0400), 0);
    EXPECT_THAT(messageOf([&] { writeWhole(file, "new"); }), EndsWith("Permission denied"));
    EXPECT_EQ(folder.read("a"), "old");
}

} // namespace
