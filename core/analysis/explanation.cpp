// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/explanation.h"

namespace lab::analysis {

std::size_t Explanation::bytes() const
{
    std::size_t steps = 0;
    for (const auto& lane : causes.lanes)
        steps += lane.size();
    return steps * (sizeof(Step) + sizeof(base::Nanoseconds)) + causes.needs.size() * sizeof(StepId) +
           path.size() * sizeof(PathPart);
}

std::shared_ptr<const Explanation> explain(const trace::Trace& trace, std::span<const UnitNeed> unitNeeds)
{
    if (trace.spanCount() > kMostExplained)
        return nullptr;
    auto explanation = std::make_shared<Explanation>();
    explanation->causes = causesOf(trace, unitNeeds);
    explanation->path = criticalPath(explanation->causes);
    explanation->blame = blameOf(explanation->causes);
    explanation->dearest = explanation->blame.worst(kDearest);
    explanation->law = workAndSpan(trace, explanation->causes);
    return explanation;
}

} // namespace lab::analysis
