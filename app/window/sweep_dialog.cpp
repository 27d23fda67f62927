// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sweep_dialog.h"

#include "widgets/panels/number_box.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/number_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

namespace lab::app {

namespace {

using Scale = scenario::Parameter::Scale;

QString labelOf(const scenario::ScenarioInfo& info, const std::string& name)
{
    for (const scenario::Parameter& parameter : info.parameters) {
        if (parameter.name == name)
            return QString::fromStdString(parameter.label);
    }
    return SweepDialog::tr("Workers");
}

QString listOf(const std::vector<std::int64_t>& values)
{
    QStringList words;
    for (const std::int64_t value : values)
        words << widgets::grouped(value);
    return words.join(QStringLiteral(" · "));
}

} // namespace

SweepDialog::SweepDialog(const scenario::ScenarioInfo& info, int cores, QWidget* parent)
    : QDialog(parent), m_info(info), m_cores(cores), m_parameter(new QComboBox(this)),
      m_low(new widgets::NumberBox(this)), m_high(new widgets::NumberBox(this)), m_points(new QSpinBox(this)),
      m_scale(new QComboBox(this)), m_values(new QLabel(this))
{
    setWindowTitle(tr("Sweep a range"));
    for (const std::string& name : session::sweepable(info))
        m_parameter->addItem(labelOf(info, name), QString::fromStdString(name));
    for (QSpinBox* box : {m_low, m_high})
        box->setRange(std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
    m_points->setRange(2, 64);
    m_scale->addItem(tr("by equal factors (logarithmic)"), static_cast<int>(Scale::Logarithmic));
    m_scale->addItem(tr("by equal steps (linear)"), static_cast<int>(Scale::Linear));
    m_values->setWordWrap(true);
    m_values->setMinimumWidth(360);
    m_values->setProperty("role", "secondary");
    layOut();
    connect(m_parameter, &QComboBox::currentIndexChanged, this, &SweepDialog::showWidest);
    for (QSpinBox* box : {m_low, m_high, m_points})
        connect(box, &QSpinBox::valueChanged, this, &SweepDialog::check);
    connect(m_scale, &QComboBox::currentIndexChanged, this, &SweepDialog::check);
    showWidest();
}

void SweepDialog::layOut()
{
    auto* form = new QFormLayout;
    form->addRow(tr("Parameter"), m_parameter);
    form->addRow(tr("From"), m_low);
    form->addRow(tr("To"), m_high);
    form->addRow(tr("Points"), m_points);
    form->addRow(tr("Spread"), m_scale);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("Start the sweep"), QDialogButtonBox::AcceptRole);
    widgets::setRole(*m_start, "primary", true);
    m_start->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_values);
    layout->addWidget(buttons);
}

void SweepDialog::showWidest()
{
    const session::SweepRange widest =
        session::widestRange(m_info, m_parameter->currentData().toString().toStdString(), m_cores);
    m_low->setValue(static_cast<int>(widest.low));
    m_high->setValue(static_cast<int>(widest.high));
    m_points->setValue(widest.points);
    m_scale->setCurrentIndex(m_scale->findData(static_cast<int>(widest.scale)));
    check();
}

session::SweepRange SweepDialog::range() const
{
    return {m_parameter->currentData().toString().toStdString(), m_low->value(), m_high->value(),
            m_points->value(), static_cast<Scale>(m_scale->currentData().toInt())};
}

scenario::Sweep SweepDialog::sweep() const
{
    return session::sweepOver(m_info, range());
}

void SweepDialog::check()
{
    try {
        m_values->setText(
            tr("Measures %1 at %2.")
                .arg(QString::fromStdString(m_info.variants.at(m_info.main).label), listOf(sweep().values)));
        m_start->setEnabled(true);
    } catch (const scenario::ParameterError& error) {
        m_values->setText(QString::fromStdString(error.what()));
        m_start->setEnabled(false);
    }
}

} // namespace lab::app
