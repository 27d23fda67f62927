// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/lesson_pages.h"

#include "core/scenarios/all.h"
#include "widgets/panels/lesson.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

constexpr double kBetween = 10; // px, from a piece to the next

std::vector<TextPage> piecesOf(const std::vector<double>& heights)
{
    std::vector<TextPage> pieces;
    double top = 0;
    for (const double height : heights) {
        pieces.push_back({top, top + height});
        top += height + kBetween;
    }
    return pieces;
}

std::vector<double> heightsOf(const std::vector<TextPage>& pages)
{
    std::vector<double> heights;
    for (const TextPage& page : pages)
        heights.push_back(page.height());
    return heights;
}

using Heights = std::vector<double>;

TEST(BalancedPages, TakeNoMorePagesThanNeeded)
{
    EXPECT_EQ(heightsOf(balancedPages({}, 100)), Heights{});
    EXPECT_EQ(heightsOf(balancedPages(piecesOf({40, 50}), 100)), Heights{100});
    EXPECT_EQ(heightsOf(balancedPages(piecesOf({40, 51}), 100)), (Heights{40, 51}));
}

TEST(BalancedPages, LeaveTheLastOneNotNearlyEmpty)
{
    // Filled up one after the other, they would be 90, 90 and 20 high; 110 and 20.
    EXPECT_EQ(heightsOf(balancedPages(piecesOf({40, 40, 30, 40, 20}), 100)), (Heights{40, 80, 70}));
    EXPECT_EQ(heightsOf(balancedPages(piecesOf({50, 50, 20}), 110)), (Heights{50, 80}));
}

TEST(BalancedPages, FollowOneAnother)
{
    const auto pieces = piecesOf({30, 60, 10, 80, 40, 40});
    const auto pages = balancedPages(pieces, 100);
    EXPECT_EQ(pages.front().top, pieces.front().top);
    EXPECT_EQ(pages.back().bottom, pieces.back().bottom);
    for (std::size_t i = 1; i < pages.size(); ++i)
        EXPECT_EQ(pages[i].top, pages[i - 1].bottom + kBetween) << i;
}

bool beginsWithAParagraph(const TextPage& page, const QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (document.documentLayout()->blockBoundingRect(block).top() == page.top)
            return true;
    }
    return false;
}

// Beside a picture, on the screens that projectors have.
class LessonPages : public testing::TestWithParam<QSizeF>
{
};

TEST_P(LessonPages, OfEveryLessonAreOfWholeParagraphsInLargeLettersAndNoneIsNearlyEmpty)
{
    const scenario::Registry registry = scenarios::all();
    for (const auto& scenario : registry.scenarios()) {
        const Lesson lesson = loadLesson(QString::fromStdString(scenario->info().lesson));
        for (const LessonStep step :
             {LessonStep::Problem, LessonStep::Predict, LessonStep::Why, LessonStep::Try}) {
            QTextDocument document;
            const auto pages = paginate(document, lesson.text(step), Theme::of(ThemeKind::Light), GetParam());
            EXPECT_GE(document.defaultFont().pixelSize(), 34);
            for (const TextPage& page : pages) {
                EXPECT_TRUE(beginsWithAParagraph(page, document)) << scenario->info().id;
                EXPECT_LE(page.height(), GetParam().height()) << scenario->info().id;
                if (pages.size() > 1) {
                    EXPECT_GT(page.height(), GetParam().height() / 4) << scenario->info().id;
                }
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Every, LessonPages,
                         testing::Values(QSizeF(1760, 748), QSizeF(949, 748), QSizeF(949, 868),
                                         QSizeF(949, 1108)));

TEST(LessonPages, AParagraphHigherThanAPageIsDividedBetweenLines)
{
    QString markdown;
    for (int i = 0; i < 200; ++i)
        markdown += QStringLiteral("many words ");
    QTextDocument document;
    const auto pages = paginate(document, markdown, Theme::of(ThemeKind::Light), {800, 400});
    ASSERT_GT(pages.size(), 1U);
    for (const TextPage& page : pages)
        EXPECT_LE(page.height(), 400);
    for (std::size_t i = 1; i < pages.size(); ++i)
        EXPECT_GE(pages[i].top, pages[i - 1].bottom - 1) << "no line is on two pages";
}

} // namespace

} // namespace lab::widgets
