// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/charts/chart_data.h"

class QAbstractAxis;
class QChart;

namespace lab::widgets {

/// What an axis of Qt Charts spans: more than the data, so that labels stand at its ends or points inside.
struct AxisRange
{
    double low = 0;
    double high = 1;
    double base = 10; ///< of logarithmic axes: labels stand at its powers

    /// 0 at `low`, 1 at `high`.
    double share(double value, bool logarithmic) const;
};

/// Base2: a margin beyond the first and last; of many doublings every second or third is labelled. Base10:
/// as decadeRange(); of many decades every second is labelled. Linear: as given.
AxisRange xRange(ChartData::Axis axis, double low, double high);

/// As little as contains `low` … `high` and two whole decades, since only those are labelled.
AxisRange decadeRange(double low, double high);

/// 1, 2 or 5 times a power of ten, so that at most `most` steps reach `span`.
double roundStep(double span, int most);

/// A new axis of that kind in the care of `chart`, without a range yet.
QAbstractAxis* makeAxis(ChartData::Axis axis, QChart* chart);
/// Sets range, ticks and their labels of an axis that `makeAxis` made for `axis`.
void fitAxis(QAbstractAxis* made, ChartData::Axis axis, const AxisRange& range);

} // namespace lab::widgets
