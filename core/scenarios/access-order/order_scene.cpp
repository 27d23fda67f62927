// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/access-order/order_scene.h"

#include <utility>

namespace lab::scenarios::access_order {

namespace {

using namespace scenario;

enum Axis { kRow, kColumn };

std::vector<Loop> loopsOf(const Traversal& traversal)
{
    switch (traversal.order) {
    case Order::Rows:
        return {{kRow, traversal.band}, {kRow, 1}, {kColumn, 1}};
    case Order::Columns:
        return {{kColumn, traversal.band}, {kColumn, 1}, {kRow, 1}};
    case Order::Tiles:
        break;
    }
    return {{kColumn, traversal.band},
            {kColumn, traversal.tile},
            {kRow, traversal.tile},
            {kColumn, 1},
            {kRow, 1}};
}

const char* nameOf(Order order)
{
    return order == Order::Rows ? "sum by rows" : order == Order::Columns ? "sum by columns" : "sum by tiles";
}

} // namespace

std::shared_ptr<const Scene> makeScene(const Traversal& traversal, TraversalDetails details)
{
    auto scene = std::make_shared<Scene>();
    scene->picture = Picture::Traversal;
    Exhibit matrix;
    matrix.kind = ExhibitKind::Matrix;
    matrix.title = "A";
    matrix.shape = {{"row", traversal.n}, {"column", traversal.n}};
    matrix.details = std::move(details);
    const ExhibitId a = scene->add(std::move(matrix)).id;
    Task sum;
    sum.name = nameOf(traversal.order);
    sum.unitName = "Band";
    sum.axes = {{"row", traversal.n}, {"column", traversal.n}};
    sum.loops = loopsOf(traversal);
    sum.unitLoops = 1;
    sum.touches = {{a, Access::Reads, {kRow, kColumn}}};
    sum.operationName = "additions";
    scene->add(std::move(sum));
    return scene;
}

} // namespace lab::scenarios::access_order
