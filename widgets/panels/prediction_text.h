// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <QString>

#include <optional>

namespace lab::widgets {

/// What was predicted, and as soon as there is an answer how near it came, in a sentence. Empty without a
/// prediction.
QString predictionText(const scenario::ScenarioInfo& info, const session::RunState& state,
                       std::optional<double> prediction);

} // namespace lab::widgets
