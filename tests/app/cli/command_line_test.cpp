// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"
#include "app/cli/run_json.h"
#include "tests/app/cli/call.h"
#include "tests/support/machine_of.h"
#include "tests/widgets/charts/ladder_run.h"
#include "widgets/export/slide.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace lab;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;

namespace {

QByteArray read(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Misuse
{
    QStringList arguments;
    int code;
    const char* complaint;
};

} // namespace

TEST(CommandLine, HelpAndVersion)
{
    EXPECT_THAT(call({"--help"}).out, AllOf(HasSubstr("list"), HasSubstr("run <scenario>")));
    EXPECT_THAT(call({"--version"}).out, AllOf(HasSubstr("speedup-lab "), HasSubstr("oneDNN")));
    EXPECT_THAT(call({"run", "--help"}).out, AllOf(HasSubstr("--set"), HasSubstr("--arrays")));
    EXPECT_EQ(call({"list", "--help"}).code, 0);
}

TEST(CommandLine, ListsScenarios)
{
    EXPECT_THAT(call({"list"}).out, AllOf(HasSubstr("batch-convolution"), HasSubstr("--set images=4")));
    const auto json = nlohmann::json::parse(call({"list", "--json"}).out);
    EXPECT_EQ(json.at(0).at("id"), "batch-convolution");
    EXPECT_EQ(json.at(0).at("parameters").at(0).at("standard"), 4);
    bool switches = false;
    for (const auto& scenario : json) {
        for (const auto& parameter : scenario.at("parameters")) {
            const bool isSwitch = parameter.at("standard").is_boolean();
            switches = switches || isSwitch;
            if (isSwitch) {
                EXPECT_EQ(parameter.at("options"), nlohmann::json({"on", "off"})) << parameter;
            }
        }
    }
    EXPECT_TRUE(switches);
}

TEST(CommandLine, MisuseIsOneSentence)
{
    const QTemporaryDir folder;
    const QString missing = folder.filePath("missing/a.json");
    const std::vector<Misuse> misuses = {
        {{"frobnicate"}, 2, "'frobnicate'"},
        {{"--frob"}, 2, "'--frob'"},
        {{"list", "--frob"}, 2, "frob"},
        {{"list", "more"}, 2, "'more'"},
        {{"run"}, 2, "needs a scenario"},
        {{"run", "nothing"}, 2, "'nothing'; there are: batch-convolution"},
        {{"run", "batch-convolution", "again"}, 2, "'again'"},
        {{"run", "batch-convolution", "--frob"}, 2, "frob"},
        {{"run", "batch-convolution", "--set", "images"}, 2, "name=value"},
        {{"run", "batch-convolution", "--set", "images=0"}, 2, "1 to 1024"},
        {{"run", "batch-convolution", "--set", "images=4", "--set", "images=8"},
         2,
         "'images' more than once"},
        {{"run", "training-pipeline", "--sweep", "load=0:400:3:logarithmic"}, 2, "cannot begin at 0"},
        {{"run", "batch-convolution", "--set", "wake=up"}, 2, "awake, asleep"},
        {{"run", "batch-convolution", "--set", "pictures=4"}, 2, "'pictures'"},
        {{"run", "batch-convolution", "--workers", "257"}, 2, "1 to 256"},
        {{"run", "batch-convolution", "--workers", "two"}, 2, "'two'"},
        {{"run", "batch-convolution", "--workers", "1", "--workers", "2"}, 2, "more than once"},
        {{"run", "batch-convolution", "--affinity", "maybe"}, 2, "on or off"},
        {{"run", "batch-convolution", "--seed", "-1"}, 2, "'-1'"},
        {{"run", "batch-convolution", "--budget", "nan"}, 2, "'nan'"},
        {{"run", "batch-convolution", "--json", ""}, 2, "--json"},
        {{"run", "batch-convolution", "--slide", "a.gif"}, 2, ".svg"},
        {{"run", "batch-convolution", "--slide", "a.png", "--at", "noon"}, 2, "best, begin, end"},
        {{"run", "batch-convolution", "--slide", "a.png", "--at", "-3"}, 2, "'-3'"},
        {{"run", "batch-convolution", "--slide", "a.png", "--variant", "fast"}, 2, "one-by-one"},
        {{"run", "batch-convolution", "--at", "end"}, 2, "--slide"},
        {{"run", "batch-convolution", "--json", "a", "--trace", "./a"}, 2, "twice"},
        {{"run", "batch-convolution", "--json", missing}, 1, "no folder"},
        {{"run", "batch-convolution", "--trace", folder.path()}, 1, "it is a folder"},
        {{"run", "batch-convolution", "--arrays", "/dev/null/x"}, 1, "/dev/null"},
        {{"run", "batch-convolution", "--set", "images=1024", "--set", "size=512"}, 2, "'images'"},
    };
    for (const Misuse& misuse : misuses) {
        const Outcome outcome = call(misuse.arguments);
        const std::string line = misuse.arguments.join(' ').toStdString();
        EXPECT_EQ(outcome.code, misuse.code) << line;
        EXPECT_THAT(outcome.err, HasSubstr(misuse.complaint)) << line;
        EXPECT_EQ(outcome.out, "") << line;
    }
    EXPECT_TRUE(QDir(folder.path()).isEmpty());
}

TEST(CommandLine, SlidesOfAnyVariantAtAnyInstant)
{
    const QTemporaryDir folder;
    const QString name = folder.filePath("slide.png");
    for (const QStringList& wanted : {QStringList{"--at", "begin"}, QStringList{"--at", "1e18"},
                                      QStringList{"--variant", "one-by-one", "--at", "end"}}) {
        const Outcome outcome = call(
            QStringList{"run", "batch-convolution", "--budget", "0.1", "--set", "images=3", "--slide", name} +
            wanted);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        EXPECT_TRUE(QFile::remove(name));
    }
}

TEST(CommandLine, RunLeavesEveryFileBehind)
{
    const QTemporaryDir folder;
    const Outcome outcome = call({"run",       "batch-convolution",
                                  "--workers", "2",
                                  "--budget",  "0.3",
                                  "--seed",    "7",
                                  "--set",     "images=3",
                                  "--json",    folder.filePath("a.json"),
                                  "--trace",   folder.filePath("t.json"),
                                  "--slide",   folder.filePath("s.png"),
                                  "--slide",   folder.filePath("s.svg"),
                                  "--arrays",  folder.filePath("arrays")});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out,
                AllOf(HasSubstr("Spread over workers"), HasSubstr("workers 2"), HasSubstr("seed 7")));

