// SPDX-License-Identifier: GPL-3.0-or-later
// What the program itself costs, beside what it measures:
//   program_costs [scenario ...]
// Start-up and memory at rest, against an empty Qt Charts window in the same run; then for each scenario a
// run in the window at 1920 × 1080: the longest time for which the GUI thread did not answer, how long
// stopping took, what each view takes to paint while replaying, and a slide at 4×. It paints off screen;
// with QT_QPA_PLATFORM=xcb in a real window. Run it on an idle machine.
#include "app/lab/slide_of.h"
#include "app/program/libraries.h"
#include "app/program/translations.h"
#include "app/window/main_window.h"
#include "core/analysis/statistics.h"
#include "core/scenarios/all.h"
#include "widgets/charts/chart_panel.h"
#include "widgets/export/figure_file.h"
#include "widgets/lanes/lanes_view.h"
#include "widgets/stage/stage_view.h"
#include "widgets/theme/application_theme.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QLineSeries>
#include <QMainWindow>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <QWindow>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace lab;

namespace {

constexpr QSize kSize(1920, 1080);

double milliseconds(std::int64_t nanoseconds)
{
    return static_cast<double>(nanoseconds) * 1e-6;
}

double memoryInMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

// Painted, and nothing left to do.
void show(QWidget& window)
{
    window.resize(kSize);
    window.show();
    while (!window.windowHandle()->isExposed())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    window.repaint();
    QApplication::processEvents();
}

// Of a process of its own, begun at `begin`: prints ms and MB.
int child(QApplication& application, std::string_view kind, std::int64_t begin)
{
    std::unique_ptr<QMainWindow> window;
    if (kind == "empty") {
        auto chart = std::make_unique<QChart>();
        auto* line = new QLineSeries(chart.get());
        line->append(0, 0);
        line->append(1, 1);
        chart->addSeries(line);
        chart->createDefaultAxes();
        window = std::make_unique<QMainWindow>();
        window->setCentralWidget(new QChartView(chart.release()));
    } else {
        app::installLanguage(application);
        widgets::applyTheme(application, widgets::ThemeKind::Light);
        window = std::make_unique<app::MainWindow>();
    }
    show(*window);
    std::printf("%f %f\n", milliseconds(base::now() - begin), memoryInMegabytes());
    std::fflush(stdout);
    return 0;
}

void measureStart(const QString& program)
{
    constexpr int kTimes = 15;
    struct Kind
    {
        const char* name;
        std::vector<double> times;
        std::vector<double> memory;
    };
    std::vector<Kind> kinds = {{"empty", {}, {}}, {"window", {}, {}}};
    for (int i = 0; i < kTimes; ++i) {
        for (Kind& kind : kinds) {
            QProcess process;
            process.start(program, {QStringLiteral("--child"), QString::fromLatin1(kind.name),
                                    QString::number(base::now())});
            process.waitForFinished();
            const QList<QByteArray> figures = process.readAllStandardOutput().trimmed().split(' ');
            kind.times.push_back(figures.value(0).toDouble());
            kind.memory.push_back(figures.value(1).toDouble());
        }
    }
    const double empty = analysis::median(kinds[0].times);
    std::printf("on %s\n", qPrintable(QApplication::platformName()));
    for (const Kind& kind : kinds)
        std::printf("start-up, %-7s %7.1f ms (%.2fx)   memory at rest %6.1f MB\n", kind.name,
                    analysis::median(kind.times), analysis::median(kind.times) / empty,
                    analysis::median(kind.memory));
}

bool wait(int most, const std::function<bool()>& until)
{
    QElapsedTimer clock;
    clock.start();
    while (!until() && clock.elapsed() < most)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    return until();
}

std::int64_t threadCpuTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
}

// Tells what the dearest turn was spent on: the event that took the most by itself, without those that it
// sent.
class CostedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        const std::int64_t inner = std::exchange(m_inner, 0);
        const std::string name =
            std::string(receiver->metaObject()->className()) + ':' + std::to_string(event->type());
        const std::int64_t begin = threadCpuTime();
        const bool accepted = QApplication::notify(receiver, event);
        const std::int64_t whole = threadCpuTime() - begin;
        const std::int64_t own = whole - m_inner;
        m_inner = inner + whole;
        if (own > m_dearest) {
            m_dearest = own;
            m_name = name;
        }
        return accepted;
    }

    /// Of what was sent since the last call.
    std::string takeDearest()
    {
        m_dearest = 0;
        return std::exchange(m_name, {});
    }

private:
    std::int64_t m_inner = 0;
    std::int64_t m_dearest = 0;
    std::string m_name;
};

