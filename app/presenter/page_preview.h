// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

namespace lab::app {

/// A page of the presentation, small, in the shape of the wall. GUI thread.
class PagePreview : public QWidget
{
    Q_OBJECT

public:
    explicit PagePreview(QWidget* parent = nullptr);

    /// A null one leaves the place empty.
    void setPage(const QPixmap& page);
    const QPixmap& page() const { return m_page; }

    QSize sizeHint() const override { return {420, 250}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPixmap m_page;
};

} // namespace lab::app
