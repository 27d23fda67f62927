// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/brush/fill_progress.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace lab::widgets {

namespace {

using scenario::Access;
using scenario::Exhibit;
using scenario::Footprint;
using scenario::Scene;
using scenario::Task;
using scenario::Touch;

const Touch* touchOf(const Task& task, const Exhibit& exhibit)
{
    const Touch* found = nullptr;
    for (const Touch& touch : task.touches) {
        if (touch.exhibit == exhibit.id && (!found || touch.access == Access::Writes))
            found = &touch;
    }
    return found;
}

// The task cut down to its outer loops: one iteration is then one block of cells.
Task outerLoops(const Task& task, std::size_t loops)
{
    Task outer = task;
    outer.loops.resize(std::min(loops, outer.loops.size()));
    return outer;
}

// How many loops within a unit run over the exhibit's own axes before another axis comes.
std::size_t finishingLoops(const Task& task, const Touch& touch)
{
    std::size_t count = 0;
    for (std::size_t i = task.unitLoops; i < task.loops.size(); ++i, ++count) {
        if (std::find(touch.axes.begin(), touch.axes.end(), task.loops[i].axis) == touch.axes.end())
            break;
    }
    return count;
}

// Iterations grow in every axis from the first to the last: the two span a rectangle.
Filled between(const Scene& scene, const Task& task, const Exhibit& exhibit, std::int64_t first,
               std::int64_t last)
{
    Filled area;
    for (const std::int64_t iteration : {first, last}) {
        for (const Footprint& print : scenario::footprints(scene, task, iteration)) {
            if (print.exhibit != exhibit.id || print.ranges.size() < 2)
                continue;
            if (iteration == first) {
                area.rows = print.ranges[0];
                area.columns = print.ranges[1];
            }
            area.rows.end = std::max(area.rows.end, print.ranges[0].end);
            area.columns.end = std::max(area.columns.end, print.ranges[1].end);
        }
    }
    return area;
}

class UnitFilling
{
public:
    UnitFilling(const Scene& scene, const Task& task, const Exhibit& exhibit, const Touch& touch)
        : m_scene(scene), m_exhibit(exhibit), m_loops(finishingLoops(task, touch)),
          m_blocks(outerLoops(task, task.unitLoops + m_loops)),
          m_blocksPerUnit(scenario::iterationsPerUnit(m_blocks)),
          m_growing(task.unitLoops + m_loops < task.loops.size() || m_loops == 0)
    {
        const Task rows = outerLoops(task, task.unitLoops + std::min<std::size_t>(m_loops, 1));
        m_blocksPerRow = m_blocksPerUnit / std::max<std::int64_t>(scenario::iterationsPerUnit(rows), 1);
    }

    void add(std::int64_t unit, const scenario::UnitProgress& progress, std::vector<Filled>& into) const
    {
        const std::int64_t first = unit * m_blocksPerUnit;
        const double position = progress.done * static_cast<double>(m_blocksPerUnit);
        const std::int64_t whole = std::min(static_cast<std::int64_t>(position), m_blocksPerUnit);
        const std::int64_t inRows = whole / std::max<std::int64_t>(m_blocksPerRow, 1) * m_blocksPerRow;
        addBlocks(first, first + inRows, 1, progress.lane, into);
        addBlocks(first + inRows, first + whole, 1, progress.lane, into);
        const double growing = position - static_cast<double>(whole);
        if (m_growing && whole < m_blocksPerUnit && growing > 0)
            addBlocks(first + whole, first + whole + 1, growing, progress.lane, into);
    }

private:
    void addBlocks(std::int64_t first, std::int64_t end, double share, std::size_t lane,
                   std::vector<Filled>& into) const
    {
        if (end <= first)
            return;
        Filled area = between(m_scene, m_blocks, m_exhibit, first, end - 1);
        area.share = share;
        area.lane = lane;
        if (!into.empty()) { // below the one before?
            Filled& before = into.back();
            if (before.share == 1 && share == 1 && before.lane == lane && before.columns == area.columns &&
                before.rows.end == area.rows.begin) {
                before.rows.end = area.rows.end;
                return;
            }
        }
        into.push_back(area);
    }

    const Scene& m_scene;
    const Exhibit& m_exhibit;
    const std::size_t m_loops;
    const Task m_blocks;
    const std::int64_t m_blocksPerUnit;
    std::int64_t m_blocksPerRow = 1;
    const bool m_growing;
};

// Whether several units write the same cells: a loop over another axis (the k of a product) is one of those
// that make up the units.
bool unitsMeetAgain(const Task& task, const Touch& touch)
{
    for (std::size_t i = 0; i < std::min(task.unitLoops, task.loops.size()); ++i) {
        if (std::find(touch.axes.begin(), touch.axes.end(), task.loops[i].axis) == touch.axes.end())
            return true;
    }
    return false;
}

// Cells that several units write are finished when the last of these is; until then their sums grow.
std::vector<Filled> grownTogether(const Scene& scene, const Task& task, const Exhibit& exhibit,
                                  const std::vector<scenario::UnitProgress>& units)
{
    struct Sum
    {
        double done = 0;
        int visits = 0;
        std::size_t lane = 0;
    };
    const Task outer = outerLoops(task, task.unitLoops);
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>, Sum> sums;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        const auto at = static_cast<std::int64_t>(unit);
        const Filled area = between(scene, outer, exhibit, at, at);
        Sum& sum = sums[{area.rows.begin, area.columns.begin, area.rows.end, area.columns.end}];
        ++sum.visits;
        if (!units[unit].started)
            continue;
        sum.done += units[unit].done;
        sum.lane = units[unit].lane;
    }
    std::vector<Filled> filled;
    for (const auto& [where, sum] : sums) {
        const auto& [top, left, bottom, right] = where;
        if (sum.done > 0)
            filled.push_back({{top, bottom}, {left, right}, sum.done / sum.visits, sum.lane});
    }
    return filled;
}

} // namespace

std::vector<Filled> filledAt(const Scene& scene, const Task& task, const Exhibit& exhibit,
                             const trace::Trace& trace, base::Nanoseconds t)
{
    std::vector<Filled> filled;
    const Touch* touch = touchOf(task, exhibit);
    if (!touch)
        return filled;
    const auto units = scenario::progressOf(scene, task.id, trace, t);
    if (unitsMeetAgain(task, *touch))
        return grownTogether(scene, task, exhibit, units);
    const UnitFilling filling(scene, task, exhibit, *touch);
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        if (units[unit].started)
            filling.add(static_cast<std::int64_t>(unit), units[unit], filled);
    }
    return filled;
}

Filled unitArea(const Scene& scene, const Task& task, const Exhibit& exhibit, std::int64_t unit)
{
    return between(scene, outerLoops(task, task.unitLoops), exhibit, unit, unit);
}

const Task* writerOf(const Scene& scene, const Exhibit& exhibit)
{
    for (const Task& task : scene.tasks) {
        const Touch* touch = touchOf(task, exhibit);
        if (touch && touch->access == Access::Writes)
            return &task;
    }
    return nullptr;
}

} // namespace lab::widgets
