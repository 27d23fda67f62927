// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace lab::base {

/// The system starts no more threads; the text, for people, says how many there are of those wanted, its
/// reason and the way out.
class NoThread : public std::runtime_error
{
public:
    NoThread(std::size_t started, std::size_t wanted, const std::system_error& reason)
        : std::runtime_error("the system started " + std::to_string(started) + " of " +
                             std::to_string(wanted) + (wanted == 1 ? " thread (" : " threads (") +
                             reason.code().message() +
                             "); fewer workers need fewer, and its limits on processes and memory (ulimit "
                             "-u, ulimit -v, a container's) may be raised")
    {
    }
};

/// Starts a thread with `body`, as std::jthread does. Throws NoThread.
template<class Body, class... Arguments>
std::jthread startThread(Body&& body, Arguments&&... arguments)
{
    try {
        return std::jthread(std::forward<Body>(body), std::forward<Arguments>(arguments)...);
    } catch (const std::system_error& reason) {
        throw NoThread(0, 1, reason);
    }
}

} // namespace lab::base
