// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_outputs.h"

#include "app/cli/run_json.h"
#include "app/inputs/typed_text.h"
#include "app/inputs/usage_error.h"
#include "app/program/libraries.h"
#include "core/exchange/atomic_file.h"
#include "core/exchange/chrome_trace.h"
#include "core/exchange/npy.h"
#include "widgets/export/figure_file.h"
#include "widgets/export/slide.h"
#include "widgets/panels/recording_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <ostream>
#include <utility>

namespace lab::app {

namespace {

using namespace scenario;
using namespace session;

constexpr qsizetype kLongestName = NAME_MAX; // bytes

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RunOutputs)
};

void checkFolder(const QString& name, const QString& folder)
{
    const QFileInfo info(folder);
    if (!info.exists())
        throw CommandFailure(Words::tr("cannot write '%1': there is no folder '%2'").arg(name, folder));
    if (!info.isDir())
        throw CommandFailure(Words::tr("cannot write '%1': '%2' is not a folder").arg(name, folder));
    if (!info.isWritable())
        throw CommandFailure(Words::tr("cannot write '%1': the folder '%2' is read-only").arg(name, folder));
}

void checkName(const QString& name)
{
    if (!isText(name))
        throw UsageError(Words::tr("the name '%1' is not UTF-8; choose another").arg(name));
    const auto length = QFileInfo(name).fileName().toUtf8().size();
    if (length > kLongestName)
        throw UsageError(Words::tr("'%1' is too long a name: it has %2 bytes, and %3 are possible")
                             .arg(name)
                             .arg(length)
                             .arg(kLongestName));
}

void checkFile(const QString& name)
{
    checkName(name);
    if (exchange::descriptorOf(toPath(name)))
        return; // open since before the program began
    const QFileInfo info(name);
    if (info.isDir())
        throw CommandFailure(Words::tr("cannot write '%1': it is a folder").arg(name));
    checkFolder(name, info.path());
    if (info.exists() && !info.isFile())
        throw CommandFailure(Words::tr("cannot write '%1': it is not an ordinary file").arg(name));
    if (info.exists() && !info.isWritable())
        throw CommandFailure(Words::tr("cannot write '%1': the file is read-only").arg(name));
}

void checkSlide(const QString& name)
{
    const QString suffix = QFileInfo(name).suffix().toLower();
    if (suffix != "png" && suffix != "svg" && suffix != "pdf")
        throw UsageError(
            Words::tr("a slide is written as .png, .svg or .pdf, and '%1' ends in none of these").arg(name));
    checkFile(name);
}

std::string traceJson(const ScenarioInfo& info, const RunState& state, const machine::Machine& machine)
{
    std::vector<exchange::ProcessTrace> processes;
    for (const VariantResult& result : state.variants) {
        exchange::ProcessTrace process;
        process.name = result.variant.label;
        if (result.capture) {
            process.trace = result.capture->trace;
            process.label = [scene = result.capture->scene](const trace::Span& span) {
                return labelOf(*scene, span);
            };
        }
        processes.push_back(std::move(process));
    }
    std::map<std::string, std::string> metadata = {{"scenario", info.id},
                                                   {"workers", std::to_string(state.request.workers)},
                                                   {"seed", std::to_string(state.request.seed)},
                                                   {"machine", machine::describe(machine)},
                                                   {"libraries", libraries().toStdString()}};
    if (state.request.samples)
        metadata["data"] = describe(*state.request.samples);
    if (const auto recording = widgets::recordingOf(state))
        metadata["clock"] = base::name(recording->source);
    for (const auto& [name, value] : state.request.settings)
        metadata["parameter " + name] = toText(value);
    return exchange::chromeTraceJson(processes, metadata);
}

widgets::SlideContent slideContent(const ScenarioInfo& info, std::shared_ptr<const RunState> state,
                                   const machine::Machine& machine, const SlideMoment& moment)
{
    widgets::SlideContent content;
    content.info = &info;
    content.machine = machine;
    content.libraries = libraries();
    content.date = QDate::currentDate().toString(Qt::ISODate);
    content.state = std::move(state);
    content.variant = moment.variant;
    content.chart.variant = content.shown();
    if (moment.at == SlideMoment::At::Best || !content.shownInstant())
        return content;
    const auto end = static_cast<double>(content.state->variants[content.shown()].capture->trace->duration());
    content.instant = moment.at == SlideMoment::At::Begin ? 0
                      : moment.at == SlideMoment::At::End ? end
                                                          : std::min(moment.ns, end);
    return content;
}

