// SPDX-License-Identifier: GPL-3.0-or-later
// Every scenario as a person sees it: its stage, lanes and slide, painted from a recorded run by the real
// widgets and compared with stored pictures.
#include "core/scenarios/all.h"
#include "tests/support/events_of.h"
#include "tests/support/fixed_machine.h"
#include "tests/support/picture_test.h"
#include "tests/support/recorded_run.h"
#include "tests/support/text_probe.h"
#include "tests/support/widget_picture.h"
#include "widgets/export/lesson_slide.h"
#include "widgets/export/slide.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/lanes/run_lanes.h"
#include "widgets/panels/rate_text.h"
#include "widgets/stage/stage_view.h"
#include "widgets/theme/fitted_text.h"

#include <QPainter>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <set>

namespace lab::tests {

namespace {

using session::RunState;
using widgets::ThemeKind;

constexpr QSize kStage(720, 280);
constexpr int kLanesWidth = 720;
constexpr int kHighestLanes = 460;
constexpr QSize kSlide(960, 540);

// 16 : 9, 16 : 10, 4 : 3, 21 : 9: screens that a lesson is shown on.
constexpr QSize kScreens[] = {{1920, 1080}, {1280, 800}, {1024, 768}, {2560, 1080}};

// Texts that are cut, lie over one another or leave the screen, in words.
QStringList badTexts(QSize size, const std::function<void(QPainter&)>& paint)
{
    TextProbe probe(size);
    const widgets::CutTexts cut;
    {
        QPainter painter(&probe);
        paint(painter);
    }
    QStringList bad = cut.texts() + overlaps(probe.texts());
    for (const ProbedText& text : probe.texts()) {
        if (!QRectF(QPointF(0, 0), size).contains(text.rect))
            bad += text.words;
    }
    return probe.texts().empty() ? QStringList(QStringLiteral("nothing")) : bad;
}

// In the dark theme, too: images, a heat map, a lock and devices.
const std::vector<std::string>& darkOnes()
{
    static const std::vector<std::string> ids = {"batch-convolution", "matmul-ladder", "lock-contention",
                                                 "multi-gpu"};
    return ids;
}

const scenario::Registry& registry()
{
    static const scenario::Registry all = scenarios::all();
    return all;
}

// Kinds of spans beside plain work that are going on at `t`.
std::size_t kindsAt(const trace::Trace& trace, base::Nanoseconds t)
{
    std::set<trace::State> kinds;
    for (const trace::Lane& lane : trace.lanes()) {
        for (const trace::Span& span : lane.spans) {
            if (span.begin <= t && t < span.end)
                kinds.insert(span.state);
        }
    }
    for (const auto plain : {trace::State::Computing, trace::State::StartUp, trace::State::Idle})
        kinds.erase(plain);
    return kinds.size();
}

// About the middle of the iteration, when there is most to see: somebody waits for a lock, data is on its
// way.
double middleOf(const trace::Trace& trace)
{
    const base::Nanoseconds half = trace.duration() / 2;
    base::Nanoseconds best = half;
    const std::vector<base::Nanoseconds> events = tests::eventsOf(trace);
    for (std::size_t i = 1; i < events.size(); ++i) {
        const base::Nanoseconds t = (events[i - 1] + events[i]) / 2;
        if (std::abs(t - half) > half / 2)
            continue;
        const std::size_t kinds = kindsAt(trace, t);
        const std::size_t before = kindsAt(trace, best);
        if (kinds > before || (kinds == before && std::abs(t - half) < std::abs(best - half)))
            best = t;
    }
    return static_cast<double>(best);
}

class ScenarioPictures : public testing::TestWithParam<std::size_t>
{
protected:
    ScenarioPictures()
        : m_scenario(*registry().scenarios()[GetParam()]),
          m_state(std::make_shared<RunState>(
              finishedState(m_scenario, readRun(info(), LAB_RECORDED_RUNS "/" + info().id + ".json"))))
    {
    }

    void SetUp() override { use(ThemeKind::Light); }

    void use(ThemeKind theme)
    {
        m_suffix = theme == ThemeKind::Dark ? QStringLiteral("-dark") : QString();
        beginPictures(theme);
    }

    const scenario::ScenarioInfo& info() const { return m_scenario.info(); }
    const session::VariantResult& shown() const { return m_state->variants[m_state->mainVariant]; }
    double middle() const { return middleOf(*shown().capture->trace); }

    QString name(const char* part) const
    {
        return QStringLiteral("%1-%2%3").arg(QString::fromStdString(info().id), QLatin1String(part),
                                             m_suffix);
    }

