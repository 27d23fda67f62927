// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/panels/rules.h"
#endif

#include <QAbstractButton>
#include <QScrollArea>

#include <vector>

class QGridLayout;

namespace lab::widgets {

/// One rule: its headline and sentence, and at the right what this machine showed. A press opens its
/// scenario.
class RuleButton : public QAbstractButton
{
    Q_OBJECT

public:
    RuleButton(const Rule& rule, const QString& scenarioTitle, QWidget* parent = nullptr);

    /// Shows this, or that nothing was measured yet.
    void setFigure(const std::optional<RuleFigure>& figure);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    int figureWidth() const;

    const Rule m_rule;
    const QString m_scenarioTitle;
    std::optional<RuleFigure> m_figure;
};

/// The rules of thumb: when parallelism helps, when it hurts, what to try first. GUI thread.
class RulesPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit RulesPage(const scenario::Registry& registry, QWidget* parent = nullptr);

    /// Reads the figures kept.
    void refresh();

Q_SIGNALS:
    /// `index` of rules().
    void chosen(std::size_t index);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Section
    {
        QGridLayout* grid;
        std::vector<RuleButton*> buttons;
    };

    void arrange(int columns);

    std::vector<RuleButton*> m_buttons; // one a rule; null where the program has no such scenario
    std::vector<Section> m_sections;
    int m_columns = 0;
};

} // namespace lab::widgets
