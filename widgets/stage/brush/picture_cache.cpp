// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/brush/picture_cache.h"

#include "widgets/theme/colour_map.h"

#include <QElapsedTimer>
#include <QScopeGuard>

#include <algorithm>
#include <cmath>

namespace lab::widgets {

namespace {

constexpr int kMostKilobytes = 32 * 1024;
constexpr std::int64_t kMostPixels = 1024; // a side
constexpr quint64 kAllPlanes = (quint64{1} << 48) - 1;

// Of a range with both signs only this share of the larger end gets colours of its own: weights crowd at 0.
constexpr float kSignedShare = 0.6f;

// Which colours the values of an exhibit take.
class Colours
{
public:
    Colours(const scenario::Exhibit& exhibit, const float* values, std::int64_t count)
        : m_grey(exhibit.kind == scenario::ExhibitKind::ImageTiles), m_lowest(exhibit.lowest),
          m_highest(exhibit.highest)
    {
        if (exhibit.kind == scenario::ExhibitKind::FeatureMaps) {
            // A filter's own range: a faint map stays readable beside a strong one.
            const auto [low, high] = std::minmax_element(values, values + count);
            m_lowest = *low;
            m_highest = *high;
        } else if (m_lowest < 0) {
            m_signedLimit = kSignedShare * std::max(-m_lowest, m_highest);
        }
        m_range = m_highest > m_lowest ? m_highest - m_lowest : 1.0f;
    }

    QRgb of(float value) const
    {
        if (m_signedLimit > 0)
            return signedHeat(value / m_signedLimit);
        const float share = (value - m_lowest) / m_range;
        return m_grey ? grey(share) : heat(share);
    }

private:
    bool m_grey;
    float m_lowest;
    float m_highest;
    float m_range = 1;
    float m_signedLimit = 0; ///< above 0: values have both signs
};

// At most kMostPixels a side: of larger matrices every n-th value is taken.
QImage paintPlane(const scenario::Exhibit& exhibit, std::int64_t index)
{
    const std::size_t dimensions = exhibit.shape.size();
    const std::int64_t rows = exhibit.shape[dimensions - 2].extent;
    const std::int64_t columns = exhibit.shape[dimensions - 1].extent;
    const float* values = exhibit.values.get() + index * rows * columns;
    const Colours colours(exhibit, values, rows * columns);
    QImage image(static_cast<int>(std::min(columns, kMostPixels)),
                 static_cast<int>(std::min(rows, kMostPixels)), QImage::Format_RGB32);
    for (int r = 0; r < image.height(); ++r) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(r));
        const float* from = values + r * rows / image.height() * columns;
        for (int c = 0; c < image.width(); ++c)
            line[c] = colours.of(from[c * columns / image.width()]);
    }
    return image;
}

QImage paintPhoto(const scenario::Exhibit& exhibit, std::int64_t index)
{
    const auto rows = static_cast<int>(exhibit.shape[2].extent);
    const auto columns = static_cast<int>(exhibit.shape[3].extent);
    const std::int64_t plane = exhibit.shape[2].extent * exhibit.shape[3].extent;
    const float* values = exhibit.values.get() + index * 3 * plane;
    const float lowest = exhibit.lowest;
    const float steps = 255 / (exhibit.highest > lowest ? exhibit.highest - lowest : 1.0f);
    // No branches: the compiler makes vectors of it. A value that is none becomes 0.
    const auto shade = [=](float value) {
        const float rounded = 0.5f + (value - lowest) * steps;
        return static_cast<int>(std::min(std::max(0.0f, rounded), 255.0f));
    };
    QImage image(columns, rows, QImage::Format_ARGB32_Premultiplied);
    for (int r = 0; r < rows; ++r) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(r));
        const float* red = values + std::int64_t{r} * columns;
        const float* green = red + plane;
        const float* blue = green + plane;
        for (int c = 0; c < columns; ++c) {
            const int colour = (shade(red[c]) << 16) | (shade(green[c]) << 8) | shade(blue[c]);
            const int known = red[c] == red[c] ? -1 : 0; // transparent where it is not a number
            line[c] = static_cast<QRgb>((colour | static_cast<int>(0xff000000u)) & known);
        }
    }
    return image;
}

} // namespace

PictureCache::PictureCache() : m_images(kMostKilobytes), m_scaled(kMostKilobytes) {}

void PictureCache::beginFrame(double budget)
{
    m_budget = budget;
    m_spent = 0;
    m_leftOut = false;
}

QImage PictureCache::plane(const std::shared_ptr<const scenario::Scene>& scene, base::ExhibitId exhibit,
                           std::int64_t index)
{
    return cached(scene, scene->exhibits[exhibit.index()], static_cast<quint64>(index));
}

QImage PictureCache::scaled(const std::shared_ptr<const scenario::Scene>& scene, base::ExhibitId exhibit,
                            std::int64_t index, const QSize& size)
{
    forgetOthers(scene);
    const quint64 key = (quint64{exhibit.value} << 56) | (static_cast<quint64>(index) << 32) |
                        (static_cast<quint64>(size.width()) << 16) | static_cast<quint64>(size.height());
    if (const QImage* known = m_scaled.object(key))
        return *known;
    if (m_spent > m_budget) {
        m_leftOut = true;
        return {};
    }
    QElapsedTimer clock;
    clock.start();
    const auto stop = qScopeGuard([&] { m_spent += static_cast<double>(clock.nsecsElapsed()) * 1e-6; });
    QImage whole = plane(scene, exhibit, index);
    if (size.isEmpty() || size.width() >= whole.width() || size.height() >= whole.height())
        return whole;
    QImage image = whole.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    m_scaled.insert(key, new QImage(image), 1 + image.sizeInBytes() / 1024);
    return image;
}

QImage PictureCache::rows(const std::shared_ptr<const scenario::Scene>& scene, base::ExhibitId exhibit)
{
    scenario::Exhibit matrix = scene->exhibits[exhibit.index()];
    const std::int64_t planes = matrix.shape.front().extent;
    matrix.shape = {{"plane", planes}, {"value", matrix.elementCount() / std::max<std::int64_t>(planes, 1)}};
    return cached(scene, matrix, kAllPlanes);
}

void PictureCache::forgetOthers(const std::shared_ptr<const scenario::Scene>& scene)
{
    if (scene == m_scene)
        return;
    m_images.clear();
    m_scaled.clear();
    m_scene = scene;
}

QImage PictureCache::cached(const std::shared_ptr<const scenario::Scene>& scene,
                            const scenario::Exhibit& shown, quint64 index)
{
    forgetOthers(scene);
    if (!shown.values || shown.shape.size() < 2)
        return {};
    const quint64 key = (quint64{shown.id.value} << 48) | index;
    if (const QImage* known = m_images.object(key))
        return *known;
    const std::int64_t at = index == kAllPlanes ? 0 : static_cast<std::int64_t>(index);
    QImage image =
        shown.kind == scenario::ExhibitKind::Photos ? paintPhoto(shown, at) : paintPlane(shown, at);
    m_images.insert(key, new QImage(image), 1 + image.sizeInBytes() / 1024);
    return image;
}

} // namespace lab::widgets
