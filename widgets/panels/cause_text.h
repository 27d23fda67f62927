// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/result_text.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lab::widgets {

/// What the critical path of a recording consists of, and what came after its last step, longest first;
/// shares of its length, which add up to 1. Empty without an explanation.
std::vector<BreakdownPart> pathParts(const session::Capture& capture);

/// "What made it 4.1 ms long: the critical path".
QString pathTitle(const session::Capture& capture);

/// A span that others waited for.
struct DearSpan
{
    std::size_t lane = 0;
    std::uint32_t span = 0;
    QString what;   ///< "worker 2: adds gradients"
    QString waited; ///< "41 µs": of all lanes that waited, added up
};

/// The dearest spans of a recording, dearest first.
std::vector<DearSpan> dearestSpans(const session::Capture& capture);

/// How much of all waiting is whose fault, in a sentence; empty where nobody waited.
QString waitingSentence(const session::Capture& capture);

} // namespace lab::widgets
