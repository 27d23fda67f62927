// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the library's <concepts>, which the layers below include
#include "widgets/lanes/lane_layout.h"
#include "widgets/lanes/lane_painter.h"
#include "widgets/lanes/lane_pictures.h"
#endif

#include <QBasicTimer>
#include <QWidget>

#include <optional>

class QVariantAnimation;

namespace lab::widgets {

/// A span by its place.
struct SpanAddress
{
    std::size_t group = 0;
    std::size_t lane = 0;
    std::uint32_t span = 0;
    friend bool operator==(const SpanAddress&, const SpanAddress&) = default;
};

/// What of the recordings a replay shows that goes from event to event.
struct LanesSight
{
    std::optional<std::pair<double, double>> range = {}; ///< ns; absent: the whole
    std::optional<std::pair<double, double>> seen = {};  ///< ns that it went through, to be marked
    QString jump;                                        ///< what is passed over right now: "12 µs later"
    friend bool operator==(const LanesSight&, const LanesSight&) = default;
};

/// The lanes of all variants on one clock, with a playhead. A picture of its groups and of the
/// instant that it was given last. GUI thread.
///
/// Mouse: hover explains, click pins, drag pans, Ctrl+wheel zooms around the cursor, the axis moves the
/// playhead. Keys: Left Right spans, Up Down lanes, Enter pins, Escape unpins; the window has keys for
/// zooming and panning. A key, the wheel or a press of a button ends a zoom that is on its way.
class LanesView : public QWidget
{
    Q_OBJECT

public:
    explicit LanesView(QWidget* parent = nullptr);

    /// Setting what is shown already costs nothing. Keeps the zoom where the new data has room for it.
    void setGroups(std::vector<LaneGroup> groups);
    /// What stands where there are no lanes; how to run where it is empty.
    void setEmptyText(const QString& words);
    /// `ns` on the common clock, or kNoPlayhead.
    void setPlayhead(double ns);
    double playhead() const { return m_playhead; }

    /// A replay's range; a person's own zoom comes first, until fit().
    void setSight(const LanesSight& sight);

    /// What is shown while nothing else was chosen: [0, ns], or everything when 0.
    void setCut(double ns);
    /// Shows that again.
    void showCut();

    /// Marks every wait for this lock and every hold of it.
    void setLitLock(std::optional<std::uint32_t> lock);

    /// The geometry shown; valid until the next event.
    const LaneLayout& laneLayout();
    std::optional<SpanAddress> selected() const { return m_selected; }
    bool isPinned() const { return m_pinned; }
    /// What the card says now; empty without a card.
    QString sentence();
    /// Time the last paint event took, ms.
    double lastFrameMs() const { return m_lastFrameMs; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    /// Shows what is cut off at setCut(); once more, everything. After zoomToWork() on the way it came.
    void fit();
    /// Comes nearer for about three seconds, each moment by the same factor, until the chosen group's first
    /// computing span fills a good part of the width; at once where `jump`. Nothing where nobody computes.
    void zoomToWork(bool jump = false);
    void zoomIn();
    void zoomOut();
    /// From the selected wait to the span that it waited for, and from there on to what that waited for;
    /// without a selected one from the longest wait of the chosen group. The playhead walks there, at once
    /// where `jump`. Nothing where nobody waits.
    void goToCause(bool jump = false);
    /// Pins a span of the chosen group, and moves the playhead to its begin. Nothing where there is none.
    void showSpan(std::size_t lane, std::uint32_t span);
    /// Moves the contents to the right by `px`.
    void pan(double px);

Q_SIGNALS:
    void playheadMoved(double ns);
    /// A variant's title was clicked.
    void variantChosen(std::size_t variant);
    /// A span was pinned by a click, or let go.
    void spanPinned(std::optional<SpanAddress> address);
    /// The mouse came onto a wait for a lock or a hold of it, or left it.
    void lockHovered(std::optional<std::uint32_t> lock);
    /// The range of time shown changed, ns.
    void rangeChanged(double begin, double end);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag { None, Pressed, Panning, Playhead };

    void invalidate();
    void zoomAround(double x, double factor);
    void showAxis(const TimeAxis& axis);
    const trace::Span* firstWork() const;
    std::optional<TimeAxis> axisOfWork();
    void zoomTo(const TimeAxis& target, bool jump);
    void arriveAt(const TimeAxis& target);
    void stopMoving();
    TimeLimits limits();
    void select(std::optional<SpanAddress> address);
    void goTo(const SpanAddress& address, bool jump);
    bool exists(const SpanAddress& address) const;
    void selectNeighbour(int step);
    void selectLane(int step);
    void reveal(const SpanAddress& address);
    void movePlayheadTo(double x);
    void unpin();
    void paintEmpty(QPainter& painter) const;
    void paintMarks(QPainter& painter);
    void paintSight(QPainter& painter);
    void paintLitLock(QPainter& painter);
    std::optional<std::uint32_t> hoveredLock();

    std::vector<LaneGroup> m_groups;
    std::optional<LaneLayout> m_layout; ///< absent until needed
    LanePictures m_pictures;            ///< of m_layout
    QBasicTimer m_still;                ///< until it is worth while to prepare them
    std::optional<std::pair<double, double>> m_range;
    std::optional<SpanAddress> m_selected;
    Hit m_hover;
    std::optional<std::uint32_t> m_litLock;
    QPointF m_cursor;
    QPointF m_pressedAt;
    double m_playhead = kNoPlayhead;
    QString m_emptyText;
    LanesSight m_sight;
    double m_cut = 0; ///< ns; 0: none
    double m_lastFrameMs = 0;
    double m_layoutRatio = 0;            ///< device pixel ratio the layout was made for
    QVariantAnimation* m_zoom = nullptr; ///< made at the first zoom
    QVariantAnimation* m_walk = nullptr; ///< of the playhead to a cause; made at the first
    bool m_atWork = false;               ///< shown, or on the way there
    bool m_jumps = false;                ///< how it came there
    bool m_pinned = false;
    Drag m_drag = Drag::None;
};

} // namespace lab::widgets
