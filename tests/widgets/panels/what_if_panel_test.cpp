// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/what_if_panel.h"

#include "core/scenarios/all.h"

#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

class WhatIf : public ::testing::Test
{
protected:
    const scenario::ScenarioInfo& info(const char* id) const { return m_registry.get(id).info(); }

    bool says(const QString& words) const
    {
        for (const auto* each : m_panel.findChildren<QLabel*>())
            if (!each->isHidden() && each->text().contains(words))
                return true;
        return false;
    }

    QRadioButton& choice(int index) { return *m_panel.findChildren<QRadioButton*>().at(index); }
    QPushButton& check() { return *m_panel.findChild<QPushButton*>(); }
    QSlider& slider() { return *m_panel.findChild<QSlider*>(); }

    const scenario::Registry m_registry = scenarios::all();
    WhatIfPanel m_panel;
};

TEST_F(WhatIf, OffersTheChangesOfTheScenario)
{
    m_panel.setScenario(info("training-pipeline"));
    ASSERT_EQ(m_panel.findChildren<QRadioButton*>().size(), 3);
    EXPECT_TRUE(choice(0).isChecked());
    const QSignalSpy asked(&m_panel, &WhatIfPanel::asked);
    choice(1).click();
    ASSERT_EQ(asked.size(), 1);
    EXPECT_EQ(asked[0][0].toString(), QStringLiteral("fast-loading"));
    choice(0).click();
    EXPECT_EQ(asked[1][0].toString(), QString());
    m_panel.setScenario(info("access-order"));
    EXPECT_TRUE(m_panel.isHidden()) << "it has none";
}

TEST_F(WhatIf, TheSliderAsksForAnotherShare)
{
    m_panel.setScenario(info("training-pipeline"));
    m_panel.show({"fast-loading"}, {}, false);
    EXPECT_FALSE(slider().isHidden());
    EXPECT_TRUE(says("50 % of its time saved"));
    const QSignalSpy asked(&m_panel, &WhatIfPanel::asked);
    slider().setValue(15);
    ASSERT_EQ(asked.size(), 1);
    EXPECT_EQ(asked[0][0].toString(), QStringLiteral("fast-loading"));
    EXPECT_NEAR(asked[0][1].toDouble(), 0.25, 1e-9);
    m_panel.show({"fast-loading", 0.25}, {}, false);
    EXPECT_EQ(asked.size(), 1) << "told, not asked";
    EXPECT_TRUE(says("75 % of its time saved"));
    m_panel.setScenario(info("lock-contention"));
    m_panel.show({"free-lock"}, {}, false);
    EXPECT_TRUE(slider().isHidden()) << "a lock is free or not";
    EXPECT_FALSE(check().isHidden());
    m_panel.setScenario(info("image-preprocessing"));
    m_panel.show({"balanced"}, {}, false);
    EXPECT_TRUE(check().isHidden()) << "there is nothing that could be run";
}

TEST_F(WhatIf, SaysWhatWasPredictedMeasuredAndHowFarOff)
{
    m_panel.setScenario(info("training-pipeline"));
    Asked asked{"fast-loading"};
    m_panel.show(asked, QStringLiteral("Press Space to run first."), false);
    EXPECT_FALSE(check().isEnabled());
    EXPECT_TRUE(says("Press Space"));
    asked.prediction = session::Prediction{162, 100};
    m_panel.show(asked, {}, false);
    EXPECT_TRUE(check().isEnabled());
    EXPECT_TRUE(says("predicted 1.62×"));
    EXPECT_TRUE(says("another run with “Loading” × 0.5"));
    m_panel.show(asked, {}, true);
    EXPECT_EQ(check().text(), QStringLiteral("Stop checking"));
    asked.checks.push_back({"fast-loading", 0.5, {162, 100}, {1.58, {1.55, 1.61}}});
    m_panel.show(asked, {}, false);
    EXPECT_TRUE(says("measured 1.58×"));
    EXPECT_TRUE(says("3 % off"));
    EXPECT_FALSE(says("Far off"));
    asked.checks.back().check = {1.2, {1.1, 1.3}};
    m_panel.show(asked, {}, false);
    EXPECT_TRUE(says("Far off. The prediction takes for granted"));
    m_panel.show({}, {}, false);
    EXPECT_FALSE(m_panel.findChild<QSlider*>()->isVisibleTo(&m_panel));
}

} // namespace

} // namespace lab::widgets
