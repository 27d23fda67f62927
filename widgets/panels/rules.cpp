// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rules.h"

#include "core/session/findings.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSettings>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

using Section = Rule::Section;

QString text(const char* source, int n = -1)
{
    return QCoreApplication::translate("Rules", source, nullptr, n);
}

scenario::Value number(std::int64_t value)
{
    return value;
}

std::vector<Rule> makeRules()
{
    return {
        {"independent",
         Section::Helps,
         text("Independent work"),
         text("No image needs another one's result, so every worker can take the next."),
         "batch-convolution",
         "spread",
         {}},
        {"heavy",
         Section::Helps,
         text("Heavy computing"),
         text("The more there is to do in each piece, the less it matters what handing it out costs."),
         "batch-convolution",
         "spread",
         {{"channels", number(64)}, {"filters", number(64)}}},
        {"large",
         Section::Helps,
         text("Large data"),
         text("Many photos keep all workers busy to the end; what is uneven evens out."),
         "image-preprocessing",
         "per-photo",
         {{"photos", number(64)}}},
        {"waiting",
         Section::Helps,
         text("Waiting for input and output"),
         text("A worker that waits needs no core, so more workers than cores are right."),
         "pool-size",
         "io",
         {}},
        {"overlap",
         Section::Helps,
         text("Stages that overlap"),
         text("While the GPU trains on a batch, the next are loaded and processed."),
         "training-pipeline",
         "pipeline",
         {}},
        {"tiny",
         Section::Hurts,
         text("Tiny work"),
         text("Starting threads takes longer than squaring a thousand numbers, by far."),
         "tiny-operations",
         "threads",
         {}},
        {"dependencies",
         Section::Hurts,
         text("Dependencies"),
         text("A worker per stage on one photo: each waits for the one before it."),
         "filter-chain",
         "stages",
         {}},
        {"memory",
         Section::Hurts,
         text("Bound by memory"),
         text("Columns touch a new cache line at each element; more workers wait for the same memory."),
         "access-order",
         "columns-workers",
         {}},
        {"synchronising",
         Section::Hurts,
         text("Frequent synchronising"),
         text("One atomic addition for each number of a gradient: all workers queue for the same lines."),
         "gradient-accumulation",
         "atomic",
         {{"group", number(1)}}},
        {"links",
         Section::Hurts,
         text("Slow links"),
         text("GPUs that must agree after every step wait for what connects them."),
         "multi-gpu",
         "data-parallel",
         {{"bandwidth", number(30)}}},
        {"neighbours",
         Section::Hurts,
         text("Neighbours in a cache line"),
         text("Nothing is shared but the line, and that is enough."),
         "false-sharing",
         "adjacent",
         {}},
        {"measure",
         Section::Order,
         text("1. Measure first"),
         text("Find out what the time goes into: the order of two loops may matter more than all cores."),
         "matmul-ladder",
         "rows",
         {},
         "products"},
        {"critical-path",
         Section::Order,
         text("2. Find the critical path"),
         text("Storage this slow holds the loop up; what is not on the path may be faster without any gain."),
         "training-pipeline",
         "pipeline",
         {{"load", number(300)}}},
        {"vectors",
         Section::Order,
         text("3. Use the vectors of one core"),
         text("Registers and vector instructions come before a second worker."),
         "matmul-ladder",
         "registers",
         {},
         "tiled"},
        {"batches",
         Section::Order,
         text("4. Split batches, not layers"),
         text("Give each worker samples of its own; it then needs nobody until the end."),
         "forward-pass",
         "split",
         {}},
        {"pipeline",
         Section::Order,
         text("5. Overlap what must come in order"),
         text("With many photos, stages work at the same time, each on another one."),
         "filter-chain",
         "pipeline",
         {}},
        {"less",
         Section::Order,
         text("6. Synchronise less"),
         text("A sum for each worker, joined once at the end, instead of a lock."),
         "gradient-accumulation",
         "own-sums",
         {}},
    };
}

QString group(const Rule& rule)
{
    return QStringLiteral("figures/") + rule.key;
}

} // namespace

const std::vector<Rule>& rules()
{
    static const std::vector<Rule> all = makeRules();
    return all;
}

QString sectionTitle(Section section)
{
    switch (section) {
    case Section::Helps:
        return text("When it helps");
    case Section::Hurts:
        return text("When it hurts");
    case Section::Order:
        break;
    }
    return text("In which order to optimise");
}

std::optional<RuleFigure> figureFor(const Rule& rule, const scenario::ScenarioInfo& info,
                                    const session::RunState& state, QDate today)
{
    if (state.phase != session::Phase::Finished || state.mode != session::Mode::Run ||
        state.scenarioId != rule.scenario || info.id != rule.scenario || state.request.photos ||
        state.request.samples || state.request.settings != scenario::complete(info.parameters, rule.settings))
        return std::nullopt;
    for (const session::VariantResult& result : state.variants) {
        if (result.variant.key != rule.variant || !session::hasInterval(state, result))
            continue;
        if (rule.against.empty())
            return RuleFigure{result.speedup, result.speedupInterval, result.workers,
                              QString::fromStdString(state.variants.at(result.against).variant.label), today};
        const auto base = std::find_if(state.variants.begin(), state.variants.end(),
                                       [&](const auto& other) { return other.variant.key == rule.against; });
        if (base == state.variants.end() || !session::hasInterval(state, *base) || result.median <= 0)
            return std::nullopt;
        return RuleFigure{
            base->median / result.median,
            analysis::ratioInterval(base->median, base->interval, result.median, result.interval),
            result.workers, QString::fromStdString(base->variant.label), today};
    }
    return std::nullopt;
}

void keepFigure(const Rule& rule, const RuleFigure& figure)
{
    QSettings settings;
    settings.beginGroup(group(rule));
    settings.setValue("speedup", figure.speedup);
    settings.setValue("low", figure.interval.low);
    settings.setValue("high", figure.interval.high);
    settings.setValue("workers", figure.workers);
    settings.setValue("against", figure.against);
    settings.setValue("date", figure.date.toString(Qt::ISODate));
}

std::optional<RuleFigure> keptFigure(const Rule& rule)
{
    QSettings settings;
    settings.beginGroup(group(rule));
    RuleFigure figure;
    figure.speedup = settings.value("speedup").toDouble();
    figure.interval = {settings.value("low").toDouble(), settings.value("high").toDouble()};
    figure.workers = settings.value("workers").toInt();
    figure.against = settings.value("against").toString();
    figure.date = QDate::fromString(settings.value("date").toString(), Qt::ISODate);
    const bool usable = std::isfinite(figure.speedup) && figure.speedup > 0 && figure.workers > 0 &&
                        figure.interval.low <= figure.interval.high && figure.date.isValid();
    return usable ? std::optional(figure) : std::nullopt;
}

QString figureText(const RuleFigure& figure)
{
    return text("%1×  (%2 – %3), %n worker(s), %4", figure.workers)
        .arg(threeDigits(figure.speedup), threeDigits(figure.interval.low), threeDigits(figure.interval.high),
             QLocale(QLocale::English).toString(figure.date, QStringLiteral("d MMM yyyy")));
}

} // namespace lab::widgets
