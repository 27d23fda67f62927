// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batch_capture.h"
#include "tests/support/machine_of.h"
#include "widgets/panels/figure_panel.h"
#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QLabel>
#include <gtest/gtest.h>

namespace lab::widgets {

TEST(FigurePanel, LinesFlowBelowTheFigureWhereAnIntervalHasNoRoomBesideIt)
{
    applyTheme(*qApp, ThemeKind::Light);
    FigurePanel panel;
    panel.setState(tests::finishedState(), tests::machineOf(2), QStringLiteral("You predicted 1.9×."));
    const auto labels = panel.findChildren<QLabel*>();
    ASSERT_EQ(labels.size(), 3);
    const QLabel* figure = labels[0];
    const QLabel* lines = labels[1];
    for (const int width : {284, 500, 284}) { // places it anew whenever it is resized
        panel.resize(width, 120);
        panel.show();
        QCoreApplication::processEvents();
        const bool beside = width == 500;
        EXPECT_EQ(lines->geometry().left() > figure->geometry().right(), beside) << width;
        EXPECT_EQ(lines->geometry().top() > figure->geometry().bottom(), !beside) << width;
        EXPECT_EQ(lines->text().contains(QLatin1Char('\n')), beside) << width;
        EXPECT_EQ(labels[2]->text(), QStringLiteral("You predicted 1.9×."));
        EXPECT_FALSE(labels[2]->isHidden());
    }
}

TEST(FigurePanel, AnIntervalOfManyDigitsIsNotCut)
{
    applyTheme(*qApp, ThemeKind::Light);
    session::RunState state = tests::finishedState();
    state.variants[state.mainVariant].speedup = 0.11;
    state.variants[state.mainVariant].speedupInterval = {0.0843, 0.1512};
    FigurePanel panel;
    panel.setState(state, tests::machineOf(2), {});
    const QLabel* lines = panel.findChildren<QLabel*>().at(1);
    for (int width = 284; width <= 400; width += 4) {
        panel.resize(width, 160);
        panel.show();
        QCoreApplication::processEvents();
        const int interval = lines->fontMetrics().horizontalAdvance(QStringLiteral("95 % CI 0.084 – 0.15"));
        EXPECT_GE(lines->width(), interval) << width;
    }
}

} // namespace lab::widgets
