// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/earlier_runs.h"

#include "core/session/findings.h"
#include "widgets/panels/result_text.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSettings>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr qsizetype kKept = 50; // of a scenario

QString text(const char* source, int count = -1)
{
    return QCoreApplication::translate("EarlierRuns", source, nullptr, count);
}

QString settingOf(const std::string& scenario)
{
    return QStringLiteral("earlier/") + QString::fromStdString(scenario);
}

// Names one way of measuring one thing on one machine. `request` is complete.
QString fingerprint(const machine::Machine& machine, const scenario::Request& request, bool affinity)
{
    QString all = QStringLiteral("%1\n%2\n%3 %4 %5\n")
                      .arg(QString::fromStdString(machine.cpuModel),
                           QString::fromStdString(machine::describeCores(machine)))
                      .arg(request.workers)
                      .arg(request.seed)
                      .arg(affinity);
    for (const auto& [name, value] : request.settings)
        all += QString::fromStdString(name + '=' + scenario::toText(value)) + QLatin1Char('\n');
    constexpr int kDigits = 16;
    return QString::fromLatin1(
        QCryptographicHash::hash(all.toUtf8(), QCryptographicHash::Sha1).toHex().left(kDigits));
}

} // namespace

std::vector<double> earlierRuns(const machine::Machine& machine, const session::RunOptions& options)
{
    std::vector<double> speedups;
    if (options.request.photos || options.request.samples)
        return speedups;
    const scenario::ScenarioInfo& info = options.scenario->info();
    const QString own =
        fingerprint(machine, scenario::complete(info, options.request), options.affinity) + QLatin1Char(' ');
    for (const QString& entry : QSettings().value(settingOf(info.id)).toStringList()) {
        bool ok = false;
        const double speedup = entry.mid(own.size()).toDouble(&ok);
        if (entry.startsWith(own) && ok && std::isfinite(speedup) && speedup > 0)
            speedups.push_back(speedup);
    }
    return speedups;
}

void keepRun(const machine::Machine& machine, const session::RunState& state, bool affinity)
{
    if (state.mode != session::Mode::Run || state.phase != session::Phase::Finished || state.request.photos ||
        state.request.samples || session::disturbanceOf(state) || state.mainVariant >= state.variants.size())
        return;
    const session::VariantResult& main = state.variants[state.mainVariant];
    if (!session::hasBase(state, main) || !session::hasInterval(state, main))
        return;
    QSettings settings;
    QStringList entries = settings.value(settingOf(state.scenarioId)).toStringList();
    entries << fingerprint(machine, state.request, affinity) + QLatin1Char(' ') +
                   QString::number(main.speedup, 'g', 6);
    settings.setValue(settingOf(state.scenarioId), QStringList(entries.mid(entries.size() - kKept)));
}

void forgetEarlierRuns()
{
    QSettings().remove(QStringLiteral("earlier"));
}

QString earlierText(const session::RunState& state)
{
    if (state.earlier.empty())
        return {};
    const QString middle = threeDigits(analysis::median(state.earlier));
    if (state.earlier.size() == 1)
        return text("earlier here: %1×").arg(middle);
    const auto [least, greatest] = std::minmax_element(state.earlier.begin(), state.earlier.end());
    return text("earlier here: %1× (%n run(s), %2 – %3)", static_cast<int>(state.earlier.size()))
        .arg(middle, threeDigits(*least), threeDigits(*greatest));
}

QString earlierSentence(const session::RunState& state)
{
    if (state.earlier.empty() || !hasFigure(state))
        return {};
    const session::VariantResult& main = state.variants[state.mainVariant];
    if (!session::hasBase(state, main) || !session::hasInterval(state, main))
        return {};
    const auto [least, greatest] = std::minmax_element(state.earlier.begin(), state.earlier.end());
    if (main.speedupInterval.overlaps({*least, *greatest}))
        return {};
    return text("Earlier runs here gave %1, and this one does not meet them: something has changed, or the "
                "machine is in another state.")
        .arg(state.earlier.size() == 1
                 ? threeDigits(*least) + QStringLiteral("×")
                 : QStringLiteral("%1 – %2×").arg(threeDigits(*least), threeDigits(*greatest)));
}

} // namespace lab::widgets
