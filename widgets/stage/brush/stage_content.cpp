// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/brush/stage_content.h"

namespace lab::widgets {

StageCount countDone(const StageContent& content)
{
    StageCount count;
    if (!content.capture || content.capture->scene->tasks.empty())
        return count;
    for (const scenario::Task& task : content.capture->scene->tasks) {
        for (const auto& unit :
             scenario::progressOf(*content.capture->scene, task.id, *content.capture->trace,
                                  static_cast<base::Nanoseconds>(content.time))) {
            ++count.all;
            count.done += unit.done >= 1 ? 1 : 0;
        }
    }
    return count;
}

} // namespace lab::widgets
