// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/plans/plan_drawing.h"
#endif

#include <QRectF>
#include <QWidget>

#include <optional>
#include <vector>

namespace lab::widgets {

struct PlanCard
{
    QString key; ///< the one that chooses it
    QString title;
    QString summary;
    PlanDrawing drawing;
};

/// Before anything has run: the scenario's variants, each with its name, its sentence and a still drawing of
/// how it divides the work. Outlines on the panel's ground, without an axis, so that nobody takes them for a
/// recording. A click chooses a variant, and so do the arrow keys. GUI thread.
class PlansView : public QWidget
{
    Q_OBJECT

public:
    explicit PlansView(QWidget* parent = nullptr);

    void setVariants(const std::vector<scenario::Variant>& variants, int workers, int parts = kPlanParts);
    /// The one whose inputs are on the stage.
    void setChosen(std::size_t variant);

    /// Where the variant's card stands, px.
    QRectF cardOf(std::size_t variant) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void variantChosen(std::size_t variant);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    bool inRows() const;
    bool isList() const;
    std::size_t columns() const;
    std::optional<std::size_t> cardAt(const QPointF& point) const;
    void hover(std::optional<std::size_t> card);

    std::vector<PlanCard> m_cards;
    std::size_t m_chosen = 0;
    std::optional<std::size_t> m_hovered;
};

} // namespace lab::widgets
