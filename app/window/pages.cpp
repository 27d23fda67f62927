// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/pages.h"

#include "widgets/panels/rules_page.h"

namespace lab::app {

Pages::Pages(QWidget& scenario, const scenario::Registry& registry, QWidget* parent)
    : QStackedWidget(parent), m_registry(registry)
{
    addWidget(&scenario);
}

void Pages::showRules()
{
    if (!m_rules) {
        m_rules = new widgets::RulesPage(m_registry, this);
        addWidget(m_rules);
        connect(m_rules, &widgets::RulesPage::chosen, this, &Pages::ruleChosen);
    }
    m_rules->refresh();
    if (currentWidget() == m_rules)
        return;
    setCurrentWidget(m_rules);
    m_hidden.clear();
    for (QWidget* widget : m_around) {
        if (!widget->isHidden())
            m_hidden << widget;
        widget->hide();
    }
}

void Pages::leaveRules()
{
    if (!m_rules || currentWidget() != m_rules)
        return;
    setCurrentIndex(0);
    for (QWidget* widget : m_hidden)
        widget->show();
    Q_EMIT rulesLeft();
}

} // namespace lab::app
