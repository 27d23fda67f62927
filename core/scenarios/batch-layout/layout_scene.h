// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"
#include "core/scenario/scene.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace lab::scenarios::batch_layout {

enum Way : std::uint32_t { kList, kContiguous, kPacked, kWays };

/// Tasks of the scene of kPacked; the others have the product alone, as task 0.
inline constexpr base::TaskId kPackTask{0};
inline constexpr base::TaskId kPackedProductTask{1};

/// Where things lie, and what they are.
struct LayoutPicture
{
    std::vector<std::uint64_t> list;  ///< address of each separate sample
    std::vector<std::uint64_t> batch; ///< of each row of the contiguous batch
    std::vector<std::uint64_t> packed;
    kernels::Tensor samples; ///< samples × inputs
    kernels::Tensor weights; ///< inputs × outputs
    kernels::Tensor result;  ///< samples × outputs
};
std::shared_ptr<const scenario::Scene> makeScene(const LayoutPicture& picture, Way way);

} // namespace lab::scenarios::batch_layout
