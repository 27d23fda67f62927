// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/training/rows_painter.h"

#include "widgets/lanes/bar_painter.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/theme/colour.h"
#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

using trace::State;

constexpr double kNameInset = 7; // of a name in its bar, both sides together
constexpr double kBetweenTicks = 90;
constexpr int kAbbreviation = 4; // letters
constexpr int kLongName = 6;     // letters; longer ones are worth it: "proc 2"

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

// A way to write a bar's name.
struct NameForm
{
    QString prefix;
    TextRole role = TextRole::Strong;
};

class Painting
{
public:
    Painting(StageBrush& brush, const TrainingLayout& layout, const StageRows& rows)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_layout(layout), m_rows(rows)
    {
        const QRectF& first = layout.rows.front();
        const std::int64_t batches = scenario::unitCount(brush.scene().tasks.front());
        const base::Nanoseconds duration = brush.trace().duration();
        const int shown = batchesShown(rows, duration, batches, first.width(), roomOfName(batches));
        const TimeStretch stretch = stretchAround(brush.time(), duration, rows, shown);
        m_axis = {static_cast<double>(stretch.begin), static_cast<double>(stretch.end), first.left(),
                  first.width()};
        m_playX = m_axis.isDegenerate()
                      ? m_axis.left
                      : std::clamp(m_axis.toX(brush.content().time), m_axis.left, m_axis.right());
    }

    void paint();

private:
    double roomOfName(std::int64_t batches) const;
    static QString nameOf(const StageBar& bar, const NameForm& form)
    {
        return form.prefix + QString::number(bar.batch + 1);
    }
    bool fits(const QString& name, TextRole role, double width) const
    {
        return m_brush.widthOf(name, role) + kNameInset * m_scale <= width;
    }
    std::vector<NameForm> formsOf(std::size_t task) const;
    void paintRow(const StageRow& row, const QRectF& rect);
    void paintIdle(const DeviceIdle& idle, const QRectF& rect);
    void paintLabel(const QRectF& rect, std::size_t task, int row, int shown, int all);
    void paintName(const QRectF& bar, const QString& name, TextRole role, const BarStyle& style, bool solid);
    void paintPiece(const QRectF& rect, const BarStyle& style);
    void fill(const QRectF& rect, const BarStyle& style);
    void paintAxis();
    void paintPlayhead();
    const BarStyle& styleAt(const QRectF& word, const BarStyle& reached, const BarStyle& muted) const;
    QRectF rectOf(const TimeStretch& time, const QRectF& row) const;
    BarStyle styleOf(State state, std::size_t lane) const
    {
        return m_theme.bar(state, static_cast<int>(lane), m_brush.content().sequential);
    }

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const TrainingLayout& m_layout;
    const StageRows& m_rows;
    TimeAxis m_axis;
    double m_playX = 0;
};

// What the longest name takes.
double Painting::roomOfName(std::int64_t batches) const
{
    double widest = 0;
    for (const scenario::Task& task : m_brush.scene().tasks)
        widest = std::max(widest, m_brush.widthOf(QString::fromStdString(task.name) + QLatin1Char(' ') +
                                                      QString::number(batches),
                                                  TextRole::Strong));
    return widest + kNameInset * m_scale;
}

// Longest first. The large font is for stages most of whose bars in sight have room for it.
std::vector<NameForm> Painting::formsOf(std::size_t task) const
{
    const QString name = QString::fromStdString(m_brush.scene().tasks[task].name);
    const NameForm large{name + QLatin1Char(' '), TextRole::Strong};
    int inSight = 0;
    int fitting = 0;
    for (const StageRow& row : m_rows.rows) {
        for (const StageBar& bar : row.bars) {
            const double width = row.task == task ? rectOf(bar.time, m_layout.rows.front()).width() : 0;
            inSight += width > 0 ? 1 : 0;
            fitting += width > 0 && fits(nameOf(bar, large), large.role, width) ? 1 : 0;
        }
    }
    std::vector<NameForm> forms;
    if (2 * fitting > inSight)
        forms.push_back(large);
    forms.push_back({large.prefix, TextRole::Caption});
    if (name.size() > kLongName)
        forms.push_back({name.left(kAbbreviation) + QLatin1Char(' '), TextRole::Caption});
    forms.push_back({{}, TextRole::Caption});
    return forms;
}

// The part of it that is in sight.
QRectF Painting::rectOf(const TimeStretch& time, const QRectF& row) const
{
    const double left = std::max(m_axis.toX(static_cast<double>(time.begin)), m_axis.left);
    const double right = std::min(m_axis.toX(static_cast<double>(time.end)), m_axis.right());
    return {left, row.top(), std::max(right - left, 0.0), row.height()};
}

void Painting::fill(const QRectF& rect, const BarStyle& style)
{
    m_painter.fillRect(rect, style.fill);
    drawHatch(m_painter, rect, style.pattern, style.hatch, m_scale);
}

void Painting::paintPiece(const QRectF& rect, const BarStyle& style)
{
    if (rect.left() < m_playX)
        fill(rect.intersected({rect.left(), rect.top(), m_playX - rect.left(), rect.height()}), style);
    if (rect.right() > m_playX) {
        const double left = std::max(m_playX, rect.left());
        fill({left, rect.top(), rect.right() - left, rect.height()}, m_theme.muted(style));
    }
}

// Of the side that the word stands on; where the playhead goes through it, the better on the worse ground.
const BarStyle& Painting::styleAt(const QRectF& word, const BarStyle& reached, const BarStyle& muted) const
{
    if (word.right() <= m_playX)
        return reached;
    if (word.left() >= m_playX)
        return muted;
    const auto worst = [&](const BarStyle& style) {
        return std::min(contrast(style.text, reached.fill), contrast(style.text, muted.fill));
    };
    return worst(reached) >= worst(muted) ? reached : muted;
}

