// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/balance/balance_painter.h"

#include "widgets/lanes/coordinates.h"
#include "widgets/stage/pictures/balance/work_shares.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using Unit = WorkShares::Unit;
using Worker = WorkShares::Worker;

constexpr double kLine = 18;
constexpr double kGap = 24;
constexpr double kBarsShare = 0.46; // of the width
constexpr double kHighestRow = 46;
constexpr double kNamedRow = 17;
constexpr int kWeave = 3; // px of a colour where several units share a row of pixels

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

QString outOfWork(const WorkShares& shares)
{
    const auto out = std::count_if(shares.workers.begin(), shares.workers.end(),
                                   [](const Worker& worker) { return worker.whole > 0 && worker.finished; });
    const auto had = std::count_if(shares.workers.begin(), shares.workers.end(),
                                   [](const Worker& worker) { return worker.whole > 0; });
    if (had == 0 || out == had)
        return {};
    if (out == 0)
        return text("everybody has work");
    return text("out of work: %1 of %2 workers").arg(out).arg(had);
}

QString workDone(const WorkShares& shares)
{
    return text("%1 of the work done").arg(formatShare(std::min(shares.done, 1.0)));
}

class Painting
{
public:
    explicit Painting(StageBrush& brush)
        : m_brush(brush), m_painter(brush.painter()), m_theme(brush.theme()), m_scale(brush.scale()),
          m_shares(workShares(brush.scene(), brush.trace(), brush.time())), m_costs(unitCosts(brush.scene()))
    {
    }

    void paint(const QRectF& area);

private:
    void paintWork(const QRectF& area);
    QImage workImage(const QSize& size) const;
    QRgb colourAt(std::size_t unit, double x) const;
    void paintBars(const BalanceLayout& layout);
    void paintWorker(const QRectF& row, double left, std::size_t lane);
    void paintMark(const BalanceLayout& layout, double left, double ns, const QStringList& wordings,
                   bool above);
    QString kindOfUnit() const
    {
        const auto& tasks = m_brush.scene().tasks;
        return tasks.empty() || tasks.front().axes.empty()
                   ? QString()
                   : QString::fromStdString(tasks.front().axes.front().name);
    }
    double nameWidth() const { return m_brush.widthOf(text("worker %1").arg(888), TextRole::Strong); }

    StageBrush& m_brush;
    QPainter& m_painter;
    const Theme& m_theme;
    const double m_scale;
    const WorkShares m_shares;
    const std::vector<double> m_costs;
};

void Painting::paint(const QRectF& area)
{
    const double line = kLine * m_scale;
    const StageContent& content = m_brush.content();
    const int lines = (content.remark.isEmpty() ? 0 : 1) + (content.measured.isEmpty() ? 0 : 1);
    double y = area.bottom() - lines * line;
    const BalanceLayout layout =
        layOutBalance(area.adjusted(0, 0, 0, -lines * line - 6 * m_scale), m_shares.workers.size(), m_scale);
    if (!content.remark.isEmpty()) {
        m_brush.write({area.left(), y, area.width(), line}, content.remark, TextRole::Strong, m_theme.text);
        y += line;
    }
    m_brush.write({area.left(), y, area.width(), line}, m_brush.measured(area.width(), TextRole::Body),
                  TextRole::Body, m_theme.textSecondary);
    if (layout.work.height() < line)
        return;
    m_brush.write({area.left(), area.top(), layout.work.width(), line}, workDone(m_shares), TextRole::Strong,
                  m_theme.text);
    paintWork(layout.work);
    if (m_shares.longest == 0 || layout.row <= 0)
        return; // nobody has worked yet
    m_brush.write({layout.bars.left(), area.top(), layout.bars.width(), line}, outOfWork(m_shares),
                  TextRole::Strong, m_theme.text);
    paintBars(layout);
}

// One colour a pixel: rows are often thinner than that.
void Painting::paintWork(const QRectF& area)
{
    const double ratio = m_painter.device()->devicePixelRatioF();
    const QSize size = (area.size() * ratio).toSize();
    if (size.isEmpty() || m_costs.empty())
        return;
    m_painter.drawImage(area, workImage(size));
    const QString words = text("each line a %1: its length is its work").arg(kindOfUnit());
    const QRectF place(area.left() + area.width() * 0.36, area.top(), area.width() * 0.64, kLine * m_scale);
    if (m_brush.widthOf(words, TextRole::Caption) <= place.width())
        m_brush.write(place, words, TextRole::Caption, m_theme.textSecondary,
                      Qt::AlignRight | Qt::AlignVCenter);
}

QImage Painting::workImage(const QSize& size) const
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    const auto units = m_costs.size();
    const auto height = static_cast<std::size_t>(size.height());
    const double widest = std::max(*std::max_element(m_costs.begin(), m_costs.end()), 1e-12);
    for (std::size_t y = 0; y < height; ++y) {
        auto* pixels = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(y)));
        const std::size_t first = y * units / height;
        const std::size_t count = std::max<std::size_t>((y + 1) * units / height, first + 1) - first;
        for (int x = 0; x < size.width(); ++x) {
            const auto woven = (static_cast<std::size_t>(x) + y) / kWeave % count;
            pixels[x] = colourAt(first + woven, (x + 0.5) / size.width() * widest);
        }
    }
    return image;
}

