// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interpreter/python_matmul.h"

#include "core/base/resources.h"

#include <array>
#include <mutex>
#include <set>

namespace lab::interpreter {

namespace {

constexpr double kAliveSeconds = 3;  // an interpreter's first words, from a cold disk
constexpr double kStartSeconds = 10; // importing NumPy from there
constexpr double kAnswerSeconds = 30;
constexpr const char* kSilent = "no answer";
constexpr std::int64_t kRow = 1;
constexpr std::size_t kLongestLine = 200;

// As resources/scripts/matmul.py writes it.
struct Record
{
    std::int64_t kind = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

std::span<const std::byte> bytesOf(const float* values, std::int64_t count)
{
    return std::as_bytes(std::span(values, static_cast<std::size_t>(count)));
}

static_assert(sizeof(Stretch) == 2 * sizeof(std::int64_t)); // as the answer to a burst lies there

// It runs, and has no NumPy.
class LacksNumPy : public ChildFailed
{
public:
    using ChildFailed::ChildFailed;
};

ChildFailed unexpected()
{
    return ChildFailed("it answers with something else");
}

// Empty when stopped.
std::string readLine(ChildProcess& child, const std::stop_token& stop, double seconds)
{
    std::string line;
    std::array<std::byte, 1> letter;
    while (child.read(letter, stop, seconds)) {
        if (static_cast<char>(letter[0]) == '\n')
            return line;
        line += static_cast<char>(letter[0]);
        if (line.size() > kLongestLine)
            throw unexpected();
    }
    return {};
}

// What this process knows of the machine's interpreters: the one that could do it when last asked, for trying
// others again takes tenths of a second each, and those that said nothing, which took seconds.
class KnownPrograms
{
public:
    std::string able(PythonMatmul::Kind kind) const
    {
        const std::scoped_lock lock(m_mutex);
        return m_able[static_cast<std::size_t>(kind)];
    }
    void setAble(PythonMatmul::Kind kind, const std::string& program)
    {
        const std::scoped_lock lock(m_mutex);
        m_able[static_cast<std::size_t>(kind)] = program;
    }
    bool isSilent(const std::string& program) const
    {
        const std::scoped_lock lock(m_mutex);
        return m_silent.contains(program);
    }
    void setSilent(const std::string& program)
    {
        const std::scoped_lock lock(m_mutex);
        m_silent.insert(program);
    }

private:
    mutable std::mutex m_mutex;
    std::array<std::string, 2> m_able;
    std::set<std::string> m_silent;
};

KnownPrograms& known()
{
    static KnownPrograms programs;
    return programs;
}

} // namespace

PythonMatmul::PythonMatmul(Kind kind, const kernels::MatmulShape& shape, const float* x, const float* w,
                           int threads)
    : m_kind(kind), m_shape(shape), m_x(x), m_w(w), m_threads(threads)
{
}

PythonMatmul::~PythonMatmul() = default;

bool PythonMatmul::start(const std::stop_token& stop)
{
    const std::vector<std::string> found = programsNamed("python3");
    if (found.empty())
        throw ChildFailed("there is no python3 on this machine");
    std::vector<std::string> programs = found;
    if (const std::string before = known().able(m_kind); !before.empty())
        programs.insert(programs.begin(), before);
    bool lacksNumPy = false;
    std::string why;
    for (const std::string& program : programs) {
        try {
            if (known().isSilent(program))
                throw ChildSilent(kSilent);
            if (!startProgram(program, stop))
                return false;
            if (program != found.front())
                m_description += " (" + program + ')';
            known().setAble(m_kind, program);
            return true;
        } catch (const LacksNumPy&) { // perhaps the next one has it
            lacksNumPy = true;
        } catch (const ChildSilent&) {
            known().setSilent(program);
            why += (why.empty() ? "" : ", ") + program + ": " + kSilent;
        } catch (const ChildFailed& error) {
            why += (why.empty() ? "" : ", ") + program + ": " + error.what();
        }
        m_child.reset();
    }
    if (lacksNumPy)
        throw ChildFailed("no python3 on this machine has NumPy (Debian's package python3-numpy)");
    throw ChildFailed("the python3 on this machine does not run (" + why + ')');
}

bool PythonMatmul::startProgram(const std::string& program, const std::stop_token& stop)
{
    const std::string threads = std::to_string(m_threads);
    m_child = std::make_unique<ChildProcess>(
        program,
        std::vector<std::string>{"-I", base::resource("scripts/matmul.py").string(),
                                 m_kind == Kind::NumPy ? "numpy" : "loops"},
        std::vector<std::string>{"OPENBLAS_NUM_THREADS=" + threads, "OMP_NUM_THREADS=" + threads,
                                 "MKL_NUM_THREADS=" + threads});
    const std::string alive = readLine(*m_child, stop, kAliveSeconds);
    if (stop.stop_requested())
        return false;
    if (alive != "alive")
        throw unexpected();
    const std::array<std::int64_t, 3> shape = {m_shape.rows, m_shape.inner, m_shape.columns};
    if (!m_child->write(std::as_bytes(std::span(shape)), stop, kStartSeconds) ||
        !m_child->write(bytesOf(m_x, m_shape.rows * m_shape.inner), stop, kStartSeconds) ||
        !m_child->write(bytesOf(m_w, m_shape.inner * m_shape.columns), stop, kStartSeconds))
        return false;
    const std::string line = readLine(*m_child, stop, kStartSeconds);
    constexpr std::string_view kReady = "ready ";
    if (stop.stop_requested())
        return false;
    if (line == "no NumPy")
        throw LacksNumPy("it has no NumPy");
    if (!line.starts_with(kReady))
        throw unexpected();
    m_description = line.substr(kReady.size());
    if (m_kind == Kind::NumPy)
        m_description += m_threads == 1 ? ", 1 thread" : ", " + threads + " threads";
    m_child->pause();
    return true;
}

bool PythonMatmul::send(char command, const std::stop_token& stop)
{
    if (!m_child && !start(stop))
        return false;
    m_child->resume();
    return m_child->write(std::as_bytes(std::span(&command, 1)), stop, kAnswerSeconds);
}

base::Nanoseconds PythonMatmul::timeOneNumber(const std::stop_token& stop)
{
    Record record;
    if (send('p', stop) && m_child->read(std::as_writable_bytes(std::span(&record, 1)), stop, kAnswerSeconds))
        m_child->pause();
    return record.end - record.begin;
}

Stretch PythonMatmul::multiply(const std::function<void(std::int64_t, Stretch)>& afterRow,
                               const std::stop_token& stop)
{
    bool going = send(afterRow ? 't' : 'm', stop);
    Record record;
    for (std::int64_t row = 0; going; ++row) {
        going = m_child->read(std::as_writable_bytes(std::span(&record, 1)), stop, kAnswerSeconds);
        if (!going || record.kind != kRow)
            break;
        afterRow(row, {record.begin, record.end});
    }
    if (!going) { // it would go on for seconds
        m_child.reset();
        return {};
    }
    m_child->pause();
    return {record.begin, record.end};
}

std::vector<Stretch> PythonMatmul::burst(base::Nanoseconds length, std::size_t fewest, std::size_t most,
                                         const std::stop_token& stop)
{
    const std::array<std::int64_t, 3> wanted = {length, static_cast<std::int64_t>(fewest),
                                                static_cast<std::int64_t>(most)};
    std::int64_t count = 0;
    bool going = send('b', stop) && m_child->write(std::as_bytes(std::span(wanted)), stop, kAnswerSeconds) &&
                 m_child->read(std::as_writable_bytes(std::span(&count, 1)), stop, kAnswerSeconds);
    if (going && (count < wanted[1] || count > wanted[2]))
        throw ChildFailed("python3 answers with something else");
    std::vector<Stretch> times(static_cast<std::size_t>(count));
    going = going && m_child->read(std::as_writable_bytes(std::span(times)), stop, kAnswerSeconds);
    if (!going) {
        m_child.reset();
        return {};
    }
    m_child->pause();
    return times;
}

bool PythonMatmul::copyResult(float* y, const std::stop_token& stop)
{
    const auto count = static_cast<std::size_t>(m_shape.rows * m_shape.columns);
    if (!send('y', stop) ||
        !m_child->read(std::as_writable_bytes(std::span(y, count)), stop, kAnswerSeconds)) {
        m_child.reset();
        return false;
    }
    m_child->pause();
    return true;
}

} // namespace lab::interpreter
