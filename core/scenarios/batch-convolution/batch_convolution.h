// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::batch_convolution {

/// Images through one 3×3 convolution layer with ReLU: one after the other, spread over the workers, or in
/// one batched oneDNN call.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::batch_convolution
