// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include "app/program/libraries.h"
#include "core/session/findings.h"
#include "widgets/charts/figure_words.h"
#include "widgets/charts/ladder_data.h"
#include "widgets/charts/law_band.h"
#include "widgets/charts/sweep_data.h"
#include "widgets/panels/recording_text.h"
#include "widgets/panels/result_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace lab::app {

namespace {

using namespace scenario;
using namespace session;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RunReport)
};

struct Unit
{
    double nanoseconds;
    const char* name;
};

constexpr std::array<Unit, 4> kUnits = {{{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}, {1, "ns"}}};

Unit unitFor(double nanoseconds)
{
    for (const Unit& unit : kUnits) {
        if (nanoseconds >= unit.nanoseconds)
            return unit;
    }
    return kUnits.back();
}

QString threeDigits(double value)
{
    return QString::number(value, 'f', value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);
}

QString ratioText(double ratio)
{
    return ratio > 0 && ratio < 0.0995 ? QString::number(ratio, 'g', 2)
                                       : QString::number(ratio, 'f', ratio >= 999.5 ? 0 : 2);
}

QString timesText(double ratio)
{
    return ratioText(ratio) + QStringLiteral("×");
}

QString timesText(const analysis::Interval& interval)
{
    return ratioText(interval.low) + QStringLiteral(" – ") + timesText(interval.high);
}

QString share(base::Nanoseconds part, const analysis::Breakdown& whole)
{
    const double total = static_cast<double>(std::max<base::Nanoseconds>(whole.total(), 1));
    return QString::number(100.0 * static_cast<double>(part) / total, 'f', 0) + " %";
}

QString noShare()
{
    return QStringLiteral("-");
}

QStringList breakdownCells(const VariantResult& result)
{
    if (!result.capture)
        return QStringList(8, noShare());
    const analysis::Breakdown& b = result.breakdown;
    return {share(b.compute, b),  share(b.lockWait, b), share(b.dataWait, b),  share(b.barrier, b),
            share(b.transfer, b), share(b.startUp, b),  share(b.imbalance, b), share(b.other, b)};
}

// First column to the left, numbers to the right, two blanks between.
QString aligned(const std::vector<QStringList>& rows)
{
    QString text;
    const qsizetype columns = rows.front().size();
    std::vector<qsizetype> widths(static_cast<std::size_t>(columns), 0);
    for (const QStringList& row : rows) {
        for (qsizetype c = 0; c < columns; ++c) {
            qsizetype& width = widths[static_cast<std::size_t>(c)];
            width = std::max(width, row[c].size());
        }
    }
    for (const QStringList& row : rows) {
        QString line = row[0].leftJustified(widths[0]);
        for (qsizetype c = 1; c < columns; ++c)
            line += "  " + row[c].rightJustified(widths[static_cast<std::size_t>(c)]);
        text += line + '\n';
    }
    return text;
}

QString heading(const ScenarioInfo& info, const RunState& state, const machine::Machine& machine)
{
    QStringList parts{QString::fromStdString(info.title)};
    for (const Parameter& parameter : info.parameters) {
        const QString value = QString::fromStdString(toText(state.request.settings.at(parameter.name)));
        parts += QString::fromStdString(parameter.name) + ' ' + value;
    }
    QString workers = Words::tr("workers %1").arg(state.request.workers);
    if (state.request.workers > machine.processors)
        workers += ' ' + Words::tr("(oversubscribed)");
    else if (state.request.workers > machine.cores)
        workers += ' ' + Words::tr("(hardware threads)");
    parts += workers;
    parts += Words::tr("seed %1").arg(state.request.seed);
    return parts.join(QStringLiteral(" · "));
}

