// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/scenario_browser.h"

#include "widgets/panels/verdict_icon.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/keyboard_focus.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace lab::widgets {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kWordsRole = Qt::UserRole + 1;
constexpr int kTitleRole = Qt::UserRole + 2;
constexpr int kStepRole = Qt::UserRole + 3; // of the lesson, where what was searched stands there alone
constexpr double kItemHeight = 28;          // px at the usual size of text
constexpr double kFoundHeight = 44;         // with where it was found
constexpr double kSectionHeight = 30;

QString sectionTitle(scenario::Verdict verdict)
{
    return verdictText(verdict).toUpper();
}

} // namespace

QString verdictText(scenario::Verdict verdict)
{
    switch (verdict) {
    case scenario::Verdict::Helps:
        return QCoreApplication::translate("Verdict", "Parallelism helps");
    case scenario::Verdict::Hurts:
        return QCoreApplication::translate("Verdict", "Parallelism hurts");
    case scenario::Verdict::Depends:
        break;
    }
    return QCoreApplication::translate("Verdict", "It depends");
}

QString verdictWord(scenario::Verdict verdict)
{
    switch (verdict) {
    case scenario::Verdict::Helps:
        return QCoreApplication::translate("Verdict", "helps");
    case scenario::Verdict::Hurts:
        return QCoreApplication::translate("Verdict", "hurts");
    case scenario::Verdict::Depends:
        break;
    }
    return QCoreApplication::translate("Verdict", "depends");
}

ScenarioBrowser::ScenarioBrowser(const scenario::Registry& registry, QWidget* parent)
    : QWidget(parent), m_registry(registry), m_search(new QLineEdit(this)), m_nothing(new QLabel(this)),
      m_list(new QListWidget(this))
{
    m_search->setPlaceholderText(tr("Search (Ctrl+K)"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search scenarios"));
    m_list->setAccessibleName(tr("Scenarios"));
    showKeyboardFocus(*m_list, *m_list);
    m_list->setIconSize(QSize(16, 16));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 12, 10, 10);
    layout->addWidget(m_search);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list, 1);
    m_nothing->setProperty("role", "secondary");
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    fill();
    connect(m_search, &QLineEdit::textChanged, this, &ScenarioBrowser::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &ScenarioBrowser::takeBestMatch);
    m_search->installEventFilter(this);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (!item)
            return;
        Q_EMIT chosen(item->data(kIdRole).toString());
        tellWhere(*item);
    });
}

void ScenarioBrowser::takeBestMatch()
{
    QListWidgetItem* item = bestMatch();
    if (!item)
        return;
    if (item == m_list->currentItem())
        tellWhere(*item);
    m_list->setCurrentItem(item);
    m_list->setFocus();
    m_search->clear(); // what comes next is in the list again
    m_list->scrollToItem(item);
}

void ScenarioBrowser::tellWhere(const QListWidgetItem& item)
{
    if (const QVariant step = item.data(kStepRole); step.isValid())
        Q_EMIT foundInLesson(static_cast<LessonStep>(step.toInt()));
}

void ScenarioBrowser::addSection(const QString& title)
{
    auto* item = new QListWidgetItem(title, m_list);
    item->setFlags(Qt::NoItemFlags);
    item->setData(Qt::AccessibleTextRole, title);
    item->setTextAlignment(Qt::AlignLeft | Qt::AlignBottom);
}

// Fonts and heights, in the program's size of text.
void ScenarioBrowser::sizeItems()
{
    QFont small = widgets::font(TextRole::Caption, textScale());
    small.setWeight(QFont::DemiBold);
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        const bool section = !item->flags().testFlag(Qt::ItemIsSelectable);
        if (section)
            item->setFont(small);
        const double height = section                           ? kSectionHeight
                              : item->data(kStepRole).isValid() ? kFoundHeight
                                                                : kItemHeight;
        item->setSizeHint(QSize(0, static_cast<int>(height * textScale())));
    }
}

// Icons are painted in the colours of a theme.
void ScenarioBrowser::showIcons()
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        if (const scenario::Scenario* shown = m_registry.find(item->data(kIdRole).toString().toStdString()))
            item->setIcon(verdictIcon(shown->info().expected));
    }
}

void ScenarioBrowser::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        showIcons();
        // Its icon is that of the style it was made under. Not at once: the program still goes through its
        // widgets.
        QTimer::singleShot(0, this, [this] {
            m_search->setClearButtonEnabled(false);
            m_search->setClearButtonEnabled(true);
        });
    }
    if (event->type() == QEvent::FontChange)
        sizeItems();
}

