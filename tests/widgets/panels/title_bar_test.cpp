// SPDX-License-Identifier: GPL-3.0-or-later
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

} // namespace lab::widgets
