// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/scenario/registry.h"
#include "widgets/panels/lesson_search.h"
#endif

#include <QWidget>

#include <map>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace lab::widgets {

/// The scenarios by the verdict their lesson expects, with a search field that looks through titles,
/// summaries and lessons; what is found in a lesson alone says where. GUI thread.
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
    void changeEvent(QEvent* event) override;

Q_SIGNALS:
    void chosen(const QString& id);
    /// The scenario just chosen was found in this step of its lesson.
    void foundInLesson(lab::widgets::LessonStep step);

private:
    void fill();
    void filter(const QString& words);
    bool match(QListWidgetItem& item, const QString& words);
    const Lesson& lessonOf(const QString& id);
    void addSection(const QString& title);
    void sizeItems();
    void showIcons();
    QListWidgetItem* bestMatch() const;
    void takeBestMatch();
    void tellWhere(const QListWidgetItem& item);

    const scenario::Registry& m_registry;
    std::map<QString, Lesson> m_lessons; // read when they are first searched
    QLineEdit* m_search;
    QLabel* m_nothing; // instead of a list in which nothing was found
    QListWidget* m_list;
};

/// "Parallelism helps", as a section's or badge's words.
QString verdictText(scenario::Verdict verdict);
/// "helps", "depends", "hurts".
QString verdictWord(scenario::Verdict verdict);

} // namespace lab::widgets
