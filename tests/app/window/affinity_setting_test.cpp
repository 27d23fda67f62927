// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program/settings.h"
#include "app/window/main_window.h"

#include <QAction>
#include <gtest/gtest.h>

#include <algorithm>

namespace lab::app {

namespace {

QAction* holdWorkers(const MainWindow& window)
{
    const auto actions = window.findChildren<QAction*>();
    const auto found = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
        return action->text().contains(QStringLiteral("Hold workers"));
    });
    return found == actions.end() ? nullptr : *found;
}

TEST(MainWindow, HoldingWorkersToCoresIsASettingThatIsOnAtFirst)
{
    {
        const MainWindow window;
        ASSERT_TRUE(holdWorkers(window));
        EXPECT_TRUE(holdWorkers(window)->isChecked());
        EXPECT_TRUE(holdsWorkers());
        holdWorkers(window)->trigger();
        EXPECT_FALSE(holdsWorkers());
    }
    const MainWindow later;
    EXPECT_FALSE(holdWorkers(later)->isChecked());
    holdWorkers(later)->trigger();
    EXPECT_TRUE(holdsWorkers());
}

} // namespace

} // namespace lab::app
