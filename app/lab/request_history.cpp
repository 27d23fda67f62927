// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/request_history.h"

#include "app/lab/lab_model.h"

#include <QUndoCommand>

#include <functional>
#include <utility>

namespace lab::app {

namespace {

constexpr int kOneStroke = 700; // ms

using Setter = std::function<void(const scenario::Request&)>;

class Change : public QUndoCommand
{
public:
    Change(Setter set, scenario::Request before, scenario::Request after, bool goesOn)
        : m_set(std::move(set)), m_before(std::move(before)), m_after(std::move(after)), m_goesOn(goesOn)
    {
    }

    void undo() override { m_set(m_before); }
    void redo() override
    {
        if (std::exchange(m_done, true)) // pushing it does what has been done
            m_set(m_after);
    }
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* next) override
    {
        const auto& change = static_cast<const Change&>(*next);
        if (!change.m_goesOn)
            return false;
        m_after = change.m_after;
        return true;
    }

private:
    const Setter m_set;
    const scenario::Request m_before;
    scenario::Request m_after;
    const bool m_goesOn; ///< soon after the one before it
    bool m_done = false;
};

} // namespace

RequestHistory::RequestHistory(LabModel& model, QObject* parent) : QObject(parent), m_model(model)
{
    connect(&model, &LabModel::scenarioChanged, this, &RequestHistory::begin);
    connect(&model, &LabModel::requestChanged, this, &RequestHistory::note);
    begin();
}

void RequestHistory::begin()
{
    m_changes.clear();
    m_last = m_model.request();
    m_sinceLast.invalidate();
}

void RequestHistory::note()
{
    scenario::Request before = std::exchange(m_last, m_model.request());
    if (m_going || scenario::sameWork(before, m_last)) // other photos are no parameter
        return;
    const bool goesOn = m_sinceLast.isValid() && m_sinceLast.elapsed() < kOneStroke;
    m_sinceLast.start();
    const Setter set = [this](const scenario::Request& request) {
        m_going = true;
        m_model.setRequest(request);
        m_going = false;
        m_sinceLast.invalidate();
    };
    m_changes.push(new Change(set, std::move(before), m_last, goesOn));
}

} // namespace lab::app
