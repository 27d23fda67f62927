// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::filter_chain {

/// Blur, then edges, then closing of a grey photo: a stage a worker, the rows of each stage spread over
/// workers, or many photos through the stages as a pipeline.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::filter_chain
