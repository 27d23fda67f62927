// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/registry.h"

namespace lab::scenarios {

/// A registry of every scenario that the program has.
scenario::Registry all();

} // namespace lab::scenarios
