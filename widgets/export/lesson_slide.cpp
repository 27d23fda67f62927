// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/lesson_slide.h"

#include "widgets/export/lesson_pages.h"
#include "widgets/export/slide_picture.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/panels/result_text.h"
#include "widgets/theme/fitted_text.h"
#include "widgets/theme/type_scale.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPainter>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr double kMargin = 80;
constexpr double kTextTop = 236;
constexpr double kBelowText = 96;   // with the page's number
constexpr double kTextShare = 0.56; // of the width, beside a picture
constexpr double kGap = 64;
constexpr double kPictureScale = 1.7;
constexpr double kPictureTop = 72;       // beside the title
constexpr double kHighestPicture = 1.25; // of its width: stage and lanes of a higher one would lie far apart
constexpr double kTakeAwayScale = 2.1;
constexpr double kHighestTakeAway = 180;

bool hasPicture(const LessonSlide& slide)
{
    return slide.picture && slide.picture->shownInstant();
}

QRectF textArea(const LessonSlide& slide)
{
    const double width = slide.size.width() - 2 * kMargin;
    return {kMargin, kTextTop, hasPicture(slide) ? std::floor((width - kGap) * kTextShare) : width,
            slide.size.height() - kTextTop - kBelowText};
}

void write(QPainter& painter, const QRectF& area, const QString& words, TextRole role, double scale,
           const QColor& colour)
{
    const FittedText fitted = fittedText(words, role, scale, area.width());
    painter.setFont(fitted.font);
    painter.setPen(colour);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignTop, fitted.words);
}

void paintText(QPainter& painter, QTextDocument& document, const TextPage& page, const QRectF& area,
               const Theme& theme)
{
    painter.save();
    painter.translate(area.left(), area.top() - page.top);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, theme.text);
    context.clip = QRectF(0, page.top, area.width(), page.height());
    painter.setClipRect(context.clip);
    document.documentLayout()->draw(&painter, context);
    painter.restore();
}

// At the lower end of `area`; returns how high.
double paintTakeAway(QPainter& painter, const SlideContent& content, const QRectF& area, const Theme& theme)
{
    const FittedText words = fittedParagraph(takeAway(content), TextRole::Strong, kTakeAwayScale,
                                             {area.width(), kHighestTakeAway});
    painter.setFont(words.font);
    painter.setPen(theme.accent);
    QRectF used;
    painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap, words.words, &used);
    return used.height();
}

// What the text is about: the recording, and below it what was measured.
void paintPicture(QPainter& painter, const SlideContent& content, QRectF area, const Theme& theme)
{
    if (hasFigure(*content.state))
        area.setBottom(area.bottom() - paintTakeAway(painter, content, area, theme) - kGap / 2);
    auto groups = laneGroups(*content.state, content.shown());
    std::erase_if(groups, [](const LaneGroup& group) { return !group.chosen; });
    SlidePicture(painter, content, theme, kPictureScale, false).paint(area, groups);
}

} // namespace

int lessonPages(const LessonSlide& slide)
{
    QTextDocument document;
    return static_cast<int>(
        paginate(document, slide.markdown, Theme::of(ThemeKind::Light), textArea(slide).size()).size());
}

void paintLessonSlide(QPainter& painter, const LessonSlide& slide, ThemeKind kind, int page)
{
    const Theme& theme = Theme::of(kind);
    const QRectF area = textArea(slide);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    write(painter, {kMargin, 56, area.width(), 80}, QString::fromStdString(slide.info->title),
          TextRole::Title, 2.7, theme.text);
    write(painter, {kMargin, 140, area.width(), 80}, stepTitle(slide.step), TextRole::Heading, 2.6,
          theme.accent);

    QTextDocument document;
    const std::vector<TextPage> pages = paginate(document, slide.markdown, theme, area.size());
    if (!pages.empty()) {
        const auto shown = static_cast<std::size_t>(std::clamp(page, 0, static_cast<int>(pages.size()) - 1));
        paintText(painter, document, pages[shown], area, theme);
        if (pages.size() > 1)
            write(painter, {kMargin, area.bottom() + 28, area.width(), 50},
                  QCoreApplication::translate("Slide", "%1 of %2").arg(shown + 1).arg(pages.size()),
                  TextRole::Body, 2.06, theme.textSecondary);
    }
    if (hasPicture(slide)) {
        const double left = area.right() + kGap;
        const double width = slide.size.width() - kMargin - left;
        const double height = std::min(area.bottom() - kPictureTop, kHighestPicture * width);
        paintPicture(painter, *slide.picture, {left, kPictureTop, width, height}, theme);
    }
    painter.restore();
}

} // namespace lab::widgets
