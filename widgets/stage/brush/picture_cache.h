// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scene.h"

#include <QCache>
#include <QImage>
#include <QSize>

#include <limits>
#include <memory>

namespace lab::widgets {

/// Planes of exhibits as images, made when first asked for. Holds about 64 MB and forgets the least used;
/// what it holds can always be made again. GUI thread.
class PictureCache
{
public:
    PictureCache();

    /// A frame begins: scaled() makes new pictures until that has taken `budget` ms, one at least, and leaves
    /// out the others. Before the first call nothing is left out.
    void beginFrame(double budget);
    /// Nothing was left out in this frame.
    bool complete() const { return !m_leftOut; }

    /// Plane `index` of an exhibit whose last two dimensions are row and column: grey for image tiles, heat
    /// for the others, or the map with two ends where values have both signs; one pixel a value, but never
    /// more than 1024 a side. Of Photos photo `index` in its colours, transparent where a value is NaN. Null
    /// when there are no values.
    QImage plane(const std::shared_ptr<const scenario::Scene>& scene, base::ExhibitId exhibit,
                 std::int64_t index);

    /// The same, averaged down to `size` pixels where it is larger in both directions: what is small on the
    /// screen is neither jagged nor slow to draw. Null also where it is left out of this frame.
    QImage scaled(const std::shared_ptr<const scenario::Scene>& scene, base::ExhibitId exhibit,
                  std::int64_t index, const QSize& size);

    /// All planes of an exhibit of pictures as one matrix, a plane a row.
    QImage rows(const std::shared_ptr<const scenario::Scene>& scene, base::ExhibitId exhibit);

private:
    void forgetOthers(const std::shared_ptr<const scenario::Scene>& scene);
    QImage cached(const std::shared_ptr<const scenario::Scene>& scene, const scenario::Exhibit& shown,
                  quint64 index);

    std::shared_ptr<const scenario::Scene> m_scene; // of which the cache holds pictures
    QCache<quint64, QImage> m_images;
    QCache<quint64, QImage> m_scaled;                          // by exhibit, plane and size
    double m_budget = std::numeric_limits<double>::infinity(); // ms, of this frame
    double m_spent = 0;
    bool m_leftOut = false;
};

} // namespace lab::widgets