QString variantTable(const RunState& state)
{
    std::vector<QStringList> rows = {{Words::tr("variant"), Words::tr("median"), Words::tr("95 % interval"),
                                      Words::tr("speedup"), Words::tr("95 % interval"), Words::tr("against"),
                                      Words::tr("largest difference")}};
    const QString none = QStringLiteral("-");
    for (const VariantResult& result : state.variants) {
        if (!result.availability.available)
            continue;
        QString difference = result.difference ? QString::number(*result.difference, 'g', 2) : none;
        if (result.differs() && result.variant.exact)
            difference += ' ' + Words::tr("(WRONG)");
        const bool known = hasInterval(state, result);
        rows.push_back({QString::fromStdString(result.variant.label), durationText(result.median),
                        known ? durationText(result.interval) : none, timesText(result.speedup),
                        known ? timesText(result.speedupInterval) : none,
                        QString::fromStdString(state.variants.at(result.against).variant.label), difference});
    }
    return aligned(rows);
}

// A wrong result of a variant that is there to be wrong is no failure.
QString remarkLine(const VariantResult& result)
{
    const QString label = QString::fromStdString(result.variant.label);
    const QString remark = QString::fromStdString(result.remark);
    if (result.variant.exact)
        return remark.isEmpty() ? QString() : Words::tr("%1: %2.").arg(label, remark) + '\n';
    if (!result.differs())
        return Words::tr("%1: may be wrong, and was right this time.").arg(label) + '\n';
    if (remark.isEmpty())
        return Words::tr("%1: wrong, which is what it shows.").arg(label) + '\n';
    return Words::tr("%1: wrong: %2.").arg(label, remark) + '\n';
}

// Left-out variants with their reasons, and remarks on the others.
QString notes(const RunState& state)
{
    QString text;
    for (const VariantResult& result : state.variants) {
        const QString note = QString::fromStdString(result.availability.note);
        const QString label = QString::fromStdString(result.variant.label);
        if (!result.availability.available)
            text += Words::tr("%1: left out, %2.").arg(label, note) + '\n';
        else if (!note.isEmpty())
            text += Words::tr("%1: %2.").arg(label, note) + '\n';
        if (result.availability.available)
            text += remarkLine(result);
    }
    return text.isEmpty() ? text : text + '\n';
}

// Captures against measurements: not worth telling of a round or two.
QString recordingText(const RunState& state, const VariantResult& result)
{
    if (!hasInterval(state, result))
        return QStringLiteral("-");
    return QStringLiteral("%1 %").arg(std::lround(100 * result.recordingCost));
}

// Without the columns in which nobody spent time.
QString breakdownTable(const RunState& state)
{
    std::vector<QStringList> rows = {{Words::tr("time of the workers"), Words::tr("compute"),
                                      Words::tr("lock wait"), Words::tr("data wait"), Words::tr("barrier"),
                                      Words::tr("transfer"), Words::tr("start-up"), Words::tr("idle"),
                                      Words::tr("between"), Words::tr("recording adds")}};
    const QStringList nothing{share(0, {}), noShare()};
    for (const VariantResult& result : state.variants) {
        if (result.availability.available)
            rows.push_back(QStringList{QString::fromStdString(result.variant.label)} +
                           breakdownCells(result) + QStringList{recordingText(state, result)});
    }
    for (qsizetype column = rows.front().size() - 2; column > 1; --column) {
        if (std::all_of(rows.begin() + 1, rows.end(),
                        [&](const QStringList& row) { return nothing.contains(row[column]); })) {
            for (QStringList& row : rows)
                row.removeAt(column);
        }
    }
    return aligned(rows);
}

QString scalingLine(const RunState& state)
{
    QStringList points;
    for (const ScalingPoint& point : state.scaling) {
        QString text = QString::number(point.workers) + ": " + timesText(point.speedup);
        if (point.oversubscribed)
            text += '*';
        points += text;
    }
    return points.join("   ");
}

QString orBlank(const std::optional<double>& value, QString (*text)(double))
{
    return value ? text(*value) : QStringLiteral("-");
}

