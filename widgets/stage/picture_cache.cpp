// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stage/picture_cache.h"

#include "widgets/theme/colour_map.h"

#include <algorithm>

namespace lab::widgets {

namespace {

constexpr int kMostKilobytes = 32 * 1024;

QImage paintPlane(const scenario::Exhibit& exhibit, std::int64_t index)
{
    const std::size_t dimensions = exhibit.shape.size();
    const auto rows = static_cast<int>(exhibit.shape[dimensions - 2].extent);
    const auto columns = static_cast<int>(exhibit.shape[dimensions - 1].extent);
    const bool isGrey = exhibit.kind == scenario::ExhibitKind::ImageTiles;
    const float* values = exhibit.values.get() + index * rows * columns;
    float lowest = exhibit.lowest;
    float highest = exhibit.highest;
    if (!isGrey) { // a filter's own range: a faint map stays readable beside a strong one
        const auto [low, high] = std::minmax_element(values, values + std::int64_t{rows} * columns);
        lowest = *low;
        highest = *high;
    }
    const float range = highest > lowest ? highest - lowest : 1.0f;
    QImage image(columns, rows, QImage::Format_RGB32);
    for (int r = 0; r < rows; ++r) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(r));
        for (int c = 0; c < columns; ++c) {
            const float value = (values[std::int64_t{r} * columns + c] - lowest) / range;
            line[c] = isGrey ? grey(value) : heat(value);
        }
    }
    return image;
}

} // namespace

PictureCache::PictureCache() : m_images(kMostKilobytes) {}

QImage PictureCache::plane(const std::shared_ptr<const scenario::Scene>& scene, base::ExhibitId exhibit,
                           std::int64_t index)
{
    if (scene != m_scene) {
        m_images.clear();
        m_scene = scene;
    }
    const scenario::Exhibit& shown = scene->exhibits[exhibit.index()];
    if (!shown.values || shown.shape.size() < 2)
        return {};
    const quint64 key = (quint64{exhibit.value} << 48) | static_cast<quint64>(index);
    if (const QImage* known = m_images.object(key))
        return *known;
    QImage image = paintPlane(shown, index);
    m_images.insert(key, new QImage(image), 1 + image.sizeInBytes() / 1024);
    return image;
}

} // namespace lab::widgets
