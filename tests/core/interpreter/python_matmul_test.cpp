// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interpreter/python_matmul.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace lab::interpreter {

void PrintTo(PythonMatmul::Kind kind, std::ostream* out)
{
    *out << (kind == PythonMatmul::Kind::Loops ? "loops" : "NumPy");
}

namespace {

constexpr kernels::MatmulShape kShape{5, 7, 3};

std::vector<float> numbers(std::int64_t count, float scale)
{
    std::vector<float> result;
    for (std::int64_t i = 0; i < count; ++i)
        result.push_back(scale * std::sin(static_cast<float>(i)));
    return result;
}

class PythonMatmulTest : public testing::TestWithParam<PythonMatmul::Kind>
{
protected:
    void SetUp() override
    {
        try {
            m_python.start({});
        } catch (const ChildFailed& failure) {
            GTEST_SKIP() << failure.what();
        }
    }

    std::vector<float> m_x = numbers(kShape.rows * kShape.inner, 1);
    std::vector<float> m_w = numbers(kShape.inner * kShape.columns, 3);
    PythonMatmul m_python{GetParam(), kShape, m_x.data(), m_w.data(), 1};
};

TEST_P(PythonMatmulTest, MultipliesAndTellsWhen)
{
    const base::Nanoseconds before = base::now();
    const Stretch time = m_python.multiply({}, {});
    EXPECT_GE(time.begin, before); // one clock on both sides
    EXPECT_LE(time.begin, time.end);
    EXPECT_LE(time.end, base::now());
    std::vector<float> y(static_cast<std::size_t>(kShape.rows * kShape.columns));
    ASSERT_TRUE(m_python.copyResult(y.data(), {}));
    for (std::int64_t i = 0; i < kShape.rows; ++i) {
        for (std::int64_t j = 0; j < kShape.columns; ++j) {
            double sum = 0;
            for (std::int64_t k = 0; k < kShape.inner; ++k)
                sum += static_cast<double>(m_x[static_cast<std::size_t>(i * kShape.inner + k)]) *
                       static_cast<double>(m_w[static_cast<std::size_t>(k * kShape.columns + j)]);
            EXPECT_NEAR(y[static_cast<std::size_t>(i * kShape.columns + j)], sum, 1e-5);
        }
    }
    EXPECT_FALSE(m_python.description().empty());
}

TEST_P(PythonMatmulTest, ABurstIsAsManyProductsAsAskedForOneAfterTheOther)
{
    const base::Nanoseconds before = base::now();
    const std::vector<Stretch> few = m_python.burst(0, 3, 10, {}); // no time, but three at least
    ASSERT_EQ(few.size(), 3u);
    EXPECT_GE(few.front().begin, before);
    EXPECT_LE(few.back().end, base::now());
    for (std::size_t i = 0; i < few.size(); ++i) {
        EXPECT_LE(few[i].begin, few[i].end);
        if (i > 0) {
            EXPECT_LE(few[i - 1].end, few[i].begin);
        }
    }
    constexpr base::Nanoseconds kLong = 3'600'000'000'000;
    EXPECT_EQ(m_python.burst(kLong, 1, 10, {}).size(), 10u); // time for more, but ten at most
    constexpr base::Nanoseconds kShort = 3'000'000;
    const std::vector<Stretch> timed = m_python.burst(kShort, 1, 1'000'000, {});
    ASSERT_FALSE(timed.empty());
    EXPECT_GE(timed.back().end - timed.front().begin, kShort / 2); // a product takes less than half of it
    std::vector<float> y(static_cast<std::size_t>(kShape.rows * kShape.columns));
    ASSERT_TRUE(m_python.copyResult(y.data(), {}));
    EXPECT_NE(y[1], 0.0f);
}

TEST_P(PythonMatmulTest, ABurstEndsWhenStoppedAndTheNextIsWhole)
{
    std::stop_source source;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        source.request_stop();
    });
    constexpr base::Nanoseconds kLong = 3'600'000'000'000;
    EXPECT_TRUE(m_python.burst(kLong, 1, 1'000'000'000, source.get_token()).empty());
    EXPECT_EQ(m_python.burst(0, 2, 4, {}).size(), 2u);
}

TEST_P(PythonMatmulTest, GoesOnAfterItWasKilled)
{
    std::stop_source source;
    source.request_stop();
    const Stretch cut = m_python.multiply({}, source.get_token());
    EXPECT_EQ(cut.begin, 0);
    EXPECT_EQ(cut.end, 0);
    EXPECT_GT(m_python.multiply({}, {}).end, 0);
}

INSTANTIATE_TEST_SUITE_P(Kinds, PythonMatmulTest,
                         testing::Values(PythonMatmul::Kind::Loops, PythonMatmul::Kind::NumPy));

TEST_P(PythonMatmulTest, RowsComeOneAfterTheOther)
{
    if (GetParam() == PythonMatmul::Kind::NumPy)
        GTEST_SKIP() << "NumPy computes in one piece";
    std::vector<Stretch> rows;
    const Stretch all = m_python.multiply(
        [&](std::int64_t row, Stretch time) {
            EXPECT_EQ(row, static_cast<std::int64_t>(rows.size()));
            rows.push_back(time);
        },
        {});
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(kShape.rows));
    EXPECT_LE(all.begin, rows.front().begin);
    EXPECT_LE(rows.back().end, all.end);
    for (std::size_t i = 1; i < rows.size(); ++i)
        EXPECT_LE(rows[i - 1].end, rows[i].begin);
}

