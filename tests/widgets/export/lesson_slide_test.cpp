// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/lesson_slide.h"

#include "core/scenarios/all.h"
#include "widgets/export/slide.h"

#include <QImage>
#include <QPainter>
#include <gtest/gtest.h>

namespace lab::widgets {

namespace {

// Rows of the picture, from `top`, in which anything is painted.
int paintedRows(const QImage& image, int top, QRgb ground)
{
    int rows = 0;
    for (int y = top; y < image.height(); ++y) {
        bool painted = false;
        for (int x = 0; x < image.width() && !painted; ++x)
            painted = image.pixel(x, y) != ground;
        rows += painted ? 1 : 0;
    }
    return rows;
}

QImage slideOf(const scenario::ScenarioInfo& info, LessonStep step, const QString& markdown, ThemeKind theme,
               int page = 0)
{
    QImage image(kSlideWidth, kSlideHeight, QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(theme).panel);
    QPainter painter(&image);
    paintLessonSlide(painter, info, step, markdown, theme, page);
    return image;
}

TEST(LessonSlide, EveryTextOfEveryLessonFits)
{
    const scenario::Registry registry = scenarios::all();
    for (const auto& scenario : registry.scenarios()) {
        const Lesson lesson = loadLesson(QString::fromStdString(scenario->info().lesson));
        for (const LessonStep step :
             {LessonStep::Problem, LessonStep::Predict, LessonStep::Why, LessonStep::Try}) {
            const QRgb ground = Theme::of(ThemeKind::Dark).panel.rgb();
            for (int page = 0; page < lessonPages(lesson.text(step)); ++page) {
                const QImage slide =
                    slideOf(scenario->info(), step, lesson.text(step), ThemeKind::Dark, page);
                EXPECT_GT(paintedRows(slide, 236, ground), 20) << scenario->info().id;
                EXPECT_EQ(paintedRows(slide, 1000, ground), 0) << scenario->info().id << " is cut";
            }
        }
    }
}

TEST(LessonSlide, ALongTextTakesPagesThatBeginWithAParagraphEach)
{
    QString markdown;
    for (int i = 0; i < 30; ++i)
        markdown += QStringLiteral("A paragraph that is about as long as a line of the slide, or somewhat "
                                   "longer than that.\n\n");
    EXPECT_EQ(lessonPages(QStringLiteral("Short.")), 1);
    const int pages = lessonPages(markdown);
    ASSERT_GT(pages, 1);
    const scenario::Registry registry = scenarios::all();
    const auto& info = registry.scenarios().front()->info();
    const QRgb ground = Theme::of(ThemeKind::Light).panel.rgb();
    int rows = 0;
    for (int page = 0; page < pages; ++page)
        rows += paintedRows(slideOf(info, LessonStep::Why, markdown, ThemeKind::Light, page), 236, ground);
    const QImage last = slideOf(info, LessonStep::Why, markdown, ThemeKind::Light, pages - 1);
    EXPECT_EQ(last, slideOf(info, LessonStep::Why, markdown, ThemeKind::Light, pages)) << "none beyond";
    const int paragraph =
        paintedRows(slideOf(info, LessonStep::Why, markdown, ThemeKind::Light), 236, ground);
    EXPECT_GT(rows, paragraph) << "the other pages show the rest";
}

TEST(LessonSlide, NamesTheStep)
{
    const scenario::Registry registry = scenarios::all();
    const auto& info = registry.scenarios().front()->info();
    const QImage problem = slideOf(info, LessonStep::Problem, QStringLiteral("Text"), ThemeKind::Light);
    EXPECT_NE(problem, slideOf(info, LessonStep::Try, QStringLiteral("Text"), ThemeKind::Light));
    EXPECT_NE(problem, slideOf(info, LessonStep::Problem, QStringLiteral("Other"), ThemeKind::Light));
}

} // namespace

} // namespace lab::widgets
