// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/gradient-accumulation/racing_sum.h"

#include "core/scenarios/shared/grouped.h"

#include <iomanip>
#include <sstream>

namespace lab::scenarios::gradient_accumulation {

std::string lostText(std::uint64_t additions, std::uint64_t wanted)
{
    if (additions >= wanted)
        return "lost none of " + grouped(wanted) + " additions this time, which is luck";
    const std::uint64_t lost = wanted - additions;
    const double share = static_cast<double>(lost) / static_cast<double>(wanted) * 100;
    std::ostringstream text;
    text << "lost " << grouped(lost) << " of " << grouped(wanted) << " additions (" << std::setprecision(2)
         << share << " %)";
    return text.str();
}

} // namespace lab::scenarios::gradient_accumulation
