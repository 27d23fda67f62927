// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <memory>

namespace lab::scenarios::forward_pass {

/// Images through a fully connected network: what of it can run at the same time, and what has to wait.
std::unique_ptr<const scenario::Scenario> make();

} // namespace lab::scenarios::forward_pass
