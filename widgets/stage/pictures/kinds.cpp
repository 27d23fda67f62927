// SPDX-License-Identifier: GPL-3.0-or-later
// The table of pictures.
#include "widgets/stage/pictures/cache-lines/cache_line_painter.h"
#include "widgets/stage/pictures/devices/devices_painter.h"
#include "widgets/stage/pictures/images/image_painter.h"
#include "widgets/stage/pictures/locks/lock_painter.h"
#include "widgets/stage/pictures/matrices/matrix_painter.h"
#include "widgets/stage/pictures/memory/memory_painter.h"
#include "widgets/stage/pictures/network/network_painter.h"
#include "widgets/stage/pictures/overhead/overhead_painter.h"
#include "widgets/stage/pictures/photos/photo_painter.h"
#include "widgets/stage/pictures/picture.h"
#include "widgets/stage/pictures/pool/pool_painter.h"
#include "widgets/stage/pictures/stages/stages_painter.h"
#include "widgets/stage/pictures/training/training_painter.h"
#include "widgets/stage/pictures/traversal/traversal_painter.h"

#include <map>

namespace lab::widgets {

namespace {

// The other tasks of these name what is waited for and what starts: nobody computes them.
QString describeFirstTask(const StageContent& content)
{
    return describeTasks(content, 1);
}

} // namespace

const PictureKind& kindOf(scenario::Picture picture)
{
    using scenario::Picture;
    static const std::map<Picture, PictureKind> kinds = {
        {Picture::Images, {paintImages, hitImages, describeImages}},
        {Picture::Matrices, {paintMatrices}},
        {Picture::Network, {paintNetwork}},
        {Picture::Memory, {paintMemory}},
        {Picture::Locks, {paintLocks, hitLocks}},
        {Picture::CacheLines, {paintCacheLines}},
        {Picture::Traversal, {paintTraversal}},
        {Picture::Photos, {paintPhotos}},
        {Picture::Stages, {paintStages}},
        {Picture::Overhead, {paintOverhead, nullptr, describeFirstTask, true}},
        {Picture::Pool, {paintPool, nullptr, describeFirstTask}},
        {Picture::Training, {paintTraining}},
        {Picture::Devices, {paintDevices}},
    };
    return kinds.at(picture);
}

} // namespace lab::widgets
