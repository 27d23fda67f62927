// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/mesi.h"

#include <algorithm>

namespace lab::analysis {

namespace {

constexpr std::uint32_t coreOf(std::size_t index)
{
    return static_cast<std::uint32_t>(index);
}

// What every core's copy of one line was since when, until it changes.
class Watch
{
public:
    explicit Watch(std::size_t cores) : m_line(cores), m_since(cores, {0, Mesi::Invalid}) {}

    MesiLine& line() { return m_line; }

    // Ends the stretches of the copies that changed at `at`.
    void note(base::Nanoseconds at, std::uint32_t line, std::vector<Ownership>& into)
    {
        for (std::size_t core = 0; core < m_since.size(); ++core) {
            if (m_line.state(core) != m_since[core].state)
                close(at, core, line, into);
        }
    }
    void finish(base::Nanoseconds end, std::uint32_t line, std::vector<Ownership>& into)
    {
        for (std::size_t core = 0; core < m_since.size(); ++core)
            close(end, core, line, into);
    }

private:
    struct Since
    {
        base::Nanoseconds begin;
        Mesi state;
    };

    void close(base::Nanoseconds at, std::size_t core, std::uint32_t line, std::vector<Ownership>& into)
    {
        Since& since = m_since[core];
        if (since.state != Mesi::Invalid && at > since.begin)
            into.push_back({since.begin, at, coreOf(core), line, since.state});
        since = {at, m_line.state(core)};
    }

    MesiLine m_line;
    std::vector<Since> m_since;
};

} // namespace

char letter(Mesi state)
{
    return "MESI"[static_cast<std::size_t>(state)];
}

MesiLine::MesiLine(std::size_t cores) : m_states(cores, Mesi::Invalid) {}

LineEvent MesiLine::read(std::size_t core)
{
    const Mesi before = m_states[core];
    if (before != Mesi::Invalid)
        return {before, before, 0, LineEvent::kNothing};
    LineEvent event{before, Mesi::Exclusive, 0, LineEvent::kFromMemory};
    for (std::size_t other = 0; other < m_states.size(); ++other) {
        if (m_states[other] == Mesi::Invalid)
            continue;
        if (event.from == LineEvent::kFromMemory)
            event.from = coreOf(other);
        m_states[other] = Mesi::Shared; // what was modified is written back on this occasion
        event.after = Mesi::Shared;
    }
    m_states[core] = event.after;
    return event;
}

LineEvent MesiLine::write(std::size_t core)
{
    const Mesi before = m_states[core];
    m_states[core] = Mesi::Modified;
    if (before == Mesi::Modified || before == Mesi::Exclusive)
        return {before, Mesi::Modified, 0, LineEvent::kNothing};
    LineEvent event{before, Mesi::Modified, 0,
                    before == Mesi::Shared ? LineEvent::kNothing : LineEvent::kFromMemory};
    for (std::size_t other = 0; other < m_states.size(); ++other) {
        if (other == core || m_states[other] == Mesi::Invalid)
            continue;
        if (event.from == LineEvent::kFromMemory)
            event.from = coreOf(other);
        m_states[other] = Mesi::Invalid;
        ++event.invalidated;
    }
    return event;
}

void MesiLine::evict(std::size_t core)
{
    m_states[core] = Mesi::Invalid;
}

LineHistory lineHistory(std::vector<LineAccess> accesses, std::size_t cores, std::size_t lines,
                        base::Nanoseconds end)
{
    LineHistory history;
    std::stable_sort(accesses.begin(), accesses.end(),
                     [](const LineAccess& a, const LineAccess& b) { return a.at < b.at; });
    std::vector<Watch> watches(lines, Watch(cores));
    for (const LineAccess& access : accesses) {
        if (access.at >= end)
            break;
        if (access.line >= lines || access.core >= cores)
            continue;
        ++history.accesses;
        Watch& watch = watches[access.line];
        const LineEvent event =
            access.write ? watch.line().write(access.core) : watch.line().read(access.core);
        if (event.before == event.after)
            continue;
        watch.note(access.at, access.line, history.ownership);
        if (event.from < cores)
            history.transfers.push_back({access.at, access.line, event.from, access.core});
    }
    for (std::size_t line = 0; line < lines; ++line)
        watches[line].finish(end, coreOf(line), history.ownership);
    std::stable_sort(history.ownership.begin(), history.ownership.end(),
                     [](const Ownership& a, const Ownership& b) { return a.begin < b.begin; });
    return history;
}

} // namespace lab::analysis