// What a ladder chart shows, rung by rung.
QString ladderTable(const widgets::LadderData& ladder)
{
    QStringList head{Words::tr("ladder"), Words::tr("median"), Words::tr("step"), Words::tr("total")};
    if (ladder.hasRate)
        head << ladder.rateUnit;
    if (ladder.hasPercent)
        head << widgets::peakTitle(ladder);
    std::vector<QStringList> rows = {head};
    std::size_t group = 0;
    for (const widgets::LadderRow& row : ladder.rows) {
        if (row.group != group)
            rows.push_back(QStringList(QList<QString>(head.size())));
        group = row.group;
        QStringList cells{row.peer ? Words::tr("%1 (peer)").arg(row.name) : row.name};
        cells << (row.median > 0 ? durationText(row.median) : Words::tr("left out"));
        cells << orBlank(row.step, widgets::stepText) << orBlank(row.factor, widgets::factorText);
        if (ladder.hasRate)
            cells << orBlank(row.rate, widgets::rateText);
        if (ladder.hasPercent)
            cells << orBlank(row.percentOfPeak, widgets::percentText);
        rows.push_back(cells);
    }
    return aligned(rows);
}

QString machineLine(const RunState& state)
{
    QStringList figures;
    for (const MachineFigure& figure : state.machineFigures)
        figures << QStringLiteral("%1 %2 %3")
                       .arg(QString::fromStdString(figure.label), widgets::rateText(figure.value),
                            QString::fromStdString(figure.unit));
    return figures.join(QStringLiteral(" · "));
}

QString ladderPart(const ScenarioInfo& info, const RunState& state)
{
    if (std::find(info.charts.begin(), info.charts.end(), ChartKind::Ladder) == info.charts.end())
        return {};
    const widgets::LadderData ladder = widgets::ladderData(info, state, false);
    QString text = ladderTable(ladder);
    text += Words::tr("A total is the median of the rounds' ratios where there are some; a step is a "
                      "total against the one above.") +
            '\n';
    if (!state.machineFigures.empty())
        text += Words::tr("Measured in the same rounds: %1.").arg(machineLine(state)) + '\n';
    if (!ladder.sentence.isEmpty())
        text += ladder.sentence + ".\n";
    return text + '\n';
}

// One row a value, one pair of columns a series.
QString sweepTable(const SweepResult& result)
{
    const bool perItem = result.sweep.shows == Sweep::Shows::TimePerItem;
    QStringList head{QString::fromStdString(result.sweep.axisLabel)};
    for (const Sweep::Series& series : result.sweep.series)
        head << QString::fromStdString(series.label) << Words::tr("95 % interval");
    std::map<std::int64_t, QStringList> rows;
    for (const SweepPoint& point : result.points) {
        QStringList& row = rows[point.value];
        if (row.isEmpty()) {
            row = QStringList(QList<QString>(head.size(), QStringLiteral("-")));
            row[0] =
                result.sweep.xIsMeasuredWork ? durationText(point.x * 1e3) : QString::number(point.value);
        }
        const qsizetype column = 2 * static_cast<qsizetype>(point.series) + 1;
        row[column] = perItem ? durationText(point.perItem) : timesText(point.speedup);
        row[column + 1] = perItem ? durationText(point.perItemInterval) : timesText(point.interval);
    }
    std::vector<QStringList> table{head};
    for (auto& [value, row] : rows)
        table.push_back(std::move(row));
    return aligned(table);
}

QString sweepPart(const RunState& state)
{
    if (!state.sweep)
        return {};
    const QString sentences = widgets::sweepSentences(*state.sweep).join(QLatin1Char('\n'));
    return '\n' + sweepTable(*state.sweep) + (sentences.isEmpty() ? QString() : sentences + '\n');
}

