// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/preview.h"

#include "core/base/start_thread.h"
#include "core/session/run_session.h"

#include <utility>

namespace lab::session {

namespace {

std::shared_ptr<const Capture> prepared(const scenario::Scenario& scenario, const scenario::Request& request,
                                        base::VariantId variant)
{
    try {
        const std::unique_ptr<scenario::Experiment> experiment = scenario.prepare(request);
        if (!experiment->availability(variant).available)
            return nullptr;
        Capture capture;
        capture.variant = variant;
        if (scenario.info().variants.at(variant.index()).usesPool)
            capture.workers = experiment->workers(variant, request.workers);
        capture.scene = experiment->scene(variant);
        capture.trace = trace::Trace::make(experiment->lanes(variant, capture.workers), {}, 0, 0);
        return std::make_shared<const Capture>(std::move(capture));
    } catch (const std::exception&) { // stopped, or what a run will fail with, too, and then say
        return nullptr;
    }
}

} // namespace

void Preview::start(const scenario::Scenario& scenario, const scenario::Request& request,
                    base::VariantId variant)
{
    scenario::Request whole = complete(scenario.info(), request);
    requestStop();
    if (m_thread.joinable())
        m_thread.join();
    m_prepared.reset();
    m_busy = true;
    const auto prepare = [this, &scenario, variant](const std::stop_token& stop, scenario::Request mine) {
        mine.stop = stop;
        auto capture = prepared(scenario, mine, variant);
        {
            const std::scoped_lock lock(m_mutex); // under which it is asked to stop
            if (!stop.stop_requested())
                m_prepared = std::move(capture);
        }
        m_busy = false;
    };
    try {
        m_thread = base::startThread(prepare, std::move(whole));
    } catch (const base::NoThread&) { // which a run will meet, too, and then say
        m_busy = false;
    }
}

void Preview::requestStop()
{
    const std::scoped_lock lock(m_mutex);
    m_thread.request_stop();
    m_prepared.reset();
}

std::shared_ptr<const Capture> Preview::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_prepared, nullptr);
}

} // namespace lab::session
