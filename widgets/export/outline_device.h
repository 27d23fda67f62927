// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

namespace lab::widgets {

/// Passes everything on to another painter, texts as outlines: slide programs replace fonts that they do
/// not find, and SVG cannot carry its own.
class OutlineEngine : public QPaintEngine
{
public:
    explicit OutlineEngine(QPainter& target);

    bool begin(QPaintDevice* device) override;
    bool end() override;
    void updateState(const QPaintEngineState& state) override;
    void drawPath(const QPainterPath& path) override;
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override;
    void drawPixmap(const QRectF& to, const QPixmap& pixmap, const QRectF& from) override;
    void drawImage(const QRectF& to, const QImage& image, const QRectF& from,
                   Qt::ImageConversionFlags flags) override;
    Type type() const override { return User; }

private:
    QPainter& m_target;
};

class OutlineDevice : public QPaintDevice
{
public:
    /// `size` in logical pixels; `target` must be active for as long as this is painted on.
    OutlineDevice(QPainter& target, QSize size) : m_engine(target), m_size(size) {}

    QPaintEngine* paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    mutable OutlineEngine m_engine;
    const QSize m_size;
};

} // namespace lab::widgets
