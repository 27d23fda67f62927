// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/parameter.h"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lab::scenario;
using testing::AllOf;
using testing::HasSubstr;

namespace {

const std::vector<Parameter> kDeclared = {
    Parameter::integer("images", "Images", "", 4, 1, 1024, Parameter::Scale::Logarithmic, ""),
    Parameter::toggle("relu", "ReLU", true, ""),
    Parameter::choice("wake", "Wake", {{"awake", "awake"}, {"asleep", "asleep"}}, ""),
};

std::string refusalOf(const std::function<void()>& attempt)
{
    try {
        attempt();
    } catch (const ParameterError& error) {
        return error.what();
    }
    return "nothing was refused";
}

} // namespace

TEST(Parameter, ReadsWhatItWrites)
{
    EXPECT_EQ(kDeclared[0].parse("1024"), Value(std::int64_t{1024}));
    EXPECT_EQ(kDeclared[1].parse("off"), Value(false));
    EXPECT_EQ(kDeclared[2].parse("asleep"), Value(std::string("asleep")));
    for (const Parameter& parameter : kDeclared)
        EXPECT_EQ(parameter.parse(toText(parameter.standard)), parameter.standard);
}

TEST(Parameter, RefusalNamesParameterValueAndRange)
{
    for (const char* bad : {"0", "1025", "-1", "4.5", "", "four", "4 ", "99999999999999999999"})
        EXPECT_THAT(refusalOf([&] { kDeclared[0].parse(bad); }),
                    AllOf(HasSubstr("'images'"), HasSubstr(bad), HasSubstr("1 to 1024")));
    EXPECT_THAT(refusalOf([] { kDeclared[1].parse("maybe"); }),
                AllOf(HasSubstr("'relu'"), HasSubstr("'maybe'"), HasSubstr("on or off")));
    EXPECT_THAT(refusalOf([] { kDeclared[2].parse("Awake"); }),
                AllOf(HasSubstr("'wake'"), HasSubstr("'Awake'"), HasSubstr("awake, asleep")));
}

TEST(Parameter, WrongTypeIsRefused)
{
    EXPECT_THROW(kDeclared[0].check(true), ParameterError);
    EXPECT_THROW(kDeclared[1].check(std::int64_t{1}), ParameterError);
    EXPECT_THROW(kDeclared[2].check(std::int64_t{0}), ParameterError);
}

TEST(Parameter, SettingsAreCompletedWithStandards)
{
    const Settings settings = complete(kDeclared, {{"images", std::int64_t{8}}});
    EXPECT_EQ(integerOf(settings, "images"), 8);
    EXPECT_TRUE(switchOf(settings, "relu"));
    EXPECT_EQ(choiceOf(settings, "wake"), "awake");
    EXPECT_THROW(integerOf(settings, "size"), ParameterError);
}

TEST(Parameter, UnknownNameIsRefusedWithTheNamesThatExist)
{
    EXPECT_THAT(refusalOf([] {
                    complete(kDeclared, {{"image", std::int64_t{8}}});
                }),
                AllOf(HasSubstr("'image'"), HasSubstr("images, relu, wake")));
}
