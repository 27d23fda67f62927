// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/atomic_file.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lab::exchange {

namespace fs = std::filesystem;

namespace {

std::string reason(int error)
{
    return std::generic_category().message(error);
}

void writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            throw std::runtime_error(reason(errno));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// A new file beside the target, gone again unless it took the target's place.
class TemporaryFile
{
public:
    explicit TemporaryFile(const fs::path& folder)
    {
        static std::atomic<unsigned> number{0}; // any thread
        do {
            m_path = folder / (".speedup-lab-" + std::to_string(getpid()) + "-" + std::to_string(number++));
            m_file = open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        } while (m_file < 0 && errno == EEXIST);
        if (m_file < 0)
            throw std::runtime_error(reason(errno));
    }
    ~TemporaryFile()
    {
        if (m_file >= 0)
            close(m_file);
        if (!m_renamed)
            unlink(m_path.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void write(std::string_view bytes) { writeAll(m_file, bytes); }
    void replace(const fs::path& target, mode_t permissions)
    {
        if (permissions && fchmod(m_file, permissions) != 0)
            throw std::runtime_error(reason(errno));
        // Some file systems cannot flush and say so with EINVAL; anything else means lost data.
        if (fsync(m_file) != 0 && errno != EINVAL)
            throw std::runtime_error(reason(errno));
        const int closed = close(m_file);
        m_file = -1;
        if (closed != 0 || std::rename(m_path.c_str(), target.c_str()) != 0)
            throw std::runtime_error(reason(errno));
        m_renamed = true;
    }

private:
    fs::path m_path;
    int m_file = -1;
    bool m_renamed = false;
};

fs::path behindLinks(fs::path path)
{
    constexpr int kMostLinks = 40;
    std::error_code error;
    for (int i = 0; fs::is_symlink(path, error); ++i) {
        if (i == kMostLinks)
            throw std::runtime_error(reason(ELOOP));
        const fs::path next = fs::read_symlink(path, error);
        if (error)
            throw std::runtime_error(error.message());
        path = path.parent_path() / next; // an absolute `next` replaces the folder
    }
    return path;
}

fs::path folderOf(const fs::path& target)
{
    fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    std::error_code error;
    if (!fs::exists(folder, error) && !error)
        throw std::runtime_error("there is no folder '" + folder.string() + "'");
    return folder;
}

/// Permissions of the file to be replaced, 0 when there is none.
mode_t checkReplaceable(const fs::path& target)
{
    struct stat status = {};
    if (stat(target.c_str(), &status) != 0) {
        if (errno == ENOENT && target.has_filename())
            return 0;
        throw std::runtime_error(reason(errno));
    }
    if (S_ISDIR(status.st_mode))
        throw std::runtime_error(reason(EISDIR));
    if (!S_ISREG(status.st_mode))
        throw std::runtime_error("not a regular file");
    if (access(target.c_str(), W_OK) != 0)
        throw std::runtime_error(reason(errno));
    return status.st_mode & 07777;
}

} // namespace

std::optional<int> descriptorOf(const fs::path& path)
{
    constexpr std::array<std::string_view, 3> kNames = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
    const fs::path whole = path.lexically_normal();
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (whole == kNames[i])
            return static_cast<int>(i);
    }
    if (whole.parent_path() != "/dev/fd" && whole.parent_path() != "/proc/self/fd")
        return std::nullopt;
    const std::string name = whole.filename().string();
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

void writeWhole(const fs::path& path, std::string_view bytes)
{
    try {
        if (const auto descriptor = descriptorOf(path)) {
            writeAll(*descriptor, bytes);
            return;
        }
        const fs::path target = behindLinks(path);
        const mode_t permissions = checkReplaceable(target);
        TemporaryFile file(folderOf(target));
        file.write(bytes);
        file.replace(target, permissions);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error("cannot write '" + path.string() + "': " + error.what());
    }
}

} // namespace lab::exchange
