// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/core_shades.h"

#include <QCoreApplication>

namespace lab::widgets {

namespace {

QString text(const char* source, int n = -1)
{
    return QCoreApplication::translate("Chart", source, nullptr, n);
}

} // namespace

std::vector<ChartShade> coreShades(const machine::Machine& machine)
{
    std::vector<ChartShade> shades;
    const int fast = machine::fastCores(machine);
    if (fast < machine.cores)
        shades.push_back({static_cast<double>(fast), text("beyond %n fast core(s): slow ones", fast)});
    const bool threads = machine.processors > machine.cores;
    if (threads)
        shades.push_back(
            {static_cast<double>(machine.cores), text("beyond %n core(s): hardware threads", machine.cores)});
    if (machine.quota) {
        std::erase_if(shades, [&](const ChartShade& shade) { return shade.from >= *machine.quota; });
        shades.push_back(
            {*machine.quota, text("beyond the limit of %1 processors").arg(*machine.quota, 0, 'g', 3)});
    } else {
        shades.push_back({static_cast<double>(machine.processors),
                          threads ? text("beyond %n hardware thread(s)", machine.processors)
                                  : text("beyond %n core(s)", machine.cores)});
    }
    return shades;
}

} // namespace lab::widgets
