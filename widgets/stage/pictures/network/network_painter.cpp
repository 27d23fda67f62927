// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/network/network_painter.h"

#include "widgets/stage/brush/fill_progress.h"
#include "widgets/stage/pictures/network/sample_rows_painter.h"
#include "widgets/stage/pictures/network/worker_lines.h"
#include "widgets/theme/hatch.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Exhibit;
using scenario::LayerDetails;
using scenario::Range;
using trace::State;

constexpr double kOwnerStrip = 4;
constexpr double kGrowing = 0.75;
constexpr double kWaitWords = 18;

QString text(const char* source)
{
    return QCoreApplication::translate("Stage", source);
}

class Painting
{
public:
    explicit Painting(StageBrush& brush);

    void paint(const QRectF& area);

private:
    void paintInput(const QRectF& rect);
    void paintLayer(const QRectF& rect, std::size_t layer);
    void paintArrow(const QRectF& from, const QRectF& to, std::size_t layer);
    void paintWaits(const NetworkLayout& layout);
    void paintNeed(const QRectF& rect, const NetworkWait& wait);
    void paintPictures(const NetworkLayout& layout);
    void paintPrediction(const QRectF& rect, std::size_t sample);
    void paintRight(const NetworkLayout& layout);
    void paintSampleRows(const NetworkLayout& layout, const std::vector<std::int64_t>& neurons);
    int predicted(std::size_t sample) const;
    const LayerDetails& details(std::size_t layer) const
    {
        return std::get<LayerDetails>(m_layers[layer]->details);
    }
    const Exhibit& last() const { return *m_layers.back(); }

    StageBrush& m_brush;
    const std::vector<NetworkWait> m_waits;
    const Exhibit* m_images = nullptr;
    std::vector<const Exhibit*> m_layers;
    std::vector<std::vector<Filled>> m_filled; // by layer
    std::vector<std::vector<bool>> m_ready;    // by layer and sample
};

Painting::Painting(StageBrush& brush) : m_brush(brush), m_waits(networkWaits(brush.trace(), brush.time()))
{
    for (const Exhibit& exhibit : brush.scene().exhibits) {
        if (exhibit.kind == scenario::ExhibitKind::ImageTiles && exhibit.shape.size() == 3)
            m_images = &exhibit;
        if (exhibit.kind == scenario::ExhibitKind::Activations && exhibit.shape.size() == 2 &&
            std::holds_alternative<LayerDetails>(exhibit.details))
            m_layers.push_back(&exhibit);
    }
    for (const Exhibit* layer : m_layers) {
        const scenario::Task* task = writerOf(brush.scene(), *layer);
        m_filled.push_back(task ? filledAt(brush.scene(), *task, *layer, brush.trace(), brush.time())
                                : std::vector<Filled>{});
    }
}

void Painting::paintInput(const QRectF& rect)
{
    // The pictures' pixels, one picture a row: the same values as tiles, seen as a matrix.
    Exhibit rows = *m_images;
    rows.shape = {m_images->shape[0], {"pixel", m_images->shape[1].extent * m_images->shape[2].extent}};
    m_brush.painter().fillRect(rect, m_brush.theme().shade);
    const QImage plane = m_brush.pictures().rows(m_brush.content().capture->scene, m_images->id);
    if (!plane.isNull())
        m_brush.painter().drawImage(rect, plane);
    m_brush.frame(rect);
    for (const auto& active : scenario::activeSpans(m_brush.scene(), m_brush.trace(), m_brush.time())) {
        for (const scenario::Footprint& print : active.footprints) {
            if (print.exhibit == m_images->id)
                m_brush.light(StageBrush::cells(rect, rows, print.ranges[0], {0, rows.shape[1].extent}),
                              m_brush.workerColour(active.lane), 3);
        }
    }
}

void Painting::paintLayer(const QRectF& rect, std::size_t layer)
{
    const Exhibit& exhibit = *m_layers[layer];
    std::vector<bool> ready(static_cast<std::size_t>(exhibit.shape[0].extent), false);
    m_brush.painter().fillRect(rect, m_brush.theme().shade);
    for (const Filled& filled : m_filled[layer]) {
        const bool whole = filled.share >= 1;
        m_brush.image(rect, exhibit, filled.rows, filled.columns, whole ? 1 : kGrowing * filled.share);
        if (!whole || filled.columns.end < exhibit.shape[1].extent)
            continue;
        for (std::int64_t row = filled.rows.begin; row < filled.rows.end; ++row)
            ready[static_cast<std::size_t>(row)] = true;
        const QRectF done = StageBrush::cells(rect, exhibit, filled.rows, filled.columns);
        m_brush.painter().fillRect(
            QRectF(rect.right() + m_brush.scale(), done.top(), kOwnerStrip * m_brush.scale(), done.height()),
            m_brush.workerColour(filled.lane));
    }
    m_brush.frame(rect);
    for (const auto& active : scenario::activeSpans(m_brush.scene(), m_brush.trace(), m_brush.time())) {
        for (const scenario::Footprint& print : active.footprints) {
            if (print.exhibit == exhibit.id && print.access == scenario::Access::Writes)
                m_brush.light(StageBrush::cells(rect, exhibit, print.ranges[0], print.ranges[1]),
                              m_brush.workerColour(active.lane), 3);
        }
    }
    m_ready.push_back(std::move(ready));
}

