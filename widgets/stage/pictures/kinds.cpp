// SPDX-License-Identifier: GPL-3.0-or-later
// The table of pictures.
#include "widgets/stage/pictures/balance/balance_painter.h"
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

#include <stdexcept>

namespace lab::widgets {

namespace {

// The other tasks of these name what is waited for and what starts: nobody computes them.
QString describeFirstTask(const StageContent& content)
{
    return describeTasks(content, 1);
}

} // namespace

PictureKind kindOf(scenario::Picture picture)
{
    using scenario::Picture;
    switch (picture) { // the compiler asks for one that is missing
    case Picture::Images:
        return {paintImages, hitImages, describeImages};
    case Picture::Matrices:
        return {paintMatrices};
    case Picture::Network:
        return {paintNetwork};
    case Picture::Memory:
        return {paintMemory};
    case Picture::Locks:
        return {paintLocks, hitLocks};
    case Picture::CacheLines:
        return {paintCacheLines};
    case Picture::Traversal:
        return {paintTraversal};
    case Picture::Photos:
        return {paintPhotos};
    case Picture::Stages:
        return {paintStages};
    case Picture::Overhead:
        return {paintOverhead, nullptr, describeFirstTask, true};
    case Picture::Pool:
        return {paintPool, nullptr, describeFirstTask};
    case Picture::Training:
        return {paintTraining};
    case Picture::Devices:
        return {paintDevices};
    case Picture::Balance:
        return {paintBalance, nullptr, describeBalance};
    }
    throw std::out_of_range("unknown picture");
}

} // namespace lab::widgets
