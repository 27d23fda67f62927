// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractScrollArea;

namespace lab::widgets {

/// Fades out the lower edge of a scroll area that has more below: a line in its middle there is a beginning,
/// not cut text. Belongs to the area. GUI thread.
class ScrollFade : public QWidget
{
    Q_OBJECT

public:
    explicit ScrollFade(QAbstractScrollArea* area);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();

    QAbstractScrollArea* m_area;
};

} // namespace lab::widgets
