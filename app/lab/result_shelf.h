// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/run_session.h"
#include "widgets/charts/chart_content.h"
#include "widgets/panels/lesson.h"
#include "widgets/panels/observe_text.h"
#include "widgets/panels/what_if_text.h"

#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace lab::app {

/// What is shown of a scenario, and what it is left with.
struct ShownState
{
    std::shared_ptr<const session::RunState> state =
        std::make_shared<const session::RunState>(); ///< not null
    scenario::Request request;
    std::size_t variant = 1; ///< the one chosen
    widgets::ChartChoice chart = {};
    widgets::LessonStep lessonStep = widgets::LessonStep::Problem;
    std::optional<double> prediction = {};
    bool stale = false;       ///< parameters have changed since the result began
    bool stageChosen = false; ///< in the place of a sweep
    int idealCores = 0;       ///< of the model beside what was measured; 0: none
    bool path = false;        ///< the critical path is drawn in the lanes
    widgets::Asked asked = {};
    widgets::Observed observed = {};
};

struct Shelved
{
    std::string scenario; ///< its id
    ShownState shown;
    double instant = 0; ///< ns
};

/// The last result of each scenario. Recordings hold pictures and spans: where all together take more than
/// there is room for, those put away longest ago lose them, and keep their figures. Not thread safe.
class ResultShelf
{
public:
    static constexpr std::size_t kRoom = std::size_t{256} << 20; ///< bytes

    explicit ResultShelf(std::size_t room = kRoom) : m_room(room) {}

    /// In the place of what the same scenario had. What still ran counts as stopped; where it has come to
    /// nothing yet, the one before stays.
    void put(const std::string& scenario, ShownState left, double instant);
    /// Takes it off; nothing where there is none.
    std::optional<Shelved> take(const std::string& scenario);

private:
    void makeRoom();

    const std::size_t m_room;
    std::list<Shelved> m_results; // newest first
};

/// Bytes that the recordings of a state take, what they share counted once.
std::size_t recordedBytes(const session::RunState& state);

} // namespace lab::app