/// A folder with a `python3` of our own in front of the PATH.
class OwnPython
{
public:
    explicit OwnPython(const std::string& script)
    {
        const auto program = m_folder.path() / "python3";
        std::ofstream(program) << "#!/bin/sh\n" << script << '\n';
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        ::setenv("PATH", (m_folder.path().string() + ':' + m_before).c_str(), 1);
    }
    ~OwnPython() { ::setenv("PATH", m_before.c_str(), 1); }
    OwnPython(const OwnPython&) = delete;
    OwnPython& operator=(const OwnPython&) = delete;

    std::string path() const { return (m_folder.path() / "python3").string(); }
    std::size_t starts() const
    {
        std::ifstream file(m_folder.path() / "starts");
        return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(file), {}, '\n'));
    }

private:
    const TemporaryFolder m_folder;
    const std::string m_before = std::getenv("PATH");
};

/// Why there is none of that kind, or empty with `description` filled.
std::string failureOf(PythonMatmul::Kind kind, std::string& description)
{
    const std::vector<float> x(static_cast<std::size_t>(kShape.rows * kShape.inner), 1.0f);
    const std::vector<float> w(static_cast<std::size_t>(kShape.inner * kShape.columns), 1.0f);
    PythonMatmul python(kind, kShape, x.data(), w.data(), 1);
    try {
        python.start({});
    } catch (const ChildFailed& failure) {
        return failure.what();
    }
    description = python.description();
    return {};
}

TEST(PythonMatmulChoice, WhatAnswersWithSomethingElseIsPassedOver)
{
    const OwnPython noise("while :; do echo garbage; done");
    std::string description;
    const std::string failure = failureOf(PythonMatmul::Kind::Loops, description);
    if (failure.empty())
        EXPECT_THAT(description, testing::EndsWith("/python3)")); // which was taken instead
    else
        EXPECT_THAT(failure, testing::HasSubstr(noise.path() + ": it answers with something else"));
}

TEST(PythonMatmulChoice, WhatSaysNothingIsAskedOnce)
{
    const OwnPython silent("echo >>\"$(dirname \"$0\")/starts\"; sleep 1000");
    std::string description;
    for (int i = 0; i < 3; ++i) {
        const std::string failure = failureOf(PythonMatmul::Kind::Loops, description);
        if (!failure.empty()) {
            EXPECT_THAT(failure, testing::HasSubstr(silent.path() + ": no answer"));
        }
    }
    EXPECT_LE(silent.starts(), 1u); // not at all where an earlier test has found one that can
}

TEST(PythonMatmulChoice, LackingNumPyIsNotTheSameAsNotRunning)
{
    std::string description;
    if (!failureOf(PythonMatmul::Kind::Loops, description).empty())
        GTEST_SKIP() << "no python3 runs here";
    const OwnPython bare("printf 'alive\\nno NumPy\\n'; cat >/dev/null");
    const std::string failure = failureOf(PythonMatmul::Kind::NumPy, description);
    if (failure.empty())
        EXPECT_THAT(description, testing::EndsWith("/python3)"));
    else
        EXPECT_THAT(failure, testing::HasSubstr("has NumPy"));
}

TEST(PythonMatmulStop, KillsALongProductAtOnce)
{
    const kernels::MatmulShape large{400, 400, 400}; // more than the test's time limit allows to finish often
    const std::vector<float> x(static_cast<std::size_t>(large.rows * large.inner), 1.0f);
    const std::vector<float> w(static_cast<std::size_t>(large.inner * large.columns), 1.0f);
    PythonMatmul python(PythonMatmul::Kind::Loops, large, x.data(), w.data(), 1);
    try {
        python.start({});
    } catch (const ChildFailed& failure) {
        GTEST_SKIP() << failure.what();
    }
    std::stop_source source;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        source.request_stop();
    });
    std::int64_t rows = 0;
    const Stretch time = python.multiply([&](std::int64_t, Stretch) { ++rows; }, source.get_token());
    EXPECT_EQ(time.end, 0);
    EXPECT_LT(rows, large.rows);
}

} // namespace

} // namespace lab::interpreter
