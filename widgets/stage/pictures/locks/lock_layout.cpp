// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/locks/lock_painter.h"

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr double kLowest = 96;     // a card in which everything can be read
constexpr double kNarrowest = 190; // one with the middle alone
constexpr double kWideEnough = 520;
constexpr double kHighest = 190;
constexpr double kGap = 12;
constexpr double kSide = 0.27; // of the width, for the queue and for who released

LockPlace placeIn(const QRectF& card, double scale)
{
    LockPlace place;
    place.card = card;
    place.guarded = card;
    if (card.width() < kWideEnough * scale)
        return place;
    const double side = std::min(card.width() * kSide, 300 * scale);
    const double gap = 34 * scale;
    place.queue = {card.left(), card.top(), side, card.height()};
    place.guarded = {card.left() + side + gap, card.top(), card.width() - 2 * (side + gap), card.height()};
    place.released = {card.right() - side, card.top(), side, card.height()};
    return place;
}

} // namespace

std::vector<LockPlace> layOutLocks(const QRectF& area, std::size_t count, double scale)
{
    std::vector<LockPlace> places;
    if (count == 0 || area.width() < 1 || area.height() < 1)
        return places;
    const double gap = kGap * scale;
    const auto fits = [&](double length, double least) {
        return std::max<std::size_t>(1, static_cast<std::size_t>((length + gap) / (least * scale + gap)));
    };
    const std::size_t mostRows = fits(area.height(), kLowest);
    const std::size_t columns =
        count <= mostRows ? 1 : std::min(fits(area.width(), kNarrowest), (count + mostRows - 1) / mostRows);
    const std::size_t rows = std::min(mostRows, (count + columns - 1) / columns);
    const double width =
        (area.width() - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
    const double height = std::min(
        (area.height() - gap * static_cast<double>(rows - 1)) / static_cast<double>(rows), kHighest * scale);
    const double top = area.top() + (area.height() - static_cast<double>(rows) * (height + gap) + gap) / 2;
    for (std::size_t i = 0; i < std::min(count, rows * columns); ++i) {
        const std::size_t row = i / columns;
        const QRectF card(area.left() + static_cast<double>(i % columns) * (width + gap),
                          top + static_cast<double>(row) * (height + gap), width, height);
        places.push_back(placeIn(card, scale));
    }
    return places;
}

} // namespace lab::widgets