    const auto json = nlohmann::json::parse(read(folder.filePath("a.json")).toStdString());
    EXPECT_EQ(json.at("parameters").at("images"), 3);
    EXPECT_EQ(json.at("seed"), 7);
    ASSERT_EQ(json.at("variants").size(), 3u);
    for (const auto& variant : json.at("variants")) {
        EXPECT_TRUE(variant.at("agrees"));
        const auto& parts = variant.at("breakdown");
        std::int64_t sum = 0;
        for (const char* part : {"compute_ns", "lock_wait_ns", "data_wait_ns", "barrier_ns", "transfer_ns",
                                 "start_up_ns", "imbalance_ns", "other_ns"})
            sum += parts.at(part).get<std::int64_t>();
        EXPECT_EQ(sum, parts.at("lanes").get<std::int64_t>() * parts.at("wall_ns").get<std::int64_t>());
        const auto& why = variant.at("why");
        std::int64_t path = 0;
        for (const auto& [state, time] : why.at("critical_path_ns").items())
            path += time.get<std::int64_t>();
        EXPECT_GT(path, 0);
        EXPECT_LE(path, parts.at("wall_ns").get<std::int64_t>());
        EXPECT_LE(why.at("span_ns").get<std::int64_t>(), why.at("work_ns").get<std::int64_t>());
        EXPECT_GE(why.at("burdened_span_ns").get<std::int64_t>(), why.at("span_ns").get<std::int64_t>());
        EXPECT_GE(why.at("dispatch_ns").get<std::int64_t>(), 0);
        EXPECT_GE(why.at("parallelism").get<double>(), 1);
        const auto& waiting = why.at("waiting_ns");
        std::int64_t causes = 0;
        for (const char* cause : {"for_work", "start_up", "latency", "unknown"})
            causes += waiting.at(cause).get<std::int64_t>();
        EXPECT_EQ(causes, waiting.at("all").get<std::int64_t>());
    }
    const auto& scaling = json.at("scaling");
    const bool hasCores = std::any_of(scaling.begin(), scaling.end(), [](const auto& point) {
        return point.at("workers") == 2 && !point.at("oversubscribed");
    });
    const bool disturbed = json.at("verdict").at("disturbed") != "";
    EXPECT_EQ(outcome.out.find("no number of workers is more than") != std::string::npos,
              hasCores && !disturbed);
    const auto trace = nlohmann::json::parse(read(folder.filePath("t.json")).toStdString());
    const auto& events = trace.at("traceEvents");
    EXPECT_TRUE(std::any_of(events.begin(), events.end(),
                            [](const auto& event) { return event.at("name") == "Image 3"; }));
    EXPECT_FALSE(QImage(folder.filePath("s.png")).isNull());
    EXPECT_TRUE(read(folder.filePath("s.svg")).contains("<svg"));
    for (const char* name : {"images", "weights", "one-by-one", "spread", "batched"})
        EXPECT_TRUE(read(folder.filePath(QString("arrays/%1.npy").arg(name))).startsWith("\x93NUMPY"))
            << name;
}

