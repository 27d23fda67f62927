// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/text_probe.h"

#include <QPainter>

namespace lab::tests {

int TextProbe::metric(PaintDeviceMetric metric) const
{
    constexpr int kDpi = 96;
    switch (metric) {
    case PdmWidth:
        return m_size.width();
    case PdmHeight:
        return m_size.height();
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return kDpi;
    default:
        return QPaintDevice::metric(metric);
    }
}

void TextProbe::Engine::drawTextItem(const QPointF& at, const QTextItem& item)
{
    const bool hidden = state->pen().color().alpha() == 0; // a chart's labels in the place of own ones
    if (item.text().trimmed().isEmpty() || hidden)
        return;
    const QRectF rect(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
    const QRectF letters = rect.adjusted(1, 0.22 * rect.height(), -1, -0.22 * rect.height());
    texts.push_back(
        {item.text(), state->transform().mapRect(rect), state->transform().map(QPolygonF(letters))});
}

QStringList overlaps(const std::vector<ProbedText>& texts)
{
    QStringList found;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            const bool again = texts[i].words == texts[k].words && // a bar's name on both of its colours
                               (texts[i].rect.topLeft() - texts[k].rect.topLeft()).manhattanLength() < 1;
            if (!again && texts[i].letters.intersects(texts[k].letters))
                found += QStringLiteral("“%1” over “%2”").arg(texts[i].words, texts[k].words);
        }
    }
    return found;
}

} // namespace lab::tests
