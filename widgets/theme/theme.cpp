// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include "widgets/theme/colour.h"

#include <QCoreApplication>

#include <algorithm>

namespace lab::widgets {

QString StateStyle::word() const
{
    const auto say = [](const char* text) { return QCoreApplication::translate("State", text); };
    switch (state) {
    case trace::State::Computing:
        return say(QT_TRANSLATE_NOOP("State", "computing"));
    case trace::State::WaitsForLock:
        return say(QT_TRANSLATE_NOOP("State", "waits for lock"));
    case trace::State::Holds:
        return say(QT_TRANSLATE_NOOP("State", "holds the lock"));
    case trace::State::HoldsWhileOthersWait:
        return say(QT_TRANSLATE_NOOP("State", "holds while others wait"));
    case trace::State::WaitsForData:
        return say(QT_TRANSLATE_NOOP("State", "waits for data"));
    case trace::State::StartUp:
        return say(QT_TRANSLATE_NOOP("State", "start-up"));
    case trace::State::Transfer:
        return say(QT_TRANSLATE_NOOP("State", "transfer"));
    case trace::State::Barrier:
        return say(QT_TRANSLATE_NOOP("State", "barrier"));
    case trace::State::Idle:
        return say(QT_TRANSLATE_NOOP("State", "idle"));
    case trace::State::DeviceBusy:
        return say(QT_TRANSLATE_NOOP("State", "device busy"));
    }
    return {};
}

QColor Theme::shadeAt(std::size_t region) const
{
    return mixed(shade, border, 0.4 * static_cast<double>(region));
}

QColor BarStyle::average() const
{
    return pattern == Pattern::Solid ? fill : mixed(fill, hatch, 0.35);
}

const Theme& Theme::of(ThemeKind kind)
{
    static const Theme light = Theme::light();
    static const Theme dark = Theme::dark();
    static const Theme print = Theme::print();
    switch (kind) {
    case ThemeKind::Dark:
        return dark;
    case ThemeKind::Print:
        return print;
    case ThemeKind::Light:
        break;
    }
    return light;
}

QColor Theme::workerColour(int worker) const
{
    return m_workers[static_cast<std::size_t>(std::max(worker, 0)) % m_workers.size()];
}

BarStyle Theme::bar(trace::State state, int worker, bool sequential) const
{
    const StateStyle& style = this->state(state);
    BarStyle bar{style.fill, style.line, style.hatch, {}, style.pattern, style.pattern != Pattern::Solid};
    if (state == trace::State::Computing || state == trace::State::DeviceBusy) {
        bar.fill = sequential ? m_slate : workerColour(worker);
        bar.line = mixed(bar.fill, text, 0.35);
        bar.hatch = mixed(bar.fill, panel, 0.18);
    }
    bar.outlined = bar.outlined || contrast(bar.fill, panel) < 3.0;
    bar.text = textOn(bar.fill);
    return bar;
}

BarStyle Theme::muted(const BarStyle& bar) const
{
    BarStyle result = bar;
    result.fill = washed(bar.fill);
    result.line = washed(bar.line);
    result.hatch = washed(bar.hatch);
    result.text = textOn(result.fill);
    return result;
}

QColor Theme::washed(const QColor& colour) const
{
    return mixed(colour, panel, 0.56);
}

QColor Theme::textOn(const QColor& ground) const
{
    return contrast(m_brightText, ground) >= 4.5 ||
                   contrast(m_brightText, ground) > contrast(m_darkText, ground)
               ? m_brightText
               : m_darkText;
}

} // namespace lab::widgets
