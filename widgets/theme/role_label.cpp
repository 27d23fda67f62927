// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/role_label.h"

#include <QLabel>

namespace lab::widgets {

QLabel* roleLabel(const char* role, QWidget* parent)
{
    auto* made = new QLabel(parent);
    made->setProperty("role", role);
    made->setWordWrap(true);
    return made;
}

} // namespace lab::widgets
