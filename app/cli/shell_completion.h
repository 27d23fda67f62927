// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_syntax.h"
#include "core/scenario/registry.h"

#include <string>
#include <vector>

namespace lab::app {

/// What bash sources to complete the words of speedup-lab: commands, options, scenarios, parameters with
/// their choices, sweeps; file names where files are meant. Needs bash 4.2, no other package.
std::string bashCompletion(const std::vector<CommandSyntax>& commands, const scenario::Registry& registry);

/// The same for zsh, to be found as `_speedup-lab` in its `fpath`; options and commands with what they do.
std::string zshCompletion(const std::vector<CommandSyntax>& commands, const scenario::Registry& registry);

} // namespace lab::app
