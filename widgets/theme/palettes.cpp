// SPDX-License-Identifier: GPL-3.0-or-later
// The three palettes. Hues after Okabe and Ito, "Color Universal Design" (2008); moved in lightness where
// text stands on them or the ground asks for it. Workers 4 and 5 have others: purple is a transfer's, and sky
// looks like a blue that the playhead has not reached.
#include "widgets/theme/theme.h"

namespace lab::widgets {

namespace {

constexpr auto kLetters = "CLHOWSTBID";

QColor rgb(unsigned value)
{
    return QColor::fromRgb(value);
}

QColor seenThrough(unsigned value)
{
    QColor colour = rgb(value);
    colour.setAlphaF(0.2F);
    return colour;
}

struct Ink
{
    unsigned fill;
    unsigned line;
    unsigned hatch;
    Pattern pattern;
};

/// In the order of trace::State.
std::array<StateStyle, trace::kStateCount> styles(const std::array<Ink, trace::kStateCount>& inks)
{
    std::array<StateStyle, trace::kStateCount> result;
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = {trace::kStates[i],  rgb(inks[i].fill), rgb(inks[i].line),
                     rgb(inks[i].hatch), inks[i].pattern,   QLatin1Char(kLetters[i])};
    return result;
}

} // namespace

Theme Theme::light()
{
    Theme t;
    t.kind = ThemeKind::Light;
    t.window = rgb(0xf4f6f9);
    t.panel = rgb(0xffffff);
    t.border = rgb(0xdde2ea);
    t.text = rgb(0x1b2430);
    t.textSecondary = rgb(0x5b6676);
    t.accent = rgb(0x0072b2);
    t.accentPale = rgb(0xe2eefa);
    t.accentText = rgb(0xffffff);
    t.good = {rgb(0x006b4e), rgb(0xd6f2e6)};
    t.warn = {rgb(0x6b5a00), rgb(0xf6efc9)};
    t.bad = {rgb(0xa34000), rgb(0xfde6d6)};
    t.grid = rgb(0xe8ecf1);
    t.axis = rgb(0xa0aabb);
    t.playhead = rgb(0x111827);
    t.shade = rgb(0xf1f3f6);
    t.ideal = rgb(0x6b7686);
    t.band = seenThrough(0x7b52ab);
    t.bandLine = rgb(0x8e6cb8);
    t.track = rgb(0xd5dde7);
    t.card = rgb(0xffffff);
    t.cardText = t.text;
    t.blackout = Qt::black;
    t.m_states = styles({{
        {0x0072b2, 0x005a8d, 0x2b8cc4, Pattern::Solid},
        {0xfdf1e8, 0xcc5a00, 0xdf7a2c, Pattern::Rising},
        {0xe69f00, 0xa87400, 0xb47f00, Pattern::Solid},
        {0xe69f00, 0x7d5300, 0xa06c00, Pattern::Crossed},
        {0xeaf5fc, 0x2d83b8, 0x74bde6, Pattern::Falling},
        {0xc25500, 0x9c4400, 0xa34700, Pattern::Vertical},
        {0xcc79a7, 0xa3487b, 0xb35f90, Pattern::Horizontal},
        {0xfbf7d0, 0x7d7300, 0xc9bd2e, Pattern::Crossed},
        {0xf1f4f8, 0x858f9f, 0xccd3dd, Pattern::Rising},
        {0x00805e, 0x006248, 0x33a381, Pattern::Dotted},
    }});
    t.m_workers = {rgb(0x0072b2), rgb(0x9a6b00), rgb(0x007d5a), rgb(0x4a3aa7), rgb(0x7b2d14), rgb(0xc05400)};
    t.m_slate = rgb(0x587698);
    t.m_darkText = rgb(0x14202e);
    t.m_brightText = rgb(0xffffff);
    return t;
}

Theme Theme::dark()
{
    Theme t;
    t.kind = ThemeKind::Dark;
    t.window = rgb(0x10151c);
    t.panel = rgb(0x19202a);
    t.border = rgb(0x2f3947);
    t.text = rgb(0xe7ecf3);
    t.textSecondary = rgb(0xa2aebd);
    t.accent = rgb(0x56b4e9);
    t.accentPale = rgb(0x1d3a52);
    t.accentText = rgb(0x0b1219);
    t.good = {rgb(0x5fd3ac), rgb(0x12382d)};
    t.warn = {rgb(0xe6d264), rgb(0x3a3410)};
    t.bad = {rgb(0xff9e5e), rgb(0x432411)};
    t.grid = rgb(0x2a3340);
    t.axis = rgb(0x66748a);
    t.playhead = rgb(0xf3f6fa);
    t.shade = rgb(0x212a36);
    t.ideal = rgb(0x98a5b6);
    t.band = seenThrough(0xc3b0ff);
    t.bandLine = rgb(0xa796d8);
    t.track = rgb(0x3a4656);
    t.card = rgb(0x273140);
    t.cardText = t.text;
    t.blackout = Qt::black;
    t.m_states = styles({{
        {0x4ca6e0, 0x86c6ee, 0x74bbe9, Pattern::Solid},
        {0x3a2517, 0xff8d3f, 0xc9682a, Pattern::Rising},
        {0xf0b02e, 0xffd377, 0xd19414, Pattern::Solid},
        {0xf0b02e, 0xffd377, 0x9a6a00, Pattern::Crossed},
        {0x1b3344, 0x6cbfee, 0x3f83ad, Pattern::Falling},
        {0xf07a2a, 0xffa76b, 0xc25a14, Pattern::Vertical},
        {0xd98bb6, 0xf0b4d3, 0xb56a94, Pattern::Horizontal},
        {0x38351a, 0xeee26a, 0x9c9434, Pattern::Crossed},
        {0x222b37, 0x7d8a9c, 0x3d4858, Pattern::Rising},
        {0x2fbf94, 0x7fe0c1, 0x1f946f, Pattern::Dotted},
    }});
    t.m_workers = {rgb(0x4ca6e0), rgb(0xe0a12a), rgb(0x2fb88e), rgb(0xc3b0ff), rgb(0xd8c3a5), rgb(0xf07a2a)};
    t.m_slate = rgb(0x8aa4c0);
    t.m_darkText = rgb(0x0b1219);
    t.m_brightText = rgb(0xf5f8fb);
    return t;
}

Theme Theme::print()
{
    Theme t;
    t.kind = ThemeKind::Print;
    t.window = rgb(0xffffff);
    t.panel = rgb(0xffffff);
    t.border = rgb(0xb8b8b8);
    t.text = rgb(0x000000);
    t.textSecondary = rgb(0x4a4a4a);
    t.accent = rgb(0x2b2b2b);
    t.accentPale = rgb(0xe6e6e6);
    t.accentText = rgb(0xffffff);
    t.good = {rgb(0x1a1a1a), rgb(0xeeeeee)};
    t.warn = {rgb(0x3a3a3a), rgb(0xe6e6e6)};
    t.bad = {rgb(0x000000), rgb(0xdadada)};
    t.grid = rgb(0xdddddd);
    t.axis = rgb(0x777777);
    t.playhead = rgb(0x000000);
    t.shade = rgb(0xf2f2f2);
    t.ideal = rgb(0x6a6a6a);
    t.band = seenThrough(0x6a6a6a);
    t.bandLine = rgb(0x8a8a8a);
    t.track = rgb(0xcccccc);
    t.card = rgb(0xffffff);
    t.cardText = t.text;
    t.blackout = Qt::black;
    t.m_states = styles({{
        {0x474747, 0x1f1f1f, 0x6a6a6a, Pattern::Solid},
        {0xf7f7f7, 0x3c3c3c, 0x6a6a6a, Pattern::Rising},
        {0xb4b4b4, 0x5a5a5a, 0x8a8a8a, Pattern::Solid},
        {0xb4b4b4, 0x3a3a3a, 0x6f6f6f, Pattern::Crossed},
        {0xfafafa, 0x5f5f5f, 0x9a9a9a, Pattern::Falling},
        {0x7a7a7a, 0x2f2f2f, 0x3f3f3f, Pattern::Vertical},
        {0xd0d0d0, 0x555555, 0x858585, Pattern::Horizontal},
        {0xf0f0f0, 0x4a4a4a, 0x9a9a9a, Pattern::Crossed},
        {0xffffff, 0x8c8c8c, 0xd2d2d2, Pattern::Rising},
        {0x5f5f5f, 0x2a2a2a, 0x9a9a9a, Pattern::Dotted},
    }});
    t.m_workers = {rgb(0x3a3a3a), rgb(0x727272), rgb(0x525252), rgb(0x8f8f8f), rgb(0x2a2a2a), rgb(0x646464)};
    t.m_slate = rgb(0x6c6c6c);
    t.m_darkText = rgb(0x000000);
    t.m_brightText = rgb(0xffffff);
    return t;
}

} // namespace lab::widgets
