// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/locks/lock_painter.h"

#include "core/analysis/lock_profile.h"
#include "widgets/lanes/coordinates.h"
#include "widgets/stage/pictures/locks/lock_words.h"
#include "widgets/stage/pictures/locks/own_sums.h"
#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using analysis::LockMoment;
using scenario::Access;
using scenario::Exhibit;
using scenario::ExhibitKind;
using scenario::LockDetails;
using trace::State;

constexpr double kLine = 18;
constexpr double kChip = 23;
constexpr double kSentence = 44;
constexpr std::size_t kMostReleased = 8;
constexpr double kRoomyValue = 40; // that a number takes at ease
constexpr double kRoomForOwnSums = 300;
constexpr double kOwnSums = 0.5; // of the width
constexpr double kTotal = 0.4;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

QRectF sentenceArea(const QRectF& area, double scale)
{
    return {area.left(), area.bottom() - kSentence * scale, area.width(), kSentence * scale};
}

QRectF cardsArea(const QRectF& area, double scale)
{
    return area.adjusted(0, 0, 0, -(kSentence + 6) * scale);
}

class Painting
{
public:
    explicit Painting(StageBrush& brush) : m_brush(brush), m_painter(brush.painter()), m_scale(brush.scale())
    {
    }

    void paint(const QRectF& area);

private:
    void paintQueue(const QRectF& area, const QRectF& guarded, const Guarded& lock, const LockMoment& moment);
    void paintComing(const QRectF& area, const Guarded& lock);
    void paintArrow(QPointF from, double to);
    void paintChip(const QRectF& rect, const LockMoment::Waiting& waiting, const Guarded& lock);
    void paintGuarded(const QRectF& area, const Guarded& guarded, const LockMoment& moment);
    void paintValues(const QRectF& area, const Guarded& guarded, const QColor& outline);
    void paintReleased(const QRectF& area, const Guarded& guarded, const LockMoment& moment);
    void paintSentences(const QRectF& area, std::size_t hidden);
    QStringList holderWords(const Guarded& guarded, const LockMoment& moment) const;
    QStringList adderWords(const Guarded& guarded) const;
    QString laneName(std::size_t lane) const
    {
        return QString::fromStdString(m_brush.trace().lanes()[lane].info.name);
    }

    StageBrush& m_brush;
    QPainter& m_painter;
    const double m_scale;
};

void Painting::paint(const QRectF& area)
{
    const std::vector<Guarded> all = guardedOf(m_brush.scene());
    const QRectF cards = cardsArea(area, m_scale);
    const Exhibit* own = ownSumsOf(m_brush.scene());
    if (own && !all.empty() && cards.width() >= kRoomForOwnSums * m_scale) {
        QRectF total = cards;
        total.setLeft(cards.right() - cards.width() * kTotal);
        paintOwnSums(m_brush, {cards.left(), cards.top(), cards.width() * kOwnSums, cards.height()}, total,
                     *own, *all.front().sum);
        paintGuarded(total, all.front(), {});
        paintSentences(sentenceArea(area, m_scale), 0);
        return;
    }
    const std::vector<LockPlace> places = layOutLocks(cards, all.size(), m_scale);
    for (std::size_t i = 0; i < places.size(); ++i) {
        LockMoment moment;
        if (const LockDetails* details = all[i].details)
            moment = analysis::lockMoment(m_brush.trace(), details->lock,
                                          analysis::holdsOf(m_brush.trace(), details->lock), m_brush.time(),
                                          kMostReleased);
        if (all[i].lock) {
            paintQueue(places[i].queue, places[i].guarded, all[i], moment);
            paintReleased(places[i].released, all[i], moment);
        }
        paintGuarded(places[i].guarded, all[i], moment);
    }
    paintSentences(sentenceArea(area, m_scale), all.size() - places.size());
}

