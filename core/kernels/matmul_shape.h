// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lab::kernels {

/// Y = X·W with X rows × inner, W inner × columns and Y rows × columns, all dense and row-major.
struct MatmulShape
{
    std::int64_t rows = 1;
    std::int64_t inner = 1;
    std::int64_t columns = 1;

    std::int64_t multiplyAdds() const { return rows * inner * columns; }
    friend bool operator==(const MatmulShape&, const MatmulShape&) = default;
};

} // namespace lab::kernels
