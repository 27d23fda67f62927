// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presenter/screen_saver.h"

#ifdef LAB_WITH_DBUS

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusReply>
#include <QFileInfo>
#include <QThreadPool>

#include <mutex>
#include <optional>

namespace lab::app {

namespace {

constexpr int kPatience = 2000; // ms for the desktop's answer; a program that ends waits no longer

QDBusMessage message(const char* method)
{
    return QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.ScreenSaver"), QStringLiteral("/org/freedesktop/ScreenSaver"),
        QStringLiteral("org.freedesktop.ScreenSaver"), QLatin1String(method));
}

// Without one, to connect would start a bus of its own.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

// What one thread asks for and the other takes back, in either order.
class Inhibition
{
public:
    // Waits for bus and desktop.
    void ask(const QString& reason)
    {
        QDBusMessage inhibit = message("Inhibit");
        inhibit << QCoreApplication::applicationName() << reason;
        const QDBusReply<uint> reply = QDBusConnection::sessionBus().call(inhibit, QDBus::Block, kPatience);
        if (!reply.isValid()) // nobody there who would blank the screen
            return;
        const std::lock_guard lock(m_mutex);
        m_cookie = reply.value();
        if (m_over)
            takeBack();
    }

    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
        if (m_cookie)
            takeBack();
    }

private:
    void takeBack() const
    {
        QDBusMessage uninhibit = message("UnInhibit");
        uninhibit << *m_cookie;
        QDBusConnection::sessionBus().send(uninhibit);
    }

    std::mutex m_mutex;
    std::optional<uint> m_cookie;
    bool m_over = false;
};

} // namespace

std::shared_ptr<void> holdOffScreenSaver(const QString& reason)
{
    if (!hasSessionBus())
        return nullptr;
    const auto inhibition = std::make_shared<Inhibition>();
    QThreadPool::globalInstance()->start([inhibition, reason] { inhibition->ask(reason); });
    return {inhibition.get(), [inhibition](void*) { inhibition->end(); }};
}

} // namespace lab::app

#else

namespace lab::app {

std::shared_ptr<void> holdOffScreenSaver(const QString&)
{
    return nullptr;
}

} // namespace lab::app

#endif
