// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/picture_comparison.h"

#include "widgets/theme/theme.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace lab::tests {

namespace {

constexpr int kColour = 12;      // steps of 255 that a channel may lie outside
constexpr double kShare = 0.001; // of all pixels that may differ
constexpr int kBlock = 20;       // connected pixels that may differ: a dot of 2 × 2 makes 16

using Channels = std::array<int, 3>;

/// The channels of an image, row by row.
class Plane
{
public:
    explicit Plane(const QImage& image) : m_width(image.width()), m_height(image.height())
    {
        const QImage rgb = image.convertToFormat(QImage::Format_RGB32);
        m_pixels.reserve(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height));
        for (int y = 0; y < m_height; ++y) {
            const auto* line = reinterpret_cast<const QRgb*>(rgb.constScanLine(y));
            for (int x = 0; x < m_width; ++x)
                m_pixels.push_back({qRed(line[x]), qGreen(line[x]), qBlue(line[x])});
        }
    }

    int width() const { return m_width; }
    int height() const { return m_height; }
    Channels& at(int x, int y) { return m_pixels[index(x, y)]; }
    const Channels& at(int x, int y) const { return m_pixels[index(x, y)]; }

    /// What `combine(so far, pixel)` makes of each pixel and those around it; at the edge, of those there
    /// are.
    template<class Combine>
    Plane ofNeighbours(const Combine& combine) const
    {
        Plane result = *this;
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x)
                result.at(x, y) = around(x, y, combine);
        }
        return result;
    }

    Plane averaged() const
    {
        Plane sums = ofNeighbours([](int sum, int value) { return sum + value; });
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                const int count =
                    (x == 0 || x == m_width - 1 ? 2 : 3) * (y == 0 || y == m_height - 1 ? 2 : 3);
                for (int& channel : sums.at(x, y))
                    channel /= count;
            }
        }
        return sums;
    }

private:
    std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(x);
    }

    template<class Combine>
    Channels around(int x, int y, const Combine& combine) const
    {
        Channels result = at(x, y);
        for (int row = std::max(y - 1, 0); row <= std::min(y + 1, m_height - 1); ++row) {
            for (int column = std::max(x - 1, 0); column <= std::min(x + 1, m_width - 1); ++column) {
                if (row == y && column == x)
                    continue;
                for (std::size_t c = 0; c < result.size(); ++c)
                    result[c] = combine(result[c], at(column, row)[c]);
            }
        }
        return result;
    }

    int m_width;
    int m_height;
    std::vector<Channels> m_pixels;
};

/// Which pixels of a picture differ.
class Marks
{
public:
    Marks(int width, int height)
        : m_width(width), m_height(height),
          m_marked(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
    {
    }

    bool at(int x, int y) const { return m_marked[index(x, y)]; }
    void set(int x, int y, bool marked) { m_marked[index(x, y)] = marked; }

    /// Marks the pixels of `plane` that `other` shows nothing like nearby.
    void addUnlike(const Plane& plane, const Plane& other)
    {
        const Plane lowest = other.ofNeighbours([](int a, int b) { return std::min(a, b); });
        const Plane highest = other.ofNeighbours([](int a, int b) { return std::max(a, b); });
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                for (std::size_t c = 0; c < 3; ++c) {
                    const int value = plane.at(x, y)[c];
                    if (value < lowest.at(x, y)[c] - kColour || value > highest.at(x, y)[c] + kColour)
                        set(x, y, true);
                }
            }
        }
    }

    int count() const { return static_cast<int>(std::count(m_marked.begin(), m_marked.end(), true)); }

    /// Forgets the group that `x`, `y` belongs to; returns its pixels and where they are.
    std::pair<int, QRect> takeGroup(int x, int y)
    {
        int size = 0;
        QRect where;
        std::vector<QPoint> waiting = {{x, y}};
        set(x, y, false);
        while (!waiting.empty()) {
            const QPoint point = waiting.back();
            waiting.pop_back();
            ++size;
            where |= QRect(point, QSize(1, 1));
            for (int row = std::max(point.y() - 1, 0); row <= std::min(point.y() + 1, m_height - 1); ++row) {
                for (int column = std::max(point.x() - 1, 0); column <= std::min(point.x() + 1, m_width - 1);
                     ++column) {
                    if (!at(column, row))
                        continue;
                    set(column, row, false);
                    waiting.emplace_back(column, row);
                }
            }
        }
        return {size, where};
    }

private:
    std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(x);
    }

    int m_width;
    int m_height;
    std::vector<bool> m_marked;
};

QImage mapOf(const QImage& expected, const Marks& marks)
{
    const widgets::Theme& theme = widgets::Theme::of(widgets::ThemeKind::Light);
    QImage map = expected.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < map.height(); ++y) {
        for (int x = 0; x < map.width(); ++x)
            map.setPixelColor(x, y, marks.at(x, y) ? theme.bad.strong : theme.washed(map.pixelColor(x, y)));
    }
    return map;
}

QString sizeText(const QImage& image)
{
    return QStringLiteral("%1 × %2").arg(image.width()).arg(image.height());
}

} // namespace

PictureDifference comparePictures(const QImage& expected, const QImage& actual)
{
    PictureDifference result;
    if (expected.size() != actual.size()) {
        result.differs = true;
        result.sentence = QStringLiteral("it is %1 px, not %2").arg(sizeText(actual), sizeText(expected));
        return result;
    }
    const Plane before = Plane(expected).averaged();
    const Plane after = Plane(actual).averaged();
    Marks marks(before.width(), before.height());
    marks.addUnlike(before, after);
    marks.addUnlike(after, before);
    result.pixels = marks.count();
    result.map = mapOf(expected, marks);
    for (int y = 0; y < before.height(); ++y) {
        for (int x = 0; x < before.width(); ++x) {
            if (!marks.at(x, y))
                continue;
            const auto [size, where] = marks.takeGroup(x, y);
            if (size > result.largestBlock) {
                result.largestBlock = size;
                result.where = where;
            }
        }
    }
    result.differs =
        result.largestBlock > kBlock || result.pixels > kShare * before.width() * before.height();
    if (result.differs)
        result.sentence =
            QStringLiteral("%1 pixels differ, %2 of them together within %3 × %4 px at (%5, %6)")
                .arg(result.pixels)
                .arg(result.largestBlock)
                .arg(result.where.width())
                .arg(result.where.height())
                .arg(result.where.x())
                .arg(result.where.y());
    return result;
}

} // namespace lab::tests
