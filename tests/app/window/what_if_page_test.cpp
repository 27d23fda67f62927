// SPDX-License-Identifier: GPL-3.0-or-later
// "What if …?" in the window: by key, by link, and never in the way of what else the keys do.
#include "app/window/side_panel.h"
#include "tests/app/window/window_driver.h"
#include "widgets/panels/causes_panel.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/panels/what_if_panel.h"

#include <QRadioButton>
#include <QTreeWidget>

namespace lab::tests {

namespace {

using Page = app::SidePanel::Page;

TEST(WhatIfPage, AKeyOpensItAndAsksForOneChangeAfterTheOther)
{
    const auto window = smallWindow();
    ASSERT_EQ(window->model().info()->whatIfs.size(), 1u);
    QTest::keyClick(window.get(), Qt::Key_H);
    EXPECT_EQ(window->side().page(), Page::WhatIf);
    EXPECT_EQ(window->model().asked().key, "balanced");
    const auto choices = window->findChild<widgets::WhatIfPanel*>()->findChildren<QRadioButton*>();
    ASSERT_EQ(choices.size(), 2);
    EXPECT_TRUE(choices[1]->isChecked());
    QTest::keyClick(window.get(), Qt::Key_H);
    EXPECT_TRUE(choices[0]->isChecked());
}

TEST(WhatIfPage, ALinkOfALessonLeadsThere)
{
    const auto window = smallWindow();
    Q_EMIT window->side().lesson().whatIfWanted(QStringLiteral("balanced"));
    EXPECT_EQ(window->side().page(), Page::WhatIf);
    EXPECT_EQ(window->model().asked().key, "balanced");
}

TEST(WhatIfPage, AfterARunItNamesTheCausesAndWhatIsPredicted)
{
    const auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_H);
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            const auto& variants = window->model().state().variants;
            return variants.size() > 1 && variants[1].capture && variants[1].median > 0;
        },
        kPatience));
    QTest::keyClick(window.get(), Qt::Key_Space);
    ASSERT_TRUE(waitFor(*window, session::Phase::Stopped));
    window->side().showPage(Page::WhatIf);
    EXPECT_TRUE(QTest::qWaitFor([&] { return window->model().asked().prediction.has_value(); }, kPatience));
    auto& list = *window->findChild<widgets::CausesPanel*>()->findChild<QTreeWidget*>();
    ASSERT_GT(list.topLevelItemCount(), 0);
    Q_EMIT list.itemClicked(list.topLevelItem(0), 0);
    EXPECT_FALSE(window->model().playback().playing());
}

} // namespace

} // namespace lab::tests
