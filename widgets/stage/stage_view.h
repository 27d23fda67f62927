// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "widgets/stage/stage_painter.h"
#endif

#include <QWidget>

namespace lab::widgets {

/// The stage as a widget: paints what it was given last. Its own are the filter that is shown large and the
/// lock under the mouse. GUI thread.
class StageView : public QWidget
{
    Q_OBJECT

public:
    explicit StageView(QWidget* parent = nullptr);

    void setContent(const StageContent& content);
    void setTime(double ns, std::optional<std::pair<double, double>> sight = {});
    void setLitLock(std::optional<std::uint32_t> lock);
    const StageContent& content() const { return m_content; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The mouse came onto a lock, or left it.
    void lockHovered(std::optional<std::uint32_t> lock);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void describe();
    void hoverLock(std::optional<std::uint32_t> lock);

    StageContent m_content;
    std::optional<std::uint32_t> m_hoveredLock;
    PictureCache m_pictures;
};

} // namespace lab::widgets