void Painting::paintQueue(const QRectF& area, const QRectF& guarded, const Guarded& lock,
                          const LockMoment& moment)
{
    if (area.isEmpty())
        return;
    const Theme& theme = m_brush.theme();
    const QRectF heading(area.left(), area.top(), area.width(), kLine * m_scale);
    const bool somebody = !moment.queue.empty();
    m_brush.write(heading, somebody ? text("waiting") : text("nobody waits"),
                  somebody ? TextRole::Strong : TextRole::Body,
                  somebody ? theme.bad.strong : theme.textSecondary);
    const double pitch = (kChip + 5) * m_scale;
    const auto room = static_cast<std::size_t>(
        std::max(0.0, (area.height() - (kLine + 4) * m_scale + 5 * m_scale) / pitch));
    const bool all = moment.queue.size() <= room;
    const std::size_t shown = all ? moment.queue.size() : std::max<std::size_t>(room, 1) - 1;
    double y = heading.bottom() + 4 * m_scale;
    for (std::size_t i = 0; i < shown; ++i, y += pitch)
        paintChip({area.left(), y, area.width(), kChip * m_scale}, moment.queue[i], lock);
    if (!all)
        m_brush.write({area.left(), y, area.width(), kChip * m_scale},
                      text("and %1 more").arg(moment.queue.size() - shown), TextRole::Body,
                      theme.textSecondary);
    else
        paintComing({area.left(), y, area.width(), area.bottom() - y}, lock);
    if (somebody && shown > 0)
        paintArrow({area.right() + 4 * m_scale, heading.bottom() + (4 + kChip / 2) * m_scale},
                   guarded.left());
}

// From whoever is the next to what the lock guards.
void Painting::paintArrow(QPointF from, double to)
{
    const QColor colour = m_brush.theme().state(State::WaitsForLock).line;
    const QPointF tip(to - 3 * m_scale, from.y());
    m_painter.setPen(QPen(colour, 1.8 * m_scale, Qt::DashLine));
    m_painter.drawLine(from, tip - QPointF(6 * m_scale, 0));
    QPainterPath head(tip);
    head.lineTo(tip + QPointF(-8 * m_scale, -4.5 * m_scale));
    head.lineTo(tip + QPointF(-8 * m_scale, 4.5 * m_scale));
    head.closeSubpath();
    m_painter.fillPath(head, colour);
}

// Below the queue: what the others work on, and what of it they will bring.
void Painting::paintComing(const QRectF& area, const Guarded& lock)
{
    const Theme& theme = m_brush.theme();
    const double line = kLine * m_scale;
    double y = area.top() + 2 * m_scale;
    for (const scenario::ActiveSpan& active :
         scenario::activeSpans(m_brush.scene(), m_brush.trace(), m_brush.time())) {
        const trace::Span& span = m_brush.trace().lanes()[active.lane].spans[active.span];
        const QString brings = addedWords(m_brush.content(), active.lane, active.span, lock);
        if (span.state != State::Computing || brings.isEmpty())
            continue;
        if (y + line > area.bottom() + 1)
            return;
        const QString who = laneName(active.lane);
        const QString words = m_brush.fitting(
            area.width() - 14 * m_scale,
            {text("%1 computes %2").arg(who, brings), QStringLiteral("%1 %2").arg(who, brings), who},
            TextRole::Body);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_brush.workerColour(active.lane));
        m_painter.drawRoundedRect(QRectF(area.left(), y + 3 * m_scale, 5 * m_scale, line - 6 * m_scale), 2,
                                  2);
        m_brush.write({area.left() + 12 * m_scale, y, area.width() - 12 * m_scale, line}, words,
                      TextRole::Body, theme.textSecondary);
        y += line + 2 * m_scale;
    }
}

void Painting::paintChip(const QRectF& rect, const LockMoment::Waiting& waiting, const Guarded& lock)
{
    const Theme& theme = m_brush.theme();
    const auto& style = theme.state(State::WaitsForLock);
    const QString time = formatTime(m_brush.content().time - static_cast<double>(waiting.since));
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(style.fill);
    m_painter.drawRoundedRect(rect, 4 * m_scale, 4 * m_scale);
    const double ground = m_brush.widthOf(time, TextRole::Strong) + 14 * m_scale;
    drawHatch(m_painter, rect.adjusted(2 * m_scale, 1, -ground, -1), style.pattern, style.hatch, m_scale);
    const QRectF words = rect.adjusted(8 * m_scale, 0, -8 * m_scale, 0);
    const QString name = laneName(waiting.lane);
    const QString brings = addedWords(m_brush.content(), waiting.lane, waiting.span, lock);
    const double room = rect.width() - ground - 12 * m_scale;
    const QString said =
        m_brush.fitting(room, {QStringLiteral("%1  %2").arg(name, brings), name}, TextRole::Strong);
    QRectF pill(words.left() - 4 * m_scale, rect.top() + 3 * m_scale,
                m_brush.widthOf(said.isEmpty() ? name : said, TextRole::Strong) + 8 * m_scale,
                rect.height() - 6 * m_scale);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(style.fill);
    m_painter.drawRoundedRect(pill, 3 * m_scale, 3 * m_scale);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(style.line, 1.4 * m_scale));
    m_painter.drawRoundedRect(rect, 4 * m_scale, 4 * m_scale);
    const QColor ink = theme.textOn(style.fill);
    m_brush.write(words, said.isEmpty() ? name : said, TextRole::Strong, ink);
    m_brush.write(words, time, TextRole::Strong, ink, Qt::AlignRight | Qt::AlignVCenter);
}

