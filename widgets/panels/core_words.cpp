// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/core_words.h"

#include <QCoreApplication>

namespace lab::widgets {

namespace {

QString text(const char* source, int n = -1)
{
    return QCoreApplication::translate("Result", source, nullptr, n);
}

} // namespace

QString coreWords(const machine::Machine& machine, int workers)
{
    if (machine.quota && workers > *machine.quota)
        return text(", limited to %1 processors").arg(*machine.quota, 0, 'g', 3);
    if (workers > machine.processors)
        return text(" on %n core(s)", machine.cores);
    if (workers > machine.cores)
        return text(" on the hardware threads of %n core(s)", machine.cores);
    if (workers > machine::fastCores(machine))
        return text(" on fast and slow cores");
    return {};
}

} // namespace lab::widgets