void Painting::paintArrow(const QRectF& from, const QRectF& to, std::size_t layer)
{
    QPainter& painter = m_brush.painter();
    const double scale = m_brush.scale();
    const double y = from.center().y();
    const double x1 = from.right() + (kOwnerStrip + 4) * scale;
    const double x2 = to.left() - 3 * scale;
    const bool started =
        std::any_of(m_ready[layer].begin(), m_ready[layer].end(), [](bool done) { return done; });
    const QColor colour = started ? m_brush.theme().text : m_brush.theme().axis;
    painter.setPen(QPen(colour, 1.6 * scale));
    painter.drawLine(QPointF(x1, y), QPointF(x2, y));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double head = 5 * scale;
    painter.drawPolygon(
        QPolygonF({{x2 + scale, y}, {x2 - head, y - head * 0.7}, {x2 - head, y + head * 0.7}}));
}

void Painting::paintWaits(const NetworkLayout& layout)
{
    const StateStyle& style = m_brush.theme().state(State::WaitsForData);
    for (const NetworkWait& wait : m_waits) {
        if (!wait.next || wait.next->task.index() >= m_brush.scene().tasks.size())
            continue;
        const scenario::Task& task = m_brush.scene().tasks[wait.next->task.index()];
        for (std::size_t layer = 0; layer < m_layers.size(); ++layer) {
            if (writerOf(m_brush.scene(), *m_layers[layer]) != &task)
                continue;
            const Filled area = unitArea(m_brush.scene(), task, *m_layers[layer], wait.next->first);
            const QRectF rect =
                StageBrush::cells(layout.columns[layer + 1], *m_layers[layer], area.rows, area.columns);
            m_brush.painter().fillRect(rect, style.fill);
            drawHatch(m_brush.painter(), rect, style.pattern, style.hatch, m_brush.scale());
            m_brush.light(rect, m_brush.workerColour(wait.lane), 3);
            paintNeed(rect, wait);
        }
    }
}

// What the wait is for, on the hatch where there is room.
void Painting::paintNeed(const QRectF& rect, const NetworkWait& wait)
{
    const double scale = m_brush.scale();
    const QString need = QString::fromStdString(scenario::labelOf(m_brush.scene(), *wait.span));
    const QString words = m_brush.fitting(
        rect.width() - 20 * scale,
        {QString::fromStdString(m_brush.trace().lanes()[wait.lane].info.name) + QLatin1Char(' ') + need,
         need},
        TextRole::Caption);
    if (words.isEmpty() || rect.height() < 2 * kWaitWords * scale)
        return;
    QRectF plate(0, 0, m_brush.widthOf(words, TextRole::Caption) + 10 * scale, kWaitWords * scale);
    plate.moveCenter(rect.center());
    m_brush.painter().fillRect(plate, m_brush.theme().panel);
    m_brush.write(plate, words, TextRole::Caption, m_brush.theme().text, Qt::AlignCenter);
}

int Painting::predicted(std::size_t sample) const
{
    const auto classes = static_cast<std::size_t>(last().shape[1].extent);
    const float* row = last().values.get() + sample * classes;
    return static_cast<int>(std::max_element(row, row + classes) - row);
}

void Painting::paintPrediction(const QRectF& rect, std::size_t sample)
{
    const Theme& theme = m_brush.theme();
    if (!m_ready.back()[sample] || !last().values) {
        m_brush.write(rect, QStringLiteral("…"), TextRole::Body, theme.textSecondary);
        return;
    }
    const int found = predicted(sample);
    const std::int64_t classes = last().shape[1].extent;
    const double share =
        static_cast<double>(last().values[static_cast<std::int64_t>(sample) * classes + found]);
    const auto& labels = details(m_layers.size() - 1).labels;
    const auto nameOf = [&](int label) {
        const auto at = static_cast<std::size_t>(label);
        return at < last().captions.size() ? QString::fromStdString(last().captions[at])
                                           : QString::number(label);
    };
    const QString name = nameOf(found);
    const bool isNumber = !name.isEmpty() && name.back().isDigit(); // "2 99 %" would read as one
    const QString prediction =
        name + (isNumber ? QStringLiteral(": %1 %") : QStringLiteral(" %1 %")).arg(share * 100, 0, 'f', 0);
    if (sample >= labels.size()) { // without labels, or training, there is no right and wrong
        m_brush.write(rect, prediction, TextRole::Body, theme.textSecondary);
        return;
    }
    const bool right = found == labels[sample];
    const QString words = (right ? QStringLiteral("✓ ") : QStringLiteral("✗ ")) + prediction;
    const QColor& colour = right ? theme.good.strong : theme.bad.strong;
    const double line = 16 * m_brush.scale();
    if (right || rect.height() < 2 * line) {
        m_brush.write(rect, words, TextRole::Body, colour);
        return;
    }
    m_brush.write({rect.left(), rect.center().y() - line, rect.width(), line}, words, TextRole::Body, colour);
    m_brush.write({rect.left(), rect.center().y(), rect.width(), line},
                  text("   is %1").arg(nameOf(labels[sample])), TextRole::Caption, theme.textSecondary);
}

