// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/tiny-operations/tiny_scene.h"

#include <utility>

namespace lab::scenarios::tiny_operations {

std::shared_ptr<const scenario::Scene> tinyScene(std::int64_t numbers, std::int64_t part,
                                                 std::int64_t threads)
{
    auto scene = std::make_shared<scenario::Scene>();
    scene->picture = scenario::Picture::Overhead;
    scenario::Task squares;
    squares.unitName = numbers > part ? "Part" : "";
    squares.name = "squares";
    squares.axes = {{"number", numbers}};
    squares.loops = {{0, part}};
    squares.operationName = "squares";
    scene->add(std::move(squares));
    if (threads == 0)
        return scene;
    scenario::Task creates;
    creates.unitName = "Create thread";
    creates.name = "creating threads";
    creates.axes = {{"thread", threads}};
    creates.loops = {{0}};
    creates.operationName = "threads";
    scene->add(std::move(creates));
    scenario::Task begins;
    begins.name = "thread starts";
    begins.axes = {{"thread", threads}};
    begins.loops = {{0}};
    begins.operationName = "threads";
    scene->add(std::move(begins));
    return scene;
}

} // namespace lab::scenarios::tiny_operations
