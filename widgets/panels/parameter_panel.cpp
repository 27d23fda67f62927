// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/parameter_panel.h"

#include "core/session/own_sweep.h"
#include "widgets/panels/number_box.h"
#include "widgets/theme/number_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kRounded = 1000; // from here on a slider need not reach every number
const std::string kWorkers = "workers";
const std::string kSeed = "seed";

scenario::Parameter workersParameter(int cores)
{
    return scenario::Parameter::integer(
        kWorkers, ParameterPanel::tr("Workers").toStdString(), "", std::min(cores, scenario::kMostWorkers), 1,
        scenario::kMostWorkers, scenario::Parameter::Scale::Logarithmic,
        ParameterPanel::tr("Threads that share the work. More than cores are possible: they share cores, and "
                           "beyond the hardware threads take turns.")
            .toStdString());
}

scenario::Parameter seedParameter()
{
    return scenario::Parameter::integer(
        kSeed, ParameterPanel::tr("Seed").toStdString(), "", 1, 1, 9999, scenario::Parameter::Scale::Linear,
        ParameterPanel::tr("Chooses the inputs: the same seed gives the same ones on every machine.")
            .toStdString());
}

/// The wheel over it scrolls the panel: who does that does not mean to change a value.
class ParameterSlider : public QSlider
{
public:
    explicit ParameterSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent)
    {
        setFocusPolicy(Qt::StrongFocus);
    }

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

} // namespace

int ParameterScale::position(std::int64_t value) const
{
    if (highest <= lowest)
        return 0;
    double share = static_cast<double>(value - lowest) / static_cast<double>(highest - lowest);
    if (logarithmic && lowest > 0)
        share = std::log(static_cast<double>(value) / static_cast<double>(lowest)) /
                std::log(static_cast<double>(highest) / static_cast<double>(lowest));
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * kSteps));
}

std::int64_t ParameterScale::value(int position) const
{
    const double share = static_cast<double>(position) / kSteps;
    double value = static_cast<double>(lowest) + share * static_cast<double>(highest - lowest);
    if (logarithmic && lowest > 0)
        value = static_cast<double>(lowest) *
                std::pow(static_cast<double>(highest) / static_cast<double>(lowest), share);
    const bool between = position > 0 && position < kSteps;
    if (logarithmic && between && value >= kRounded)
        value = session::twoDigits(value);
    return std::clamp<std::int64_t>(std::llround(value), lowest, highest);
}

ParameterPanel::ParameterPanel(QWidget* parent) : QWidget(parent), m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(12);
    m_layout->setVerticalSpacing(3);
    m_layout->setColumnStretch(1, 1);
}

void ParameterPanel::clear()
{
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows = 0;
}

void ParameterPanel::setScenario(const scenario::ScenarioInfo& info, int cores)
{
    clear();
    m_parameters = info.parameters;
    m_unused = info.unused;
    m_request = {};
    m_request.settings = scenario::complete(info.parameters, {});
    m_request.workers = std::min(cores, scenario::kMostWorkers);
    const auto usesPool = [](const scenario::Variant& variant) { return variant.usesPool; };
    if (std::any_of(info.variants.begin(), info.variants.end(), usesPool))
        m_parameters.push_back(workersParameter(cores));
    m_parameters.push_back(seedParameter());
    for (const scenario::Parameter& parameter : m_parameters) {
        addLabel(parameter);
        switch (parameter.kind) {
        case scenario::Parameter::Kind::Integer:
            addInteger(parameter);
            break;
        case scenario::Parameter::Kind::Choice:
            addChoice(parameter);
            break;
        case scenario::Parameter::Kind::Switch:
            addSwitch(parameter);
            break;
        }
        ++m_rows;
    }
    showUnused();
}

// What changes nothing with these settings cannot be set, and says why.
void ParameterPanel::showUnused()
{
    for (std::size_t row = 0; row < m_parameters.size(); ++row) {
        const scenario::Parameter& parameter = m_parameters[row];
        std::string why;
        for (const scenario::Unused& unused : m_unused) {
            const bool named = std::find(unused.parameters.begin(), unused.parameters.end(),
                                         parameter.name) != unused.parameters.end();
            const bool holds = std::all_of(unused.with.begin(), unused.with.end(), [&](const auto& setting) {
                return m_request.settings.at(setting.first) == setting.second;
            });
            if (named && holds)
                why = unused.why;
        }
        for (int column = 0; column < m_layout->columnCount(); ++column) {
            QLayoutItem* item = m_layout->itemAtPosition(static_cast<int>(row), column);
            if (!item || !item->widget())
                continue;
            item->widget()->setEnabled(why.empty());
            item->widget()->setToolTip(QString::fromStdString(why.empty() ? parameter.help : why));
        }
    }
}

void ParameterPanel::addLabel(const scenario::Parameter& parameter)
{
    auto* label = new QLabel(QString::fromStdString(parameter.label), this);
    label->setToolTip(QString::fromStdString(parameter.help));
    m_layout->addWidget(label, m_rows, 0);
}

