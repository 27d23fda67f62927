// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc cannot read the C++20 headers below
#include "core/scenario/scenario.h"
#endif

#include <QWidget>

class QGridLayout;
class QSpinBox;

namespace lab::widgets {

/// Slider position (0 … kSteps) of a value, and back: linear or logarithmic as declared. Pure.
struct ParameterScale
{
    static constexpr int kSteps = 1000;
    std::int64_t lowest = 0;
    std::int64_t highest = 1;
    bool logarithmic = false;

    int position(std::int64_t value) const;
    std::int64_t value(int position) const;
};

/// Controls generated from a scenario's declared parameters, and those that all scenarios have: the
/// number of workers and the seed. GUI thread.
class ParameterPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterPanel(QWidget* parent = nullptr);

    /// Rebuilds the controls with standard values and `cores` workers.
    void setScenario(const scenario::ScenarioInfo& info, int cores);

    const scenario::Request& request() const { return m_request; }
    /// Shows settings, workers and seed of a request of this scenario's, without a signal.
    void setRequest(const scenario::Request& request);
    /// Sets one value as if it were typed. Throws scenario::ParameterError.
    void setValue(const std::string& name, std::string_view text);

Q_SIGNALS:
    void changed();

private:
    void clear();
    static int boxWidth(const QSpinBox& box);
    void addInteger(const scenario::Parameter& parameter);
    void addChoice(const scenario::Parameter& parameter);
    void addSwitch(const scenario::Parameter& parameter);
    void addLabel(const scenario::Parameter& parameter);
    void showUnused();
    void store(const std::string& name, scenario::Value value);

    QGridLayout* m_layout;
    std::vector<scenario::Parameter> m_parameters; ///< workers and seed last
    std::vector<scenario::Unused> m_unused;
    scenario::Request m_request;
    int m_rows = 0;
};

} // namespace lab::widgets
