// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/tensor.h"
#include "core/scenario/scene.h"

#include <string>

namespace lab::scenarios {

/// Adds a heat map of `values` (a matrix), coloured by their own range. `rows` and `columns` name its axes.
scenario::ExhibitId addMatrix(scenario::Scene& scene, std::string title, std::string rows,
                              std::string columns, const kernels::Tensor& values);

} // namespace lab::scenarios
