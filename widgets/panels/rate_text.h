// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"

#include <QString>

namespace lab::widgets {

/// What was measured of a variant, beside a picture that may be modelled: "measured: 24.3 M increments/s,
/// 0.41× of “One worker”". Empty where nothing was, or operations a second say nothing.
QString rateSentence(const session::RunState& state, std::size_t variant);

} // namespace lab::widgets
