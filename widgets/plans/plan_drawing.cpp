// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plans/plan_drawing.h"

#include <QCoreApplication>

#include <algorithm>

namespace lab::widgets {

namespace {

using scenario::Plan;
using Kind = PlanBox::Kind;

constexpr int kOnTheWay = 3; // of a pipeline, so that all stages work at once
constexpr std::size_t kStages = 3;
constexpr std::size_t kMostLanes = 4;
constexpr double kShort = 0.6; // of a part: starting a thread, adding
constexpr const char* kGpu = QT_TRANSLATE_NOOP("Plans", "GPU %1");
constexpr const char* kStage = QT_TRANSLATE_NOOP("Plans", "stage %1");
constexpr const char* kThread = QT_TRANSLATE_NOOP("Plans", "thread %1");
constexpr const char* kWorker = QT_TRANSLATE_NOOP("Plans", "worker %1");

QString words(const char* text)
{
    return QCoreApplication::translate("Plans", text);
}

Plan planOf(const scenario::Variant& variant)
{
    if (variant.plan != Plan::ByWorkers)
        return variant.plan;
    return variant.alone() ? Plan::InTurn : Plan::Shared;
}

bool inStages(Plan plan)
{
    return plan == Plan::Stages || plan == Plan::Pipeline || plan == Plan::ThereAndBack ||
           plan == Plan::ThereAndBackPipeline;
}

class Drawer
{
public:
    Drawer(const scenario::Variant& variant, int workers, int parts);
    PlanDrawing draw();

private:
    void nameLanes(const char* what, std::size_t count);
    bool drawn(std::size_t lane) const { return m_drawing.lanes[lane] != QStringLiteral("⋮"); }
    std::vector<std::size_t> busyLanes() const;
    double add(std::size_t lane, double begin, double length, int part, Kind kind = Kind::Work);
    void share(double begin);
    std::size_t ownerOf(std::size_t part, std::size_t lanes) const;
    void stages(int parts, bool back);
    void rounds();
    void locked();
    void merged();

    const Plan m_plan;
    const int m_parts;
    PlanDrawing m_drawing;
};

Drawer::Drawer(const scenario::Variant& variant, int workers, int parts)
    : m_plan(planOf(variant)), m_parts(parts)
{
    if (inStages(m_plan))
        nameLanes(variant.onDevices ? kGpu : kStage, kStages);
    else if (m_plan == Plan::InTurn || m_plan == Plan::AtOnce)
        m_drawing.lanes.emplace_back();
    else
        nameLanes(variant.onDevices            ? kGpu
                  : m_plan == Plan::NewThreads ? kThread
                                               : kWorker,
                  static_cast<std::size_t>(std::max(variant.onDevices ? 2 : workers, 1)));
}

void Drawer::nameLanes(const char* what, std::size_t count)
{
    const std::size_t shown = std::min(count, kMostLanes);
    for (std::size_t lane = 0; lane < shown; ++lane) {
        const bool last = lane + 1 == shown;
        const bool several = count > kMostLanes && lane + 2 == shown;
        m_drawing.lanes.push_back(several ? QStringLiteral("⋮") : words(what).arg(last ? count : lane + 1));
    }
}

std::vector<std::size_t> Drawer::busyLanes() const
{
    std::vector<std::size_t> lanes;
    for (std::size_t lane = 0; lane < m_drawing.lanes.size(); ++lane) {
        if (drawn(lane))
            lanes.push_back(lane);
    }
    return lanes;
}

double Drawer::add(std::size_t lane, double begin, double length, int part, Kind kind)
{
    m_drawing.boxes.push_back({lane, begin, begin + length, part, kind});
    m_drawing.length = std::max(m_drawing.length, begin + length);
    return begin + length;
}

void Drawer::share(double begin)
{
    const std::vector<std::size_t> lanes = busyLanes();
    std::vector<double> free(lanes.size(), begin);
    for (int turn = 0; turn < m_parts; ++turn) {
        const std::size_t owner = ownerOf(static_cast<std::size_t>(turn), lanes.size());
        const int part = m_plan == Plan::LastFirst ? m_parts - turn : turn + 1;
        free[owner] = add(lanes[owner], free[owner], 1, part);
    }
}

std::size_t Drawer::ownerOf(std::size_t part, std::size_t lanes) const
{
    const auto parts = static_cast<std::size_t>(m_parts);
    if (m_plan == Plan::Blocks)
        return part * lanes / parts;
    if (m_plan == Plan::ZigZag) {
        const std::size_t range = part * 2 * lanes / parts;
        return range < lanes ? range : 2 * lanes - 1 - range;
    }
    return part % lanes;
}

void Drawer::stages(int parts, bool back)
{
    for (int part = 0; part < parts; ++part) {
        for (std::size_t stage = 0; stage < kStages; ++stage)
            add(stage, part + static_cast<double>(stage), 1, part + 1);
    }
    if (!back)
        return;
    const double turn = m_drawing.length;
    for (int part = 0; part < parts; ++part) {
        for (std::size_t step = 0; step < kStages; ++step)
            add(kStages - 1 - step, turn + part + static_cast<double>(step), 1, part + 1);
    }
}

void Drawer::rounds()
{
    double begin = 0;
    for (int round = 1; round <= kPlanParts / 2; ++round) {
        for (const std::size_t lane : busyLanes())
            add(lane, begin, 1, round);
        begin += 1;
        m_drawing.meetings.push_back(begin);
    }
}

// Whoever has computed first adds first; the others queue.
void Drawer::locked()
{
    constexpr int kTurns = 2;
    const std::vector<std::size_t> lanes = busyLanes();
    std::vector<double> at(lanes.size(), 0);
    double free = 0;
    int part = 0;
    for (int turn = 0; turn < kTurns; ++turn) {
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            const double computed = add(lanes[i], at[i], 1, ++part);
            free = add(lanes[i], std::max(computed, free), kShort, 0, Kind::Add);
            at[i] = free;
        }
    }
}

void Drawer::merged()
{
    share(0);
    const double end = m_drawing.length;
    m_drawing.meetings.push_back(end);
    for (const std::size_t lane : busyLanes())
        add(lane, end, kShort, 0, Kind::Add);
}

PlanDrawing Drawer::draw()
{
    switch (m_plan) {
    case Plan::ByWorkers: // planOf() has decided
    case Plan::InTurn:
    case Plan::Shared:
    case Plan::LastFirst:
    case Plan::Blocks:
    case Plan::ZigZag:
        share(0);
        break;
    case Plan::AtOnce:
        add(0, 0, m_parts, 0);
        break;
    case Plan::NewThreads:
        for (const std::size_t lane : busyLanes())
            add(lane, 0, kShort, 0, Kind::Start);
        share(kShort);
        break;
    case Plan::Stages:
    case Plan::ThereAndBack:
        stages(1, m_plan == Plan::ThereAndBack);
        break;
    case Plan::Pipeline:
    case Plan::ThereAndBackPipeline:
        stages(kOnTheWay, m_plan == Plan::ThereAndBackPipeline);
        break;
    case Plan::Rounds:
        rounds();
        break;
    case Plan::Locked:
        locked();
        break;
    case Plan::Merged:
        merged();
        break;
    }
    return std::move(m_drawing);
}

} // namespace

PlanDrawing drawPlan(const scenario::Variant& variant, int workers, int parts)
{
    return Drawer(variant, workers, parts).draw();
}

} // namespace lab::widgets
