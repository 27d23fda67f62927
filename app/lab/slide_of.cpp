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
    content.state = model.sharedState();
    content.inputs = model.inputs();
    content.machine = model.machine();
    content.libraries = libraries();
    content.date = QDate::currentDate().toString(Qt::ISODate);
    content.chart = model.chart();
    content.chart.variant = model.shownVariant();
    content.playhead = playback.time() < playback.duration() ? playback.time() : 0;
    return content;
}

} // namespace lab::app
