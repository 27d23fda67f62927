// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interpreter/child_process.h"

#include "core/base/clock.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX lets headers leave it out

namespace lab::interpreter {

namespace {

constexpr int kStopCheck = 20; // ms

std::string reason()
{
    return std::system_category().message(errno);
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (std::string& text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> completeEnvironment(const std::vector<std::string>& added)
{
    std::vector<std::string> all = added;
    for (char** entry = environ; *entry; ++entry) {
        const std::string text = *entry;
        const std::string name = text.substr(0, text.find('=') + 1);
        if (std::none_of(added.begin(), added.end(), [&](auto& own) { return own.starts_with(name); }))
            all.push_back(text);
    }
    return all;
}

// Between fork and exec only calls that are safe after a fork of a program with threads.
[[noreturn]] void becomeProgram(int socket, const char* program, char* const* arguments,
                                char* const* environment)
{
#if defined(__linux__)
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    setpgid(0, 0); // a group of its own: a wrapper's child is to go with it
    const int nowhere = open("/dev/null", O_WRONLY);
    if (dup2(socket, STDIN_FILENO) >= 0 && dup2(socket, STDOUT_FILENO) >= 0 &&
        (nowhere < 0 || dup2(nowhere, STDERR_FILENO) >= 0))
        execve(program, arguments, environment);
    _exit(127);
}

} // namespace

ChildProcess::ChildProcess(const std::string& program, const std::vector<std::string>& arguments,
                           const std::vector<std::string>& environment)
{
    std::vector<std::string> words = {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = completeEnvironment(environment);
    const std::vector<char*> argumentPointers = pointers(words);
    const std::vector<char*> variablePointers = pointers(variables);
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw ChildFailed("no connection to " + program + " could be made: " + reason());
    m_socket = ends[0];
    m_process = fork();
    if (m_process == 0)
        becomeProgram(ends[1], program.c_str(), argumentPointers.data(), variablePointers.data());
    const std::string why = reason();
    close(ends[1]);
    if (m_process < 0) {
        close(m_socket);
        throw ChildFailed(program + " could not be started: " + why);
    }
    setpgid(m_process, m_process); // whichever side comes first
}

ChildProcess::~ChildProcess()
{
    close(m_socket);
    kill(-m_process, SIGKILL);
    while (waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {
    }
}

bool ChildProcess::waitFor(short event, const std::stop_token& stop, double seconds)
{
    const base::Nanoseconds deadline = base::now() + static_cast<base::Nanoseconds>(seconds * 1e9);
    pollfd waiting{m_socket, event, 0};
    while (!stop.stop_requested()) {
        const int ready = poll(&waiting, 1, kStopCheck);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            throw ChildFailed("the connection to the program broke: " + reason());
        if (base::now() > deadline)
            throw ChildSilent("the program did not answer in time");
    }
    return false;
}

bool ChildProcess::write(std::span<const std::byte> bytes, const std::stop_token& stop, double seconds)
{
    while (!bytes.empty()) {
        if (!waitFor(POLLOUT, stop, seconds))
            return false;
        const ssize_t sent = send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            throw ChildFailed("the program ended: " + reason());
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
    return true;
}

bool ChildProcess::read(std::span<std::byte> bytes, const std::stop_token& stop, double seconds)
{
    while (!bytes.empty()) {
        if (!waitFor(POLLIN, stop, seconds))
            return false;
        const ssize_t got = recv(m_socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got == 0)
            throw ChildFailed("the program ended");
        if (got < 0 && errno != EAGAIN && errno != EINTR)
            throw ChildFailed("the program ended: " + reason());
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
    return true;
}

void ChildProcess::pause()
{
    kill(-m_process, SIGSTOP);
}

void ChildProcess::resume()
{
    kill(-m_process, SIGCONT);
}

std::vector<std::string> programsNamed(const std::string& name)
{
    std::vector<std::string> found;
    const char* path = std::getenv("PATH");
    std::istringstream folders(std::string(path ? path : "") + ":/usr/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (folder.empty())
            continue;
        std::error_code ignored; // a folder that cannot be read holds nothing for us
        const auto file = std::filesystem::weakly_canonical(folder, ignored) / name;
        if (access(file.c_str(), X_OK) == 0 && !std::filesystem::is_directory(file, ignored) &&
            std::find(found.begin(), found.end(), file.string()) == found.end())
            found.push_back(file.string());
    }
    return found;
}

} // namespace lab::interpreter
