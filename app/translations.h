// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace lab::app {

/// Gives `application` the program's texts: the plural forms of English ("1 worker", "2 workers"), which the
/// source texts leave open. They are inside the program. Main thread, once, before any text is shown.
void installTranslations(QCoreApplication& application);

} // namespace lab::app
