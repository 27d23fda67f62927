// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plans/plans_view.h"

#include "widgets/plans/plan_painter.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/fitted_text.h"
#include "widgets/theme/type_scale.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kGap = 8;
constexpr double kPadding = 9;
constexpr double kNarrowest = 236;  // of a card
constexpr double kUsual = 136;      // height of a card; higher ones are drawn larger,
constexpr double kLargest = 1.5;    // as far as this many times
constexpr double kRowsFrom = 400;   // px of width,
constexpr double kLeastRow = 64;    // and of a row's height
constexpr double kLeastFramed = 22; // px of height
constexpr double kUsualRow = 84;
constexpr double kWordsShare = 0.5;
constexpr double kLeastShare = 0.36; // of the height that a drawing wants, where its card is low
constexpr double kLeastDrawing = 16;
constexpr std::size_t kKeys = 10; // 1 to 9, then 0

struct Ink
{
    QPainter& painter;
    const Theme& theme;
    double scale;
};

double lineOf(TextRole role, double scale)
{
    return std::ceil(QFontMetricsF(font(role, scale)).height());
}

void paintTitle(const Ink& ink, const QRectF& line, const QString& key, const QString& title)
{
    double left = line.left();
    if (!key.isEmpty()) {
        const QRectF chip(left, line.top(), line.height(), line.height());
        ink.painter.setPen(QPen(ink.theme.axis, ink.scale));
        ink.painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 3 * ink.scale, 3 * ink.scale);
        ink.painter.setFont(font(TextRole::Caption, ink.scale));
        ink.painter.setPen(ink.theme.textSecondary);
        ink.painter.drawText(chip, Qt::AlignCenter, key);
        left = chip.right() + 7 * ink.scale;
    }
    const FittedText fitted = fittedText(title, TextRole::Strong, ink.scale, line.right() - left);
    ink.painter.setFont(fitted.font);
    ink.painter.setPen(ink.theme.text);
    ink.painter.drawText(QRectF(left, line.top(), line.right() - left, line.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, fitted.words);
}

// px that the sentence takes where it may be broken.
double paintSummary(const Ink& ink, const QRectF& room, const QString& words)
{
    ink.painter.setFont(font(TextRole::Caption, ink.scale));
    ink.painter.setPen(ink.theme.textSecondary);
    QRectF used = ink.painter.boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, words);
    if (used.height() > room.height() || used.width() > room.width())
        return 0;
    ink.painter.drawText(room, Qt::AlignLeft | Qt::TextWordWrap, words);
    return used.height();
}

// The drawing at the right of title and sentence.
void paintBeside(const Ink& ink, const PlanCard& card, const QRectF& inner)
{
    const double title = lineOf(TextRole::Strong, ink.scale);
    const double half = inner.width() * kWordsShare;
    const double gap = 3 * ink.scale;
    const QFontMetricsF metrics(font(TextRole::Caption, ink.scale));
    const double words =
        metrics.boundingRect(QRectF(0, 0, half, 1e4), Qt::AlignLeft | Qt::TextWordWrap, card.summary)
            .height();
    const bool said = title + gap + words <= inner.height();
    const double top = inner.center().y() - (said ? title + gap + words : title) / 2;
    paintTitle(ink, {inner.left(), top, half, title}, card.key, card.title);
    if (said)
        paintSummary(ink, {inner.left(), top + title + gap, half, words + 1}, card.summary);
    const double left = inner.left() + half + 2 * kGap;
    const double tall = std::min(inner.height(), planHeight(card.drawing, ink.scale));
    paintPlan(ink.painter, {left, inner.center().y() - tall / 2, inner.right() - left, tall}, card.drawing,
              ink.theme, ink.scale);
}

void paintBelow(const Ink& ink, const PlanCard& card, const QRectF& inner)
{
    const double title = lineOf(TextRole::Strong, ink.scale);
    paintTitle(ink, {inner.left(), inner.top(), inner.width(), title}, card.key, card.title);
    const double below = inner.top() + title + 3 * ink.scale;
    const double least = planHeight(card.drawing, ink.scale) * kLeastShare;
    const QRectF room(inner.left(), below, inner.width(), inner.bottom() - below - least);
    const double top = below + paintSummary(ink, room, card.summary) + 4 * ink.scale;
    paintPlan(ink.painter, {inner.left(), top, inner.width(), inner.bottom() - top}, card.drawing, ink.theme,
              ink.scale);
}

} // namespace

PlansView::PlansView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("What will run"));
}

void PlansView::setVariants(const std::vector<scenario::Variant>& variants, int workers, int parts)
{
    m_cards.clear();
    m_hovered.reset();
    QStringList said;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const scenario::Variant& variant = variants[i];
        const QString key = i < kKeys ? QString::number((i + 1) % kKeys) : QString();
        m_cards.push_back({key, QString::fromStdString(variant.label),
                           QString::fromStdString(variant.summary), drawPlan(variant, workers, parts)});
        said << tr("%1: %2").arg(m_cards.back().title, m_cards.back().summary);
    }
    setAccessibleDescription(said.join(QLatin1Char(' ')));
    update();
}

