// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/ladder_layout.h"

#include "widgets/charts/figure_words.h"
#include "widgets/theme/type_scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kStackedBelow = 460; // px at scale 1
constexpr double kBetweenColumns = 9;
constexpr double kGroupGap = 9;
constexpr double kLeastBar = 5;
constexpr double kSample = 18;
constexpr double kRungListFrom = 520; // px at scale 1: from here the quoted rungs are listed by name

QString words(const char* source)
{
    return QCoreApplication::translate("Chart", source);
}

bool crosses(const QRectF& rect, const QPointF& a, const QPointF& b)
{
    for (int i = 0; i <= 24; ++i) {
        if (rect.contains(a + (b - a) * (i / 24.0)))
            return true;
    }
    return false;
}

// Powers of ten; between them, where fewer than two lie between `low` and `high`.
std::vector<double> tickFactors(double low, double high)
{
    std::vector<double> factors;
    for (const auto& mantissas :
         std::initializer_list<std::vector<double>>{{1}, {1, 2, 5}, {1, 1.5, 2, 3, 5, 7}}) {
        factors.clear();
        const int last = static_cast<int>(std::floor(std::log10(high) + 1e-9));
        for (int power = static_cast<int>(std::floor(std::log10(low))); power <= last; ++power) {
            for (const double mantissa : mantissas) {
                const double factor = mantissa * std::pow(10, power);
                if (factor > low * (1 - 1e-9) && factor < high * (1 + 1e-9))
                    factors.push_back(factor);
            }
        }
        if (factors.size() >= 2)
            break;
    }
    return factors;
}

} // namespace

LadderLayout::LadderLayout(const LadderData& data, QSizeF size, double scale)
    : textScale(scale), m_scale(scale), m_low(data.low), m_high(data.high)
{
    if (data.rows.empty() || size.width() < 8 || size.height() < 8)
        return;
    const double count = static_cast<double>(data.rows.size());
    const double gaps = (static_cast<double>(data.groups) - 1) * kGroupGap * scale;
    double bottom = 0;
    double pitch = 0;
    for (int i = 0; i < 12; ++i) { // very low charts get smaller letters
        entries.clear();
        bottom = size.height() - placeEntries(data, size);
        pitch = (bottom - 2 * (lineHeight() + 4 * m_scale) - gaps) / count;
        if (pitch >= lineHeight() * 0.98 || textScale < 0.45 * scale)
            break;
        textScale *= 0.94;
    }
    stacked = size.width() < kStackedBelow * scale && pitch >= lineHeight() + (kLeastBar + 4) * m_scale;
    chooseColumns(data, size.width());
    placeRows(data, size, bottom);
    placeTicks();
    placeWritten(data);
    placeDiamonds(data);
}

double LadderLayout::preferredHeight(const LadderData& data, double width, double scale)
{
    LadderLayout probe({}, {}, scale);
    const double line = probe.lineHeight();
    const double pitch = width < kStackedBelow * scale ? line + 15 * scale : line + 9 * scale;
    return 2 * (line + 4 * scale) + static_cast<double>(data.rows.size()) * pitch +
           (static_cast<double>(std::max<std::size_t>(data.groups, 1)) - 1) * kGroupGap * scale +
           probe.placeEntries(data, {width, 0});
}

double LadderLayout::x(double factor) const
{
    const double share = std::log(std::max(factor, m_low) / m_low) / std::log(m_high / m_low);
    return plot.left() + plot.width() * std::clamp(share, 0.0, 1.0);
}

QString LadderLayout::text(const LadderRow& row, Cell cell)
{
    switch (cell) {
    case Cell::Total:
        return row.factor ? factorText(*row.factor) : QString();
    case Cell::Step:
        return row.step ? stepText(*row.step) : QString();
    case Cell::Rate:
        return row.rate ? rateText(*row.rate) : QString();
    case Cell::Percent:
        return row.percentOfPeak ? percentText(*row.percentOfPeak) : QString();
    }
    return {};
}

