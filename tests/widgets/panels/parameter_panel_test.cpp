// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/all.h"
#include "core/session/run_session.h"
#include "widgets/panels/parameter_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QtTest>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using scenario::Parameter;

TEST(ParameterScale, EndsAreReachedAndKept)
{
    for (const ParameterScale scale : {ParameterScale{1, 256, true}, ParameterScale{1, 256, false},
                                       ParameterScale{7, 512, true}, ParameterScale{-20, 20, false}}) {
        EXPECT_EQ(scale.position(scale.lowest), 0);
        EXPECT_EQ(scale.position(scale.highest), ParameterScale::kSteps);
        EXPECT_EQ(scale.value(0), scale.lowest);
        EXPECT_EQ(scale.value(ParameterScale::kSteps), scale.highest);
        EXPECT_EQ(scale.position(scale.highest + 100), ParameterScale::kSteps);
    }
}

TEST(ParameterScale, ValuesSurviveTheSliderWhereItIsFineEnough)
{
    for (const ParameterScale scale : {ParameterScale{1, 128, true}, ParameterScale{0, 900, false}})
        for (std::int64_t value = scale.lowest; value <= scale.highest; ++value)
            EXPECT_EQ(scale.value(scale.position(value)), value) << scale.highest;
}

TEST(ParameterScale, NeverTurnsBack)
{
    const ParameterScale scale{1, 100'000, true};
    std::int64_t before = 0;
    for (int position = 0; position <= ParameterScale::kSteps; ++position) {
        EXPECT_GE(scale.value(position), before);
        before = scale.value(position);
    }
    EXPECT_NEAR(static_cast<double>(scale.value(ParameterScale::kSteps / 2)), std::sqrt(1e5), 2);
    for (int position = 0; position <= ParameterScale::kSteps; ++position) {
        const std::int64_t value = scale.value(position);
        EXPECT_TRUE(value < 1000 || value % 100 == 0) << value << ": large numbers are round";
    }
    EXPECT_EQ((ParameterScale{1, 123'457, true}.value(ParameterScale::kSteps)), 123'457);
}

TEST(ParameterScale, DegenerateRangesStandStill)
{
    const ParameterScale single{5, 5, false};
    EXPECT_EQ(single.position(5), 0);
    EXPECT_EQ(single.value(700), 5);
    const ParameterScale fromZero{0, 100, true}; // no logarithm of 0: linear
    EXPECT_EQ(fromZero.value(500), 50);
}

scenario::ScenarioInfo allKinds()
{
    scenario::ScenarioInfo info;
    info.variants = {{"spread", "Spread", "", true}};
    info.parameters = {
        Parameter::integer("images", "Images", "", 4, 1, 64, Parameter::Scale::Logarithmic, "How many."),
        Parameter::integer("size", "Size", "px", 32, 8, 64, Parameter::Scale::Linear, "How large."),
        Parameter::toggle("padded", "Padded", true, "Apart."),
        Parameter::choice("wake", "Workers", {{"awake", "Awake"}, {"asleep", "Asleep"}}, "Before."),
    };
    return info;
}

TEST(ParameterPanel, HasAControlForEveryDeclaredParameter)
{
    const scenario::Registry registry = scenarios::all();
    ParameterPanel panel;
    for (const auto& each : registry.scenarios()) {
        panel.setScenario(each->info(), 2);
        for (const Parameter& parameter : each->info().parameters) {
            const QString name = QString::fromStdString(parameter.name);
            switch (parameter.kind) {
            case Parameter::Kind::Integer: {
                auto* box = panel.findChild<QSpinBox*>(name);
                ASSERT_TRUE(box) << parameter.name;
                EXPECT_EQ(box->minimum(), parameter.lowest);
                EXPECT_EQ(box->maximum(), parameter.highest);
                EXPECT_EQ(box->value(), std::get<std::int64_t>(parameter.standard));
                break;
            }
            case Parameter::Kind::Choice:
                ASSERT_TRUE(panel.findChild<QComboBox*>(name)) << parameter.name;
                EXPECT_EQ(panel.findChild<QComboBox*>(name)->count(),
                          static_cast<int>(parameter.options.size()));
                break;
            case Parameter::Kind::Switch:
                ASSERT_TRUE(panel.findChild<QCheckBox*>(name)) << parameter.name;
                break;
            }
        }
        const auto& variants = each->info().variants;
        const bool usesPool = std::any_of(variants.begin(), variants.end(),
                                          [](const scenario::Variant& variant) { return variant.usesPool; });
        EXPECT_EQ(panel.findChild<QSpinBox*>(QStringLiteral("workers")) != nullptr, usesPool);
        EXPECT_EQ(panel.request().workers, 2);
        EXPECT_NO_THROW(scenario::complete(each->info(), panel.request()));
    }
}

TEST(ParameterPanel, ControlsChangeTheRequest)
{
    ParameterPanel panel;
    panel.setScenario(allKinds(), 2);
    const QSignalSpy changed(&panel, &ParameterPanel::changed);
    panel.findChild<QSpinBox*>(QStringLiteral("size"))->setValue(48);
    panel.findChild<QCheckBox*>(QStringLiteral("padded"))->click();
    panel.findChild<QComboBox*>(QStringLiteral("wake"))->setCurrentIndex(1);
    panel.findChild<QSpinBox*>(QStringLiteral("workers"))->setValue(5);
    EXPECT_EQ(changed.size(), 4);
    const scenario::Request& request = panel.request();
    EXPECT_EQ(scenario::integerOf(request.settings, "size"), 48);
    EXPECT_FALSE(scenario::switchOf(request.settings, "padded"));
    EXPECT_EQ(scenario::choiceOf(request.settings, "wake"), "asleep");
    EXPECT_EQ(request.workers, 5);
    EXPECT_EQ(scenario::integerOf(request.settings, "images"), 4); // untouched
}

TEST(ParameterPanel, SliderAndBoxFollowEachOther)
{
    ParameterPanel panel;
    panel.setScenario(allKinds(), 2);
    auto* slider = panel.findChild<QSlider*>(); // of the first parameter
    auto* box = panel.findChild<QSpinBox*>(QStringLiteral("images"));
    slider->setValue(ParameterScale::kSteps);
    EXPECT_EQ(box->value(), 64);
    EXPECT_EQ(scenario::integerOf(panel.request().settings, "images"), 64);
    box->setValue(8);
    EXPECT_EQ(slider->value(), (ParameterScale{1, 64, true}.position(8)));
    EXPECT_EQ(scenario::integerOf(panel.request().settings, "images"), 8);
    QTest::keyClick(slider, Qt::Key_Home);
    EXPECT_EQ(box->value(), 1);
}

TEST(ParameterPanel, SetValueReadsTextAndRefusesWhatIsNotAllowed)
{
    ParameterPanel panel;
    panel.setScenario(allKinds(), 2);
    panel.setValue("images", "16");
    panel.setValue("padded", "off");
    panel.setValue("wake", "asleep");
    panel.setValue("workers", "3");
    EXPECT_EQ(scenario::integerOf(panel.request().settings, "images"), 16);
    EXPECT_FALSE(scenario::switchOf(panel.request().settings, "padded"));
    EXPECT_EQ(scenario::choiceOf(panel.request().settings, "wake"), "asleep");
    EXPECT_EQ(panel.request().workers, 3);
    const auto before = panel.request().settings;
    for (const auto& [name, text] : {std::pair{"images", "0"},
                                     {"images", "65"},
                                     {"images", "many"},
                                     {"images", ""},
                                     {"padded", "perhaps"},
                                     {"wake", "drowsy"},
                                     {"workers", "0"},
                                     {"colour", "1"}})
        EXPECT_THROW(panel.setValue(name, text), scenario::ParameterError) << name << "=" << text;
    EXPECT_EQ(panel.request().settings, before);
    EXPECT_EQ(panel.request().workers, 3);
}

TEST(ParameterPanel, AnotherScenarioReplacesTheControls)
{
    ParameterPanel panel;
    panel.setScenario(allKinds(), 2);
    panel.setValue("images", "16");
    panel.setScenario(allKinds(), 1'000);
    EXPECT_EQ(panel.findChildren<QComboBox*>().size(), 1);
    EXPECT_EQ(scenario::integerOf(panel.request().settings, "images"), 4);
    EXPECT_EQ(panel.request().workers, scenario::kMostWorkers);
    panel.setScenario({}, 1);
    EXPECT_EQ(panel.findChildren<QSpinBox*>().size(), 1); // the seed; nothing here has workers
}

TEST(ParameterPanel, WhatChangesNothingIsDisabledAndSaysWhy)
{
    const scenario::Registry registry = scenarios::all();
    ParameterPanel panel;
    panel.setScenario(registry.get("gradient-accumulation").info(), 2);
    const auto* samples = panel.findChild<QSpinBox*>(QStringLiteral("samples"));
    const auto* workers = panel.findChild<QSpinBox*>(QStringLiteral("workers"));
    const auto* work = panel.findChild<QComboBox*>(QStringLiteral("work"));
    ASSERT_TRUE(samples && workers && work);
    EXPECT_TRUE(samples->isEnabled());
    const QString help = samples->toolTip();
    panel.setValue("work", "toy");
    EXPECT_FALSE(samples->isEnabled());
    EXPECT_FALSE(workers->isEnabled());
    EXPECT_TRUE(work->isEnabled());
    EXPECT_TRUE(samples->toolTip().contains(QStringLiteral("toy")));
    panel.setValue("work", "network");
    EXPECT_TRUE(samples->isEnabled());
    EXPECT_EQ(samples->toolTip(), help);
}

} // namespace

} // namespace lab::widgets