TEST(Report, DurationsTakeTheUnitThatSuits)
{
    EXPECT_EQ(app::durationText(412.0), "412 ns");
    EXPECT_EQ(app::durationText(31'400.0), "31.4 µs");
    EXPECT_EQ(app::durationText(2'070'000.0), "2.07 ms");
    EXPECT_EQ(app::durationText(analysis::Interval{900, 1'100}), "0.90 – 1.10 µs");
}

namespace {

struct LadderRun
{
    scenario::ScenarioInfo info;
    session::RunState state = widgets::tenfold();
    LadderRun()
    {
        state.variants[2].availability = {false, "there is no such interpreter"};
        state.variants[2].median = 0;
        state.mainVariant = 3;
        info = widgets::ladderInfo(state);
        info.peer = 5;
    }
};

int pixelsOf(const QImage& image, const QColor& colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    return count;
}

QImage slideOf(const LadderRun& run, const widgets::ChartChoice& choice)
{
    widgets::SlideContent content;
    content.info = &run.info;
    content.state = std::make_shared<session::RunState>(run.state);
    content.machine = tests::machineOf(2);
    content.chart = choice;
    const widgets::Theme& theme = widgets::Theme::of(widgets::ThemeKind::Light);
    QImage image(widgets::kSlideWidth, widgets::kSlideHeight, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.panel);
    QPainter painter(&image);
    widgets::paintSlide(painter, content, widgets::ThemeKind::Light, false);
    return image;
}

} // namespace

TEST(Report, LadderTellsStepsTotalsRatesAndThePeer)
{
    const LadderRun run;
    const std::string text = app::runReport(run.info, run.state, {}).toStdString();
    EXPECT_THAT(text, AllOf(HasSubstr("GFLOP/s"), HasSubstr("% fp32 peak"), HasSubstr("×100"),
                            HasSubstr("1\u202f000×"), HasSubstr("somebody's (peer)")));
    EXPECT_THAT(text, HasSubstr("Fastest exact rung: on workers, 2.0× somebody's."));
    EXPECT_THAT(text, HasSubstr("peak of all workers 400 GFLOP/s · peak of one worker 220 GFLOP/s"));
    EXPECT_THAT(text, HasSubstr("left out, there is no such interpreter"));
    scenario::ScenarioInfo plain = run.info;
    plain.charts = {scenario::ChartKind::Scaling};
    EXPECT_THAT(app::runReport(plain, run.state, {}).toStdString(), testing::Not(HasSubstr("ladder")));
}

TEST(Report, LargeFactorsHaveNoDecimals)
{
    LadderRun run;
    run.state.variants[3].speedup = 8359.6;
    run.state.variants[3].speedupInterval = {999.4, 9036.7};
    EXPECT_THAT(app::runReport(run.info, run.state, {}).toStdString(),
                AllOf(HasSubstr("too few placements"), testing::Not(HasSubstr("9037×"))));
    for (const std::size_t variant : {std::size_t{0}, std::size_t{3}})
        run.state.variants[variant].samples.assign(4, {run.state.variants[variant].median});
    const std::string text = app::runReport(run.info, run.state, {}).toStdString();
    EXPECT_THAT(text, AllOf(HasSubstr("8360×"), HasSubstr("999.40 – 9037×")));
    EXPECT_THAT(text, testing::Not(HasSubstr("8359.6")));
}

TEST(Report, SaysWhichCoresTheWorkersHad)
{
    LadderRun run;
    run.state.request.workers = 8;
    run.state.affinity = session::Affinity::Refused;
    const auto said = [&](const machine::Machine& machine) {
        return app::runReport(run.info, run.state, machine).toStdString();
    };
    EXPECT_THAT(said(tests::machineOf(4, 8)),
                AllOf(HasSubstr("workers 8 (hardware threads)"), HasSubstr("4 cores, 8 hardware threads"),
                      HasSubstr("does not let workers be held to cores")));
    EXPECT_THAT(said(tests::machineOf(4)), HasSubstr("workers 8 (oversubscribed)"));
    run.state.affinity = session::Affinity::Held;
    EXPECT_THAT(said(tests::machineOf(8)),
                testing::Not(AnyOf(HasSubstr("workers 8 ("), HasSubstr("be held"))));
}

TEST(Json, TellsCoresHardwareThreadsQuotaAndWhereWorkersWere)
{
    LadderRun run;
    run.state.request.workers = 8;
    run.state.affinity = session::Affinity::Held;
    machine::Machine machine = tests::hybridMachine(2, 4);
    machine.processors = 8;
    auto json = nlohmann::json::parse(app::runJson(run.info, run.state, machine));
    EXPECT_EQ(json.at("machine").at("cores"), 6);
    EXPECT_EQ(json.at("machine").at("fast_cores"), 2);
    EXPECT_EQ(json.at("machine").at("hardware_threads"), 8);
    EXPECT_TRUE(json.at("machine").at("processor_quota").is_null());
    EXPECT_EQ(json.at("machine").at("processors_for_workers").at(2).at("kind"), 1);
    EXPECT_EQ(json.at("affinity"), "held");
    EXPECT_FALSE(json.at("oversubscribed"));
    machine.quota = 1.5;
    machine.cores = machine.processors = 2;
    json = nlohmann::json::parse(app::runJson(run.info, run.state, machine));
    EXPECT_EQ(json.at("machine").at("processor_quota"), 1.5);
    EXPECT_TRUE(json.at("oversubscribed"));
}

TEST(Json, CarriesWhatTheLadderShows)
{
    const LadderRun run;
    const auto json = nlohmann::json::parse(app::runJson(run.info, run.state, {}));
    EXPECT_EQ(json.at("operations"), 2e7);
    EXPECT_EQ(json.at("bytes"), 1e6);
    EXPECT_EQ(json.at("machine_figures").at(0).at("key"), "peak");
    EXPECT_EQ(json.at("machine_figures").at(0).at("value"), 400);
    const auto& variants = json.at("variants");
    EXPECT_EQ(variants.at(3).at("total_factor"), 1000);
    EXPECT_EQ(variants.at(3).at("gflops"), 200);
    EXPECT_EQ(variants.at(3).at("percent_of_peak"), 50);
    EXPECT_TRUE(variants.at(3).at("available"));
    EXPECT_FALSE(variants.at(2).at("available"));
    EXPECT_TRUE(variants.at(2).at("total_factor").is_null());
}

TEST(Json, NamesTheClockAndTheCostOfRecording)
{
    LadderRun run;
    EXPECT_FALSE(nlohmann::json::parse(app::runJson(run.info, run.state, {})).contains("recording"));
    auto capture = std::make_shared<session::Capture>();
    capture->trace = trace::Trace::make(
        {}, {}, 0, 10, {0, base::TickSource::Counter, base::ClockState::CounterDrifted, {36.5, 17.25}});
    run.state.variants[3].capture = capture;
    const auto recording = nlohmann::json::parse(app::runJson(run.info, run.state, {})).at("recording");
    EXPECT_EQ(recording.at("clock"), "processor counter");
    EXPECT_EQ(recording.at("processor_counter"), "drifted");
    EXPECT_EQ(recording.at("span_ns"), 36.5);
    EXPECT_EQ(recording.at("within_span_ns"), 17.25);
    EXPECT_THAT(app::runReport(run.info, run.state, {}).toStdString(),
                AllOf(HasSubstr("Recording a span takes about 37"), HasSubstr("disagreed")));
}

TEST(Slide, ShowsTheChartThatIsChosen)
{
    const LadderRun run;
    const QColor slate = widgets::Theme::of(widgets::ThemeKind::Light).slate();
    const QImage ladder = slideOf(run, {});
    const QImage roofline = slideOf(run, {scenario::ChartKind::Roofline, true});
    const QImage scaling = slideOf(run, {scenario::ChartKind::Scaling, true});
    EXPECT_GT(pixelsOf(ladder, slate), 5000);  // bars
    EXPECT_GT(pixelsOf(roofline, slate), 100); // points
    EXPECT_LT(pixelsOf(roofline, slate), pixelsOf(ladder, slate) / 5);
    EXPECT_NE(scaling, ladder);
    EXPECT_NE(slideOf(run, {scenario::ChartKind::Ladder, false}), ladder); // without the quotation
}

TEST(CommandLine, SweepsAfterTheRun)
{
    const QTemporaryDir folder;
    const QString json = folder.filePath("sweep.json");
    const Outcome made = call({"run", "batch-convolution", "--budget", "0.3", "--set", "filters=4", "--sweep",
                               "images=2:4:2", "--json", json});
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("Images"));
    const auto sweep = nlohmann::json::parse(read(json).toStdString()).at("sweep");
    EXPECT_EQ(sweep.at("parameter"), "images");
    ASSERT_EQ(sweep.at("points").size(), 2u);
    EXPECT_EQ(sweep.at("points")[1].at("value"), 4);
    EXPECT_GT(sweep.at("points")[1].at("samples"), 0);
}

TEST(CommandLine, BadSweepsAndPhotosAreRefusedByName)
{
    const QTemporaryDir folder;
    const Outcome range = call({"run", "batch-convolution", "--sweep", "filters=1:100"});
    EXPECT_EQ(range.code, 2);
    EXPECT_THAT(range.err, AllOf(HasSubstr("filters"), HasSubstr("100"), HasSubstr("from 1 to 64")));
    EXPECT_EQ(call({"run", "batch-convolution", "--sweep", "colour"}).code, 2);
    const Outcome none = call({"run", "batch-convolution", "--images", folder.path()});
    EXPECT_EQ(none.code, 2);
    EXPECT_THAT(none.err, HasSubstr("does not work on photos"));
    const Outcome empty = call({"run", "image-preprocessing", "--images", folder.path()});
    EXPECT_EQ(empty.code, 1);
    EXPECT_THAT(empty.err, AllOf(HasSubstr("no files"), HasSubstr("none of the files is a photo")));
}
