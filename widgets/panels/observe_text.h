// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/observations.h"

#include <QString>

#include <optional>
#include <vector>

namespace lab::widgets {

/// The questions that a run's recording answers, and what a person has answered.
struct Observed
{
    std::vector<session::Observation> questions;
    std::vector<std::optional<std::size_t>> answers; ///< by question; an option of it

    /// The first that has no answer yet.
    std::optional<std::size_t> next() const;
};

/// The lesson's step as Markdown: each question with its options to choose from (links
/// "answer:QUESTION=OPTION"), or graded, with the figures and a link to the place ("show:QUESTION"). What to
/// do where there are none.
QString observeText(const Observed& observed, const session::RunState& state);

} // namespace lab::widgets