    QImage stage(const std::shared_ptr<const session::Capture>& capture, double time) const
    {
        widgets::StageContent content;
        content.capture = capture;
        content.time = time;
        if (capture == shown().capture) {
            content.sequential = shown().variant.alone();
            content.remark = QString::fromStdString(shown().remark);
            content.measured = widgets::rateSentence(*m_state, m_state->mainVariant);
        }
        widgets::StageView view;
        view.resize(kStage);
        view.setContent(content);
        return wholePicture(view);
    }

    QImage lanes() const
    {
        widgets::LanesView view;
        view.resize(kLanesWidth, kHighestLanes);
        view.setCut(widgets::clockCut(*m_state, m_state->mainVariant));
        view.setGroups(widgets::laneGroups(*m_state, m_state->mainVariant));
        view.setPlayhead(middle());
        return view.grab().toImage();
    }

    widgets::SlideContent slideContent() const
    {
        widgets::SlideContent content;
        content.info = &info();
        content.state = m_state;
        content.machine = fixedMachine();
        content.libraries = QStringLiteral("oneDNN · oneTBB");
        content.date = QStringLiteral("2026-01-01");
        content.instant = middle();
        return content;
    }

    widgets::LessonSlide why(QSizeF size) const
    {
        constexpr auto kWhy = widgets::LessonStep::Why;
        return {&info(), kWhy, widgets::loadLesson(QString::fromStdString(info().lesson)).text(kWhy),
                slideContent(), size};
    }

    // On half as many pixels.
    QImage lesson(QSizeF size) const
    {
        QImage image((size / 2).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(widgets::Theme::of(ThemeKind::Light).panel);
        QPainter painter(&image);
        painter.scale(0.5, 0.5);
        widgets::paintLessonSlide(painter, why(size), ThemeKind::Light);
        return image;
    }

    QImage slide() const
    {
        QImage image(kSlide, QImage::Format_ARGB32_Premultiplied);
        image.fill(widgets::Theme::of(ThemeKind::Light).panel);
        QPainter painter(&image);
        painter.scale(kSlide.width() / static_cast<double>(widgets::kSlideWidth),
                      kSlide.height() / static_cast<double>(widgets::kSlideHeight));
        widgets::paintSlide(painter, slideContent(), ThemeKind::Light, false);
        return image;
    }

private:
    const scenario::Scenario& m_scenario;
    const std::shared_ptr<const RunState> m_state;
    QString m_suffix;
};

TEST_P(ScenarioPictures, StageLanesAndSlideAreAsStored)
{
    const auto& capture = shown().capture;
    ASSERT_TRUE(capture);
    EXPECT_TRUE(matchesStored(name("rest"), stage(atRest(*capture), 0)));
    EXPECT_TRUE(matchesStored(name("middle"), stage(capture, middle())));
    EXPECT_TRUE(matchesStored(name("end"), stage(capture, shown().median)));
    EXPECT_TRUE(matchesStored(name("lanes"), lanes()));
    EXPECT_TRUE(matchesStored(name("slide"), slide()));
    EXPECT_TRUE(matchesStored(name("why"), lesson({widgets::kSlideWidth, widgets::kSlideHeight})));
    if (std::count(darkOnes().begin(), darkOnes().end(), info().id) == 0)
        return;
    use(ThemeKind::Dark);
    EXPECT_TRUE(matchesStored(name("middle"), stage(capture, middle())));
    EXPECT_TRUE(matchesStored(name("lanes"), lanes()));
}

TEST_P(ScenarioPictures, OnSlidesNoTextIsCutOrLiesOverAnother)
{
    for (const scenario::ChartKind kind : info().charts) {
        for (const bool vectors : {false, true}) { // PNG; SVG and PDF
            for (const QSize screen : kScreens) {
                widgets::SlideContent content = slideContent();
                content.chart.kind = kind;
                const QSizeF size = widgets::slideSizeFor(screen);
                const QStringList bad = badTexts(size.toSize(), [&](QPainter& painter) {
                    widgets::paintSlide(painter, content, ThemeKind::Light, vectors, size);
                });
                EXPECT_EQ(bad.join(u'|').toStdString(), "")
                    << static_cast<int>(kind) << " " << screen.width();
            }
        }
    }
}

TEST_P(ScenarioPictures, BesideLessonsNoTextIsCutOrLiesOverAnother)
{
    for (const QSize screen : kScreens) {
        const widgets::LessonSlide slide = why(widgets::slideSizeFor(screen));
        for (int page = 0; page < widgets::lessonPages(slide); ++page) {
            const QStringList bad = badTexts(slide.size.toSize(), [&](QPainter& painter) {
                widgets::paintLessonSlide(painter, slide, ThemeKind::Light, page);
            });
            EXPECT_EQ(bad.join(u'|').toStdString(), "") << page << " " << screen.width();
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Every, ScenarioPictures,
                         testing::Range<std::size_t>(0, registry().scenarios().size()), [](const auto& each) {
                             std::string name = registry().scenarios()[each.param]->info().id;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

} // namespace

} // namespace lab::tests