QString verdictLine(const ScenarioInfo& info, const RunState& state)
{
    const auto word = [](Verdict verdict) { return QString::fromStdString(std::string(key(verdict))); };
    const auto label = [&](std::size_t variant) {
        return QString::fromStdString(state.variants.at(variant).variant.label);
    };
    const VariantResult& main = state.variants.at(state.mainVariant);
    if (!hasBase(state, main))
        return Words::tr("%1: nothing else can run that it could be compared with (expected: %2).")
            .arg(label(state.mainVariant), word(info.expected));
    if (!hasSpeedup(state, main))
        return Words::tr(
                   "%1: not compared with '%2', which was not measured: give it more time with --budget.")
            .arg(label(state.mainVariant), label(main.against));
    QString line = Words::tr("%1: %2 the speed of '%3'")
                       .arg(label(state.mainVariant), timesText(main.speedup), label(main.against));
    const auto gain = gainInterval(state);
    if (gain && main.variant.usesPool && main.against != state.sequentialVariant)
        line += Words::tr(", of which the workers bring %1 against '%2'")
                    .arg(timesText(*gain), label(state.sequentialVariant));
    const auto verdict = verdictOf(state);
    QString here;
    if (disturbanceOf(state))
        here = widgets::disturbanceText(state);
    else if (!verdict)
        here = Words::tr("too few placements to tell whether it helps");
    else if (*verdict == Verdict::Depends)
        here = Words::tr("no clear difference here");
    else
        here = Words::tr("%1 here").arg(word(*verdict));
    return Words::tr("%1; %2 (expected: %3).").arg(line, here, word(info.expected));
}

} // namespace

QString durationText(double nanoseconds)
{
    const Unit unit = unitFor(nanoseconds);
    return threeDigits(nanoseconds / unit.nanoseconds) + ' ' + QString::fromUtf8(unit.name);
}

QString durationText(const analysis::Interval& nanoseconds)
{
    const Unit unit = unitFor(nanoseconds.high);
    return threeDigits(nanoseconds.low / unit.nanoseconds) + QStringLiteral(" – ") +
           threeDigits(nanoseconds.high / unit.nanoseconds) + ' ' + QString::fromUtf8(unit.name);
}

QString runReport(const ScenarioInfo& info, const RunState& state, const machine::Machine& machine)
{
    QString text = heading(info, state, machine) + '\n';
    if (state.request.samples)
        text += Words::tr("Data: %1.").arg(QString::fromStdString(describe(*state.request.samples))) + '\n';
    text += QString::fromStdString(machine::describe(machine)) + QStringLiteral(" · ") + libraries() + "\n\n";
    text += variantTable(state) + '\n' + notes(state) + ladderPart(info, state) + breakdownTable(state);
    if (const QString recording = widgets::recordingDetails(state); !recording.isEmpty())
        text += recording + '\n';
    text += '\n' + verdictLine(info, state) + '\n';
    if (!state.scaling.empty()) {
        text += Words::tr("Speedup by number of workers:  %1").arg(scalingLine(state));
        if (state.scaling.back().oversubscribed)
            text += "   " + (machine.processors > machine.cores
                                 ? Words::tr("(* more workers than hardware threads)")
                                 : Words::tr("(* more workers than cores)"));
        text += '\n';
    }
    if (const auto law = widgets::lawBand(state, state.request.workers))
        text += law->note + '\n';
    if (state.capacity.least() > 0)
        text += Words::tr("Parallel speed that the machine could give to %n worker(s) meanwhile: %1.",
                          nullptr, state.capacityWorkers)
                    .arg(timesText(state.capacity.least())) +
                ' ';
    text += Words::tr("Rounds: %1, set aside: %2, placements: %3.")
                .arg(state.rounds)
                .arg(state.setAside)
                .arg(state.placements) +
            '\n';
    if (state.affinity == Affinity::Refused)
        text += Words::tr("The system does not let workers be held to cores: it places them itself.") + '\n';
    if (!state.emulated.empty())
        text += Words::tr("Emulated: %1.").arg(QString::fromStdString(state.emulated)) + '\n';
    return text + sweepPart(state);
}

} // namespace lab::app
