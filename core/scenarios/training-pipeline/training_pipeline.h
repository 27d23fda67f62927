// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::training_pipeline {

/// Load, process, train: one after the other, or overlapped so that an emulated GPU need not wait.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::training_pipeline
