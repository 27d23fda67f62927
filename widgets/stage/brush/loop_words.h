// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <QString>

namespace lab::widgets {

/// The loop nest in words: "for i · for k · for j by 16", outermost first. What is done in one step, whatever
/// its inner order, is left out: "one call" when that is everything.
QString loopWords(const scenario::Task& task);

/// Where a span is in it: "i 17 · k 300 · j 32–47", counted from 0. Axes that are used whole are left out.
QString positionWords(const scenario::Task& task, const trace::Span& span, double progress);

} // namespace lab::widgets
