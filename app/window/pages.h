// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

namespace lab::scenario {
class Registry;
}

namespace lab::widgets {
class RulesPage;
}

namespace lab::app {

/// A scenario, or the rules of thumb in its place; these have the side's room, too. GUI thread.
class Pages : public QStackedWidget
{
    Q_OBJECT

public:
    /// `side` is hidden beside the rules.
    Pages(QWidget& scenario, const scenario::Registry& registry, QWidget* parent = nullptr);

    void setSide(QWidget& side) { m_side = &side; }
    void showRules();
    /// Back to the scenario, where the rules are shown.
    void leaveRules();

Q_SIGNALS:
    /// `index` of widgets::rules().
    void ruleChosen(std::size_t index);
    void rulesLeft();

private:
    const scenario::Registry& m_registry;
    QWidget* m_side = nullptr;
    widgets::RulesPage* m_rules = nullptr; // not before it is wanted: it would take a fifth of the start-up
    bool m_sideWasHidden = false;
};

} // namespace lab::app
