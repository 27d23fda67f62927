// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/export/slide.h"

namespace lab::app {

class LabModel;

/// The slide of what is on the screen, at its instant; without info before a scenario is opened.
widgets::SlideContent slideOf(const LabModel& model);

} // namespace lab::app
