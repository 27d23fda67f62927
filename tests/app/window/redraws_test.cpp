// SPDX-License-Identifier: GPL-3.0-or-later
// What is painted anew when something happens in the window, and that nothing else is.
#include "app/window/scenario_page.h"
#include "app/window/side_panel.h"
#include "tests/app/window/window_driver.h"
#include "tests/support/batch_capture.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/panels/lesson_panel.h"
#include "widgets/stage/stage_view.h"

#include <QPaintEvent>
#include <QSlider>

#include <algorithm>
#include <map>
#include <vector>

namespace lab::app {

namespace {

using tests::smallWindow;

/// Counts paint events of widgets, and remembers how much of each was to be painted.
class Paints : public QObject
{
public:
    explicit Paints(QWidget& window) : m_window(window) { qApp->installEventFilter(this); }

    void begin()
    {
        quiet();
        m_painted.clear();
        m_regions.clear();
    }
    /// What comes of it arrives in the next turns of the event loop.
    void settle() { quiet(); }

    int of(const QWidget& widget) const
    {
        const auto found = m_painted.find(&widget);
        return found == m_painted.end() ? 0 : found->second;
    }
    QRect region(const QWidget& widget) { return m_regions[&widget].boundingRect(); }

    /// Widgets painted that are neither among `allowed` nor within or around one of these: a widget that is
    /// not opaque has what is behind it painted first.
    QStringList beside(const std::vector<const QWidget*>& allowed) const
    {
        QStringList others;
        for (const auto& [widget, count] : m_painted) {
            const bool expected =
                std::any_of(allowed.begin(), allowed.end(), [w = widget](const QWidget* each) {
                    return each == w || each->isAncestorOf(w) || w->isAncestorOf(each);
                });
            if (!expected)
                others << QStringLiteral("%1 '%2' ×%3")
                              .arg(QString::fromLatin1(widget->metaObject()->className()),
                                   widget->objectName())
                              .arg(count);
        }
        return others;
    }

protected:
    bool eventFilter(QObject* object, QEvent* event) override
    {
        auto* widget = qobject_cast<QWidget*>(object);
        if (event->type() == QEvent::Paint && widget &&
            (widget == &m_window || m_window.isAncestorOf(widget))) {
            ++m_painted[widget];
            ++m_all;
            m_regions[widget] += static_cast<QPaintEvent*>(event)->region();
        }
        return QObject::eventFilter(object, event);
    }

private:
    // Until a while passes in which nothing is painted: how soon that is depends on the machine.
    void quiet()
    {
        constexpr int kMost = 50;
        int before = -1;
        for (int i = 0; i < kMost && before != m_all; ++i) {
            before = m_all;
            QTest::qWait(120);
        }
    }