// Room for the highest value; QSpinBox's own hint is for buttons that these do not have.
int ParameterPanel::boxWidth(const QSpinBox& box)
{
    constexpr int kUsualWidth = 72;
    constexpr int kFrame = 26;
    const QString highest = grouped(box.maximum()) + box.suffix();
    return std::max(kUsualWidth, box.fontMetrics().horizontalAdvance(highest) + kFrame);
}

void ParameterPanel::addInteger(const scenario::Parameter& parameter)
{
    const ParameterScale scale{parameter.lowest, parameter.highest,
                               parameter.scale == scenario::Parameter::Scale::Logarithmic};
    const auto standard = std::get<std::int64_t>(parameter.standard);
    auto* slider = new ParameterSlider(this);
    slider->setRange(0, ParameterScale::kSteps);
    slider->setPageStep(ParameterScale::kSteps / 10);
    slider->setSingleStep(ParameterScale::kSteps / 50);
    slider->setValue(scale.position(standard));
    slider->setToolTip(QString::fromStdString(parameter.help));
    slider->setAccessibleName(QString::fromStdString(parameter.label));
    auto* box = new NumberBox(this);
    box->setObjectName(QString::fromStdString(parameter.name));
    box->setRange(static_cast<int>(parameter.lowest), static_cast<int>(parameter.highest));
    box->setValue(static_cast<int>(standard));
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setAlignment(Qt::AlignRight);
    box->setKeyboardTracking(false);
    box->setAccessibleName(QString::fromStdString(parameter.label));
    if (!parameter.unit.empty())
        box->setSuffix(QStringLiteral(" ") + QString::fromStdString(parameter.unit));
    box->setMinimumWidth(boxWidth(*box));
    m_layout->addWidget(slider, m_rows, 1);
    m_layout->addWidget(box, m_rows, 2);
    connect(slider, &QSlider::valueChanged, box,
            [box, scale](int position) { box->setValue(static_cast<int>(scale.value(position))); });
    connect(box, &QSpinBox::valueChanged, this, [this, slider, scale, name = parameter.name](int value) {
        const QSignalBlocker quiet(slider);
        if (scale.value(slider->value()) != value)
            slider->setValue(scale.position(value));
        store(name, std::int64_t{value});
    });
}

void ParameterPanel::addChoice(const scenario::Parameter& parameter)
{
    auto* box = new QComboBox(this);
    box->setFocusPolicy(Qt::StrongFocus);
    // Long options must not widen the panel; the list shows them whole.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->setObjectName(QString::fromStdString(parameter.name));
    for (const auto& option : parameter.options)
        box->addItem(QString::fromStdString(option.label), QString::fromStdString(option.key));
    box->setToolTip(QString::fromStdString(parameter.help));
    box->setAccessibleName(QString::fromStdString(parameter.label));
    m_layout->addWidget(box, m_rows, 1, 1, 2);
    connect(box, &QComboBox::currentIndexChanged, this, [this, box, name = parameter.name](int index) {
        store(name, box->itemData(index).toString().toStdString());
    });
}

void ParameterPanel::addSwitch(const scenario::Parameter& parameter)
{
    auto* box = new QCheckBox(this);
    box->setObjectName(QString::fromStdString(parameter.name));
    box->setChecked(std::get<bool>(parameter.standard));
    box->setToolTip(QString::fromStdString(parameter.help));
    box->setAccessibleName(QString::fromStdString(parameter.label));
    m_layout->addWidget(box, m_rows, 1, 1, 2);
    connect(box, &QCheckBox::toggled, this, [this, name = parameter.name](bool on) { store(name, on); });
}

void ParameterPanel::store(const std::string& name, scenario::Value value)
{
    if (name == kWorkers)
        m_request.workers = static_cast<int>(std::get<std::int64_t>(value));
    else if (name == kSeed)
        m_request.seed = static_cast<std::uint64_t>(std::get<std::int64_t>(value));
    else
        m_request.settings[name] = std::move(value);
    showUnused();
    Q_EMIT changed();
}

void ParameterPanel::setRequest(const scenario::Request& request)
{
    const QSignalBlocker quiet(this);
    for (const auto& [name, value] : request.settings)
        setValue(name, scenario::toText(value));
    for (const scenario::Parameter& parameter : m_parameters) {
        if (parameter.name == kWorkers)
            setValue(kWorkers, std::to_string(request.workers));
    }
    setValue(kSeed, std::to_string(request.seed));
}

void ParameterPanel::setValue(const std::string& name, std::string_view text)
{
    for (const scenario::Parameter& parameter : m_parameters) {
        if (parameter.name != name)
            continue;
        const scenario::Value value = parameter.parse(text);
        const QString id = QString::fromStdString(name);
        if (auto* number = findChild<QSpinBox*>(id))
            number->setValue(static_cast<int>(std::get<std::int64_t>(value)));
        else if (auto* choice = findChild<QComboBox*>(id))
            choice->setCurrentIndex(choice->findData(QString::fromStdString(std::get<std::string>(value))));
        else if (auto* toggle = findChild<QCheckBox*>(id))
            toggle->setChecked(std::get<bool>(value));
        return;
    }
    throw scenario::ParameterError("there is no parameter '" + name + "'");
}

} // namespace lab::widgets
