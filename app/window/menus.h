// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>

class QAction;
class QMenu;

namespace lab::app {

class Commands;
class MainWindow;

/// Builds the window's menus and keys. Each entry with a key is an action of the window, so that the
/// presenter answers it, too. Belongs to the window.
class Menus : public QObject
{
    Q_OBJECT

public:
    Menus(MainWindow& window, Commands& commands);

private:
    using Action = std::function<void()>;

    /// Returns the entry. A key that is held does it once.
    QAction* add(QMenu* menu, const QString& text, const QList<QKeySequence>& keys, Action action);
    /// A key that is held does it again and again.
    void addRepeating(QMenu* menu, const QString& text, const QList<QKeySequence>& keys, Action action);
    void addSwitch(QMenu* menu, const QString& text, bool on, std::function<void(bool)> action);
    void buildFile();
    void buildRun();
    void buildReplay(QMenu* menu);
    void buildVariants(QMenu* menu);
    void chooseNextVariant(int direction);
    void buildView();
    void buildLanes(QMenu* menu);
    void buildIdeal(QMenu* menu);
    void buildThemes(QMenu* menu);
    void buildTextSize(QMenu* menu);
    void buildHelp();

    MainWindow& m_window;
    Commands& m_commands;
};

} // namespace lab::app
