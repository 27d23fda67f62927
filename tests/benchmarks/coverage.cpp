// SPDX-License-Identifier: GPL-3.0-or-later
#include "coverage.h"

#include <algorithm>
#include <cstdio>

namespace lab::proof {

Share coverageOf(const std::vector<Figure>& figures)
{
    Share share;
    for (std::size_t own = 0; own < figures.size() && figures.size() > 1; ++own) {
        std::vector<double> others;
        for (std::size_t i = 0; i < figures.size(); ++i) {
            if (i != own)
                others.push_back(figures[i].speedup);
        }
        share.held += figures[own].interval.contains(analysis::median(others)) ? 1 : 0;
        ++share.of;
    }
    return share;
}

void printCoverage(const std::vector<Figure>& figures)
{
    if (figures.empty()) {
        std::printf("no figure");
        return;
    }
    std::vector<double> speedups;
    std::vector<double> widths;
    for (const Figure& figure : figures) {
        speedups.push_back(figure.speedup);
        widths.push_back(100 * figure.interval.width() / figure.speedup);
    }
    const Share share = coverageOf(figures);
    const auto [least, greatest] = std::minmax_element(speedups.begin(), speedups.end());
    std::printf("%9.3f … %-9.3f %5.1f %%   %2d of %2d%s", *least, *greatest, analysis::median(widths),
                share.held, share.of, share.percent() < 80 ? "  <" : "");
}

} // namespace lab::proof