void writeSlide(const QString& name, const widgets::SlideContent& content)
{
    widgets::Figure figure;
    figure.size = {widgets::kSlideWidth, widgets::kSlideHeight};
    figure.title = QString::fromStdString(content.info->title);
    figure.provenance = widgets::provenance(content);
    figure.paint = [&content](QPainter& painter, bool vectors) {
        widgets::paintSlide(painter, content, widgets::ThemeKind::Light, vectors);
    };
    if (const QString problem = widgets::writeFigure(figure, name, {}); !problem.isEmpty())
        throw CommandFailure(problem);
}

void writeArrays(const QString& folder, const std::vector<NamedArray>& arrays)
{
    if (!QDir().mkpath(folder))
        throw CommandFailure(Words::tr("cannot create the folder '%1'").arg(folder));
    for (const NamedArray& array : arrays) {
        std::size_t count = 1;
        for (const std::int64_t extent : array.shape)
            count *= static_cast<std::size_t>(extent);
        exchange::writeNpy(toPath(folder) / (array.name + ".npy"), array.shape, {array.values.get(), count});
    }
}

} // namespace

SlideMoment slideMoment(const QString& variantKey, const QString& at, const ScenarioInfo& info)
{
    SlideMoment moment;
    if (!variantKey.isEmpty()) {
        const auto found = std::find_if(info.variants.begin(), info.variants.end(), [&](const auto& variant) {
            return QString::fromStdString(variant.key) == variantKey;
        });
        if (found == info.variants.end()) {
            QStringList keys;
            for (const scenario::Variant& variant : info.variants)
                keys << QString::fromStdString(variant.key);
            throw UsageError(Words::tr("option '--variant' cannot be '%1': there are %2")
                                 .arg(variantKey, keys.join(QStringLiteral(", "))));
        }
        moment.variant = static_cast<std::size_t>(found - info.variants.begin());
    }
    using At = SlideMoment::At;
    const std::array<std::pair<const char*, At>, 3> names = {
        {{"best", At::Best}, {"begin", At::Begin}, {"end", At::End}}};
    for (const auto& [name, meaning] : names) {
        if (at == QLatin1String(name)) {
            moment.at = meaning;
            return moment;
        }
    }
    bool ok = false;
    moment.at = At::Instant;
    moment.ns = at.toDouble(&ok);
    if (!ok || !(moment.ns >= 0) || !std::isfinite(moment.ns))
        throw UsageError(
            Words::tr("option '--at' cannot be '%1': it takes best, begin, end or nanoseconds from 0 up")
                .arg(at));
    return moment;
}

void checkOutputs(const RunOutputs& outputs)
{
    QStringList seen;
    const auto insistOnUnique = [&seen](const QString& name) {
        const QString whole = QDir::cleanPath(QFileInfo(name).absoluteFilePath());
        if (seen.contains(whole))
            throw UsageError(Words::tr("'%1' is asked for twice").arg(name));
        seen.append(whole);
    };
    for (const QString& file : {outputs.json, outputs.trace}) {
        if (file.isEmpty())
            continue;
        insistOnUnique(file);
        checkFile(file);
    }
    for (const QString& slide : outputs.slides) {
        insistOnUnique(slide);
        checkSlide(slide);
    }
    if (!outputs.arrays.isEmpty()) {
        insistOnUnique(outputs.arrays);
        checkName(outputs.arrays);
        const QFileInfo folder(outputs.arrays);
        checkFolder(outputs.arrays, folder.exists() ? outputs.arrays : folder.path());
    }
}

void writeOutputs(const RunOutputs& outputs, const ScenarioInfo& info, const RunSession& session,
                  const machine::Machine& machine, std::ostream& out)
{
    const std::shared_ptr<const RunState> state = session.state();
    QStringList problems;
    out << std::flush; // before a file that is standard output itself
    const auto attempt = [&](const QString& name, const auto& write) {
        if (name.isEmpty())
            return;
        try {
            write();
            out << Words::tr("Wrote %1").arg(name).toStdString() << '\n';
        } catch (const std::bad_alloc&) {
            problems << Words::tr("cannot write '%1': there is not enough memory").arg(name);
        } catch (const std::exception& problem) {
            problems << QString::fromUtf8(problem.what());
        }
    };
    attempt(outputs.json,
            [&] { exchange::writeWhole(toPath(outputs.json), runJson(info, *state, machine)); });
    attempt(outputs.trace,
            [&] { exchange::writeWhole(toPath(outputs.trace), traceJson(info, *state, machine)); });
    for (const QString& slide : outputs.slides)
        attempt(slide, [&] { writeSlide(slide, slideContent(info, state, machine, outputs.moment)); });
    attempt(outputs.arrays, [&] { writeArrays(outputs.arrays, session.arrays()); });
    if (!problems.isEmpty())
        throw CommandFailure(problems.join(QLatin1Char('\n')));
}

} // namespace lab::app
