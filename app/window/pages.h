// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStackedWidget>

namespace lab::scenario {
class Registry;
}

namespace lab::widgets {
class RulesPage;
}

namespace lab::app {

/// A scenario, or the rules of thumb in its place; these have the room of what is around, too. GUI thread.
class Pages : public QStackedWidget
{
    Q_OBJECT

public:
    Pages(QWidget& scenario, const scenario::Registry& registry, QWidget* parent = nullptr);

    /// These have nothing to say beside the rules, and are hidden there.
    void setAround(const QList<QWidget*>& widgets) { m_around = widgets; }
    void showRules();
    /// Back to the scenario, where the rules are shown.
    void leaveRules();

Q_SIGNALS:
    /// `index` of widgets::rules().
    void ruleChosen(std::size_t index);
    void rulesLeft();

private:
    const scenario::Registry& m_registry;
    QList<QWidget*> m_around;
    QList<QWidget*> m_hidden;              // by the rules
    widgets::RulesPage* m_rules = nullptr; // not before it is wanted: it would take a fifth of the start-up
};

} // namespace lab::app
