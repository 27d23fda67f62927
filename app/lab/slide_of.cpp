// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/slide_of.h"

#include "app/lab/lab_model.h"
#include "app/program/libraries.h"

#include <QDate>

namespace lab::app {

widgets::SlideContent slideOf(const LabModel& model)
{
    const widgets::Playback& playback = model.playback();
    widgets::SlideContent content;
    content.info = model.info();
    content.state = model.sharedPictured();
    content.inputs = model.inputs();
    content.machine = model.machine();
    content.libraries = libraries();
    content.date = QDate::currentDate().toString(Qt::ISODate);
    content.chart = model.chart();
    content.variant = model.shownVariant();
    content.idealCores = model.idealCores();
    content.path = model.pathShown();
    content.whatIf = widgets::askedSentence(*model.info(), model.asked());
    content.chart.variant = model.shownVariant();
    content.chart.prediction = model.prediction();
    if (playback.time() < playback.duration()) // at the end, where all is idle, the best one
        content.instant = playback.time();
    if (const auto sight = playback.sight())
        content.sight = {sight->begin, sight->end};
    return content;
}

} // namespace lab::app