QFont LadderLayout::cellFont(Cell cell, double scale)
{
    QFont made = font(TextRole::Caption, scale);
    if (cell == Cell::Total)
        made.setWeight(QFont::DemiBold);
    return made;
}

double LadderLayout::lineHeight() const
{
    return std::ceil(QFontMetricsF(font(TextRole::Caption, textScale)).height());
}

double LadderLayout::columnsWidth() const
{
    double all = 0;
    for (const double width : m_widths)
        all += width + kBetweenColumns * m_scale;
    return all;
}

void LadderLayout::chooseColumns(const LadderData& data, double width)
{
    columns = {{Cell::Total, words("total"), {}}};
    if (data.isLadder)
        columns.push_back({Cell::Step, words("step"), {}});
    if (data.hasRate)
        columns.push_back({Cell::Rate, data.rateUnit, {}});
    if (data.hasPercent)
        columns.push_back({Cell::Percent, peakTitle(data), {}});
    double name = 0;
    const QFontMetricsF plain(font(TextRole::Caption, textScale));
    for (const LadderRow& row : data.rows)
        name = std::max(name, plain.horizontalAdvance(row.name));
    for (const Column& column : columns) {
        const QFontMetricsF metrics(cellFont(column.cell, textScale));
        double widest = plain.horizontalAdvance(column.title);
        for (const LadderRow& row : data.rows)
            widest = std::max(widest, metrics.horizontalAdvance(text(row, column.cell)));
        m_widths.push_back(std::ceil(widest) + 1);
    }
    // Columns go as a whole, from the right, rather than being cut.
    const double bars = stacked ? 0 : width * 0.22;
    while (columns.size() > 1 && columnsWidth() + std::min(name, width * 0.4) + bars > width) {
        columns.pop_back();
        m_widths.pop_back();
    }
}

double LadderLayout::placeEntries(const LadderData& data, QSizeF size)
{
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    using Kind = Entry::Kind;
    const auto has = [&](auto&& what) { return std::any_of(data.rows.begin(), data.rows.end(), what); };
    if (has([](const LadderRow& row) { return !row.usesPool && !row.peer; }))
        entries.push_back({Kind::Alone, words("one worker"), {}});
    if (has([](const LadderRow& row) { return row.usesPool; }))
        entries.push_back({Kind::Workers, data.devices ? words("GPUs") : words("all workers"), {}});
    if (has([](const LadderRow& row) { return row.peer; }))
        entries.push_back({Kind::Peer, words("peer, not a rung"), {}});
    if (data.predicted)
        entries.push_back({Kind::Predicted, words("predicted"), {}});
    if (!data.quotation.rungs.empty()) {
        QString quoted = words("quoted: %1").arg(data.quotation.source);
        if (size.width() >= kRungListFrom * m_scale) {
            QStringList rungs;
            for (const auto& rung : data.quotation.rungs) {
                QString named = rung.name + QLatin1Char(' ') + quotedText(rung.factor);
                rungs << named.replace(QLatin1Char(' '), QChar(QChar::Nbsp)); // stays on one line
            }
            quoted += QStringLiteral(". ") + rungs.join(QStringLiteral(" · "));
        }
        entries.push_back({Kind::Quoted, quoted, {}});
    }
    const double line = lineHeight() + 3 * m_scale;
    const double sample = (kSample + 5) * m_scale;
    double left = 0;
    double y = 0;
    for (Entry& entry : entries) {
        double width = sample + std::ceil(metrics.horizontalAdvance(entry.words)) + 2;
        if (left > 0 && left + width > size.width()) {
            left = 0;
            y += line;
        }
        double height = line;
        if (width > size.width()) {
            width = size.width();
            height = metrics
                         .boundingRect(QRectF(0, 0, std::max(width - sample, 1.0), 1e4), Qt::TextWordWrap,
                                       entry.words)
                         .height() +
                     3 * m_scale;
        }
        entry.rect = QRectF(left, y, width, height);
        y += height - line;
        left += width + 14 * m_scale;
    }
    y += entries.empty() ? 0 : line;
    if (!data.sentence.isEmpty()) {
        QFont strong = cellFont(Cell::Total, textScale);
        const QRectF used = QFontMetricsF(strong).boundingRect(QRectF(0, 0, size.width(), 1e4),
                                                               Qt::TextWordWrap, data.sentence);
        entries.push_back({Entry::Kind::Sentence, data.sentence,
                           QRectF(0, y + 3 * m_scale, size.width(), std::ceil(used.height()) + 1)});
        y += std::ceil(used.height()) + 5 * m_scale;
    }
    y += 4 * m_scale;
    for (Entry& entry : entries)
        entry.rect.translate(0, size.height() - y + 4 * m_scale);
    return y;
}

