// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workers/thread_usage.h"

#include <charconv>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace lab::workers {

namespace {

/// /proc/thread-self/schedstat of the thread that made it: ns on a core, ns waited for one, time slices.
class SchedulerFile
{
public:
    SchedulerFile() : m_file(open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)) {}
    ~SchedulerFile()
    {
        if (m_file >= 0)
            close(m_file);
    }
    SchedulerFile(const SchedulerFile&) = delete;
    SchedulerFile& operator=(const SchedulerFile&) = delete;

    std::optional<base::Nanoseconds> waited() const
    {
        char text[96];
        const ssize_t length = m_file >= 0 ? pread(m_file, text, sizeof text, 0) : 0;
        if (length <= 0)
            return std::nullopt;
        const char* const end = text + length;
        base::Nanoseconds ran = 0;
        const auto first = std::from_chars(text, end, ran);
        if (first.ec != std::errc() || first.ptr == end)
            return std::nullopt;
        base::Nanoseconds waited = 0;
        const auto second = std::from_chars(first.ptr + 1, end, waited);
        return second.ec == std::errc() ? std::optional(waited) : std::nullopt;
    }

private:
    int m_file;
};

template<typename Number, typename Operation>
std::optional<Number> both(const std::optional<Number>& a, const std::optional<Number>& b,
                           Operation operation)
{
    return a && b ? std::optional<Number>(operation(*a, *b)) : std::nullopt;
}

template<typename Operation>
ThreadUsage combined(const ThreadUsage& a, const ThreadUsage& b, Operation operation)
{
    return {both(a.voluntarySwitches, b.voluntarySwitches, operation),
            both(a.involuntarySwitches, b.involuntarySwitches, operation),
            both(a.waitedForCore, b.waitedForCore, operation)};
}

} // namespace

ThreadUsage ThreadUsage::read()
{
    ThreadUsage usage;
#if defined(RUSAGE_THREAD)
    rusage counted{};
    if (getrusage(RUSAGE_THREAD, &counted) == 0) {
        usage.voluntarySwitches = counted.ru_nvcsw;
        usage.involuntarySwitches = counted.ru_nivcsw;
    }
#endif
    thread_local const SchedulerFile file;
    usage.waitedForCore = file.waited();
    return usage;
}

ThreadUsage operator-(const ThreadUsage& later, const ThreadUsage& earlier)
{
    return combined(later, earlier, [](std::int64_t a, std::int64_t b) { return a - b; });
}

ThreadUsage& ThreadUsage::operator+=(const ThreadUsage& other)
{
    return *this = combined(*this, other, [](std::int64_t a, std::int64_t b) { return a + b; });
}

} // namespace lab::workers
