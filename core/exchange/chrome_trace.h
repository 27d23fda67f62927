// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/trace.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

namespace lab::exchange {

/// One variant's trace, shown as a process of its own.
struct ProcessTrace
{
    std::string name;
    std::shared_ptr<const trace::Trace> trace; ///< null: the process is named and empty
    /// Words for a span; where it is missing or says nothing, the state's key is the name.
    std::function<std::string(const trace::Span&)> label;
};

/// Chrome trace JSON ("Trace Event Format"), read by Perfetto, chrome://tracing and Speedscope.
///
/// Every span is a complete event (`X`): `ts` and `dur` in microseconds with exactly three decimals, so
/// nanoseconds survive; `cat` is the state's key; `args` holds first, count, peer where there is one, and
/// processor, on which the span began, where it is known. A process for each variant, a thread for each lane,
/// both named and in order. Events nest within a thread: on a lane whose spans cross, each span is written as
/// the stretches in which it is on top. Where a lane got a lock it had waited for, an arrow (`s` to `f`) runs
/// from the end of the previous hold.
/// `otherData` holds `metadata` and `dropped`, the number of spans lost while recording.
std::string chromeTraceJson(std::span<const ProcessTrace> processes,
                            const std::map<std::string, std::string>& metadata = {});

} // namespace lab::exchange
