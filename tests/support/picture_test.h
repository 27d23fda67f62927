// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QImage>
#include <QString>
#include <gtest/gtest.h>

namespace lab::tests {

/// Stored pictures, and the page of those that what is painted now differs from. Several processes may use
/// the same folders.
class PictureFolder
{
public:
    /// `stored` holds NAME.png. `failed` gets NAME.expected.png, NAME.actual.png, NAME.difference.png and an
    /// index.html that shows all of these side by side; what passes is removed from it.
    PictureFolder(const QString& stored, const QString& failed) : m_stored(stored), m_failed(failed) {}

    /// Compares with the stored picture `name`. `accept`: what differs replaces it, and that is a success.
    testing::AssertionResult matches(const QString& name, const QImage& actual, bool accept) const;

private:
    void writeFailure(const QString& name, const QImage& expected, const QImage& actual,
                      const QImage& difference) const;
    void removeFailure(const QString& name) const;
    void writePage() const;

    QDir m_stored;
    QDir m_failed;
};

/// Compares with tests/pictures/stored; the page is in the build folder's pictures/. Where
/// LAB_ACCEPT_PICTURES is set, what differs is accepted.
testing::AssertionResult matchesStored(const QString& name, const QImage& actual);

} // namespace lab::tests
