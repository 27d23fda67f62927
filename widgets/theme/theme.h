// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/state.h"

#include <QChar>
#include <QColor>
#include <QString>

#include <array>

namespace lab::widgets {

/// Print is grey on white.
enum class ThemeKind { Light, Dark, Print };

/// What a bar's ground is covered with, drawn by `drawHatch`.
enum class Pattern { Solid, Rising, Falling, Crossed, Vertical, Horizontal, Dotted };

/// How one state is drawn and named, wherever it appears.
struct StateStyle
{
    trace::State state = trace::State::Computing;
    QColor fill;
    QColor line;  ///< outline; it or `fill` stands 3:1 against the panel
    QColor hatch; ///< the pattern's lines
    Pattern pattern = Pattern::Solid;
    QChar letter; ///< where there is no room for the word; unique

    /// "computing", "waits for lock", … in the language of the program.
    QString word() const;
};

/// A bar of a lane, ready to be drawn. `text` stands 4.5:1 on `fill`.
struct BarStyle
{
    QColor fill;
    QColor line;
    QColor hatch;
    QColor text;
    Pattern pattern = Pattern::Solid;
    bool outlined = false;

    /// What the bar looks like from far away: fill and hatch together. For folded columns.
    QColor average() const;
};

/// The colours of a verdict: text and icon on a pale ground.
struct VerdictColours
{
    QColor strong;
    QColor pale;
};

/// Every colour of the program, by meaning. Nothing outside this folder contains a colour. Immutable; any
/// thread.
class Theme
{
public:
    static const Theme& of(ThemeKind kind);

    ThemeKind kind = ThemeKind::Light;
    QColor window;
    QColor panel;
    QColor border;
    QColor text;
    QColor textSecondary;
    QColor accent;
    QColor accentPale; ///< ground of selected rows
    QColor accentText; ///< on `accent`
    VerdictColours good;
    VerdictColours warn;
    VerdictColours bad;
    QColor grid;
    QColor axis;
    QColor playhead;
    QColor shade; ///< ground of a region beyond the measured one
    QColor ideal; ///< the ideal line of a chart
    QColor band;  ///< ground of what a model calls possible, seen through
    QColor bandLine;
    QColor track; ///< the unfilled part of sliders and bars
    QColor card;  ///< ground of hover cards
    QColor cardText;
    QColor blackout; ///< a presenter's blank screen

    const StateStyle& state(trace::State state) const { return m_states[static_cast<std::size_t>(state)]; }

    /// `shade`, deeper from region to region, for up to three; text is readable on each.
    QColor shadeAt(std::size_t region) const;

    /// Colour of a worker, cycling through six; negative numbers count as 0.
    QColor workerColour(int worker) const;
    /// The same, before the playhead has reached it.
    QColor mutedWorkerColour(int worker) const { return washed(workerColour(worker)); }
    /// Colour of the sequential variant's worker.
    QColor slate() const { return m_slate; }

    /// How a bar in `state` is drawn on the lane of `worker`: computing and a busy device take the worker's
    /// colour (or slate), the others the state's.
    BarStyle bar(trace::State state, int worker, bool sequential) const;
    /// The same bar, not yet reached by the playhead.
    BarStyle muted(const BarStyle& bar) const;

    /// `colour` washed towards the panel's ground.
    QColor washed(const QColor& colour) const;
    /// The more readable of this theme's dark and bright text colours on `ground`.
    QColor textOn(const QColor& ground) const;

private:
    static Theme light();
    static Theme dark();
    static Theme print();

    std::array<StateStyle, trace::kStateCount> m_states;
    std::array<QColor, 6> m_workers;
    QColor m_slate;
    QColor m_darkText;
    QColor m_brightText;
};

} // namespace lab::widgets
