// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/figure_panel.h"

#include "widgets/theme/application_theme.h"
#include "widgets/theme/hatch.h"
#include "widgets/theme/type_scale.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kBarHeight = 16;
constexpr double kSwatch = 9;
constexpr double kLine = 17;

StateStyle styleOf(BreakdownPart::Kind kind, const Theme& theme)
{
    using trace::State;
    using Kind = BreakdownPart::Kind;
    switch (kind) {
    case Kind::Compute: {
        StateStyle style = theme.state(State::Computing);
        style.fill = theme.accent;
        return style;
    }
    case Kind::Slowdown: {
        StateStyle style = theme.state(State::Computing);
        style.fill = theme.mutedWorkerColour(0);
        return style;
    }
    case Kind::Transfer:
        return theme.state(State::Transfer);
    case Kind::Holds:
        return theme.state(State::Holds);
    case Kind::Device:
        return theme.state(State::DeviceBusy);
    case Kind::LockWait:
        return theme.state(State::WaitsForLock);
    case Kind::DataWait:
        return theme.state(State::WaitsForData);
    case Kind::Barrier:
        return theme.state(State::Barrier);
    case Kind::StartUp:
        return theme.state(State::StartUp);
    case Kind::NoCore: {
        StateStyle style = theme.state(State::Idle);
        style.fill = theme.track;
        style.line = theme.text;
        style.hatch = theme.text;
        style.pattern = Pattern::Dotted;
        return style;
    }
    case Kind::Imbalance:
        return theme.state(State::Idle);
    case Kind::Other:
        break;
    }
    StateStyle style = theme.state(State::Computing);
    style.fill = theme.axis;
    return style;
}

QString legendText(const BreakdownPart& part)
{
    const double percent = part.share * 100;
    return QStringLiteral("%1 %2 %").arg(part.word).arg(percent, 0, 'f', percent < 10 ? 1 : 0);
}

// Calls `place(part, position)` for each legend entry, wrapping at `width`; returns the lines used.
template<class Place>
int flowLegend(double width, const std::vector<BreakdownPart>& parts, double scale, Place&& place)
{
    const QFontMetricsF metrics(font(TextRole::Caption, scale));
    double x = 0;
    int line = 0;
    for (const BreakdownPart& part : parts) {
        const double entry = (kSwatch + 5 + 14) * scale + metrics.horizontalAdvance(legendText(part));
        if (x > 0 && x + entry - 14 * scale > width) {
            x = 0;
            ++line;
        }
        place(part, QPointF(x, line * kLine * scale));
        x += entry;
    }
    return parts.empty() ? 0 : line + 1;
}

int heightOf(const std::vector<BreakdownPart>& parts, int width)
{
    return static_cast<int>(breakdownHeight(width, parts, textScale())) + 1;
}

} // namespace

double breakdownHeight(double width, const std::vector<BreakdownPart>& parts, double scale)
{
    const int lines = flowLegend(width, parts, scale, [](const BreakdownPart&, const QPointF&) {});
    return (kBarHeight + 6 + std::max(lines, 1) * kLine) * scale;
}

double paintBreakdown(QPainter& painter, const QRectF& area, const std::vector<BreakdownPart>& parts,
                      const Theme& theme, double scale)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(area.left(), area.top(), area.width(), kBarHeight * scale);
    painter.fillRect(bar, theme.track);
    double x = bar.left();
    for (const BreakdownPart& part : parts) {
        const QRectF piece(x, bar.top(), part.share * bar.width(), bar.height());
        StateStyle style = styleOf(part.kind, theme);
        painter.fillRect(piece, style.fill);
        drawHatch(painter, piece, style.pattern, style.hatch, scale);
        x = piece.right();
    }
    painter.setFont(font(TextRole::Caption, scale));
    const QPointF legend = bar.bottomLeft() + QPointF(0, 6 * scale);
    flowLegend(area.width(), parts, scale, [&](const BreakdownPart& part, const QPointF& at) {
        const QRectF line(legend + at, QSizeF(area.width(), kLine * scale));
        const QRectF swatch(line.left(), line.center().y() - kSwatch * scale / 2, kSwatch * scale,
                            kSwatch * scale);
        drawSwatch(painter, swatch, styleOf(part.kind, theme), scale);
        painter.setPen(theme.textSecondary);
        painter.drawText(line.adjusted((kSwatch + 5) * scale, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         legendText(part));
    });
    painter.restore();
    return breakdownHeight(area.width(), parts, scale);
}

BreakdownBar::BreakdownBar(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Where the time went"));
}

void BreakdownBar::setParts(std::vector<BreakdownPart> parts)
{
    m_parts = std::move(parts);
    m_tallest = m_parts.empty() ? 0 : std::max(m_tallest, heightOf(m_parts, width()));
    QStringList words;
    for (const BreakdownPart& part : m_parts)
        words.append(legendText(part));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    setToolTip(words.join(QStringLiteral("\n")));
    updateGeometry();
    update();
}

// In Live mode parts come and go: what is below stays where it is.
int BreakdownBar::heightForWidth(int width) const
{
    const int height = heightOf(m_parts, width);
    return width == this->width() ? std::max(m_tallest, height) : height;
}

QSize BreakdownBar::sizeHint() const
{
    return {280, heightForWidth(280)};
}

void BreakdownBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width())
        m_tallest = heightOf(m_parts, width());
}

void BreakdownBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBreakdown(painter, QRectF(rect()), m_parts, Theme::of(currentTheme()), textScale());
}

FigurePanel::FigurePanel(QWidget* parent)
    : QWidget(parent), m_figure(new QLabel(this)), m_lines(new QLabel(this)), m_prediction(new QLabel(this))
{
    m_figure->setProperty("role", "figure");
    m_lines->setProperty("role", "secondary");
    m_lines->setWordWrap(true);
    m_lines->setMinimumWidth(100);
    m_prediction->setProperty("role", "heading");
    m_prediction->setWordWrap(true);
    m_prediction->hide();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    m_layout = new QBoxLayout(QBoxLayout::LeftToRight);
    m_layout->addWidget(m_figure);
    m_layout->addWidget(m_lines, 1);
    all->addLayout(m_layout);
    all->addWidget(m_prediction);
}

void FigurePanel::setState(const session::RunState& state, const machine::Machine& machine,
                           const QString& prediction)
{
    m_figure->setText(figureText(state));
    m_words = figureLines(state, machine);
    m_prediction->setText(prediction);
    m_prediction->setHidden(prediction.isEmpty());
    placeLines();
}

void FigurePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeLines();
}

// Beside the figure, or flowing below one that leaves no room beside it for what must stay on one line, as
// intervals must.
void FigurePanel::placeLines()
{
    constexpr int kGap = 14;
    const QFontMetrics metrics = m_lines->fontMetrics();
    int widest = metrics.horizontalAdvance(QStringLiteral("95 % CI 0.00 – 0.00"));
    for (const QString& line : m_words) {
        for (const QString& piece : line.split(QLatin1Char(' ')))
            widest = std::max(widest, metrics.horizontalAdvance(piece));
    }
    const bool below = m_figure->sizeHint().width() + kGap + widest > width();
    m_layout->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_layout->setSpacing(below ? 0 : kGap);
    m_lines->setText(m_words.join(below ? QStringLiteral(" · ") : QStringLiteral("\n")));
}

} // namespace lab::widgets
