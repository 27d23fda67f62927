// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inputs/typed_text.h"

#include <gtest/gtest.h>

namespace lab::app {

namespace {

TEST(TypedText, EveryNameComesBackWhole)
{
    for (const char* name :
         {"plain", "caf\xc3\xa9", "caf\xe9", "\xff\x80", "\xf0\x9f\x92\x80", "cut \xc3", ""})
        EXPECT_EQ(toPath(fromTyped(name)).string(), name);
}

TEST(TypedText, TextIsTold)
{
    EXPECT_TRUE(isText(fromTyped("caf\xc3\xa9")));
    EXPECT_TRUE(isText(fromTyped("\xf0\x9f\x92\x80"))); // of two halves, the second like a byte's
    EXPECT_FALSE(isText(fromTyped("caf\xe9")));
    EXPECT_EQ(fromTyped("caf\xc3\xa9"), QStringLiteral("café"));
}

TEST(TypedText, TheProgramsNameIsNoArgument)
{
    const char* const words[] = {"speedup-lab", "run", "--json"};
    EXPECT_EQ(typedArguments(3, words), (QStringList{"run", "--json"}));
    EXPECT_TRUE(typedArguments(0, nullptr).isEmpty());
}

} // namespace

} // namespace lab::app
