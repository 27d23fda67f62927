// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/scenario_browser.h"

#include "widgets/panels/verdict_icon.h"
#include "widgets/theme/keyboard_focus.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace lab::widgets {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kWordsRole = Qt::UserRole + 1;

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
    : QWidget(parent), m_search(new QLineEdit(this)), m_nothing(new QLabel(this)),
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
    fill(registry);
    connect(m_search, &QLineEdit::textChanged, this, &ScenarioBrowser::filter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (QListWidgetItem* item = bestMatch()) {
            m_list->setCurrentItem(item);
            m_list->setFocus();
            m_search->clear(); // what comes next is in the list again
            m_list->scrollToItem(item);
        }
    });
    m_search->installEventFilter(this);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item)
            Q_EMIT chosen(item->data(kIdRole).toString());
    });
}

void ScenarioBrowser::addSection(const QString& title)
{
    auto* item = new QListWidgetItem(title, m_list);
    item->setFlags(Qt::NoItemFlags);
    item->setData(Qt::AccessibleTextRole, title);
    QFont small = m_list->font();
    small.setPixelSize(11);
    small.setWeight(QFont::DemiBold);
    item->setFont(small);
    item->setSizeHint(QSize(0, 30));
    item->setTextAlignment(Qt::AlignLeft | Qt::AlignBottom);
}

void ScenarioBrowser::fill(const scenario::Registry& registry)
{
    using scenario::Verdict;
    for (const Verdict verdict : {Verdict::Helps, Verdict::Depends, Verdict::Hurts}) {
        bool first = true;
        for (const auto& scenario : registry.scenarios()) {
            const scenario::ScenarioInfo& info = scenario->info();
            if (info.expected != verdict)
                continue;
            if (std::exchange(first, false))
                addSection(sectionTitle(verdict));
            auto* item =
                new QListWidgetItem(verdictIcon(verdict), QString::fromStdString(info.title), m_list);
            item->setData(kIdRole, QString::fromStdString(info.id));
            item->setData(kWordsRole,
                          QString::fromStdString(info.title + " " + info.summary + " " + info.id));
            item->setToolTip(QString::fromStdString(info.summary));
            item->setSizeHint(QSize(0, 28));
        }
    }
    addSection(tr("AND IN GENERAL"));
    auto* rules = new QListWidgetItem(tr("Rules of thumb"), m_list);
    rules->setData(kIdRole, kRules);
    rules->setData(kWordsRole, tr("Rules of thumb: when it helps, when it hurts, what to try first"));
    rules->setSizeHint(QSize(0, 28));
}

void ScenarioBrowser::filter(const QString& words)
{
    QListWidgetItem* section = nullptr;
    bool any = false;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        if (!item->flags().testFlag(Qt::ItemIsSelectable)) {
            section = item;
            section->setHidden(true);
            continue;
        }
        const bool found = item->data(kWordsRole).toString().contains(words.trimmed(), Qt::CaseInsensitive);
        item->setHidden(!found);
        any = any || found;
        if (found && section)
            section->setHidden(false);
    }
    m_nothing->setText(
        tr("No scenario has “%1” in its title or summary. Esc shows all.").arg(words.trimmed()));
    m_nothing->setVisible(!any);
}

// What has the words in its title before what is about them.
QListWidgetItem* ScenarioBrowser::bestMatch() const
{
    QListWidgetItem* first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        if (item->isHidden() || !item->flags().testFlag(Qt::ItemIsSelectable))
            continue;
        if (item->text().contains(m_search->text().trimmed(), Qt::CaseInsensitive))
            return item;
        if (!first)
            first = item;
    }
    return first;
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