void LadderLayout::placeRows(const LadderData& data, QSizeF size, double bottom)
{
    const double line = lineHeight();
    const double top = line + 4 * m_scale;
    const double axis = line + 4 * m_scale;
    const double gap = kGroupGap * m_scale;
    const double pitch = std::max(1.0, (bottom - top - axis - (static_cast<double>(data.groups) - 1) * gap) /
                                           static_cast<double>(data.rows.size()));
    const double figures = columnsWidth();
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    double name = 0;
    for (const LadderRow& row : data.rows)
        name = std::max(name, std::ceil(metrics.horizontalAdvance(row.name)) + 1);
    const double between = kBetweenColumns * m_scale;
    const double inset = 5 * m_scale; // of a diamond at the very edge
    const double left = stacked ? inset : std::min(name, size.width() * 0.4) + between;
    const double nameLeft = stacked ? left + 4 * m_scale : 0; // beside the axis, not under it
    const double right = stacked ? size.width() - inset : size.width() - figures;
    plot = QRectF(QPointF(left, top), QPointF(std::max(right, left + 1), bottom - axis));
    note = plot;
    if (stacked)
        note.setLeft(std::min(nameLeft + name + between, plot.center().x()));
    barHeight = stacked ? std::clamp(pitch - line - 7 * m_scale, kLeastBar * m_scale, 10 * m_scale)
                        : std::clamp(pitch * 0.62, 3 * m_scale, 20 * m_scale);
    double from = size.width() - figures + between - 1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i].header = QRectF(from, 0, m_widths[i], line);
        from += m_widths[i] + between;
    }
    double y = top;
    for (std::size_t i = 0; i < data.rows.size(); ++i) {
        const LadderRow& row = data.rows[i];
        if (i > 0 && row.group != data.rows[i - 1].group)
            y += gap;
        Row placed;
        placed.band = QRectF(0, y, size.width(), pitch);
        const double used = line + barHeight + 1 * m_scale;
        const double above = stacked ? (pitch - used) / 2 : 0;
        const double wordsHeight = stacked ? line : pitch;
        const double nameRight = stacked ? size.width() - figures : left - between;
        placed.name = QRectF(nameLeft, y + above, nameRight - nameLeft, wordsHeight);
        placed.lane = stacked ? y + above + line + 1 * m_scale + barHeight / 2 : y + pitch / 2;
        const double reasonLeft =
            stacked ? std::min(nameRight, nameLeft + std::ceil(metrics.horizontalAdvance(row.name)) + between)
                    : left;
        placed.reason =
            QRectF(QPointF(reasonLeft, placed.name.top()), QPointF(size.width(), placed.name.bottom()));
        if (row.factor) {
            const double begin = x(data.barsFrom());
            const double end = std::max(x(*row.factor), begin + 2 * m_scale);
            placed.bar = QRectF(QPointF(begin, placed.lane - barHeight / 2),
                                QPointF(end, placed.lane + barHeight / 2));
        }
        rows.push_back(placed);
        y += pitch;
    }
}

void LadderLayout::placeTicks()
{
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    double free = -1e9;
    for (const double factor : tickFactors(m_low, m_high)) {
        Tick tick{factor, quotedText(factor), {}};
        const double width = std::ceil(metrics.horizontalAdvance(tick.text)) + 2;
        const double left = std::clamp(x(factor) - width / 2, 0.0, std::max(plot.right() - width, 0.0));
        tick.rect = QRectF(left, plot.bottom() + 3 * m_scale, width, lineHeight());
        if (left < free)
            tick.text.clear(); // the grid line stays
        else
            free = left + width + 6 * m_scale;
        ticks.push_back(tick);
    }
}

