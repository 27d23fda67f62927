// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inputs/own_inputs.h"

#include "app/inputs/photo_reader.h"
#include "app/inputs/typed_text.h"
#include "app/inputs/usage_error.h"
#include "core/scenario/sample_use.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <ostream>

namespace lab::app {

namespace {

using scenario::ScenarioInfo;

constexpr int kLargestSmallSide = 64;     // pixels
constexpr std::size_t kMostProblems = 12; // told of; the rest are counted

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(OwnInputs)
};

bool areSmall(const std::vector<base::Photo>& photos)
{
    return photos.size() > 1 && std::ranges::all_of(photos, [](const base::Photo& photo) {
               return std::max(photo.width, photo.height) <= kLargestSmallSide;
           });
}

void tell(const std::vector<std::string>& problems, std::ostream& err)
{
    for (const std::string& sentence : firstProblems(problems))
        err << sentence << '\n';
}

std::shared_ptr<const std::vector<base::Photo>> photosOf(const QStringList& paths, const ScenarioInfo& info,
                                                         std::ostream& err)
{
    if (paths.isEmpty())
        return nullptr;
    if (!info.usesPhotos)
        throw UsageError(Words::tr("option '--images': %1 does not work on photos; see speedup-lab list")
                             .arg(QString::fromStdString(info.id)));
    exchange::PhotoReading reading = exchange::readPhotos(toPaths(paths), PhotoReader());
    tell(reading.problems, err);
    if (reading.photos.empty())
        throw CommandFailure(Words::tr("option '--images': none of the files is a photo that can be used"));
    err << Words::tr("Photos: %1.").arg(reading.photos.size()).toStdString() << std::endl;
    return std::make_shared<const std::vector<base::Photo>>(std::move(reading.photos));
}

// Names may have commas in them: the first comma counts behind which a name ends that exists.
exchange::SampleFiles filesOf(const QString& value)
{
    const qsizetype first = value.indexOf(',');
    if (value.isEmpty() || first == 0)
        throw UsageError(Words::tr("option '--data' takes images or images,labels, not '%1'").arg(value));
    if (first < 0 || QFileInfo::exists(value))
        return {{toPath(value)}, {}};
    qsizetype comma = first;
    while (comma >= 0 && !QFileInfo::exists(value.left(comma)))
        comma = value.indexOf(',', comma + 1);
    if (comma < 0)
        comma = first;
    if (comma + 1 == value.size())
        throw UsageError(
            Words::tr("option '--data': there are no labels behind the comma of '%1'").arg(value));
    return {{toPath(value.left(comma))}, toPath(value.mid(comma + 1))};
}

void insistOnUse(const ScenarioInfo& info, const scenario::Settings& settings)
{
    if (scenario::usesSamples(info, settings))
        return;
    const QString id = QString::fromStdString(info.id);
    if (info.samples.need == scenario::SampleUse::Need::Nothing)
        throw UsageError(
            Words::tr("option '--data': %1 does not work on such data; see speedup-lab list").arg(id));
    QStringList needed;
    for (const auto& [name, value] : info.samples.only)
        needed << QString::fromStdString("--set " + name + '=' + scenario::toText(value));
    throw UsageError(
        Words::tr("option '--data': %1 works on data with %2 alone").arg(id, needed.join(QLatin1Char(' '))));
}

std::shared_ptr<const base::Samples> samplesOf(const QString& value, std::ostream& err)
{
    const exchange::SampleReading reading = exchange::readSamples(filesOf(value), PhotoReader());
    tell(reading.problems, err);
    if (!reading.samples)
        throw CommandFailure(Words::tr("option '--data': none of this can be used"));
    err << Words::tr("Data: %1.").arg(QString::fromStdString(base::describe(*reading.samples))).toStdString()
        << std::endl;
    return reading.samples;
}

} // namespace

std::vector<std::string> firstProblems(const std::vector<std::string>& problems)
{
    std::vector<std::string> first = problems;
    if (problems.size() > kMostProblems) {
        first.resize(kMostProblems);
        first.push_back(Words::tr("… and %1 more").arg(problems.size() - kMostProblems).toStdString());
    }
    return first;
}

void OwnInputs::addTo(scenario::Request& request, const ScenarioInfo& info) const
{
    request.photos = photos;
    request.samples = scenario::usesSamples(info, request.settings) ? samples : nullptr;
}

OwnReading readDropped(const std::vector<std::filesystem::path>& paths, bool photosWanted,
                       const std::stop_token& stop)
{
    OwnReading reading;
    std::optional<exchange::SampleFiles> data = exchange::samplesAmong(paths);
    if (!data) {
        reading.photos = exchange::readPhotos(paths, PhotoReader(), stop);
        if (!photosWanted && areSmall(reading.photos.photos))
            data = {paths, {}};
    }
    if (data) {
        reading.isData = true;
        reading.samples = exchange::readSamples(*data, PhotoReader(), stop);
    }
    return reading;
}

OwnInputs ownInputs(const QStringList& images, const std::optional<QString>& data, const ScenarioInfo& info,
                    const scenario::Request& request, std::ostream& err)
{
    OwnInputs own;
    if (data)
        insistOnUse(info, request.settings);
    own.photos = photosOf(images, info, err);
    if (data)
        own.samples = samplesOf(*data, err);
    return own;
}

} // namespace lab::app
