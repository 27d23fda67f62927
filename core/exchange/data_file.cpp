// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/data_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <new>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <zlib.h>

namespace lab::exchange {

namespace {

constexpr unsigned kBuffer = 1U << 17;       // of compressed bytes
constexpr std::size_t kMostAtOnce = 1 << 20; // of decompressed ones

[[noreturn]] void fail(int error)
{
    throw std::runtime_error(std::generic_category().message(error));
}

// Without waiting for the writer of a pipe.
int openFile(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        fail(errno);
    struct stat status = {};
    const int error = ::fstat(file, &status) == 0 ? 0 : errno;
    if (error == 0 && S_ISREG(status.st_mode))
        return file;
    ::close(file);
    if (error != 0)
        fail(error);
    if (S_ISDIR(status.st_mode))
        fail(EISDIR);
    throw std::runtime_error("it is not an ordinary file");
}

} // namespace

struct DataFile::Stream
{
    explicit Stream(const std::filesystem::path& path)
    {
        const int descriptor = openFile(path);
        file = gzdopen(descriptor, "rb");
        if (!file) {
            ::close(descriptor);
            throw std::bad_alloc();
        }
        gzbuffer(file, kBuffer);
    }
    ~Stream() { gzclose(file); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    gzFile file = nullptr;
};

DataFile::DataFile(const std::filesystem::path& path)
    : m_stream(std::make_unique<Stream>(path)), m_compressed(gzdirect(m_stream->file) == 0)
{
}

DataFile::~DataFile() = default;

std::size_t DataFile::read(std::span<std::uint8_t> to)
{
    std::size_t done = 0;
    while (done < to.size()) {
        const auto wanted = static_cast<unsigned>(std::min(to.size() - done, kMostAtOnce));
        errno = 0;
        const int got = gzread(m_stream->file, to.data() + done, wanted);
        const int error = errno;
        int state = Z_OK;
        gzerror(m_stream->file, &state);
        if (state == Z_ERRNO)
            fail(error);
        if (state == Z_MEM_ERROR)
            throw std::bad_alloc();
        if (state == Z_BUF_ERROR)
            throw std::runtime_error("its end is missing: the compressed file is cut off, so fetch it again");
        if (got < 0 || (state != Z_OK && state != Z_STREAM_END))
            throw std::runtime_error(
                "it is damaged: its compressed content does not add up, so fetch it again");
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

} // namespace lab::exchange
