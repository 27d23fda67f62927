// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace lab::app {

/// Gives `application` the program's language, English throughout: plural forms ("1 worker", "2 workers"),
/// which the source texts leave open and which are inside the program, and numbers ("1.5", "20 000"),
/// whatever locale the person has; what other programs read is written alike. Main thread, once, before any
/// text is shown.
void installLanguage(QCoreApplication& application);

} // namespace lab::app
