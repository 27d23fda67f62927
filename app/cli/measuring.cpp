// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/measuring.h"

#include "app/cli/interrupt.h"
#include "app/cli/option_parser.h"
#include "app/inputs/own_inputs.h"
#include "app/inputs/usage_error.h"
#include "core/base/clock.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <optional>
#include <ostream>
#include <thread>

namespace lab::app {

namespace {

using namespace scenario;
using namespace session;

constexpr double kShortestBudget = 0.1;
constexpr double kLongestBudget = 3600;
constexpr std::chrono::milliseconds kLookEvery{20};
constexpr base::Nanoseconds kQuietFor = 12'000'000'000; // longer than most runs take
constexpr base::Nanoseconds kProgressEvery = 5'000'000'000;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Measuring)
};

template<class Number, class Convert>
Number numberOf(const QCommandLineParser& parser, const QString& name, Number standard, Convert convert,
                const QString& allowed)
{
    if (!parser.isSet(name))
        return standard;
    const QString text = parser.value(name);
    const std::optional<Number> number = convert(text);
    if (!number)
        throw UsageError(Words::tr("option '--%1' cannot be '%2': it takes %3").arg(name, text, allowed));
    return *number;
}

Settings settingsOf(const QStringList& assignments, const ScenarioInfo& info)
{
    Settings settings;
    for (const QString& assignment : assignments) {
        const qsizetype sign = assignment.indexOf('=');
        if (sign <= 0)
            throw UsageError(Words::tr("--set takes name=value, not '%1'").arg(assignment));
        const std::string name = assignment.left(sign).toStdString();
        const std::string text = assignment.mid(sign + 1).toStdString();
        const auto declared = std::find_if(info.parameters.begin(), info.parameters.end(),
                                           [&](const Parameter& p) { return p.name == name; });
        if (settings.contains(name))
            throw UsageError(Words::tr("--set gives '%1' more than once").arg(assignment.left(sign)));
        // An unknown name is refused, with the names there are, when the settings are completed.
        settings[name] = declared == info.parameters.end() ? Value(text) : declared->parse(text);
    }
    return settings;
}

const Scenario& scenarioOf(const QCommandLineParser& parser, const QString& command, const Registry& registry)
{
    const QStringList names = parser.positionalArguments();
    if (names.isEmpty())
        throw UsageError(Words::tr("%1 needs a scenario; see speedup-lab list").arg(command));
    if (names.size() > 1)
        throw UsageError(Words::tr("%1 takes one scenario, and '%2' is one too many").arg(command, names[1]));
    try {
        return registry.get(names[0].toStdString());
    } catch (const std::invalid_argument& error) {
        throw UsageError(QString::fromStdString(error.what()));
    }
}

// Some settings need far longer than the budget, which begins when everything has been prepared.
class Progress
{
public:
    explicit Progress(std::ostream& err) : m_err(err) {}

    void follow(const RunState& state)
    {
        const base::Nanoseconds now = base::now();
        if (now < m_next)
            return;
        m_next = now + kProgressEvery;
        QString words = Words::tr("Still preparing …");
        if (state.sweep)
            words = Words::tr("Swept %1 of %2 points …")
                        .arg(state.sweep->points.size())
                        .arg(state.sweep->planned);
        else if (state.phase == Phase::Measuring)
            words = Words::tr("Still measuring: round %1 …").arg(state.rounds + 1);
        m_err << words.toStdString() << std::endl;
    }

private:
    std::ostream& m_err;
    base::Nanoseconds m_next = base::now() + kQuietFor;
};

// False when the person interrupted it.
bool waitForEnd(RunSession& session, std::ostream& err)
{
    const InterruptGuard guard;
    Progress progress(err);
    while (session.running()) {
        if (guard.interrupted()) {
            session.requestStop();
            session.wait();
            return false;
        }
        progress.follow(*session.state());
        std::this_thread::sleep_for(kLookEvery);
    }
    session.wait();
    return true;
}

} // namespace

void addMeasuringOptions(CommandSyntax& syntax)
{
    const auto add = [&](const char* name, const QString& value, const QString& help) {
        syntax.options.append(QCommandLineOption(QString::fromLatin1(name), help, value));
    };
    add("set", Words::tr("name=value"), Words::tr("Set a parameter; repeatable."));
    add("workers", "N", Words::tr("Number of workers, 1 to 256; the machine's cores unless given."));
    add("affinity", Words::tr("on|off"),
        Words::tr("Hold each worker to a core of its own; on unless given."));
    add("seed", "N", Words::tr("Same seed, same inputs; 1 unless given."));
    add("budget", Words::tr("seconds"), Words::tr("Begin no round later than this; 8 unless given."));
    add("images", Words::tr("path"), Words::tr("Use this photo, or the photos in this folder; repeatable."));
    add("data", Words::tr("images[,labels]"),
        Words::tr("Use these images: an IDX file, plain or gzip, or a folder of small pictures; and these "
                  "labels: an IDX file. What is not 28 × 28 is resampled; where a run needs more images than "
                  "there are, they are used over again."));
}

RunOptions measuringOptions(const QCommandLineParser& parser, const QString& command,
                            const Registry& registry, const machine::Machine& machine)
{
    RunOptions options;
    options.scenario = &scenarioOf(parser, command, registry);
    options.request.settings = settingsOf(parser.values("set"), options.scenario->info());
    options.request.workers = numberOf(
        parser, "workers", std::min(machine.cores, kMostWorkers),
        [](const QString& text) {
            bool ok = false;
            const int number = text.toInt(&ok);
            return ok && number >= 1 && number <= kMostWorkers ? std::optional(number) : std::nullopt;
        },
        Words::tr("a whole number from 1 to %1").arg(kMostWorkers));
    options.affinity = numberOf(
        parser, "affinity", options.affinity,
        [](const QString& text) {
            const bool on = text == QStringLiteral("on");
            return on || text == QStringLiteral("off") ? std::optional(on) : std::nullopt;
        },
        Words::tr("on or off"));
    options.request.seed = numberOf(
        parser, "seed", options.request.seed,
        [](const QString& text) {
            bool ok = false;
            const std::uint64_t number = text.toULongLong(&ok);
            return ok ? std::optional(number) : std::nullopt;
        },
        Words::tr("a whole number from 0 up"));
    options.budgetSeconds = numberOf(
        parser, "budget", options.budgetSeconds,
        [](const QString& text) {
            bool ok = false;
            const double number = text.toDouble(&ok);
            return ok && number >= kShortestBudget && number <= kLongestBudget ? std::optional(number)
                                                                               : std::nullopt;
        },
        Words::tr("seconds from %1 to %2").arg(kShortestBudget).arg(kLongestBudget));
    options.request = complete(options.scenario->info(), options.request);
    return options;
}

void addOwnInputs(RunOptions& options, const QCommandLineParser& parser, std::ostream& err)
{
    const ScenarioInfo& info = options.scenario->info();
    const auto data = parser.isSet("data") ? std::optional(parser.value("data")) : std::nullopt;
    ownInputs(parser.values("images"), data, info, options.request, err).addTo(options.request, info);
    options.request = complete(info, options.request);
}

std::shared_ptr<const RunState> measure(RunSession& session, const RunOptions& options, std::ostream& err)
{
    session.start(options);
    if (!waitForEnd(session, err))
        return nullptr;
    std::shared_ptr<const RunState> state = session.state();
    if (state->phase == Phase::Failed) {
        if (state->badRequest)
            throw UsageError(QString::fromStdString(state->error));
        throw CommandFailure(QString::fromStdString(state->error));
    }
    return state;
}

} // namespace lab::app
