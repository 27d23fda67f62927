// SPDX-License-Identifier: GPL-3.0-or-later
// What a person sees who comes back to a scenario.
#include "app/window/scenario_page.h"
#include "app/window/side_panel.h"
#include "tests/app/window/window_driver.h"
#include "tests/support/batch_capture.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/charts/speedup_chart.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/stage/stage_view.h"

namespace lab::app {

namespace {

/// Settings of the small window, a result, and the lesson's last step; then another scenario and back.
class Returning : public ::testing::Test
{
protected:
    Returning() : m_window(tests::smallWindow())
    {
        LabModel& model = m_window->model();
        model.setState(std::make_shared<session::RunState>(tests::finishedState()));
        model.setLessonStep(widgets::LessonStep::Try);
        model.setInstant(40'000);
        QTest::qWait(100); // all turns
        m_window->open(QStringLiteral("multi-gpu"));
        QTest::qWait(100);
        EXPECT_FALSE(m_window->page().stage().content().capture &&
                     m_window->page().stage().content().capture->trace->spanCount() > 0);
        m_window->open(QStringLiteral("batch-convolution"));
        QTest::qWait(100);
    }

    std::unique_ptr<MainWindow> m_window;
};

TEST_F(Returning, StageAndLanesShowTheResultAtItsInstant)
{
    ScenarioPage& page = m_window->page();
    ASSERT_TRUE(page.stage().content().capture);
    EXPECT_GT(page.stage().content().capture->trace->spanCount(), 0u);
    EXPECT_EQ(page.stage().content().time, 40'000);
    EXPECT_EQ(page.lanes().playhead(), 40'000);
    EXPECT_FALSE(page.lanes().laneLayout().isEmpty());
}

TEST_F(Returning, TheSideShowsItsChartStepAndParameters)
{
    SidePanel& side = m_window->side();
    const auto* chart = side.chart().findChild<widgets::SpeedupChart*>();
    ASSERT_TRUE(chart);
    EXPECT_EQ(side.lesson().step(), widgets::LessonStep::Try);
    EXPECT_EQ(side.page(), SidePanel::Page::Lesson);
    side.showPage(SidePanel::Page::Result);
    EXPECT_TRUE(chart->isVisible()) << "the scenario's own, not the one before's";
    EXPECT_EQ(side.parameters().request().settings.at("filters"), scenario::Value(std::int64_t{4}));
    EXPECT_EQ(m_window->model().request().settings, side.parameters().request().settings);
    EXPECT_FALSE(m_window->model().stale());
}

} // namespace

} // namespace lab::app
