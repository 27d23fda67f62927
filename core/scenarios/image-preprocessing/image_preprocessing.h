// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::image_preprocessing {

/// Photos made ready for a network: resampled, normalised, augmented; photo by photo, spread over workers, or
/// in three passes over the whole batch.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::image_preprocessing
