// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

namespace lab::interpreter {

/// The other side ended, was silent for too long, or could not be started; the text says which.
class ChildFailed : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// It runs, perhaps, but nothing came within the time.
class ChildSilent : public ChildFailed
{
public:
    using ChildFailed::ChildFailed;
};

/// A program that reads its standard input and writes its standard output to this process; what it writes as
/// errors is dropped. Killed with whatever it has started itself when this object ends, and killed when the
/// thread that made it ends. One thread at a time.
class ChildProcess
{
public:
    /// `program` is a path; `arguments` without the program itself; `environment` ("NAME=value") on top of
    /// this process's. Throws ChildFailed.
    ChildProcess(const std::string& program, const std::vector<std::string>& arguments,
                 const std::vector<std::string>& environment);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Writes all of `bytes`, or reads exactly that many. Returns false when `stop` is requested meanwhile
    /// (noticed within 20 ms; the exchange is then cut short and the child of no more use). Throws
    /// ChildFailed when the child has ended, ChildSilent when nothing moves for `seconds`.
    bool write(std::span<const std::byte> bytes, const std::stop_token& stop, double seconds);
    bool read(std::span<std::byte> bytes, const std::stop_token& stop, double seconds);

    /// Stops the child where it stands, with all its threads and what it has started, until `resume`: it then
    /// takes no core's time.
    void pause();
    void resume();

private:
    bool waitFor(short event, const std::stop_token& stop, double seconds);

    int m_process = -1;
    int m_socket = -1;
};

/// Files called `name` that may be executed, in the order of $PATH, then in /usr/bin; each once.
std::vector<std::string> programsNamed(const std::string& name);

} // namespace lab::interpreter
