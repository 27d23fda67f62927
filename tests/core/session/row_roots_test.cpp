// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/scenario/row_roots.h"

#include "core/machine/machine.h"
#include "core/session/capture.h"
#include "core/session/run_session.h"

#include <gtest/gtest.h>

namespace lab::tests {

TEST(RowRoots, IsMeasuredRecordedAndVerified)
{
    const RowRoots scenario;
    session::RunSession session(machine::read());
    session::RunOptions options;
    options.scenario = &scenario;
    options.request.workers = 2;
    options.budgetSeconds = 0.2;
    session.start(options);
    session.wait();
    const auto state = session.state();
    ASSERT_EQ(state->phase, session::Phase::Finished) << state->error;
    ASSERT_EQ(state->variants.size(), 2u);
    for (const session::VariantResult& result : state->variants) {
        EXPECT_TRUE(result.difference && !result.differs());
        EXPECT_GT(result.median, 0);
        ASSERT_TRUE(result.capture);
        const auto& trace = *result.capture->trace;
        const auto end = trace.duration();
        const scenario::Scene& scene = *result.capture->scene;
        EXPECT_EQ(scenario::operationsDone(scene, base::TaskId{0}, trace, end), 64 * 512);
        for (const auto& unit : scenario::progressOf(scene, base::TaskId{0}, trace, end))
            EXPECT_EQ(unit.done, 1) << "every row was recorded";
    }
    EXPECT_EQ(session.arrays().size(), 3u);
}

} // namespace lab::tests
