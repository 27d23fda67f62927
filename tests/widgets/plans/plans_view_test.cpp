// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plans/plans_view.h"

#include "core/scenarios/all.h"
#include "widgets/theme/application_theme.h"
#include "widgets/theme/fitted_text.h"

#include <QApplication>
#include <QSignalSpy>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

TEST(PlansView, CardsStayWithinTheViewAndApart)
{
    applyTheme(*qApp, ThemeKind::Light);
    const scenario::Registry registry = scenarios::all();
    for (const auto& scenario : registry.scenarios()) {
        PlansView view;
        view.setVariants(scenario->info().variants, 2);
        for (const QSize size : {QSize(1000, 400), QSize(460, 300), QSize(300, 260), QSize(1400, 700)}) {
            view.resize(size);
            const std::size_t count = scenario->info().variants.size();
            for (std::size_t i = 0; i < count; ++i) {
                const QRectF card = view.cardOf(i);
                EXPECT_TRUE(QRectF(view.rect()).adjusted(-1, -1, 1, 1).contains(card)) << scenario->info().id;
                for (std::size_t j = 0; j < i; ++j)
                    EXPECT_FALSE(card.adjusted(1, 1, -1, -1).intersects(view.cardOf(j)));
            }
            const CutTexts cut;
            view.grab();
            if (size.width() >= 460) {
                EXPECT_TRUE(cut.texts().isEmpty())
                    << scenario->info().id << size.width() << cut.texts().join(u',').toStdString();
            }
        }
    }
}

TEST(PlansView, AClickAndArrowKeysChooseAVariant)
{
    applyTheme(*qApp, ThemeKind::Light);
    const scenario::Registry registry = scenarios::all();
    PlansView view;
    view.resize(900, 300);
    view.setVariants(registry.get("batch-convolution").info().variants, 2);
    const QSignalSpy chosen(&view, &PlansView::variantChosen);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.cardOf(2).center().toPoint());
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen.last().first().value<std::size_t>(), 2u);
    view.setChosen(1);
    QTest::keyClick(&view, Qt::Key_Left);
    ASSERT_EQ(chosen.count(), 2);
    EXPECT_EQ(chosen.last().first().value<std::size_t>(), 0u);
    view.setChosen(0);
    QTest::keyClick(&view, Qt::Key_Left);
    EXPECT_EQ(chosen.count(), 2) << "there is none before it";
}

TEST(PlansView, SaysToThoseWhoDoNotSeeItWhatRuns)
{
    PlansView view;
    scenario::Variant variant;
    variant.label = "One lock";
    variant.summary = "All add under it.";
    view.setVariants({variant}, 2);
    EXPECT_EQ(view.accessibleDescription(), QStringLiteral("One lock: All add under it."));
}

} // namespace

} // namespace lab::widgets
