// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/pictures/picture.h"

#include "widgets/stage/brush/stage_brush.h"

#include <QStringList>

#include <algorithm>

namespace lab::widgets {

QString describeTasks(const StageContent& content, std::size_t most)
{
    const auto& tasks = content.capture->scene->tasks;
    const std::size_t count = std::min(most, tasks.size());
    if (count == 1)
        return operationText(content, tasks.front());
    QStringList parts;
    for (std::size_t i = 0; i < count; ++i)
        parts +=
            QString::fromStdString(tasks[i].name) + QStringLiteral(": ") + operationText(content, tasks[i]);
    return parts.join(QStringLiteral("; "));
}

} // namespace lab::widgets
