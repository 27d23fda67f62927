// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window/window_driver.h"
#include "widgets/panels/rules_page.h"
#include "widgets/panels/scenario_browser.h"
#include "widgets/plans/plans_view.h"
#include "widgets/theme/application_theme.h"

namespace lab::app {

namespace {

using tests::smallWindow;

TEST(TextSize, KeysChangeItAndItIsRemembered)
{
    const auto window = smallWindow();
    const auto press = [&](Qt::Key key) { QTest::keyClick(window.get(), key, Qt::ControlModifier); };
    press(Qt::Key_0);
    const int usual = qApp->font().pixelSize();
    for (int i = 0; i < 5; ++i)
        press(Qt::Key_Plus);
    EXPECT_NEAR(widgets::textScale(), 1.5, 1e-9);
    EXPECT_NEAR(chosenTextScale(), 1.5, 1e-9);
    EXPECT_GT(qApp->font().pixelSize(), usual);
    EXPECT_EQ(window->model().shownVariant(), window->model().info()->main) << "no variant's key";
    press(Qt::Key_Minus);
    EXPECT_NEAR(widgets::textScale(), 1.4, 1e-9);
    press(Qt::Key_0);
    EXPECT_EQ(widgets::textScale(), 1);
    EXPECT_EQ(chosenTextScale(), 1);
    EXPECT_EQ(qApp->font().pixelSize(), usual);
}

TEST(TextSize, TheListGivesWayWhereLargeTextsLeaveItNoRoom)
{
    const auto window = smallWindow();
    window->resize(1024, 700);
    QCoreApplication::processEvents();
    EXPECT_TRUE(window->browser().isVisible());
    window->resizeTexts(1.5);
    EXPECT_FALSE(window->browser().isVisible());
    window->resizeTexts(1);
    EXPECT_TRUE(window->browser().isVisible());
}

TEST(AtRest, PlansStandWhereTheLanesWillAndChoosing)
{
    const auto window = smallWindow();
    auto* plans = window->findChild<widgets::PlansView*>();
    ASSERT_TRUE(plans);
    EXPECT_TRUE(plans->isVisible());
    QTest::mouseClick(plans, Qt::LeftButton, {}, plans->cardOf(0).center().toPoint());
    EXPECT_EQ(window->model().chosenVariant(), 0u);
    window->control().toggleRun();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !plans->isVisible(); }, tests::kPatience));
    window->control().stop();
}

TEST(Rules, HaveTheRoomOfWhatIsAround)
{
    const auto window = smallWindow();
    auto& bar = tests::transport(*window);
    EXPECT_TRUE(bar.isVisible());
    window->browser().select(widgets::ScenarioBrowser::kRules);
    EXPECT_FALSE(bar.isVisible());
    const auto* page = window->findChild<widgets::RulesPage*>();
    ASSERT_TRUE(page);
    window->leaveRules();
    EXPECT_TRUE(bar.isVisible());
}

} // namespace

} // namespace lab::app