void PlansView::setChosen(std::size_t variant)
{
    if (m_chosen == variant)
        return;
    m_chosen = variant;
    update();
}

// One below the other, where each has room for its sentence: so the drawings can be compared as lanes are.
bool PlansView::inRows() const
{
    const auto count = static_cast<double>(std::max<std::size_t>(m_cards.size(), 1));
    return width() >= kRowsFrom * textScale() &&
           (height() - kGap * (count - 1)) / count >= kLeastRow * textScale();
}

// As many as have room, but no more than fill the rows evenly.
std::size_t PlansView::columns() const
{
    const std::size_t count = std::max<std::size_t>(m_cards.size(), 1);
    if (inRows())
        return 1;
    const auto most = std::clamp<std::size_t>(
        static_cast<std::size_t>((width() + kGap) / (kNarrowest * textScale() + kGap)), 1, count);
    const std::size_t rows = (count + most - 1) / most;
    return (count + rows - 1) / rows;
}

// Low rows have no room to be apart: they are a list then, without frames.
bool PlansView::isList() const
{
    const auto count = static_cast<double>(m_cards.size());
    return columns() == 1 && height() < count * (kLeastFramed * textScale() + kGap);
}

QRectF PlansView::cardOf(std::size_t variant) const
{
    const std::size_t across = columns();
    const std::size_t rows = (std::max<std::size_t>(m_cards.size(), 1) + across - 1) / across;
    if (isList()) {
        const double row = height() / static_cast<double>(rows);
        return {0, static_cast<double>(variant) * row, static_cast<double>(width()), row};
    }
    const double cardWidth = (width() - kGap * static_cast<double>(across - 1)) / static_cast<double>(across);
    const double share = (height() - kGap * static_cast<double>(rows - 1)) / static_cast<double>(rows);
    const double cardHeight = std::min(share, kUsual * kLargest * textScale());
    return {static_cast<double>(variant % across) * (cardWidth + kGap),
            static_cast<double>(variant / across) * (cardHeight + kGap), cardWidth, cardHeight};
}

void PlansView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = Theme::of(currentTheme());
    const QRectF usual = cardOf(0);
    const double larger =
        std::min(usual.height() / (inRows() ? kUsualRow : kUsual), usual.width() / (kNarrowest * 1.15)) /
        textScale();
    const double scale = textScale() * std::clamp(larger, 1.0, kLargest);
    const Ink ink{painter, theme, scale};
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const QRectF rect = cardOf(i);
        painter.setPen(i == m_chosen ? QPen(theme.accent, 1.5)
                       : isList()    ? QPen(Qt::NoPen)
                                     : QPen(theme.border, 1));
        painter.setBrush(m_hovered == i ? QBrush(theme.accentPale) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), 6, 6);
        painter.setBrush(Qt::NoBrush);
        const double title = lineOf(TextRole::Strong, scale);
        const double pad = std::clamp((rect.height() - title) / 2, 1.0, kPadding * scale);
        const QRectF inner = rect.adjusted(kPadding, pad, -kPadding, -pad);
        if (inRows() || inner.height() < title + kLeastDrawing * scale)
            paintBeside(ink, m_cards[i], inner);
        else
            paintBelow(ink, m_cards[i], inner);
    }
}

std::optional<std::size_t> PlansView::cardAt(const QPointF& point) const
{
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        if (cardOf(i).contains(point))
            return i;
    }
    return std::nullopt;
}

void PlansView::hover(std::optional<std::size_t> card)
{
    if (m_hovered == card)
        return;
    m_hovered = card;
    setCursor(card ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void PlansView::mousePressEvent(QMouseEvent* event)
{
    if (const auto card = cardAt(event->position()))
        Q_EMIT variantChosen(*card);
}

void PlansView::keyPressEvent(QKeyEvent* event)
{
    const auto across = static_cast<std::int64_t>(columns());
    std::int64_t step = 0;
    switch (event->key()) {
    case Qt::Key_Left:
        step = -1;
        break;
    case Qt::Key_Right:
        step = 1;
        break;
    case Qt::Key_Up:
        step = -across;
        break;
    case Qt::Key_Down:
        step = across;
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    const std::int64_t wanted = static_cast<std::int64_t>(m_chosen) + step;
    if (wanted >= 0 && wanted < static_cast<std::int64_t>(m_cards.size()))
        Q_EMIT variantChosen(static_cast<std::size_t>(wanted));
}

void PlansView::mouseMoveEvent(QMouseEvent* event)
{
    hover(cardAt(event->position()));
}

void PlansView::leaveEvent(QEvent*)
{
    hover(std::nullopt);
}

void PlansView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    update();
}

// The sentence, which small cards have no room for.
bool PlansView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto card = cardAt(help->pos());
    QToolTip::showText(help->globalPos(), card ? m_cards[*card].summary : QString(), this);
    return true;
}

QSize PlansView::sizeHint() const
{
    return {760, 260};
}

QSize PlansView::minimumSizeHint() const
{
    return {200, 36};
}

} // namespace lab::widgets
