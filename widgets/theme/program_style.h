// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace lab::widgets {

/// Fusion, whose icons of a menu bar without room and of a field to be cleared are painted here in the
/// current theme's colours. Its own are read from files, for which Qt loads every image plugin: a tenth of
/// starting. A slider goes to where it is clicked; the wheel over a closed list of choices scrolls what is
/// around it.
class ProgramStyle : public QProxyStyle
{
    Q_OBJECT

public:
    ProgramStyle();

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const override;
};

} // namespace lab::widgets
