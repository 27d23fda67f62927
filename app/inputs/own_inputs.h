// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/photos.h"
#include "core/exchange/samples.h"
#include "core/scenario/scenario.h"

#include <QString>
#include <QStringList>

#include <iosfwd>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab::app {

/// What a person works on in the place of what the program carries; null: the program's.
struct OwnInputs
{
    std::shared_ptr<const std::vector<base::Photo>> photos;
    std::shared_ptr<const base::Samples> samples;

    /// `request` has complete settings. Samples are added where the scenario works on them.
    void addTo(scenario::Request& request, const scenario::ScenarioInfo& info) const;
};

/// What dropped files turned out to be: photos, or data.
struct OwnReading
{
    bool isData = false;
    exchange::PhotoReading photos;
    exchange::SampleReading samples;
};

/// The first of the sentences, and how many more there are: a folder of what are no pictures has one
/// for each.
std::vector<std::string> firstProblems(const std::vector<std::string>& problems);

/// By content: data where one of the files is, else photos. Several pictures none of whose sides is over 64
/// pixels are data, too, unless `photosWanted`. Not for the GUI thread; gives up early when `stop` is
/// requested.
OwnReading readDropped(const std::vector<std::filesystem::path>& paths, bool photosWanted,
                       const std::stop_token& stop);

/// Options --images and --data of the command line, where given. What cannot be used is told on `err`,
/// and so is what is used. `request` is complete. Throws UsageError when the scenario does not work on them,
/// and CommandFailure when none of it can be used.
OwnInputs ownInputs(const QStringList& images, const std::optional<QString>& data,
                    const scenario::ScenarioInfo& info, const scenario::Request& request, std::ostream& err);

} // namespace lab::app