void Painting::paintGuarded(const QRectF& area, const Guarded& guarded, const LockMoment& moment)
{
    const Theme& theme = m_brush.theme();
    const bool lit = guarded.details && m_brush.content().litLock == guarded.details->lock;
    const QColor border = moment.holder ? theme.state(State::Holds).line : theme.border;
    m_painter.setBrush(lit ? theme.accentPale : theme.panel);
    m_painter.setPen(QPen(lit ? theme.accent : border, (moment.holder || lit ? 2.5 : 1.2) * m_scale));
    m_painter.drawRoundedRect(area.adjusted(m_scale, m_scale, -m_scale, -m_scale), 8 * m_scale, 8 * m_scale);
    const QRectF inside = area.adjusted(10 * m_scale, 6 * m_scale, -10 * m_scale, -6 * m_scale);
    const double line = kLine * m_scale;
    const QString title = QString::fromStdString(guarded.sum->title);
    QStringList titles = {title};
    if (!guarded.sum->captions.empty())
        titles.prepend(
            QStringLiteral("%1 · %2").arg(title, QString::fromStdString(guarded.sum->captions.front())));
    QString fitting = m_brush.fitting(inside.width(), titles, TextRole::Body);
    m_brush.write({inside.left(), inside.top(), inside.width(), line}, fitting.isEmpty() ? title : fitting,
                  TextRole::Body, theme.textSecondary, Qt::AlignCenter);
    const QStringList words = guarded.lock ? holderWords(guarded, moment) : adderWords(guarded);
    const QString chosen = m_brush.fitting(inside.width(), words, TextRole::Strong);
    m_brush.write({inside.left(), inside.bottom() - line, inside.width(), line},
                  chosen.isEmpty() ? words.back() : chosen, TextRole::Strong,
                  moment.holder ? theme.text : theme.textSecondary, Qt::AlignCenter);
    const QColor outline = moment.holder ? m_brush.workerColour(moment.holder->lane) : theme.border;
    paintValues(inside.adjusted(0, line + 2 * m_scale, 0, -line - 2 * m_scale), guarded, outline);
}

void Painting::paintValues(const QRectF& area, const Guarded& guarded, const QColor& outline)
{
    const std::vector<float> values =
        scenario::accumulated(m_brush.scene(), guarded.sum->id, m_brush.trace(), m_brush.time());
    if (values.empty() || area.height() < 12 * m_scale)
        return;
    const Theme& theme = m_brush.theme();
    const auto count = static_cast<double>(values.size());
    const double gap = (area.width() < count * kRoomyValue * m_scale ? 1 : 6) * m_scale;
    const double width = std::min((area.width() + gap) / count - gap, 120 * m_scale);
    const double height = std::min(area.height(), 72 * m_scale);
    const bool large = count <= kMostNumbers && height >= 44 * m_scale && width >= 70 * m_scale;
    const TextRole role = large                                             ? TextRole::Title
                          : height >= 30 * m_scale && width >= 52 * m_scale ? TextRole::Heading
                                                                            : TextRole::Body;
    double x = area.center().x() - (count * (width + gap) - gap) / 2;
    for (const float value : values) {
        const QRectF box(x, area.center().y() - height / 2, width, height);
        m_painter.setBrush(theme.window);
        m_painter.setPen(QPen(outline, 1.6 * m_scale));
        m_painter.drawRoundedRect(box, 4 * m_scale, 4 * m_scale);
        m_brush.write(box, shortNumber(double{value}), role, theme.text, Qt::AlignCenter);
        x += width + gap;
    }
}

void Painting::paintReleased(const QRectF& area, const Guarded& guarded, const LockMoment& moment)
{
    if (area.isEmpty())
        return;
    const Theme& theme = m_brush.theme();
    const double line = kLine * m_scale;
    m_brush.write({area.left(), area.top(), area.width(), line},
                  moment.released.empty() ? text("not yet released") : text("released by"), TextRole::Body,
                  theme.textSecondary);
    double y = area.top() + line + 4 * m_scale;
    const QStringList sums = sumsAfter(m_brush.content(), moment.released, guarded);
    for (std::size_t i = 0; i < moment.released.size() && y + line <= area.bottom() + 1; ++i, y += line) {
        const analysis::Hold& hold = moment.released[i];
        const QString who = laneName(hold.lane);
        const QString ago = formatTime(m_brush.content().time - static_cast<double>(hold.end));
        const QString what = addedWords(m_brush.content(), hold.lane, hold.span, guarded);
        QStringList wordings = {text("%1  %2  %3 ago").arg(who, what, ago), text("%1  %2").arg(who, what),
                                who};
        if (static_cast<qsizetype>(i) < sums.size())
            wordings =
                QStringList{text("%1 %2 → %3  %4 ago").arg(who, what, sums[static_cast<qsizetype>(i)], ago),
                            text("%1 %2 → %3").arg(who, what, sums[static_cast<qsizetype>(i)])} +
                wordings;
        const QString words = m_brush.fitting(area.width(), wordings, TextRole::Body);
        m_brush.write({area.left(), y, area.width(), line}, words.isEmpty() ? who : words, TextRole::Body,
                      i == 0 ? theme.text : theme.textSecondary);
    }
}

