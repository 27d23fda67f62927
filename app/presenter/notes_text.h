// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lab::app {

class LabModel;

/// What whoever presents may want to say at the step on the wall and what is not to be read there, as
/// Markdown: at the run's step the lesson's text and what the figures say, at the others the terms that the
/// text uses.
QString presenterNotes(const LabModel& model);

/// "Why", or the scenario and the step that PageDown leads to; empty at the end of the lesson.
QString nextStepWords(const LabModel& model);

} // namespace lab::app