void Painting::paintName(const QRectF& bar, const QString& name, TextRole role, const BarStyle& style,
                         bool solid)
{
    QRectF word(0, bar.top(), m_brush.widthOf(name, role), bar.height());
    word.moveCenter(bar.center());
    const BarStyle muted = m_theme.muted(style);
    const BarStyle& chosen = styleAt(word, style, muted);
    m_painter.setFont(font(role, m_scale));
    const bool passed = word.left() < m_playX && m_playX < word.right(); // two grounds under one word
    if (!solid || passed)
        drawLabelGround(m_painter, bar, name, chosen.fill, m_scale);
    m_brush.write(word, name, role, chosen.text, Qt::AlignCenter);
}

void Painting::paintRow(const StageRow& row, const QRectF& rect)
{
    const std::vector<NameForm> forms = formsOf(row.task);
    for (const StageBar& bar : row.bars) {
        QRectF body = rectOf(bar.time, rect);
        if (body.width() <= 0)
            continue;
        if (body.width() >= 6 * m_scale)
            body.adjust(0, 0, -1.5 * m_scale, 0);
        const BarStyle style = styleOf(bar.state, bar.lane);
        paintPiece(body, style);
        for (const NameForm& form : forms) {
            const QString name = nameOf(bar, form);
            if (!fits(name, form.role, body.width()))
                continue;
            paintName(body, name, form.role, style, bar.state != State::Transfer);
            break;
        }
    }
}

void Painting::paintIdle(const DeviceIdle& idle, const QRectF& rect)
{
    const QRectF all = rectOf(idle.time, rect);
    if (all.width() <= 0)
        return;
    QRectF longest;
    BarStyle ground;
    for (const DeviceIdle::Piece& piece : idle.pieces) {
        const QRectF body = rectOf(piece.time, rect);
        const BarStyle style = styleOf(piece.state, 0);
        paintPiece(body, style);
        if (body.width() > longest.width()) {
            longest = body;
            ground = style;
        }
    }
    const QString words =
        m_brush.fitting(all.width() - 2 * kNameInset * m_scale, idle.words, TextRole::Strong);
    if (!words.isEmpty())
        paintName(all, words, TextRole::Strong, ground, false);
}

void Painting::paintLabel(const QRectF& rect, std::size_t task, int row, int shown, int all)
{
    const QRectF label(rect.left() - m_layout.labels, rect.top(), m_layout.labels - 6 * m_scale,
                       rect.height());
    const bool first = row == 0;
    if (!first && (row + 1 < shown || shown == all))
        return;
    const QString name = task == 2 ? text("GPU") : QString::fromStdString(m_brush.scene().tasks[task].name);
    const QString more = text("%1 of %2").arg(shown).arg(all);
    const bool counted = first && shown == 1 && all > 1;
    if (first)
        m_brush.write(label, counted ? name + QStringLiteral(" 1/%1").arg(all) : name, TextRole::Strong,
                      m_theme.text);
    else
        m_brush.write(label, more, TextRole::Caption, m_theme.textSecondary);
}

void Painting::paintAxis()
{
    const QRectF& line = m_layout.axis;
    m_painter.setPen(QPen(m_theme.axis, m_scale));
    m_painter.drawLine(line.topLeft(), line.topRight());
    if (m_axis.isDegenerate())
        return;
    double free = line.left();
    for (const Tick& tick : ticks(m_axis, kBetweenTicks * m_scale)) {
        const double x = m_axis.toX(tick.ns);
        m_painter.setPen(QPen(m_theme.axis, m_scale));
        m_painter.drawLine(QPointF(x, line.top()), QPointF(x, line.top() + 4 * m_scale));
        const double wide = m_brush.widthOf(tick.label, TextRole::Caption) + 2 * m_scale;
        const QRectF label(std::clamp(x - wide / 2, line.left(), line.right() - wide),
                           line.top() + 3 * m_scale, wide, line.height() - 3 * m_scale);
        if (label.left() < free)
            continue;
        m_brush.write(label, tick.label, TextRole::Caption, m_theme.textSecondary, Qt::AlignCenter);
        free = label.right() + 4 * m_scale;
    }
}

void Painting::paintPlayhead()
{
    const double top = m_layout.rows.front().top();
    m_painter.setPen(QPen(m_theme.playhead, 2 * m_scale));
    m_painter.drawLine(QPointF(m_playX, top), QPointF(m_playX, m_layout.axis.top() + 4 * m_scale));
}

void Painting::paint()
{
    const std::vector<int> all = rowsByStage(m_rows);
    auto place = m_layout.rows.begin();
    auto first = m_rows.rows.begin(); // of a stage
    for (std::size_t stage = 0; stage < all.size(); first += all[stage], ++stage) {
        for (int row = 0; row < m_layout.shown[stage]; ++row, ++place) {
            m_painter.fillRect(*place, m_theme.shade);
            paintRow(first[row], *place);
            paintLabel(*place, first->task, row, m_layout.shown[stage], all[stage]);
        }
    }
    for (const DeviceIdle& idle : m_rows.idle)
        paintIdle(idle, m_layout.rows.front());
    paintAxis();
    if (!m_axis.isDegenerate())
        paintPlayhead();
}

} // namespace

void paintStageRows(StageBrush& brush, const TrainingLayout& layout, const StageRows& rows)
{
    if (!layout.rows.empty())
        Painting(brush, layout, rows).paint();
}

} // namespace lab::widgets
