// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QColor>
#include <QImage>
#include <QList>
#include <QPair>
#include <QSize>
#include <QString>
#include <functional>

class QPainter;

namespace lab::widgets {

/// Something that can be painted at any size: a slide, the lanes, a chart.
struct Figure
{
    QSize size; ///< logical pixels
    QString title;
    QList<QPair<QString, QString>> provenance; ///< goes into the file's own metadata
    std::function<void(QPainter&, bool vectors)> paint;
};

struct FigureOptions
{
    int scale = 1; ///< PNG only: 1, 2 or 4 pixels for each logical one
    bool transparent = false;
    bool textAsPaths = true;            ///< SVG only: slide programs mangle SVG fonts
    ThemeKind theme = ThemeKind::Light; ///< decides the ground
};

QImage toImage(const Figure& figure, const FigureOptions& options);

/// Writes PNG, SVG or PDF by the suffix of `path`, whole or not at all. Returns an empty string, or a
/// sentence that names the file and the reason. PNG carries provenance in text chunks, SVG in <metadata>,
/// PDF in its XMP metadata.
QString writeFigure(const Figure& figure, const QString& path, const FigureOptions& options);

} // namespace lab::widgets