    QWidget& m_window;
    int m_all = 0;
    std::map<const QWidget*, int> m_painted;
    std::map<const QWidget*, QRegion> m_regions;
};

/// A window with a finished run of hand-made figures, whose replay stands.
class Redraws : public ::testing::Test
{
protected:
    Redraws() : m_window(smallWindow()), m_paints(*m_window)
    {
        LabModel& model = m_window->model();
        model.setState(std::make_shared<session::RunState>(tests::finishedState()));
        model.setInstant(40'000);
        m_paints.begin(); // lets all turns pass
    }

    std::vector<const QWidget*> instantViews() const
    {
        std::vector<const QWidget*> views{&m_window->page().stage(), &m_window->page().lanes()};
        for (const QLabel* label :
             m_window->page().findChildren<QLabel*>()) // the stage's note says the instant
            if (label->text().contains(QStringLiteral("replaying")))
                views.push_back(label);
        const auto* transport = m_window->findChild<widgets::TransportBar*>();
        views.push_back(transport);
        return views;
    }

    std::unique_ptr<MainWindow> m_window;
    Paints m_paints;
};

TEST_F(Redraws, AtRestNothingIsPainted)
{
    m_paints.begin();
    QTest::qWait(300); // some twenty ticks
    EXPECT_TRUE(m_paints.beside({}).isEmpty())
        << m_paints.beside({}).join(QStringLiteral(", ")).toStdString();
}

TEST_F(Redraws, ATickOfReplayPaintsStageLanesAndWhatSaysTheInstant)
{
    m_paints.begin();
    m_window->model().setInstant(41'000);
    m_paints.settle();
    EXPECT_EQ(m_paints.of(m_window->page().stage()), 1);
    EXPECT_EQ(m_paints.of(m_window->page().lanes()), 1);
    const QStringList others = m_paints.beside(instantViews());
    EXPECT_TRUE(others.isEmpty()) << others.join(QStringLiteral(", ")).toStdString();
}

TEST_F(Redraws, OfTheLanesOnlyWhatThePlayheadPassed)
{
    const widgets::TimeAxis axis = m_window->page().lanes().laneLayout().axis();
    m_paints.begin();
    m_window->model().setInstant(41'000);
    m_paints.settle();
    const QRect painted = m_paints.region(m_window->page().lanes());
    ASSERT_FALSE(painted.isEmpty());
    EXPECT_LE(painted.width(), axis.toX(41'000) - axis.toX(40'000) + 2 * widgets::kPlayheadReach + 4);
    EXPECT_TRUE(painted.contains(QPoint(static_cast<int>(axis.toX(40'000)), painted.center().y())));
    EXPECT_TRUE(painted.contains(QPoint(static_cast<int>(axis.toX(41'000)), painted.center().y())));
}

TEST_F(Redraws, TheSameInstantPaintsNothingOfStageAndLanes)
{
    m_paints.begin();
    m_window->model().setInstant(40'000);
    m_paints.settle();
    EXPECT_EQ(m_paints.of(m_window->page().stage()), 0);
    EXPECT_EQ(m_paints.of(m_window->page().lanes()), 0);
}

TEST_F(Redraws, AMouseOverTheLanesPaintsThemAlone)
{
    widgets::LanesView& lanes = m_window->page().lanes();
    const auto& span = lanes.laneLayout().spans().front();
    QTest::mouseMove(&lanes, QPoint(2, lanes.height() - 2));
    m_paints.begin();
    QTest::mouseMove(&lanes, span.rect.center().toPoint());
    m_paints.settle();
    EXPECT_EQ(m_paints.of(lanes), 1);
    const QStringList others = m_paints.beside({&lanes});
    EXPECT_TRUE(others.isEmpty()) << others.join(QStringLiteral(", ")).toStdString();
}

TEST_F(Redraws, AParameterPaintsItselfAndTheNoteThatTheResultIsOld)
{
    m_paints.begin();
    m_window->side().parameters().setValue("images", "6");
    m_paints.settle();
    EXPECT_EQ(m_paints.of(m_window->page().stage()), 0);
    EXPECT_EQ(m_paints.of(m_window->page().lanes()), 0);
    std::vector<const QWidget*> allowed{&m_window->side().parameters()};
    for (const QLabel* label : m_window->page().findChildren<QLabel*>())
        if (label->text().contains(QStringLiteral("parameters changed")))
            allowed.push_back(label);
    ASSERT_EQ(allowed.size(), 2u);
    const QStringList others = m_paints.beside(allowed);
    EXPECT_TRUE(others.isEmpty()) << others.join(QStringLiteral(", ")).toStdString();
}

TEST_F(Redraws, ALessonStepPaintsTheLessonAlone)
{
    m_paints.begin();
    m_window->model().setLessonStep(widgets::LessonStep::Try);
    m_paints.settle();
    const QStringList others = m_paints.beside({&m_window->side().lesson()});
    EXPECT_TRUE(others.isEmpty()) << others.join(QStringLiteral(", ")).toStdString();
}

TEST_F(Redraws, ANewStatePaintsStageAndLanesOnce)
{
    auto state = std::make_shared<session::RunState>(tests::finishedState());
    ++state->revision;
    ++state->rounds;
    for (auto& result : state->variants)
        result.capture = std::make_shared<session::Capture>(*result.capture);
    m_paints.begin();
    m_window->model().setState(state);
    m_paints.settle();
    EXPECT_EQ(m_paints.of(m_window->page().stage()), 1);
    EXPECT_EQ(m_paints.of(m_window->page().lanes()), 1);
}

} // namespace

} // namespace lab::app
