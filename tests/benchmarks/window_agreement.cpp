// SPDX-License-Identifier: GPL-3.0-or-later
// Does the window change what is measured in it?
//   window_agreement [scenario ...]
// Runs each scenario in the window at 1920 × 1080, without a window, and in the window again, and prints the
// main speedups with their 95 % intervals: those of the window's runs together should meet the other's. Exits
// with 1 where one does not. Run it on an idle machine.
#include "app/main_window.h"
#include "app/translations.h"
#include "core/scenarios/all.h"

#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

using namespace lab;

namespace {

struct Figure
{
    double speedup = 0;
    analysis::Interval interval;
};

Figure figureOf(const scenario::RunState& state)
{
    const scenario::VariantResult& main = state.variants.at(state.mainVariant);
    return {main.speedup, main.speedupInterval};
}

Figure inWindow(app::MainWindow& window)
{
    constexpr auto kMost = std::chrono::minutes(2);
    constexpr auto kLookEvery = std::chrono::milliseconds(50);
    window.toggleRun();
    QEventLoop loop; // sleeps while there is nothing to do, as the program's does
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        const auto phase = window.state().phase;
        if (window.state().rounds > 0 && phase != scenario::Phase::Preparing &&
            phase != scenario::Phase::Measuring)
            loop.quit();
    });
    look.start(kLookEvery);
    QTimer::singleShot(kMost, &loop, &QEventLoop::quit);
    loop.exec();
    return figureOf(window.state());
}

Figure withoutWindow(const scenario::Scenario& scenario)
{
    const machine::Machine machine = machine::read();
    scenario::RunSession session(machine);
    scenario::RunOptions options;
    options.scenario = &scenario;
    options.request.workers = machine.cores;
    session.start(options);
    session.wait();
    return figureOf(*session.state());
}

void print(const Figure& figure)
{
    std::printf("  %9.3f (%.3f – %.3f)", figure.speedup, figure.interval.low, figure.interval.high);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
    QApplication application(argc, argv);
    app::installTranslations(application);
    app::MainWindow window;
    window.resize(1920, 1080);
    window.show();
    const std::vector<std::string> chosen(argv + 1, argv + argc);
    const auto registry = scenarios::all();
    bool allMeet = true;
    std::printf("%-22s  %-24s  %-24s  %s\n", "scenario", "window", "no window", "window again");
    for (const auto& scenario : registry.scenarios()) {
        const std::string& id = scenario->info().id;
        if (!chosen.empty() && std::find(chosen.begin(), chosen.end(), id) == chosen.end())
            continue;
        std::printf("%-22s", id.c_str());
        window.openScenario(QString::fromStdString(id));
        const Figure before = inWindow(window);
        print(before);
        const Figure alone = withoutWindow(*scenario);
        print(alone);
        const Figure after = inWindow(window);
        print(after);
        const double low = std::min(before.interval.low, after.interval.low);
        const double high = std::max(before.interval.high, after.interval.high);
        const bool meet = alone.interval.low <= high && low <= alone.interval.high;
        allMeet = allMeet && meet;
        std::printf("  %s\n", meet ? "meet" : "DO NOT MEET");
        std::fflush(stdout);
    }
    return allMeet ? 0 : 1;
}
