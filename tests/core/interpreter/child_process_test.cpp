// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interpreter/child_process.h"

#include "core/base/clock.h"
#include "tests/support/temporary_folder.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <sys/types.h>
#include <thread>

namespace lab::interpreter {

namespace {

std::span<const std::byte> bytes(const std::string& text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

TEST(ChildProcess, AnswersWhatItWasGiven)
{
    ChildProcess cat("/bin/cat", {}, {});
    const std::string text(200'000, 'x'); // more than a socket holds: both sides must take turns
    std::string answer(text.size(), ' ');
    std::jthread writer([&] { EXPECT_TRUE(cat.write(bytes(text), {}, 5)); });
    EXPECT_TRUE(cat.read(std::as_writable_bytes(std::span(answer.data(), answer.size())), {}, 5));
    EXPECT_EQ(answer, text);
}

TEST(ChildProcess, GetsTheEnvironmentOnTopOfOurs)
{
    ::setenv("LAB_TEST_VARIABLE", "ours", 1);
    ChildProcess shell("/bin/sh", {"-c", "printf %s \"$LAB_TEST_VARIABLE$LAB_TEST_OTHER\""},
                       {"LAB_TEST_VARIABLE=given", "LAB_TEST_OTHER=too"});
    std::string answer(8, ' ');
    EXPECT_TRUE(shell.read(std::as_writable_bytes(std::span(answer.data(), answer.size())), {}, 5));
    EXPECT_EQ(answer, "giventoo");
}

TEST(ChildProcess, SaysWhenTheProgramIsMissingOrEnds)
{
    std::array<std::byte, 1> one;
    ChildProcess missing("/no/such/program", {}, {});
    EXPECT_THROW(missing.read(one, {}, 5), ChildFailed);
    ChildProcess ends("/bin/true", {}, {});
    EXPECT_THROW(ends.read(one, {}, 5), ChildFailed);
    EXPECT_THROW(
        {
            for (int i = 0; i < 1000; ++i) // the first words may fit into the socket
                ends.write(bytes(std::string(100'000, 'x')), {}, 5);
        },
        ChildFailed);
}

TEST(ChildProcess, SilenceHasALimit)
{
    ChildProcess silent("/bin/sh", {"-c", "sleep 100"}, {});
    std::array<std::byte, 1> one;
    EXPECT_THROW(silent.read(one, {}, 0.1), ChildSilent);
}

TEST(ChildProcess, GoesWithWhatItHasStarted)
{
    const TemporaryFolder folder;
    const std::filesystem::path number = folder.path() / "number";
    {
        ChildProcess wrapper("/bin/sh", {"-c", "sleep 1000 & echo $! > " + number.string() + "; echo; wait"},
                             {});
        std::array<std::byte, 1> one;
        ASSERT_TRUE(wrapper.read(one, {}, 5));
    }
    pid_t started = 0;
    std::ifstream(number) >> started;
    ASSERT_GT(started, 0);
    // Whoever takes in orphans may still have it as one that has ended.
    const std::string status = "/proc/" + std::to_string(started) + "/stat";
    bool runs = true;
    for (int i = 0; i < 500 && runs; ++i) {
        std::string text;
        std::getline(std::ifstream(status), text);
        runs = !text.empty() && text.find(") Z ") == std::string::npos;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_FALSE(runs);
}

TEST(ChildProcess, StopEndsAWait)
{
    ChildProcess silent("/bin/sh", {"-c", "sleep 100"}, {});
    std::stop_source source;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        source.request_stop();
    });
    std::array<std::byte, 1> one;
    EXPECT_FALSE(silent.read(one, source.get_token(), 60));
}

TEST(ChildProcess, StandsStillWhilePaused)
{
    ChildProcess cat("/bin/cat", {}, {});
    cat.pause();
    EXPECT_TRUE(cat.write(bytes("a"), {}, 5));
    std::array<std::byte, 1> one;
    EXPECT_THROW(cat.read(one, {}, 0.2), ChildFailed); // no answer in time
    cat.resume();
    EXPECT_TRUE(cat.read(one, {}, 5));
}

TEST(ProgramsNamed, FollowsThePathAndEndsInUsrBin)
{
    const TemporaryFolder folder;
    const auto program = folder.path() / "python3";
    std::ofstream(program) << "#!/bin/sh\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    std::ofstream(folder.path() / "not-executable") << "x";
    const std::string before = std::getenv("PATH");
    ::setenv("PATH", ("/no/such/folder:" + folder.path().string() + ":" + before).c_str(), 1);
    const auto found = programsNamed("python3");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front(), std::filesystem::weakly_canonical(program).string());
    EXPECT_TRUE(programsNamed("not-executable").empty());
    EXPECT_TRUE(programsNamed("no-such-program-anywhere").empty());
    ::setenv("PATH", "", 1);
    EXPECT_FALSE(programsNamed("env").empty()); // from /usr/bin
    ::setenv("PATH", before.c_str(), 1);
}

} // namespace

} // namespace lab::interpreter
