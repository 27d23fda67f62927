// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/resources.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab::base;
using testing::AllOf;
using testing::HasSubstr;

namespace {

/// Looks into `folder` first, in its lifetime.
class ResourcesFrom
{
public:
    explicit ResourcesFrom(const std::filesystem::path& folder)
    {
        setenv(kResourcesVariable, folder.c_str(), 1);
    }
    ~ResourcesFrom() { unsetenv(kResourcesVariable); }
    ResourcesFrom(const ResourcesFrom&) = delete;
    ResourcesFrom& operator=(const ResourcesFrom&) = delete;
};

} // namespace

TEST(Resources, LieBesideTheProgramsFolder)
{
    const auto found = resource("lessons/batch-convolution.md");
    EXPECT_TRUE(std::filesystem::is_regular_file(found));
    const auto program = std::filesystem::read_symlink("/proc/self/exe");
    EXPECT_EQ(found.parent_path().parent_path(),
              program.parent_path().parent_path() / "share" / "speedup-lab");
}

TEST(Resources, AFolderThatIsSetComesFirst)
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "lessons");
    folder.write("lessons/batch-convolution.md", "another");
    const ResourcesFrom own(folder.path());
    EXPECT_EQ(resource("lessons/batch-convolution.md"), folder / "lessons" / "batch-convolution.md");
    EXPECT_NE(resource("lessons/pool-size.md"), folder / "lessons" / "pool-size.md");
}

TEST(Resources, WhatIsMissingIsNamedWithThePlacesLookedAt)
{
    const TemporaryFolder folder;
    const ResourcesFrom own(folder.path());
    EXPECT_THAT(messageOf([] { resource("lessons/none.md"); }),
                AllOf(HasSubstr("'lessons/none.md'"), HasSubstr(folder.path().string() + ", "),
                      HasSubstr("/share/speedup-lab); set SPEEDUP_LAB_RESOURCES")));
}
