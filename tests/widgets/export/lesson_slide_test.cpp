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

LessonSlide slideOf(const scenario::ScenarioInfo& info, LessonStep step, const QString& markdown,
                    QSizeF size = {kSlideWidth, kSlideHeight})
{
    return {&info, step, markdown, std::nullopt, size};
}

QImage painted(const LessonSlide& slide, ThemeKind theme, int page = 0)
{
    QImage image(slide.size.toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(theme).panel);
    QPainter painter(&image);
    paintLessonSlide(painter, slide, theme, page);
    return image;
}

TEST(LessonSlide, EveryTextOfEveryLessonFits)
{
    const scenario::Registry registry = scenarios::all();
    const QRgb ground = Theme::of(ThemeKind::Dark).panel.rgb();
    for (const auto& scenario : registry.scenarios()) {
        const Lesson lesson = loadLesson(QString::fromStdString(scenario->info().lesson));
        for (const LessonStep step :
             {LessonStep::Problem, LessonStep::Predict, LessonStep::Why, LessonStep::Try}) {
            const LessonSlide slide = slideOf(scenario->info(), step, lesson.text(step));
            for (int page = 0; page < lessonPages(slide); ++page) {
                const QImage image = painted(slide, ThemeKind::Dark, page);
                EXPECT_GT(paintedRows(image, 236, ground), 20) << scenario->info().id;
                EXPECT_EQ(paintedRows(image, 1060, ground), 0) << scenario->info().id << " is cut";
            }
        }
    }
}

TEST(LessonSlide, ALongTextTakesPagesThatAreNumbered)
{
    QString markdown;
    for (int i = 0; i < 30; ++i)
        markdown += QStringLiteral("A paragraph that is about as long as a line of the slide, or somewhat "
                                   "longer than that.\n\n");
    const scenario::Registry registry = scenarios::all();
    const auto& info = registry.scenarios().front()->info();
    const QRgb ground = Theme::of(ThemeKind::Light).panel.rgb();
    const LessonSlide little = slideOf(info, LessonStep::Why, QStringLiteral("Short."));
    EXPECT_EQ(lessonPages(little), 1);
    EXPECT_EQ(paintedRows(painted(little, ThemeKind::Light), 990, ground), 0) << "no number";
    const LessonSlide slide = slideOf(info, LessonStep::Why, markdown);
    const int pages = lessonPages(slide);
    ASSERT_GT(pages, 1);
    const QImage last = painted(slide, ThemeKind::Light, pages - 1);
    EXPECT_EQ(last, painted(slide, ThemeKind::Light, pages)) << "none beyond";
    EXPECT_NE(last, painted(slide, ThemeKind::Light, pages - 2)) << "the other pages show the rest";
    EXPECT_GT(paintedRows(last, 990, ground), 10) << "its number";
}

TEST(LessonSlide, NamesTheStep)
{
    const scenario::Registry registry = scenarios::all();
    const auto& info = registry.scenarios().front()->info();
    const auto paint = [&](LessonStep step, const char* words) {
        return painted(slideOf(info, step, QString::fromLatin1(words)), ThemeKind::Light);
    };
    const QImage problem = paint(LessonStep::Problem, "Text");
    EXPECT_NE(problem, paint(LessonStep::Try, "Text"));
    EXPECT_NE(problem, paint(LessonStep::Problem, "Other"));
}

} // namespace

} // namespace lab::widgets
