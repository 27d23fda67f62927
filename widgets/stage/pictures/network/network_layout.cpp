// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/network/network_painter.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lab::widgets {

namespace {

constexpr double kCaption = 17;
constexpr double kBetweenCaptions = 5;
constexpr double kWorkerLine = 19;
constexpr double kAboveLines = 6;
constexpr double kArrow = 30; // between columns
constexpr double kPicture = 42;
constexpr double kSmallestPicture = 24;
constexpr double kPrediction = 150;
constexpr double kSmallestForPredictions = 560;
constexpr double kSmallestForPictures = 380;
constexpr double kSmallestColumnsHeight = 70;
constexpr std::int64_t kWidestNeurons = 128; // wider layers get no more room,
constexpr std::int64_t kFewestNeurons = 25;  // narrower ones no less: their captions stand above them
constexpr double kOwnerStrip = 7;            // right of a layer
constexpr std::int64_t kSampleRows = 4;
constexpr double kSampleLabel = 92;
constexpr double kSampleRow = 18;
constexpr double kBetweenRows = 2;
constexpr double kBelowRows = 5;

// Wider layers get wider columns, but a narrow one can still be seen: widths by the root.
double shareOf(std::int64_t neurons)
{
    return std::sqrt(static_cast<double>(std::clamp(neurons, kFewestNeurons, kWidestNeurons)));
}

class Placing
{
public:
    Placing(const QRectF& area, std::int64_t samples, double scale)
        : m_area(area), m_scale(scale), m_samples(samples),
          m_predictions(area.width() >= kSmallestForPredictions * scale),
          m_pictures(area.width() >= kSmallestForPictures * scale),
          m_rows(m_pictures ? std::min(samples, kSampleRows) : 0)
    {
    }

    NetworkLayout place(const std::vector<std::int64_t>& neurons, int workers);

private:
    void placeLines(int workers);
    void placePictures();
    void placeColumns(const std::vector<std::int64_t>& neurons);
    void placeSampleRows();

    const QRectF m_area;
    const double m_scale;
    const std::int64_t m_samples;
    const bool m_predictions;
    const bool m_pictures;
    std::int64_t m_rows; // of samples
    double m_top = 0;    // of the columns, and so on
    double m_bottom = 0;
    double m_left = 0;
    double m_right = 0;
    NetworkLayout m_layout;
};

// What stands above and below the columns. Samples' rows come before the workers' lines, which the lanes
// show, too; the count of what is right comes before both.
void Placing::placeLines(int workers)
{
    const double caption = kCaption * m_scale;
    const double lines = std::min(workers, 4) * kWorkerLine * m_scale;
    const double lowest = kSmallestColumnsHeight * m_scale;
    const double count = m_predictions ? 0 : kWorkerLine * m_scale;
    const double rows = (static_cast<double>(m_rows) * (kSampleRow + kBetweenRows) + kBelowRows) * m_scale;
    double free = m_area.height() - caption - kAboveLines * m_scale;
    if (m_rows < 2 || free - rows - count < lowest)
        m_rows = 0;
    else
        free -= rows;
    const bool withWorkers = free - lines >= lowest;
    const double below = withWorkers ? lines + kAboveLines * m_scale : m_rows > 0 ? count : 0;
    m_top = m_area.top() + (m_rows > 0 ? rows : 0) + caption;
    m_bottom = m_area.bottom() - below;
    if (withWorkers)
        m_layout.workers = {m_area.left(), m_area.bottom() - lines, m_area.width(), lines};
    if (below > 0 && !m_predictions)
        m_layout.right = {m_area.left(), m_area.bottom() - (withWorkers ? lines : count), m_area.width(),
                          kWorkerLine * m_scale};
}

void Placing::placePictures()
{
    const double height = m_bottom - m_top;
    const double caption = kCaption * m_scale;
    const double arrow = kArrow * m_scale;
    const double prediction = kPrediction * m_scale;
    const auto wanted = static_cast<int>(height / (kPicture * m_scale));
    const int shown = static_cast<int>(std::min<std::int64_t>(
        std::max(wanted, static_cast<int>(height / (kSmallestPicture * m_scale) / 2)), m_samples));
    const double step = height / std::max(shown, 1);
    const double side = std::min(step - 4 * m_scale, kPicture * 1.5 * m_scale);
    for (int i = 0; i < shown; ++i) {
        m_layout.pictures.emplace_back(m_left, m_top + i * step + (step - side) / 2, side, side);
        if (m_predictions)
            m_layout.predictions.emplace_back(m_right - prediction, m_top + i * step, prediction, step);
    }
    m_layout.picturesCaption = {m_left, m_top - caption, side + arrow, caption};
    m_left += std::max(side + arrow, m_rows > 0 ? kSampleLabel * m_scale : 0);
    if (!m_predictions)
        return;
    m_layout.predictionsCaption = {m_right - prediction, m_top - caption, prediction, caption};
    m_layout.right = m_layout.predictionsCaption;
    m_right -= prediction + arrow * 0.6;
}

void Placing::placeColumns(const std::vector<std::int64_t>& neurons)
{
    const double caption = kCaption * m_scale;
    const double arrow = kArrow * m_scale;
    double total = 0;
    for (const std::int64_t count : neurons)
        total += shareOf(count);
    const double free = m_right - m_left - arrow * static_cast<double>(neurons.size() - 1);
    double x = m_left;
    for (const std::int64_t count : neurons) {
        const double width = free * shareOf(count) / total;
        m_layout.columns.emplace_back(x, m_top, width, m_bottom - m_top);
        const bool isLast = m_layout.captions.size() + 1 == neurons.size();
        const double end =
            isLast ? m_right + (m_predictions ? arrow * 0.6 : kOwnerStrip * m_scale) : x + width + arrow;
        m_layout.captions.emplace_back(x, m_top - caption, end - x - kBetweenCaptions * m_scale, caption);
        x += width + arrow;
    }
}

// A box above each column.
void Placing::placeSampleRows()
{
    const double height = kSampleRow * m_scale;
    for (std::int64_t row = 0; row < m_rows; ++row) {
        const double y = m_area.top() + static_cast<double>(row) * (kSampleRow + kBetweenRows) * m_scale;
        SampleRowPlace place;
        place.label = {m_area.left(), y, m_left - 4 * m_scale - m_area.left(), height};
        for (const QRectF& column : m_layout.columns)
            place.boxes.emplace_back(column.left(), y, column.width(), height);
        if (const QRectF& caption = m_layout.predictionsCaption; !caption.isEmpty())
            place.prediction = {caption.left(), y, caption.width(), height};
        m_layout.sampleRows.push_back(std::move(place));
    }
}

NetworkLayout Placing::place(const std::vector<std::int64_t>& neurons, int workers)
{
    placeLines(workers);
    m_left = m_area.left();
    m_right = m_area.right();
    if (m_pictures)
        placePictures();
    if (!m_predictions)
        m_right -= kOwnerStrip * m_scale;
    placeColumns(neurons);
    placeSampleRows();
    return std::move(m_layout);
}

} // namespace

NetworkLayout layOutNetwork(const QRectF& area, const std::vector<std::int64_t>& neurons,
                            std::int64_t samples, int workers, double scale)
{
    if (area.width() < 20 || area.height() < 20 || neurons.empty())
        return {};
    return Placing(area, samples, scale).place(neurons, workers);
}

} // namespace lab::widgets
