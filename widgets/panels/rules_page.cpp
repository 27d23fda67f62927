// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rules_page.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/type_scale.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr int kMargin = 10;
constexpr int kGap = 16;
constexpr int kTwoColumns = 1000; // px at the usual size of text, from which on rules stand side by side
constexpr double kFigureShare = 0.34;
constexpr int kFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

int heightOf(const QString& words, TextRole role, int width)
{
    return QFontMetrics(widgets::font(role, textScale()))
        .boundingRect(0, 0, std::max(width, 1), 1000, kFlags, words)
        .height();
}

} // namespace

RuleButton::RuleButton(const Rule& rule, const QString& scenarioTitle, QWidget* parent)
    : QAbstractButton(parent), m_rule(rule), m_scenarioTitle(scenarioTitle)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFigure(std::nullopt);
}

void RuleButton::setFigure(const std::optional<RuleFigure>& figure)
{
    m_figure = figure;
    setAccessibleName(m_rule.headline);
    setAccessibleDescription(tr("%1 Opens %2. %3")
                                 .arg(m_rule.sentence, m_scenarioTitle,
                                      figure ? figureText(*figure) : tr("Not measured here yet.")));
    update();
}

int RuleButton::figureWidth() const
{
    return static_cast<int>(width() * kFigureShare);
}

QSize RuleButton::sizeHint() const
{
    return {480, heightForWidth(480)};
}

int RuleButton::heightForWidth(int width) const
{
    const int words = width - static_cast<int>(width * kFigureShare) - kGap - 2 * kMargin;
    return heightOf(m_rule.headline, TextRole::Strong, words) +
           heightOf(m_rule.sentence, TextRole::Body, words) + 2 * kMargin;
}

void RuleButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(currentTheme());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = underMouse() || isDown();
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.border, hasFocus() ? 2 : 1));
    painter.setBrush(lit ? theme.accentPale : theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);

    const QRect inner = rect().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const QRect figure(inner.right() - figureWidth() + 1, inner.top(), figureWidth(), inner.height());
    QRect words(inner.left(), inner.top(), figure.left() - kGap - inner.left(), inner.height());
    painter.setPen(theme.text);
    painter.setFont(widgets::font(TextRole::Strong, textScale()));
    QRect used;
    painter.drawText(words, kFlags, m_rule.headline, &used);
    words.setTop(used.bottom() + 1);
    painter.setFont(widgets::font(TextRole::Body, textScale()));
    painter.setPen(theme.textSecondary);
    painter.drawText(words, kFlags, m_rule.sentence);

    const auto line = [&](const QRect& rect, const QString& text, TextRole role, const QColor& colour) {
        painter.setFont(widgets::font(role, textScale()));
        painter.setPen(colour);
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
    };
    const QRect top(figure.left(), figure.top(), figure.width(), figure.height() / 2);
    const QRect bottom(figure.left(), top.bottom() + 1, figure.width(), figure.height() - top.height());
    if (m_figure)
        line(top, figureText(*m_figure), TextRole::Strong,
             m_figure->interval.low > 1    ? theme.good.strong
             : m_figure->interval.high < 1 ? theme.bad.strong
                                           : theme.text);
    else
        line(top, tr("not measured here yet"), TextRole::Body, theme.textSecondary);
    line(bottom,
         m_figure ? tr("%1, against %2").arg(m_scenarioTitle, m_figure->against)
                  : tr("opens %1").arg(m_scenarioTitle),
         TextRole::Caption, theme.textSecondary);
}

void RuleButton::enterEvent(QEnterEvent*)
{
    update();
}

void RuleButton::leaveEvent(QEvent*)
{
    update();
}

RulesPage::RulesPage(const scenario::Registry& registry, QWidget* parent) : QScrollArea(parent)
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(6);
    const auto label = [&](const QString& text, const char* role) {
        auto* made = new QLabel(text, page);
        made->setProperty("role", role);
        made->setWordWrap(true);
        layout->addWidget(made);
    };
    label(tr("Rules of thumb"), "title");
    label(
        tr("Each line opens the scenario that shows it, with the settings that show it best. The figures are "
           "what this machine measured last: choose a line and press Space."),
        "secondary");
    std::optional<Rule::Section> section;
    for (std::size_t i = 0; i < rules().size(); ++i) {
        const Rule& rule = rules()[i];
        const scenario::Scenario* shown = registry.find(rule.scenario);
        m_buttons.push_back(nullptr);
        if (!shown)
            continue;
        if (section != rule.section) {
            layout->addSpacing(8);
            label(sectionTitle(rule.section), "heading");
            m_sections.push_back({new QGridLayout, {}});
            m_sections.back().grid->setSpacing(6);
            layout->addLayout(m_sections.back().grid);
        }
        section = rule.section;
        auto* button = new RuleButton(rule, QString::fromStdString(shown->info().title), page);
        connect(button, &RuleButton::clicked, this, [this, i] { Q_EMIT chosen(i); });
        m_sections.back().buttons.push_back(button);
        m_buttons.back() = button;
    }
    layout->addStretch(1);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Rules of thumb"));
    arrange(1);
    refresh();
}

// Row by row, so that they are read as they are written.
void RulesPage::arrange(int columns)
{
    if (m_columns == columns)
        return;
    m_columns = columns;
    for (const Section& section : m_sections) {
        while (QLayoutItem* item = section.grid->takeAt(0))
            delete item;
        for (std::size_t i = 0; i < section.buttons.size(); ++i) {
            const int at = static_cast<int>(i);
            section.grid->addWidget(section.buttons[i], at / columns, at % columns);
        }
        for (int column = 0; column < 2; ++column)
            section.grid->setColumnStretch(column, column < columns ? 1 : 0);
    }
}

void RulesPage::resizeEvent(QResizeEvent* event)
{
    arrange(viewport()->width() >= kTwoColumns * textScale() ? 2 : 1);
    QScrollArea::resizeEvent(event);
}

void RulesPage::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    for (RuleButton* button : m_buttons) {
        if (button)
            button->updateGeometry(); // texts are of another size
    }
    arrange(viewport()->width() >= kTwoColumns * textScale() ? 2 : 1);
}

void RulesPage::refresh()
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        if (m_buttons[i])
            m_buttons[i]->setFigure(keptFigure(rules()[i]));
    }
}

} // namespace lab::widgets