void Painting::paintPictures(const NetworkLayout& layout)
{
    for (std::size_t i = 0; i < layout.pictures.size(); ++i) {
        m_brush.painter().drawImage(layout.pictures[i],
                                    m_brush.pictures().plane(m_brush.content().capture->scene, m_images->id,
                                                             static_cast<std::int64_t>(i)));
        m_brush.frame(layout.pictures[i]);
    }
    for (std::size_t i = 0; i < layout.predictions.size(); ++i)
        paintPrediction(layout.predictions[i], i);
    const auto all = m_images->shape[0].extent;
    if (!layout.picturesCaption.isEmpty())
        m_brush.write(layout.picturesCaption, text("%1 of %2").arg(layout.pictures.size()).arg(grouped(all)),
                      TextRole::Caption, m_brush.theme().textSecondary);
    paintRight(layout);
}

// How many of the predictions so far are right: above them, or at the end of a line below where they have no
// room.
void Painting::paintRight(const NetworkLayout& layout)
{
    const auto& labels = details(m_layers.size() - 1).labels;
    if (labels.empty() || !last().values || layout.right.isEmpty())
        return;
    int done = 0;
    int right = 0;
    for (std::size_t sample = 0; sample < labels.size() && sample < m_ready.back().size(); ++sample) {
        done += m_ready.back()[sample] ? 1 : 0;
        right += m_ready.back()[sample] && predicted(sample) == labels[sample] ? 1 : 0;
    }
    const bool above = !layout.predictionsCaption.isEmpty();
    if (done > 0)
        m_brush.write(layout.right, text("%1 of %2 right").arg(right).arg(done), TextRole::Strong,
                      m_brush.theme().text, (above ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    else if (above)
        m_brush.write(layout.right, text("predictions"), TextRole::Caption, m_brush.theme().textSecondary);
}

void Painting::paintSampleRows(const NetworkLayout& layout, const std::vector<std::int64_t>& neurons)
{
    const auto samples = samplesInRows(m_images->shape[0].extent, static_cast<int>(layout.sampleRows.size()),
                                       samplesInHand(m_brush.scene(), m_brush.trace(), m_brush.time()));
    const std::vector<std::int64_t> layers(neurons.begin() + 1, neurons.end());
    for (std::size_t row = 0; row < samples.size(); ++row) {
        const SampleRowPlace& place = layout.sampleRows[row];
        paintSampleRow(m_brush, place, sampleRow(samples[row], m_filled, layers), neurons);
        if (!place.prediction.isEmpty())
            paintPrediction(place.prediction, static_cast<std::size_t>(samples[row]));
    }
}

void Painting::paint(const QRectF& area)
{
    if (!m_images || m_layers.empty())
        return;
    std::vector<std::int64_t> neurons = {m_images->shape[1].extent * m_images->shape[2].extent};
    for (const Exhibit* layer : m_layers)
        neurons.push_back(layer->shape[1].extent);
    const NetworkLayout layout =
        layOutNetwork(area, neurons, m_images->shape[0].extent,
                      static_cast<int>(m_brush.trace().lanes().size()), m_brush.scale());
    if (layout.columns.empty())
        return;
    m_brush.painter().setRenderHint(QPainter::SmoothPixmapTransform, false);
    paintInput(layout.columns.front());
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer)
        paintLayer(layout.columns[layer + 1], layer);
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer)
        paintArrow(layout.columns[layer], layout.columns[layer + 1], layer);
    paintWaits(layout);
    const QColor& grey = m_brush.theme().textSecondary;
    m_brush.write(layout.captions.front(), text("pixels"), TextRole::Caption, grey);
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer) {
        const QString title = QString::fromStdString(m_layers[layer]->title);
        const QString full = title + QStringLiteral("  ") + QString::fromStdString(details(layer).layer);
        const QRectF& rect = layout.captions[layer + 1];
        m_brush.write(rect, m_brush.fitting(rect.width(), {full, title}, TextRole::Caption),
                      TextRole::Caption, grey);
    }
    paintPictures(layout);
    paintSampleRows(layout, neurons);
    if (!layout.workers.isEmpty())
        paintWorkerLines(m_brush, layout.workers, m_waits);
}

} // namespace

void paintNetwork(StageBrush& brush, const QRectF& area)
{
    if (!brush.scene().tasks.empty())
        Painting(brush).paint(area);
}

} // namespace lab::widgets
