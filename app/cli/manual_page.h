// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"
#include "core/scenario/registry.h"

#include <string>
#include <vector>

namespace lab::app {

/// The manual page speedup-lab(1) as roff (macros of man(7)), UTF-8. All options are those of `commands`, all
/// scenarios and parameters those of `registry`.
std::string manualPage(const std::vector<CommandSyntax>& commands, const scenario::Registry& registry);

} // namespace lab::app
