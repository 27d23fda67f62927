// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/network/network_painter.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kCaption = 17;
constexpr double kBetweenCaptions = 5;
constexpr double kWorkerLine = 19;
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

} // namespace

NetworkLayout layOutNetwork(const QRectF& area, const std::vector<std::int64_t>& neurons,
                            std::int64_t samples, int workers, double scale)
{
    NetworkLayout layout;
    if (area.width() < 20 || area.height() < 20 || neurons.empty())
        return layout;
    const double caption = kCaption * scale;
    const double arrow = kArrow * scale;
    const double lines = std::min(workers, 4) * kWorkerLine * scale;
    const bool withWorkers = area.height() - caption - lines - 6 * scale >= kSmallestColumnsHeight * scale;
    const double bottom = withWorkers ? area.bottom() - lines - 6 * scale : area.bottom();
    if (withWorkers)
        layout.workers = {area.left(), bottom + 6 * scale, area.width(), lines};
    const double top = area.top() + caption;
    const double height = bottom - top;

    double left = area.left();
    double right = area.right();
    const bool predictions = area.width() >= kSmallestForPredictions * scale;
    const bool pictures = area.width() >= kSmallestForPictures * scale;
    if (pictures) {
        const auto wanted = static_cast<int>(height / (kPicture * scale));
        const int shown = static_cast<int>(std::min<std::int64_t>(
            std::max(wanted, static_cast<int>(height / (kSmallestPicture * scale) / 2)), samples));
        const double step = height / std::max(shown, 1);
        const double side = std::min(step - 4 * scale, kPicture * 1.5 * scale);
        for (int i = 0; i < shown; ++i) {
            const double y = top + i * step + (step - side) / 2;
            layout.pictures.emplace_back(left, y, side, side);
            if (predictions)
                layout.predictions.emplace_back(right - kPrediction * scale, top + i * step,
                                                kPrediction * scale, step);
        }
        layout.picturesCaption = {left, area.top(), side + arrow, caption};
        left += side + arrow;
        if (predictions) {
            layout.predictionsCaption = {right - kPrediction * scale, area.top(), kPrediction * scale,
                                         caption};
            right -= kPrediction * scale + arrow * 0.6;
        }
    }
    if (!predictions)
        right -= kOwnerStrip * scale;
    // Wider layers get wider columns, but a narrow one can still be seen: widths by the root.
    const auto share = [](std::int64_t count) {
        return std::sqrt(static_cast<double>(std::clamp(count, kFewestNeurons, kWidestNeurons)));
    };
    double total = 0;
    for (const std::int64_t count : neurons)
        total += share(count);
    const double free = right - left - arrow * static_cast<double>(neurons.size() - 1);
    double x = left;
    for (const std::int64_t count : neurons) {
        const double width = free * share(count) / total;
        layout.columns.emplace_back(x, top, width, height);
        const bool isLast = layout.captions.size() + 1 == neurons.size();
        const double end =
            isLast ? right + (predictions ? arrow * 0.6 : kOwnerStrip * scale) : x + width + arrow;
        layout.captions.emplace_back(x, area.top(), end - x - kBetweenCaptions * scale, caption);
        x += width + arrow;
    }
    return layout;
}

} // namespace lab::widgets
