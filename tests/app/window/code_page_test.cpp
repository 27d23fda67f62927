// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/side_panel.h"
#include "tests/app/window/window_driver.h"
#include "widgets/code/code_panel.h"
#include "widgets/code/code_view.h"

namespace lab::app {

namespace {

using tests::smallWindow;
using Page = SidePanel::Page;

TEST(CodePage, IsMadeWhenItIsOpenedAndFollowsTheVariant)
{
    const auto window = smallWindow();
    EXPECT_FALSE(window->findChild<widgets::CodePanel*>()) << "starting does not wait for it";
    QTest::keyClick(window.get(), Qt::Key_T);
    EXPECT_EQ(window->side().page(), Page::Code);
    const auto* view = window->findChild<widgets::CodeView*>();
    ASSERT_TRUE(view);
    EXPECT_TRUE(view->isVisible());
    EXPECT_TRUE(view->toPlainText().contains(QLatin1String("pool.forEach(m_spread.size()")));
    QTest::keyClick(window.get(), Qt::Key_1);
    EXPECT_FALSE(view->toPlainText().contains(QLatin1String("pool.forEach(m_spread.size()")));
    EXPECT_EQ(window->side().page(), Page::Code) << "another variant leads nowhere else";
    window->side().showPage(Page::Lesson);
    EXPECT_FALSE(view->isVisible());
}

TEST(CodePage, FollowsTheScenarioAndItsParameters)
{
    const auto window = smallWindow();
    window->model().open("gradient-accumulation");
    QTest::keyClick(window.get(), Qt::Key_T);
    const auto* view = window->findChild<widgets::CodeView*>();
    ASSERT_TRUE(view);
    auto* parameters = window->findChild<widgets::ParameterPanel*>();
    parameters->setValue("work", "network");
    EXPECT_TRUE(view->toPlainText().contains(QLatin1String("network_experiment.cpp")));
    EXPECT_FALSE(view->toPlainText().contains(QLatin1String("toy_experiment.cpp")));
    parameters->setValue("work", "toy");
    EXPECT_FALSE(view->toPlainText().contains(QLatin1String("own.gradient")));
    EXPECT_TRUE(view->toPlainText().contains(QLatin1String("toy_experiment.cpp")));
}

TEST(CodePage, KeysOfTheWindowWorkWhileItHasTheFocus)
{
    const auto window = smallWindow();
    QTest::keyClick(window.get(), Qt::Key_T);
    auto* view = window->findChild<widgets::CodeView*>();
    ASSERT_TRUE(view);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_1);
    EXPECT_EQ(window->model().chosenVariant(), 0u);
    QTest::keyClick(view, Qt::Key_Tab);
    EXPECT_FALSE(view->hasFocus()) << "the keyboard comes out of it again";
}

} // namespace

} // namespace lab::app