QStringList Painting::holderWords(const Guarded& guarded, const LockMoment& moment) const
{
    const QString lock = QString::fromStdString(guarded.lock->title);
    if (!moment.holder)
        return {text("%1 is free").arg(lock), text("free")};
    const QString who = laneName(moment.holder->lane);
    const QString time = formatTime(m_brush.content().time - static_cast<double>(moment.holder->begin));
    const QString what = addedWords(m_brush.content(), moment.holder->lane, moment.holder->span, guarded);
    return {text("%1 is held by %2 for %3 · %4").arg(lock, who, time, what),
            text("held by %1 for %2 · %3").arg(who, time, what), text("held by %1 · %2").arg(who, what),
            text("held by %1").arg(who)};
}

QStringList Painting::adderWords(const Guarded& guarded) const
{
    QStringList who;
    for (const scenario::ActiveSpan& active :
         scenario::activeSpans(m_brush.scene(), m_brush.trace(), m_brush.time())) {
        const trace::Span& span = m_brush.trace().lanes()[active.lane].spans[active.span];
        for (const scenario::Touch& touch : m_brush.scene().tasks[span.task.index()].touches) {
            const bool adds = touch.access == Access::Accumulates || touch.access == Access::Overwrites;
            if (adds && touch.exhibit == guarded.sum->id)
                who += laneName(active.lane);
        }
    }
    if (who.isEmpty())
        return {text("no lock · nobody adds"), text("no lock")};
    const QString names = who.join(QStringLiteral(", "));
    if (who.size() == 1)
        return {text("no lock · %1 adds").arg(names), text("%1 adds").arg(names)};
    return {text("no lock · at the same time: %1").arg(names), text("%1 add").arg(who.size())};
}

void Painting::paintSentences(const QRectF& area, std::size_t hidden)
{
    const Theme& theme = m_brush.theme();
    const double line = area.height() / 2;
    QStringList second;
    if (hidden > 0)
        second += text("%1 more locks are not shown").arg(hidden);
    if (const auto bound = analysis::lockBound(m_brush.trace())) {
        const QString share = QString::number(bound->share * 100, 'f', bound->share < 0.1 ? 1 : 0);
        const QString limit = QString::number(bound->speedup, 'f', bound->speedup < 10 ? 1 : 0);
        m_brush.write(
            {area.left(), area.top(), area.width(), line},
            m_brush.fitting(area.width(),
                            {text("The lock is held for %1 % of all work: no number of workers passes %2×.")
                                 .arg(share, limit),
                             text("Held for %1 % of all work: at most %2×.").arg(share, limit)},
                            TextRole::Strong),
            TextRole::Strong, theme.text, Qt::AlignCenter);
    } else if (!m_brush.content().remark.isEmpty()) {
        m_brush.write({area.left(), area.top(), area.width(), line}, m_brush.content().remark,
                      TextRole::Strong, theme.bad.strong, Qt::AlignCenter);
    }
    if (!m_brush.content().measured.isEmpty())
        second += m_brush.measured(area.width(), TextRole::Body);
    m_brush.write({area.left(), area.top() + line, area.width(), line}, second.join(QStringLiteral(" · ")),
                  TextRole::Body, theme.textSecondary, Qt::AlignCenter);
}

} // namespace

StageHit hitLocks(const QRectF& area, const StageContent& content, const QPointF& point, double scale)
{
    const std::vector<Guarded> all = guardedOf(*content.capture->scene);
    const std::vector<LockPlace> places = layOutLocks(cardsArea(area, scale), all.size(), scale);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (all[i].details && places[i].guarded.contains(point))
            return {{}, all[i].details->lock};
    }
    return {};
}

void paintLocks(StageBrush& brush, const QRectF& area)
{
    Painting(brush).paint(area);
}

} // namespace lab::widgets