// Of unit `unit` where `x` of its cost lies to the left; no colour beyond its end.
QRgb Painting::colourAt(std::size_t unit, double x) const
{
    const Unit& state = m_shares.units[unit];
    if (x > m_costs[unit])
        return 0;
    if (state.started && x <= state.done * m_costs[unit])
        return m_brush.workerColour(state.lane).rgb();
    return m_theme.track.rgb();
}

void Painting::paintBars(const BalanceLayout& layout)
{
    const bool named = layout.row >= kNamedRow * m_scale;
    const double left = layout.bars.left() + (named ? nameWidth() + 8 * m_scale : 0);
    for (std::size_t lane = 0; lane < m_shares.workers.size(); ++lane)
        paintWorker({layout.bars.left(), layout.bars.top() + static_cast<double>(lane) * layout.row,
                     layout.bars.width(), layout.row},
                    left, lane);
    if (m_shares.workers.size() < 2)
        return;
    const auto longest = static_cast<double>(m_shares.longest);
    const QString times = QLocale().toString(longest / m_shares.mean, 'f', 2);
    const QString mean = text("mean %1").arg(formatTime(m_shares.mean));
    paintMark(layout, left, longest, {text("longest %1").arg(formatTime(longest))}, true);
    paintMark(layout, left, m_shares.mean,
              {text("%1; the longest is %2 times that").arg(mean, times),
               text("%1; longest ÷ mean %2").arg(mean, times), mean},
              false);
}

void Painting::paintWorker(const QRectF& row, double left, std::size_t lane)
{
    const Worker& worker = m_shares.workers[lane];
    const bool named = left > row.left();
    if (named)
        m_brush.write({row.left(), row.top(), left - row.left(), row.height()},
                      QString::fromStdString(m_brush.trace().lanes()[lane].info.name), TextRole::Strong,
                      m_theme.text);
    const double gap = std::min(4 * m_scale, row.height() * 0.15);
    const QRectF whole(left, row.top() + gap, row.right() - left, row.height() - 2 * gap);
    const double perNs =
        whole.width() / static_cast<double>(std::max<base::Nanoseconds>(m_shares.longest, 1));
    const auto part = [&](base::Nanoseconds ns) {
        return QRectF(whole.left(), whole.top(), static_cast<double>(ns) * perNs, whole.height());
    };
    const QColor colour = m_brush.workerColour(lane);
    m_painter.fillRect(part(worker.whole), m_theme.washed(colour));
    const QRectF now = part(worker.soFar);
    m_painter.fillRect(now, colour);
    const QString time = formatTime(static_cast<double>(worker.soFar));
    if (named && worker.soFar > 0 && m_brush.widthOf(time, TextRole::Body) + 16 * m_scale < now.width())
        m_brush.write(now.adjusted(8 * m_scale, 0, -8 * m_scale, 0), time, TextRole::Body,
                      m_theme.textOn(colour), Qt::AlignRight | Qt::AlignVCenter);
}

// A line through all bars, with its words above them or below.
void Painting::paintMark(const BalanceLayout& layout, double left, double ns, const QStringList& wordings,
                         bool above)
{
    const double line = kLine * m_scale;
    const QRectF& bars = layout.bars;
    const double bottom = bars.top() + layout.row * static_cast<double>(m_shares.workers.size());
    const double x = left + (bars.right() - left) * ns / static_cast<double>(m_shares.longest);
    m_painter.setPen(QPen(m_theme.text, 1.6 * m_scale, above ? Qt::SolidLine : Qt::DashLine));
    m_painter.drawLine(QPointF(x, bars.top() - 3 * m_scale), QPointF(x, bottom + 3 * m_scale));
    const QString words = m_brush.fitting(bars.width(), wordings, TextRole::Body);
    const double width = m_brush.widthOf(words, TextRole::Body);
    const double from = std::clamp(x - width / 2, bars.left(), std::max(bars.left(), bars.right() - width));
    m_brush.write(
        {from, above ? bars.top() - line - 3 * m_scale : bottom + 3 * m_scale, bars.right() - from, line},
        words, TextRole::Body, m_theme.text);
}

} // namespace

BalanceLayout layOutBalance(const QRectF& area, std::size_t workers, double scale)
{
    const double line = kLine * scale;
    BalanceLayout layout;
    const QRectF below = area.adjusted(0, line + 4 * scale, 0, 0);
    if (below.height() <= 0)
        return layout;
    const double bars = workers > 0 ? (area.width() - kGap * scale) * kBarsShare : 0;
    layout.work = QRectF(below.left(), below.top(), area.width() - bars - (workers > 0 ? kGap * scale : 0),
                         below.height());
    layout.bars =
        QRectF(below.right() - bars, below.top() + line, bars, below.height() - 2 * line - 6 * scale);
    if (workers > 0)
        layout.row =
            std::clamp(layout.bars.height() / static_cast<double>(workers), 0.0, kHighestRow * scale);
    return layout;
}

void paintBalance(StageBrush& brush, const QRectF& area)
{
    Painting(brush).paint(area);
}

QString describeBalance(const StageContent& content)
{
    const WorkShares shares = workShares(*content.capture->scene, *content.capture->trace,
                                         static_cast<base::Nanoseconds>(content.time));
    const QString out = outOfWork(shares);
    return out.isEmpty() ? workDone(shares) : workDone(shares) + QStringLiteral("; ") + out;
}

} // namespace lab::widgets
