// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/state.h"
#include "widgets/charts/lock_table_data.h"

#include <QFont>
#include <QLineF>
#include <QRectF>
#include <QSizeF>

#include <optional>
#include <vector>

namespace lab::widgets {

/// Where everything of a lock table stands, in pixels from its top left. Wide tables have waiting and holding
/// side by side, narrow ones below each other. No text is ever wider than its rectangle: where there is no
/// room letters become smaller, then workers and locks have no row of their own.
class LockTableLayout
{
public:
    enum class Ink { Plain, Strong, Secondary };
    struct Text
    {
        QString words;
        QRectF rect;
        Ink ink = Ink::Plain;
        bool right = false; ///< aligned
        bool wraps = false;
    };
    /// A sample of a state, or of a lane's colour.
    struct Swatch
    {
        QRectF rect;
        std::optional<trace::State> state;
        std::size_t lane = 0;
    };
    /// A row as it is painted: one of `data.groups[group].rows`.
    struct Row
    {
        QRectF band;
        std::size_t group = 0;
        std::size_t row = 0;
    };

    LockTableLayout(const LockTableData& data, QSizeF size, double scale);

    /// Height of the whole table at this width.
    static double preferredHeight(const LockTableData& data, double width, double scale);
    static QFont inkFont(Ink ink, double scale);

    double textScale = 1; ///< of the caption font; less than `scale` where there is little room
    bool sideBySide = false;
    double height = 0; ///< that is used
    std::vector<Text> texts;
    std::vector<Swatch> swatches;
    std::vector<QLineF> rules;
    std::vector<Row> rows;

private:
    enum class Cell { Acquired, Contended, WaitMedian, WaitP99, WaitTotal, HoldMedian, HoldP99, HoldTotal };
    struct Column
    {
        Cell cell = Cell::Acquired;
        double left = 0;
        double width = 0;
    };
    struct Block
    {
        std::vector<Column> columns;
        double who = 0; ///< width of the first column
        double width() const;
    };

    static QString cellText(const LockTableRow& row, Cell cell);
    static QString cellTitle(Cell cell);
    static bool isWait(Cell cell);
    static Ink inkOf(const LockTableRow& row) { return row.sum ? Ink::Strong : Ink::Plain; }

    // `mostRows`: of a group, beside its first
    bool place(const LockTableData& data, double width, int mostRows);
    Block blockOf(const LockTableData& data, const std::vector<Cell>& cells, const QString& title) const;
    void align(Block& upper, Block& lower) const;
    void spread(Block& block, double width) const;
    void placeGroup(const LockTableData& data, std::size_t group, double width, int mostRows);
    void placeBlock(const LockTableData& data, std::size_t group, const Block& block, int mostRows);
    void placeCaptions(const Block& block);
    void placeHeader(const Block& block);
    void placeRow(const LockTableRow& row, const Block& block);
    void write(const QString& words, const QRectF& rect, Ink ink, bool right = false);
    void wrap(const QString& words, double width, Ink ink);
    double lineHeight() const;
    double advance(const QString& words, Ink ink) const;

    double m_scale;
    std::vector<Block> m_blocks;
};

} // namespace lab::widgets
