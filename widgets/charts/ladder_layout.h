// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/ladder_data.h"

#include <QFont>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace lab::widgets {

/// Where everything of a ladder chart stands, in pixels from its top left. Wide charts have name, bar and
/// figures side by side; narrow ones that are high enough have the bar below its name, as long as the chart
/// is wide. No text is ever wider than its rectangle but names and reasons, which are elided there.
class LadderLayout
{
public:
    enum class Cell { Total, Step, Rate, Percent };
    struct Column
    {
        Cell cell = Cell::Total;
        QString title;
        QRectF header;
    };
    struct Row
    {
        QRectF band;     ///< the whole row
        QRectF name;     ///< where the name may stand
        QRectF bar;      ///< from 1× to the factor; null where nothing is known
        QRectF reason;   ///< where a row without figures may say why
        double lane = 0; ///< y of the bar's middle
    };
    struct Tick
    {
        double factor = 1;
        QString text;
        QRectF rect; ///< of the text
    };
    /// A sample with its words below the chart; `words` may take several lines.
    struct Entry
    {
        enum class Kind { Alone, Workers, Peer, Predicted, Quoted, Sentence } kind = Kind::Alone;
        QString words;
        QRectF rect; ///< of all
    };
    struct Diamond
    {
        QPointF at;
        QString name; ///< written in `label` where there is room
        QRectF label;
    };

    LadderLayout(const LadderData& data, QSizeF size, double scale);

    /// Height at which the bars of a chart as wide as `width` are easily read.
    static double preferredHeight(const LadderData& data, double width, double scale);

    double x(double factor) const;
    QRectF plot;
    QRectF note; ///< where something may be said while nothing is measured
    double barHeight = 0;
    double textScale = 1; ///< of the caption font; less than `scale` where the rows are very low
    bool stacked = false;
    std::vector<Column> columns;
    std::vector<Row> rows; ///< as the data's
    std::vector<Tick> ticks;
    std::vector<Entry> entries;
    std::vector<Diamond> diamonds;
    std::vector<QRectF> written; ///< where words stand within the plot

    static QString text(const LadderRow& row, Cell cell);
    static QFont cellFont(Cell cell, double scale);

private:
    void chooseColumns(const LadderData& data, double width);
    double placeEntries(const LadderData& data, QSizeF size);
    void placeRows(const LadderData& data, QSizeF size, double bottom);
    void placeTicks();
    void placeDiamonds(const LadderData& data);
    void placeWritten(const LadderData& data);
    void nameDiamonds(const LadderData& data);
    double columnsWidth() const;
    double lineHeight() const;

    double m_scale;
    double m_low;
    double m_high;
    std::vector<double> m_widths; // of the columns
};

} // namespace lab::widgets
