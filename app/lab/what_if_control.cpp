// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/what_if_control.h"

#include "app/lab/lab_model.h"
#include "app/lab/run_control.h"

#include <algorithm>
#include <utility>

namespace lab::app {

namespace {

constexpr int kCurveSteps = 20;

} // namespace

WhatIfControl::WhatIfControl(LabModel& model, RunControl& control, QObject* parent)
    : QObject(parent), m_model(model), m_control(control)
{
    m_pool.setMaxThreadCount(1);
    connect(&model, &LabModel::stateChanged, this, &WhatIfControl::renew);
    connect(&model, &LabModel::scenarioChanged, this, &WhatIfControl::renew);
    connect(&control, &RunControl::checked, this, &WhatIfControl::take);
}

WhatIfControl::~WhatIfControl()
{
    m_stop.request_stop();
}

void WhatIfControl::ask(const std::string& key, double share)
{
    widgets::Asked asked{key, share};
    asked.checks = m_model.asked().checks;
    m_model.setAsked(std::move(asked));
    if (const auto change = m_model.askedChange()) { // whose recording is changed is what should be seen
        const auto& variants = m_model.info()->variants;
        const auto of = std::find_if(variants.begin(), variants.end(), [&](const scenario::Variant& each) {
            return each.key == change->variant;
        });
        const auto index = static_cast<std::size_t>(of - variants.begin());
        if (index != m_model.chosenVariant())
            m_model.chooseVariant(index);
    }
    predict();
}

void WhatIfControl::askNext()
{
    if (!m_model.info() || m_model.info()->whatIfs.empty()) {
        Q_EMIT problem(tr("This scenario has no change to ask for."));
        return;
    }
    const auto& all = m_model.info()->whatIfs;
    const auto now = std::find_if(all.begin(), all.end(), [&](const scenario::WhatIf& each) {
        return each.key == m_model.asked().key;
    });
    const auto next = now == all.end() ? all.begin() : std::next(now);
    ask(next == all.end() ? std::string() : next->key);
}

// Another result than the one that was predicted from.
void WhatIfControl::renew()
{
    if (isRunning(m_model.state()) || std::exchange(m_of, m_model.sharedState()) == m_model.sharedState() ||
        m_model.asked().key.empty() || m_model.asked().prediction)
        return;
    predict();
}

void WhatIfControl::predict()
{
    m_stop.request_stop();
    m_stop = {};
    const auto change = m_model.askedChange();
    if (!change || isRunning(m_model.state()))
        return;
    m_of = m_model.sharedState();
    m_pool.start([this, change = *change, state = m_of, stop = m_stop.get_token()] {
        const auto prediction = session::predict(change, *state);
        auto curve = session::curve(change, *state, kCurveSteps, stop);
        if (!prediction || stop.stop_requested())
            return;
        QMetaObject::invokeMethod(this, [this, stop, prediction, curve = std::move(curve)] {
            if (stop.stop_requested())
                return;
            widgets::Asked asked = m_model.asked();
            asked.prediction = prediction;
            asked.curve = curve;
            m_model.setAsked(std::move(asked));
        });
    });
}

QString WhatIfControl::obstacle() const
{
    const auto change = m_model.askedChange();
    if (!change)
        return tr("Choose a change first.");
    if (m_control.measuring())
        return tr("Something is being measured.");
    if (!m_model.begun() || m_model.state().mode != session::Mode::Run)
        return tr("Press Space to run first.");
    if (!m_model.asked().prediction)
        return tr("There is no prediction: it takes a recording that was measured, too.");
    if (!change->canBeChecked())
        return tr("There is nothing that could be run to check it.");
    if (!session::requestOf(*change, *m_model.info(), m_model.state().request))
        return m_model.withLabels(tr("'%1' cannot go any further from here.")
                                      .arg(QString::fromStdString(change->parameter))
                                      .toStdString());
    return {};
}

void WhatIfControl::check()
{
    if (m_control.checking()) {
        m_control.stop();
        return;
    }
    if (const QString sentence = obstacle(); !sentence.isEmpty()) {
        Q_EMIT problem(sentence);
        return;
    }
    m_checked = *m_model.askedChange();
    m_predicted = *m_model.asked().prediction;
    if (m_checked.parameter.empty()) { // a variant that was measured in turn with the other
        keep(m_model.state());
        return;
    }
    m_control.check(*session::requestOf(m_checked, *m_model.info(), m_model.state().request));
}

void WhatIfControl::take(std::shared_ptr<const session::RunState> after)
{
    if (m_of == m_model.sharedState() && after->phase != session::Phase::Failed)
        keep(*after);
}

void WhatIfControl::keep(const session::RunState& after)
{
    const auto check = session::check(m_checked, m_model.state(), after);
    if (!check) {
        Q_EMIT problem(tr("It was not measured often enough to be held against a prediction."));
        return;
    }
    widgets::Asked asked = m_model.asked();
    std::erase_if(asked.checks, [&](const widgets::CheckedChange& each) {
        return each.key == m_checked.key && each.share == m_checked.share;
    });
    asked.checks.push_back({m_checked.key, m_checked.share, m_predicted, *check});
    m_model.setAsked(std::move(asked));
}

} // namespace lab::app
