// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/outline_device.h"

#include <QPainterPath>

#include <limits>

namespace lab::widgets {

namespace {

constexpr int kDotsPerInch = 96;
constexpr double kMillimetresPerInch = 25.4;

} // namespace

// Clipping is kept out: the SVG engine does not know it, and the figures do not rely on it.
OutlineEngine::OutlineEngine(QPainter& target)
    : QPaintEngine(PaintEngineFeatures(PainterPaths | Antialiasing | AlphaBlend | PrimitiveTransform |
                                       PixmapTransform | ConstantOpacity | PaintOutsidePaintEvent)),
      m_target(target)
{
}

bool OutlineEngine::begin(QPaintDevice*)
{
    return true;
}

bool OutlineEngine::end()
{
    return true;
}

void OutlineEngine::updateState(const QPaintEngineState& changed)
{
    const QPaintEngine::DirtyFlags flags = changed.state();
    if (flags & DirtyTransform)
        m_target.setTransform(changed.transform());
    if (flags & DirtyPen)
        m_target.setPen(changed.pen());
    if (flags & DirtyBrush)
        m_target.setBrush(changed.brush());
    if (flags & DirtyOpacity)
        m_target.setOpacity(changed.opacity());
    if (flags & DirtyHints)
        m_target.setRenderHints(changed.renderHints());
}

void OutlineEngine::drawPath(const QPainterPath& path)
{
    m_target.drawPath(path);
}

void OutlineEngine::drawPolygon(const QPointF* points, int count, PolygonDrawMode mode)
{
    if (mode == PolylineMode)
        m_target.drawPolyline(points, count);
    else
        m_target.drawPolygon(points, count, mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill);
}

void OutlineEngine::drawPixmap(const QRectF& to, const QPixmap& pixmap, const QRectF& from)
{
    m_target.drawPixmap(to, pixmap, from);
}

void OutlineEngine::drawImage(const QRectF& to, const QImage& image, const QRectF& from,
                              Qt::ImageConversionFlags flags)
{
    m_target.drawImage(to, image, from, flags);
}

int OutlineDevice::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth:
        return m_size.width();
    case PdmHeight:
        return m_size.height();
    case PdmWidthMM:
        return static_cast<int>(m_size.width() * kMillimetresPerInch / kDotsPerInch);
    case PdmHeightMM:
        return static_cast<int>(m_size.height() * kMillimetresPerInch / kDotsPerInch);
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return kDotsPerInch;
    case PdmDepth:
        return 32;
    case PdmNumColors:
        return std::numeric_limits<int>::max();
    case PdmDevicePixelRatio:
        return 1;
    case PdmDevicePixelRatioScaled:
        return static_cast<int>(devicePixelRatioFScale());
    default:
        return QPaintDevice::metric(metric);
    }
}

} // namespace lab::widgets
