// SPDX-License-Identifier: GPL-3.0-or-later
// Does the window change what is measured in it?
//   window_agreement [--runs N] [scenario ...]
// Runs each scenario in the window at 1920 × 1080, without a window, and in the window again, and prints the
// main speedups with their 95 % intervals: those of the window's runs together should meet the other's. Exits
// with 1 where one does not. Run it on an idle machine.
// With --runs, each scenario runs N times in the window, turn by turn: do its intervals hold there? Prints of
// the main speedups what interval_coverage prints, and what the window said. Exits with 1 where fewer than
// eight in ten hold.
#include "coverage.h"

#include "app/program/translations.h"
#include "app/window/main_window.h"
#include "core/scenarios/all.h"
#include "core/session/findings.h"

#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

using namespace lab;

namespace {

using proof::Figure;

Figure figureOf(const session::RunState& state)
{
    const session::VariantResult& main = state.variants.at(state.mainVariant);
    return {main.speedup, main.speedupInterval};
}

Figure inWindow(app::MainWindow& window)
{
    constexpr auto kMost = std::chrono::minutes(2);
    constexpr auto kLookEvery = std::chrono::milliseconds(50);
    window.control().toggleRun();
    QEventLoop loop; // sleeps while there is nothing to do, as the program's does
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        const auto phase = window.model().state().phase;
        if (window.model().state().rounds > 0 && phase != session::Phase::Preparing &&
            phase != session::Phase::Measuring)
            loop.quit();
    });
    look.start(kLookEvery);
    QTimer::singleShot(kMost, &loop, &QEventLoop::quit);
    loop.exec();
    return figureOf(window.model().state());
}

Figure withoutWindow(const scenario::Scenario& scenario)
{
    const machine::Machine machine = machine::read();
    session::RunSession session(machine);
    session::RunOptions options;
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

/// The value of --runs, which is taken out of `words`; 0 without.
int takeRuns(std::vector<std::string>& words)
{
    if (words.size() < 2 || words.front() != "--runs")
        return 0;
    const int runs = std::atoi(words[1].c_str());
    words.erase(words.begin(), words.begin() + 2);
    return runs;
}

bool repeat(app::MainWindow& window, const std::vector<std::string>& chosen, int runs)
{
    std::map<std::string, std::vector<Figure>> figures;
    std::map<std::string, std::map<std::string, int>> words;
    for (int run = 0; run < runs; ++run) {
        for (const std::string& id : chosen) {
            std::fprintf(stderr, "run %d of %d: %s          \r", run + 1, runs, id.c_str());
            window.open(QString::fromStdString(id));
            const Figure figure = inWindow(window);
            const auto verdict = session::verdictOf(window.model().state());
            ++words[id][session::disturbanceOf(window.model().state()) ? "disturbed"
                        : verdict                                      ? std::string(scenario::key(*verdict))
                                                                       : "no verdict"];
            if (figure.interval.width() > 0)
                figures[id].push_back(figure);
        }
    }
    bool good = true;
    std::printf("%-22s %-23s %7s   %s\n", "scenario", "speedups", "width", "held");
    for (const std::string& id : chosen) {
        std::printf("%-22s ", id.c_str());
        proof::printCoverage(figures[id]);
        for (const auto& [word, times] : words[id])
            std::printf("  %s %d", word.c_str(), times);
        std::printf("\n");
        good = good && proof::coverageOf(figures[id]).percent() >= 80;
    }
    return good;
}

bool compare(app::MainWindow& window, const std::vector<std::string>& chosen)
{
    const auto registry = scenarios::all();
    bool allMeet = true;
    std::printf("%-22s  %-24s  %-24s  %s\n", "scenario", "window", "no window", "window again");
    for (const std::string& id : chosen) {
        std::printf("%-22s", id.c_str());
        window.open(QString::fromStdString(id));
        const Figure before = inWindow(window);
        print(before);
        const Figure alone = withoutWindow(*registry.find(id));
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
    return allMeet;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
    QApplication application(argc, argv);
    app::installLanguage(application);
    app::MainWindow window;
    window.resize(1920, 1080);
    window.show();
    std::vector<std::string> chosen(argv + 1, argv + argc);
    const int runs = takeRuns(chosen);
    const auto registry = scenarios::all();
    if (chosen.empty()) {
        for (const auto& scenario : registry.scenarios())
            chosen.push_back(scenario->info().id);
    }
    const bool good = runs > 0 ? repeat(window, chosen, runs) : compare(window, chosen);
    return good ? 0 : 1;
}
