// SPDX-License-Identifier: GPL-3.0-or-later
// The command line on a machine that gives it too little: no room on disk, more workers than cores.
#include "tests/app/cli/call.h"
#include "tests/support/temporary_folder.h"

#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

using testing::AllOf;
using testing::HasSubstr;

namespace {

const QStringList kShortRun{"run", "batch-convolution", "--budget", "0.2"};

/// Files cannot grow beyond `bytes` in its lifetime.
class FileLimit
{
public:
    explicit FileLimit(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;

private:
    rlimit m_before = {};
    void (*m_handler)(int);
};

/// A disk of 16 KB mounted on `folder`, for this thread and those it starts.
class SmallDisk
{
public:
    explicit SmallDisk(const std::filesystem::path& folder) : m_folder(folder)
    {
        m_mounted = unshare(CLONE_NEWNS) == 0 &&
                    mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                    mount("small", m_folder.c_str(), "tmpfs", 0, "size=16k") == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            umount2(m_folder.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool mounted() const { return m_mounted; }

private:
    std::filesystem::path m_folder;
    bool m_mounted = false;
};

QString in(const std::filesystem::path& folder, const char* name)
{
    return QString::fromStdString((folder / name).string());
}

QStringList everyOutput(const std::filesystem::path& folder)
{
    return kShortRun + QStringList{"--json",  in(folder, "a.json"), "--trace",  in(folder, "t.json"),
                                   "--slide", in(folder, "s.png"),  "--slide",  in(folder, "s.svg"),
                                   "--slide", in(folder, "s.pdf"),  "--arrays", in(folder, "arrays")};
}

} // namespace

TEST(FullDisk, EveryOutputIsNamedAndNoneIsLeftHalf)
{
    const TemporaryFolder folder;
    folder.write("a.json", "older");
    Outcome outcome;
    {
        const FileLimit limit(1024);
        outcome = call(everyOutput(folder.path()));
    }
    EXPECT_EQ(outcome.code, 1);
    EXPECT_THAT(outcome.out, HasSubstr("Spread over workers")) << "the table is not lost";
    for (const char* name : {"a.json", "t.json", "s.png", "s.svg", "s.pdf", "images.npy"})
        EXPECT_THAT(outcome.err, HasSubstr((folder.path() / name).filename().string()));
    EXPECT_THAT(outcome.err, HasSubstr("File too large"));
    EXPECT_EQ(folder.read("a.json"), "older");
    EXPECT_EQ(folder.entries(), 2) << "the older file and the folder for arrays";
    EXPECT_TRUE(std::filesystem::is_empty(folder / "arrays"));
}

TEST(FullDisk, WhatStillFitsIsWritten)
{
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path());
    if (!disk.mounted())
        GTEST_SKIP() << "mounting a small disk takes root";
    const Outcome outcome = call(everyOutput(folder.path()));
    EXPECT_EQ(outcome.code, 1);
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("s.svg"), HasSubstr("No space left on device")));
    EXPECT_THAT(outcome.out, HasSubstr("Wrote " + (folder / "a.json").string()));
    EXPECT_THAT(folder.read("a.json"), HasSubstr("\"variants\""));
    EXPECT_FALSE(std::filesystem::exists(folder / "s.svg"));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        EXPECT_NE(entry.path().filename().string().front(), '.') << "no temporary file is left";
}

class ManyWorkers : public testing::TestWithParam<int>
{
};

// Far more than cores, too: slow, but right.
TEST_P(ManyWorkers, ResultsAgree)
{
    for (const char* id :
         {"batch-convolution", "gradient-accumulation", "filter-chain", "training-pipeline"}) {
        const Outcome outcome =
            call({"run", id, "--workers", QString::number(GetParam()), "--budget", "0.1"});
        EXPECT_EQ(outcome.code, 0) << id << ": " << outcome.err;
        EXPECT_THAT(outcome.out, HasSubstr("workers " + std::to_string(GetParam())));
    }
}

INSTANTIATE_TEST_SUITE_P(Workers, ManyWorkers, testing::Values(1, 2, 64, 256),
                         testing::PrintToStringParamName());
