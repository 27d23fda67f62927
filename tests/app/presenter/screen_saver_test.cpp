// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/screen_saver.h"

#include <QDBusConnection>
#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>
#include <gtest/gtest.h>

namespace lab::app {

namespace {

constexpr int kPatience = 20'000; // ms, for a busy machine; reached only when something is wrong
constexpr uint kCookie = 42;

// The desktop's side.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")

public:
    QStringList reasons;
    QList<uint> released;

public Q_SLOTS:
    uint Inhibit(const QString&, const QString& reason)
    {
        reasons += reason;
        return kCookie;
    }
    void UnInhibit(uint cookie) { released += cookie; }
};

// A session bus of the test's own.
class ScreenSaver : public testing::Test
{
protected:
    void SetUp() override
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            GTEST_SKIP() << "no dbus-daemon";
        m_daemon.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                QStringLiteral("--print-address")});
        ASSERT_TRUE(m_daemon.waitForReadyRead(kPatience));
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QDBusConnection bus = QDBusConnection::connectToBus(QString::fromLatin1(address), kName);
        ASSERT_TRUE(bus.registerObject(QStringLiteral("/org/freedesktop/ScreenSaver"), &desktop,
                                       QDBusConnection::ExportAllSlots));
        ASSERT_TRUE(bus.registerService(QStringLiteral("org.freedesktop.ScreenSaver")));
    }

    void TearDown() override
    {
        QDBusConnection::disconnectFromBus(kName);
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    Desktop desktop;

private:
    inline static const QString kName = QStringLiteral("desktop");
    QProcess m_daemon;
};

// One test: a program keeps its first session bus.
TEST_F(ScreenSaver, IsHeldOffWhileTheHoldLives)
{
    auto hold = holdOffScreenSaver(QStringLiteral("presenting"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !desktop.reasons.isEmpty(); }, kPatience));
    EXPECT_EQ(desktop.reasons, QStringList(QStringLiteral("presenting")));
    QTest::qWait(50);
    EXPECT_TRUE(desktop.released.isEmpty());
    hold.reset();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !desktop.released.isEmpty(); }, kPatience));
    EXPECT_EQ(desktop.released, QList<uint>{kCookie});

    holdOffScreenSaver(QStringLiteral("short")).reset(); // before the desktop can have answered
    ASSERT_TRUE(QTest::qWaitFor([&] { return desktop.released.size() == 2; }, kPatience));
    EXPECT_EQ(desktop.reasons.size(), 2);
}

TEST(ScreenSaverWithoutABus, IsLeftAlone)
{
    const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("XDG_RUNTIME_DIR", "/nowhere");
    EXPECT_EQ(holdOffScreenSaver(QStringLiteral("presenting")), nullptr);
    qputenv("XDG_RUNTIME_DIR", runtime);
}

} // namespace

} // namespace lab::app

#include "screen_saver_test.moc"
