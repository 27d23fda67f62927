// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/docks.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QVBoxLayout>

#include <limits>

namespace lab::app {

const DockWidths& dockWidths(int width)
{
    static constexpr DockWidths kAll[] = {
        kTinyDocks, {1280, 208, 322}, {std::numeric_limits<int>::max(), 216, 364}};
    const DockWidths* fitting = kAll;
    while (width >= fitting->below)
        ++fitting;
    return *fitting;
}

QDockWidget* makeDock(const QString& title, const QString& name, QMainWindow* window)
{
    auto* made = new QDockWidget(title, window);
    made->setObjectName(name);
    made->setTitleBarWidget(new QWidget(made)); // no title: the content speaks for itself
    made->setFeatures(QDockWidget::DockWidgetClosable);
    made->setWidget(new QWidget(made));
    return made;
}

void giveWay(QDockWidget& dock, bool narrow)
{
    constexpr const char* kHidden = "gaveWay";
    if (narrow && !dock.isHidden()) {
        dock.hide();
        dock.setProperty(kHidden, true);
    } else if (!narrow && dock.property(kHidden).toBool()) {
        dock.show();
        dock.setProperty(kHidden, false);
    }
}

void fillDock(const QDockWidget& dock, QWidget* content)
{
    auto* layout = new QVBoxLayout(dock.widget());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(content);
}

} // namespace lab::app
