// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batch_capture.h"
#include "widgets/panels/title_bar.h"
#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QFontMetrics>
#include <QLabel>
#include <gtest/gtest.h>

namespace lab::widgets {

TEST(TitleBar, BadgesHaveRoomAroundTheirWordsInTheColoursOfTheVerdict)
{
    applyTheme(*qApp, ThemeKind::Light);
    TitleBar bar;
    bar.resize(900, 60);
    scenario::ScenarioInfo info;
    info.title = "Several GPUs";
    info.emulated = "The GPUs are emulated.";
    for (const auto verdict :
         {scenario::Verdict::Helps, scenario::Verdict::Hurts, scenario::Verdict::Depends}) {
        info.expected = verdict;
        bar.setScenario(info);
        bar.show();
        int badges = 0;
        for (const QLabel* label : bar.findChildren<QLabel*>()) {
            if (!label->property("badge").isValid() || label->isHidden())
                continue;
            ++badges;
            const int words = label->fontMetrics().horizontalAdvance(label->text());
            EXPECT_GE(label->sizeHint().width(), words + 16) << label->text().toStdString();
            EXPECT_LT(label->fontMetrics().height(), bar.fontMetrics().height());
        }
        EXPECT_EQ(badges, 2) << "what is usual, and that it is emulated";
    }
}

TEST(TitleBar, MeasuredIsSaidInFewerWordsBeforeTheTitleIsCut)
{
    applyTheme(*qApp, ThemeKind::Light);
    QWidget window; // a window's layout would not let it become so narrow
    TitleBar bar(&window);
    const scenario::Registry registry = scenarios::all();
    const scenario::ScenarioInfo& info = registry.get("batch-convolution").info();
    bar.setScenario(info);
    session::RunState state = tests::finishedState();
    state.scenarioId = info.id;
    bar.setState(state);
    window.show();
    QLabel* title = nullptr;
    for (QLabel* label : bar.findChildren<QLabel*>())
        title = label->text() == QStringLiteral("Batch convolution") ? label : title;
    ASSERT_TRUE(title);
    const auto badges = [&](int width) {
        bar.resize(width, 60);
        QCoreApplication::processEvents();
        QStringList words;
        for (const QLabel* label : bar.findChildren<QLabel*>()) {
            if (label->property("badge").isValid() && !label->isHidden())
                words << label->text();
        }
        return words;
    };
    EXPECT_EQ(badges(900).size(), 2);
    const QString full = badges(900).back();
    const int room = title->sizeHint().width() + 100; // for a badge of one word
    EXPECT_EQ(badges(room).size(), 1);
    EXPECT_LT(badges(room).front().size(), full.size());
    EXPECT_GE(title->width(), title->sizeHint().width());
    EXPECT_EQ(badges(900).back(), full) << "and back";
}

TEST(TitleBar, SaysWhatKeptTheWorkersFromTheirCoresInsteadOfAVerdict)
{
    QWidget window;
    TitleBar bar(&window);
    bar.resize(900, 60);
    window.show();
    const scenario::Registry registry = scenarios::all();
    const scenario::ScenarioInfo& info = registry.get("batch-convolution").info();
    bar.setScenario(info);
    session::RunState state = tests::finishedState();
    state.scenarioId = info.id;
    const auto says = [&](const QString& words) {
        bar.setState(state);
        for (const QLabel* label : bar.findChildren<QLabel*>()) {
            if (label->text().endsWith(words))
                return !label->isHidden();
        }
        return false;
    };
    EXPECT_TRUE(says(QStringLiteral("measured: helps")));
    state.setAside = 5;
    EXPECT_TRUE(says(QStringLiteral("cores busy")));
    state.throttled = 5;
    EXPECT_TRUE(says(QStringLiteral("held back by a limit")));
}

} // namespace lab::widgets
