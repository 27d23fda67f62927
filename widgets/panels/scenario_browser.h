// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/scenario/registry.h"
#endif

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace lab::widgets {

/// The scenarios by the verdict their lesson expects, with a search field. GUI thread.
class ScenarioBrowser : public QWidget
{
    Q_OBJECT

public:
    /// Id of the page with the rules of thumb.
    static inline const QString kRules = QStringLiteral("rules");

    /// `registry` must outlive the widget.
    explicit ScenarioBrowser(const scenario::Registry& registry, QWidget* parent = nullptr);

    void select(const QString& id);
    /// To the scenario `direction` places further down; stays at the ends.
    void selectNext(int direction);
    void focusSearch();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

Q_SIGNALS:
    void chosen(const QString& id);

private:
    void fill(const scenario::Registry& registry);
    void filter(const QString& words);
    void addSection(const QString& title);
    QListWidgetItem* bestMatch() const;

    QLineEdit* m_search;
    QLabel* m_nothing; // instead of a list in which nothing was found
    QListWidget* m_list;
};

/// "Parallelism helps", as a section's or badge's words.
QString verdictText(scenario::Verdict verdict);
/// "helps", "depends", "hurts".
QString verdictWord(scenario::Verdict verdict);

} // namespace lab::widgets
