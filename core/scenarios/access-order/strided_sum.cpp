// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/access-order/traversal.h"

namespace lab::scenarios::access_order {

// Not inlined, so that the compiler cannot make a loop of its own for a stride that it knows: orders must
// differ in their addresses alone.
// [code then stridedSum()]
[[gnu::noinline]] double stridedSum(const float* first, std::int64_t count, std::int64_t stride)
{
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    std::int64_t left = count;
    for (; left >= 4; left -= 4, first += 4 * stride) {
        a += static_cast<double>(first[0]);
        b += static_cast<double>(first[stride]);
        c += static_cast<double>(first[2 * stride]);
        d += static_cast<double>(first[3 * stride]);
    }
    for (; left > 0; --left, first += stride)
        a += static_cast<double>(*first);
    return (a + b) + (c + d);
}
// [end]

} // namespace lab::scenarios::access_order
