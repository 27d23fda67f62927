// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <vector>

namespace lab::tests {

/// A text that was painted, and where (px of the device).
struct ProbedText
{
    QString words;
    QRectF rect;
    QPolygonF letters; ///< which are lower than their line; turned as they were painted
};

/// A paint device that paints nothing and notes every text.
class TextProbe : public QPaintDevice
{
public:
    explicit TextProbe(QSize size) : m_size(size) {}

    QPaintEngine* paintEngine() const override { return &m_engine; }
    const std::vector<ProbedText>& texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine : public QPaintEngine
    {
    public:
        Engine() : QPaintEngine(AllFeatures) {}
        bool begin(QPaintDevice*) override { return true; }
        bool end() override { return true; }
        void updateState(const QPaintEngineState&) override {}
        void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
        void drawPath(const QPainterPath&) override {}
        void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
        void drawTextItem(const QPointF& at, const QTextItem& item) override;
        Type type() const override { return User; }

        std::vector<ProbedText> texts;
    };

    const QSize m_size;
    mutable Engine m_engine;
};

/// Pairs of texts whose letters lie over one another, in words.
QStringList overlaps(const std::vector<ProbedText>& texts);

} // namespace lab::tests
