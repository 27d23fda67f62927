// SPDX-License-Identifier: GPL-3.0-or-later
// The window before anything has run, and what the presenter shows of a lesson.
#include "app/lab/lab_model.h"
#include "app/presenter/presenter_view.h"
#include "app/window/main_window.h"
#include "core/scenarios/all.h"
#include "tests/support/machine_of.h"
#include "tests/support/picture_test.h"
#include "tests/support/widget_picture.h"
#include "widgets/panels/lesson.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/stage/stage_view.h"

#include <QPainter>
#include <QStatusBar>
#include <QtTest>

namespace lab::app {

namespace {

constexpr int kPatience = 60'000; // ms, for a busy machine; reached only when something is wrong

// What `widget` takes within `window`.
QRect placeOf(const QWidget& widget, const QWidget& window)
{
    return {widget.mapTo(&window, QPoint()), widget.size()};
}

// Covers what says which machine this is and which libraries were loaded, and the parameters: how many
// workers there may be is the machine's, how high a row is the Qt release's.
QImage withoutTheMachine(MainWindow& window)
{
    constexpr int kBelowLesson = 330; // px, wherever the parameters begin
    QImage image = tests::wholePicture(window);
    QPainter painter(&image);
    const QColor cover = widgets::Theme::of(widgets::currentTheme()).track;
    painter.fillRect(placeOf(*window.statusBar(), window), cover);
    QRect parameters = placeOf(*window.findChild<widgets::ParameterPanel*>(), window);
    parameters.setTop(kBelowLesson);
    painter.fillRect(parameters, cover);
    return image;
}

TEST(WindowPictures, AtRestAreAsStored)
{
    tests::beginPictures(widgets::ThemeKind::Light);
    MainWindow window;
    window.resize(1120, 700);
    window.findChild<widgets::ParameterPanel*>()->setValue("workers", "2");
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    const auto* stage = window.findChild<widgets::StageView*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return stage->content().capture != nullptr; }, kPatience));
    EXPECT_TRUE(tests::matchesStored(QStringLiteral("window-rest"), withoutTheMachine(window)));
}

TEST(PresenterPictures, OfLessonsAreAsStored)
{
    tests::beginPictures(widgets::ThemeKind::Light);
    const auto compare = [&](const char* id, widgets::LessonStep step) {
        LabModel model(scenarios::all(), tests::machineOf(2));
        model.open(id);
        model.setLessonStep(step);
        PresenterView view(model, widgets::ThemeKind::Light);
        view.resize(960, 540);
        EXPECT_TRUE(tests::matchesStored(QStringLiteral("%1-lesson").arg(QLatin1String(id)),
                                         tests::wholePicture(view)));
    };
    compare("batch-convolution", widgets::LessonStep::Problem);
    compare("lock-contention", widgets::LessonStep::Why);
}

} // namespace

} // namespace lab::app