void LadderLayout::placeDiamonds(const LadderData& data)
{
    const auto& rungs = data.quotation.rungs;
    if (rungs.empty() || rows.empty())
        return;
    std::size_t own = rows.size(); // without the peers at the end
    while (own > 1 && data.rows[own - 1].peer)
        --own;
    const double first = rows.front().lane;
    const double last = rows[own - 1].lane;
    for (std::size_t i = 0; i < rungs.size(); ++i) {
        const double share =
            rungs.size() == 1 ? 0.5 : static_cast<double>(i) / static_cast<double>(rungs.size() - 1);
        double y = first + (last - first) * share;
        if (stacked && own > 2) { // words stand between the bars: only the rows' borders are free
            const auto border =
                static_cast<std::size_t>(std::lround(1 + share * (static_cast<double>(own) - 2)));
            y = (rows[border].band.top() + rows[border - 1].band.bottom()) / 2;
        }
        diamonds.push_back({{x(rungs[i].factor), y}, rungs[i].name, {}});
    }
    if (!stacked)
        nameDiamonds(data);
}

void LadderLayout::placeWritten(const LadderData& data)
{
    if (!stacked)
        return;
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const QRectF line = rows[i].name.adjusted(0, 1, 0, -1);
        const auto write = [&](double left, double right) {
            written.emplace_back(QPointF(left - 2, line.top()), QPointF(right + 2, line.bottom()));
        };
        write(0, std::min(metrics.horizontalAdvance(data.rows[i].name), line.width()));
        if (!data.rows[i].available)
            write(rows[i].reason.left(), rows[i].reason.right());
        for (const Column& column : columns) {
            const QString figure = text(data.rows[i], column.cell);
            const double width = QFontMetricsF(cellFont(column.cell, textScale)).horizontalAdvance(figure);
            if (data.rows[i].available && !figure.isEmpty())
                write(column.header.right() - width, column.header.right());
        }
    }
}

void LadderLayout::nameDiamonds(const LadderData& data)
{
    const QFontMetricsF metrics(font(TextRole::Caption, textScale));
    const double line = lineHeight();
    const double away = 9 * m_scale;
    std::vector<QRectF> taken;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        taken.push_back(rows[i].bar);
        if (!data.rows[i].available)
            taken.push_back(rows[i].reason);
    }
    for (const Diamond& diamond : diamonds)
        taken.push_back(QRectF(diamond.at - QPointF(away, away) * 0.7, QSizeF(away, away) * 1.4));
    for (Diamond& diamond : diamonds) {
        const double width = std::ceil(metrics.horizontalAdvance(diamond.name)) + 2;
        for (const QPointF& corner :
             {QPointF(away, -line / 2), QPointF(-away - width, -line / 2), QPointF(away * 0.6, -line - 1),
              QPointF(-away * 0.6 - width, 1), QPointF(-width / 2, away * 0.7),
              QPointF(-width / 2, -away * 0.7 - line)}) {
            const QRectF label(diamond.at + corner, QSizeF(width, line));
            bool free = plot.contains(label);
            for (const QRectF& other : taken)
                free = free && (other.isNull() || !label.intersects(other) ||
                                (other.center() - diamond.at).manhattanLength() < 1);
            for (std::size_t i = 1; free && i < diamonds.size(); ++i)
                free = !crosses(label, diamonds[i - 1].at, diamonds[i].at);
            if (free) {
                diamond.label = label;
                taken.push_back(label);
                break;
            }
        }
    }
    // A name or two alone would be taken for this machine's.
    const auto named = std::count_if(diamonds.begin(), diamonds.end(),
                                     [](const Diamond& diamond) { return !diamond.label.isNull(); });
    if (static_cast<std::size_t>(named) * 2 < diamonds.size()) {
        for (Diamond& diamond : diamonds)
            diamond.label = {};
    }
}

} // namespace lab::widgets
