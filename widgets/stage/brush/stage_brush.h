// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stage/brush/picture_cache.h"
#include "widgets/stage/brush/stage_content.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/type_scale.h"

#include <QString>
#include <QStringList>

namespace lab::widgets {

/// What every picture of the stage is painted with. Lives for one painting.
class StageBrush
{
public:
    StageBrush(QPainter& painter, const StageContent& content, PictureCache& pictures, const Theme& theme,
               double scale)
        : m_painter(painter), m_content(content), m_pictures(pictures), m_theme(theme), m_scale(scale)
    {
    }

    QPainter& painter() { return m_painter; }
    const StageContent& content() const { return m_content; }
    const scenario::Scene& scene() const { return *m_content.capture->scene; }
    const trace::Trace& trace() const { return *m_content.capture->trace; }
    base::Nanoseconds time() const { return static_cast<base::Nanoseconds>(m_content.time); }
    PictureCache& pictures() { return m_pictures; }
    const Theme& theme() const { return m_theme; }
    double scale() const { return m_scale; }

    /// A worker's mark: slate when the variant runs on one worker alone, as in the lanes.
    QColor workerColour(std::size_t lane) const
    {
        return m_content.sequential ? m_theme.slate() : m_theme.workerColour(static_cast<int>(lane));
    }

    /// One line, smaller where it does not fit; see fittedText().
    void write(const QRectF& rect, const QString& words, TextRole role, const QColor& colour,
               Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);
    /// The first of `wordings` that fits into one line of `width`; empty when none does.
    QString fitting(double width, const QStringList& wordings, TextRole role) const;
    /// What was measured, without what it compares with where that has no room.
    QString measured(double width, TextRole role) const;
    /// Width that one line needs.
    double widthOf(const QString& words, TextRole role) const;

    /// The thin border of a picture.
    void frame(const QRectF& rect);
    /// An outline that shows on any ground: `colour` with a rim of the panel's. At least `least` px a side.
    void light(QRectF rect, const QColor& colour, double least = 7);

    /// Plane `index` of `exhibit`, to be drawn into `target`: no larger than its pixels on the device.
    QImage picture(const scenario::Exhibit& exhibit, std::int64_t index, const QRectF& target);
    /// Plane 0 of `exhibit` where `source` (rows, columns) covers part of `target`; opacity 0 … 1.
    void image(const QRectF& target, const scenario::Exhibit& exhibit, const scenario::Range& rows,
               const scenario::Range& columns, double opacity = 1);
    /// Where rows and columns of a two-dimensional exhibit drawn into `whole` lie.
    static QRectF cells(const QRectF& whole, const scenario::Exhibit& exhibit, const scenario::Range& rows,
                        const scenario::Range& columns);

private:
    QPainter& m_painter;
    const StageContent& m_content;
    PictureCache& m_pictures;
    const Theme& m_theme;
    const double m_scale;
};

/// "X  64 × 784", of a two-dimensional exhibit.
QString matrixCaption(const scenario::Exhibit& exhibit);

/// "3 211 264 of 6 422 528 multiply-adds", of `task` at the content's instant.
QString operationText(const StageContent& content, const scenario::Task& task);

} // namespace lab::widgets
