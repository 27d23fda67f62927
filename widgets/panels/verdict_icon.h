// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "widgets/theme/theme.h"

#include <QIcon>

namespace lab::widgets {

/// A tick, tilde or cross on the verdict's colour, in the current theme.
QIcon verdictIcon(scenario::Verdict verdict);

/// "✓", "~", "✕".
QString verdictSign(scenario::Verdict verdict);

const VerdictColours& verdictColours(const Theme& theme, scenario::Verdict verdict);

} // namespace lab::widgets
