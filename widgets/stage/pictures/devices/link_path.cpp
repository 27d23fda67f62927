// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/devices/link_path.h"

#include <algorithm>
#include <cmath>

namespace lab::widgets {

QPainterPath linkPath(const DevicesState& state, const std::vector<QRectF>& boxes, const LinkState& link,
                      double scale)
{
    const QRectF& from = boxes[link.from];
    const QRectF& to = boxes[link.to];
    const bool back = link.from > link.to;
    QPainterPath path;
    if (std::abs(from.top() - to.top()) > 1) { // from one row to the other
        const double x = back ? from.left() + 24 * scale : from.right() - 24 * scale;
        const bool downwards = to.top() > from.top();
        path.moveTo(x, downwards ? from.bottom() : from.top());
        path.lineTo(std::clamp(x, to.left() + 8 * scale, to.right() - 8 * scale),
                    downwards ? to.top() : to.bottom());
        return path;
    }
    const bool neighbours = link.from + 1 == link.to || link.to + 1 == link.from;
    const bool ring = state.links.size() == state.devices.size();
    if (neighbours && !(ring && back)) {
        const double y = from.top() + from.height() * (back ? 0.62 : 0.38);
        const bool right = to.left() > from.left();
        path.moveTo(right ? from.right() : from.left(), y);
        path.lineTo(right ? to.left() : to.right(), y);
        return path;
    }
    const double y = from.bottom() + 11 * scale;
    path.moveTo(from.center().x(), from.bottom());
    path.lineTo(from.center().x(), y);
    path.lineTo(to.center().x(), y);
    path.lineTo(to.center().x(), to.bottom());
    return path;
}

bool goesRoundTheRow(const QPainterPath& path)
{
    return path.elementCount() == 4;
}

} // namespace lab::widgets