void ScenarioBrowser::fill()
{
    using scenario::Verdict;
    for (const Verdict verdict : {Verdict::Helps, Verdict::Depends, Verdict::Hurts}) {
        bool first = true;
        for (const auto& scenario : m_registry.scenarios()) {
            const scenario::ScenarioInfo& info = scenario->info();
            if (info.expected != verdict)
                continue;
            if (std::exchange(first, false))
                addSection(sectionTitle(verdict));
            auto* item =
                new QListWidgetItem(verdictIcon(verdict), QString::fromStdString(info.title), m_list);
            item->setData(kIdRole, QString::fromStdString(info.id));
            item->setData(kTitleRole, item->text());
            item->setData(kWordsRole,
                          QString::fromStdString(info.title + " " + info.summary + " " + info.id));
            item->setToolTip(QString::fromStdString(info.summary));
        }
    }
    addSection(tr("AND IN GENERAL"));
    auto* rules = new QListWidgetItem(tr("Rules of thumb"), m_list);
    rules->setData(kIdRole, kRules);
    rules->setData(kTitleRole, rules->text());
    rules->setData(kWordsRole, tr("Rules of thumb: when it helps, when it hurts, what to try first"));
    sizeItems();
}

const Lesson& ScenarioBrowser::lessonOf(const QString& id)
{
    const auto known = m_lessons.find(id);
    if (known != m_lessons.end())
        return known->second;
    const scenario::Scenario* shown = m_registry.find(id.toStdString());
    return m_lessons[id] = shown ? loadLesson(QString::fromStdString(shown->info().lesson)) : Lesson();
}

// In what is said of the scenario, or else in its lesson, and then the entry tells where.
bool ScenarioBrowser::match(QListWidgetItem& item, const QString& words)
{
    const QString title = item.data(kTitleRole).toString();
    item.setText(title);
    item.setData(kStepRole, {});
    if (item.data(kWordsRole).toString().contains(words, Qt::CaseInsensitive))
        return true;
    const auto hit = findInLesson(lessonOf(item.data(kIdRole).toString()), words);
    if (!hit)
        return false;
    item.setText(tr("%1\n%2: %3").arg(title, stepTitle(hit->step), hit->around));
    item.setData(kStepRole, static_cast<int>(hit->step));
    return true;
}

void ScenarioBrowser::filter(const QString& typed)
{
    const QString words = typed.trimmed();
    QListWidgetItem* section = nullptr;
    bool any = false;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        if (!item->flags().testFlag(Qt::ItemIsSelectable)) {
            section = item;
            section->setHidden(true);
            continue;
        }
        const bool found = match(*item, words);
        item->setHidden(!found);
        any = any || found;
        if (found && section)
            section->setHidden(false);
    }
    m_nothing->setText(tr("No scenario has “%1” in its title, summary or lesson. Esc shows all.").arg(words));
    m_nothing->setVisible(!any);
    sizeItems();
}

// What has the words in its title before what is about them, and that before a lesson that speaks of them.
QListWidgetItem* ScenarioBrowser::bestMatch() const
{
    QListWidgetItem* first = nullptr;
    QListWidgetItem* inLesson = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        if (item->isHidden() || !item->flags().testFlag(Qt::ItemIsSelectable))
            continue;
        if (item->data(kTitleRole).toString().contains(m_search->text().trimmed(), Qt::CaseInsensitive))
            return item;
        QListWidgetItem*& candidate = item->data(kStepRole).isValid() ? inLesson : first;
        if (!candidate)
            candidate = item;
    }
    return first ? first : inLesson;
}

bool ScenarioBrowser::eventFilter(QObject* object, QEvent* event)
{
    const bool key = object == m_search && event->type() == QEvent::KeyPress;
    if (key && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_search->clear();
        m_list->setFocus();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void ScenarioBrowser::select(const QString& id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(kIdRole).toString() != id)
            continue;
        if (m_list->item(row)->isHidden()) // by what was searched before
            m_search->clear();
        m_list->setCurrentRow(row);
    }
}

void ScenarioBrowser::selectNext(int direction)
{
    for (int row = m_list->currentRow() + direction; row >= 0 && row < m_list->count(); row += direction) {
        if (m_list->item(row)->flags().testFlag(Qt::ItemIsSelectable)) {
            m_list->setCurrentRow(row);
            return;
        }
    }
}

void ScenarioBrowser::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

} // namespace lab::widgets