// Longest time between two turns of the event loop until `until` holds, and the most that a turn computed:
// the difference is what the workers, which take every core, made it wait.
struct Stalls
{
    double longest = 0;
    double busiest = 0;
    int over16 = 0;
    std::string dearest; // of the busiest turn: class and QEvent::Type
};
Stalls watch(int most, const std::function<bool()>& until)
{
    Stalls stalls;
    std::int64_t last = base::now();
    std::int64_t lastCpu = threadCpuTime();
    QTimer heart;
    heart.setInterval(0);
    QObject::connect(&heart, &QTimer::timeout, &heart, [&] {
        const std::int64_t now = base::now();
        const double gap = milliseconds(now - last);
        stalls.longest = std::max(stalls.longest, gap);
        stalls.over16 += gap > 16;
        last = now;
        const std::int64_t cpu = threadCpuTime();
        const std::string dearest = static_cast<CostedApplication*>(qApp)->takeDearest();
        if (milliseconds(cpu - lastCpu) > stalls.busiest) {
            stalls.busiest = milliseconds(cpu - lastCpu);
            stalls.dearest = dearest;
        }
        lastCpu = cpu;
        usleep(500); // leaves the cores to the workers
    });
    heart.start();
    wait(most, until);
    return stalls;
}

bool running(const app::MainWindow& window)
{
    return isRunning(window.model().state());
}

double stopLatency(app::MainWindow& window)
{
    window.control().toggleLive();
    wait(10'000, [&] { return window.model().state().rounds > 0; });
    watch(300, [] { return false; });
    const std::int64_t begin = base::now();
    window.control().toggleRun();
    wait(10'000, [&] { return !running(window); });
    return milliseconds(base::now() - begin);
}

double paintTime(QWidget& view)
{
    QImage image(view.size(), QImage::Format_ARGB32_Premultiplied);
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        const std::int64_t begin = base::now();
        view.render(&image);
        times.push_back(milliseconds(base::now() - begin));
    }
    return analysis::median(times);
}

double slideSeconds(const app::MainWindow& window, const QString& folder)
{
    const widgets::SlideContent content = app::slideOf(window.model());
    const widgets::Figure figure{{widgets::kSlideWidth, widgets::kSlideHeight},
                                 QStringLiteral("slide"),
                                 widgets::provenance(content),
                                 [&](QPainter& painter, bool vectors) {
                                     widgets::paintSlide(painter, content, widgets::ThemeKind::Light,
                                                         vectors);
                                 }};
    widgets::FigureOptions options;
    options.scale = 4;
    const std::int64_t begin = base::now();
    const QString problem = widgets::writeFigure(figure, folder + QStringLiteral("/slide.png"), options);
    if (!problem.isEmpty())
        std::printf("%s\n", qPrintable(problem));
    return milliseconds(base::now() - begin) * 1e-3;
}

void measureScenario(app::MainWindow& window, const std::string& id, const QString& folder)
{
    window.open(QString::fromStdString(id));
    QApplication::processEvents();
    window.control().toggleRun();
    const Stalls stalls =
        watch(60'000, [&] { return !running(window) && window.model().state().rounds > 0; });
    window.model().step(1);
    const double lanes = paintTime(*window.findChild<widgets::LanesView*>());
    const double chart = paintTime(*window.findChild<widgets::ChartPanel*>());
    double stage = 0; // the slowest of several instants
    for (int i = 0; i < 6; ++i) {
        stage = std::max(stage, paintTime(*window.findChild<widgets::StageView*>()));
        for (int k = 0; k < 5; ++k)
            window.model().step(1);
    }
    const double slide = slideSeconds(window, folder);
    std::printf("%-22s %8.1f %8.1f %6d %9.1f %8.2f %8.2f %8.2f %8.2f  %s\n", id.c_str(), stalls.longest,
                stalls.busiest, stalls.over16, stopLatency(window), stage, lanes, chart, slide,
                stalls.dearest.c_str());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
    CostedApplication application(argc, argv);
    if (argc > 3 && std::string_view(argv[1]) == "--child")
        return child(application, argv[2], std::stoll(argv[3]));

    measureStart(QApplication::applicationFilePath());
    app::installLanguage(application);
    widgets::applyTheme(application, widgets::ThemeKind::Light);
    app::MainWindow window;
    show(window);
    std::printf("%-22s %8s %8s %6s %9s %8s %8s %8s %8s\n%-22s %8s %8s %6s %9s %8s %8s %8s %8s\n", "",
                "longest", "busiest", "stalls", "stop", "stage", "lanes", "chart", "slide 4x", "scenario",
                "stall ms", "turn", ">16 ms", "ms", "ms", "ms", "ms", "s");
    const std::vector<std::string> chosen(argv + 1, argv + argc);
    const auto registry = scenarios::all();
    for (const auto& scenario : registry.scenarios()) {
        const std::string& id = scenario->info().id;
        if (chosen.empty() || std::find(chosen.begin(), chosen.end(), id) != chosen.end())
            measureScenario(window, id, folder.path());
    }
    return 0;
}
