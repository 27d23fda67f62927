// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/lab_model.h"
#include "app/lab/run_control.h"
#include "core/scenarios/all.h"
#include "tests/support/machine_of.h"

#include <QtTest>
#include <gtest/gtest.h>

namespace lab::app {

/// Model and runs without a window: whoever waits is the clock.
class RunningLab : public ::testing::Test
{
protected:
    static constexpr int kPatience = 60'000; // ms, for a busy machine; reached only when something is wrong

    RunningLab() : m_model(scenarios::all(), tests::machineOf(2)), m_control(m_model) {}
    ~RunningLab() override { m_control.end(); }

    template<class Condition>
    bool wait(Condition condition)
    {
        return QTest::qWaitFor(
            [&] {
                m_control.tick(0.016);
                m_control.viewsHaveDrawn();
                return condition();
            },
            kPatience);
    }

    LabModel m_model;
    RunControl m_control;
};

} // namespace lab::app
