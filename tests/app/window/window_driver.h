// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/presenter/presenter_view.h"
#include "app/program/settings.h"
#include "app/window/main_window.h"
#include "widgets/panels/parameter_panel.h"
#include "widgets/transport/transport_bar.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>
#include <gtest/gtest.h>

#include <memory>

namespace lab::tests {

inline constexpr int kPatience = 60'000; // ms, for a busy machine; reached only when something is wrong

inline std::unique_ptr<app::MainWindow> smallWindow()
{
    app::setPredictsFirst(false); // tests that press Space mean to run
    auto window = std::make_unique<app::MainWindow>();
    window->resize(1280, 800);
    auto* parameters = window->findChild<widgets::ParameterPanel*>();
    parameters->setValue("images", "4");
    parameters->setValue("size", "28");
    parameters->setValue("filters", "4");
    window->show();
    window->activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
    return window;
}

inline QPushButton* button(QWidget& in, const char* words)
{
    for (auto* each : in.findChildren<QPushButton*>())
        if (each->text().contains(QLatin1String(words)))
            return each;
    ADD_FAILURE() << "no button " << words;
    return nullptr;
}

inline QWidget& transport(app::MainWindow& window)
{
    return *window.findChild<widgets::TransportBar*>();
}

inline bool waitFor(app::MainWindow& window, session::Phase phase)
{
    return QTest::qWaitFor([&] { return window.model().state().phase == phase; }, kPatience);
}

inline bool isRunning(const app::MainWindow& window)
{
    return isRunning(window.model().state());
}

inline bool waitForCaptures(app::MainWindow& window)
{
    return QTest::qWaitFor([&] { return isRunning(window) && window.model().playback().duration() > 0; },
                           kPatience);
}

/// Presses Save in the export dialog as soon as it is there.
inline void saveTo(const QString& path)
{
    QTimer::singleShot(0, qApp, [path] {
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        if (!dialog)
            return saveTo(path);
        dialog->findChild<QLineEdit*>(QStringLiteral("path"))->setText(path);
        QTest::mouseClick(button(*dialog, "Save"), Qt::LeftButton);
    });
}

/// The window of this kind that is shown; null where there is none.
template<class Window>
Window* topLevel()
{
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (auto* found = dynamic_cast<Window*>(top); found && found->isVisible())
            return found;
    }
    return nullptr;
}

// Null when nothing is presented.
inline app::PresenterView* presenter()
{
    return topLevel<app::PresenterView>();
}

} // namespace lab::tests
