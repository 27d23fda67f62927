// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/call.h"

#include <QFile>
#include <QTemporaryDir>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using testing::HasSubstr;

TEST(WhatIfCommand, WhatCannotBeAskedIsRefusedBeforeAnythingIsMeasured)
{
    const auto refused = [](const QStringList& arguments, const char* words) {
        const Outcome outcome = call(QStringList{"whatif"} + arguments);
        EXPECT_EQ(outcome.code, 2) << outcome.err;
        EXPECT_THAT(outcome.err, HasSubstr(words));
        EXPECT_THAT(outcome.err, testing::Not(HasSubstr("Measuring")));
    };
    refused({}, "whatif needs a scenario");
    refused({"lock-contention"}, "whatif needs --change; lock-contention has: free-lock");
    refused({"lock-contention", "--change", "magic"}, "no change 'magic'; it has: free-lock");
    refused({"lock-contention", "--change", "free-lock=0.5"}, "takes no value");
    refused({"training-pipeline", "--change", "fast-loading=2"}, "a share above 0");
    refused({"training-pipeline", "--change", "fast-loading=x"}, "a share above 0");
    refused({"batch-convolution", "--change", "balanced", "--check"}, "nothing that could be run");
    refused({"training-pipeline", "--set", "load=0", "--change", "fast-loading", "--check"},
            "'load' cannot go any further");
    refused({"access-order", "--change", "free-lock"}, "has no changes");
}

TEST(WhatIfCommand, PredictsRunsTheRealThingAndWritesBoth)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("answer.json");
    const Outcome outcome = call({"whatif", "lock-contention", "--change", "free-lock", "--check",
                                  "--workers", "2", "--budget", "8", "--json", file});
    if (outcome.code == 1 && outcome.err.find("not measured often enough") != std::string::npos)
        GTEST_SKIP() << "this machine is too busy for an interval";
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("The lock costs nothing (Mutex): predicted"));
    EXPECT_THAT(outcome.out, HasSubstr("measured"));
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    const auto answer = nlohmann::json::parse(written.readAll().toStdString());
    EXPECT_EQ(answer["change"], "free-lock");
    EXPECT_GE(answer["predicted_factor"].get<double>(), 1);
    EXPECT_GT(answer["measured_factor"].get<double>(), 0);
    EXPECT_LE(answer["measured_interval_95"][0], answer["measured_factor"]);
}

TEST(WhatIfCommand, PredictsWithoutACounterpart)
{
    const Outcome outcome =
        call({"whatif", "batch-convolution", "--change", "balanced", "--workers", "2", "--budget", "0.5"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("All workers have the same to do"));
    EXPECT_THAT(outcome.out, testing::Not(HasSubstr("measured")));
}
