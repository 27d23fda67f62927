// SPDX-License-Identifier: GPL-3.0-or-later
// A person's own images and labels on the command line.
#include "core/scenarios/shared/fashion.h"
#include "tests/app/cli/call.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

QString in(const TemporaryFolder& folder, const char* name)
{
    return QString::fromStdString((folder / name).string());
}

/// A folder with twelve images and their labels.
struct Given
{
    Given()
    {
        folder.write("images.idx3", idxImages(12));
        folder.write("labels.idx1", idxLabels(12));
    }
    QString images() const { return in(folder, "images.idx3"); }
    QString both() const { return images() + ',' + in(folder, "labels.idx1"); }

    TemporaryFolder folder;
};

QStringList shortRun(const char* id, const QString& data)
{
    return {"run", id, "--budget", "0.1", "--data", data};
}

} // namespace

TEST(OwnDataOption, IsNamedWhereverTheRunIsTold)
{
    const Given given;
    const QString json = in(given.folder, "run.json");
    const QString trace = in(given.folder, "trace.json");
    const QString slide = in(given.folder, "slide.svg");
    const Outcome made =
        call(shortRun("forward-pass", given.both()) +
             QStringList{"--set", "samples=32", "--json", json, "--trace", trace, "--slide", slide});
    ASSERT_EQ(made.code, 0) << made.err;
    const char* words = "images.idx3: 12 images of 28 × 28, with labels";
    EXPECT_THAT(made.err, HasSubstr(words));
    EXPECT_THAT(made.out, HasSubstr(words));
    const auto data = nlohmann::json::parse(given.folder.read("run.json")).at("own_data");
    EXPECT_EQ(data.at("name"), "images.idx3");
    EXPECT_EQ(data.at("images"), 12);
    EXPECT_EQ(data.at("given_height"), 28);
    EXPECT_EQ(data.at("labels"), true);
    EXPECT_THAT(given.folder.read("trace.json"), HasSubstr(words));
    EXPECT_THAT(given.folder.read("slide.svg"), HasSubstr(words)) << "among its facts";
    for (const char* file : {"run.json", "trace.json", "slide.svg"}) {
        EXPECT_THAT(given.folder.read(file), Not(HasSubstr("Fashion"))) << file;
        for (int label = 0; label < 10; ++label)
            EXPECT_THAT(given.folder.read(file),
                        Not(HasSubstr('>' + std::string(lab::scenarios::className(label)))))
                << file;
    }
}

TEST(OwnDataOption, IsNullInTheFiguresOfTheProgramsOwn)
{
    const TemporaryFolder folder;
    ASSERT_EQ(call({"run", "batch-layout", "--budget", "0.1", "--json", in(folder, "run.json")}).code, 0);
    EXPECT_TRUE(nlohmann::json::parse(folder.read("run.json")).at("own_data").is_null());
}

TEST(OwnDataOption, WorksInEveryScenarioThatListsIt)
{
    const Given given;
    int scenarios = 0;
    for (const auto& info : nlohmann::json::parse(call({"list", "--json"}).out)) {
        const std::string id = info.at("id");
        const Outcome made = call(shortRun(id.c_str(), given.both()));
        if (info.at("data").get<bool>()) {
            ++scenarios;
            EXPECT_EQ(made.code, 0) << id << ": " << made.err;
            EXPECT_THAT(made.out, HasSubstr("Data: images.idx3")) << id;
        } else {
            EXPECT_EQ(made.code, 2) << id;
            EXPECT_THAT(made.err, HasSubstr("option '--data': " + id + " does not work on such data"));
        }
    }
    EXPECT_EQ(scenarios, 7);
}

TEST(OwnDataOption, IsInTheListAndInTheHelp)
{
    EXPECT_THAT(call({"list"}).out,
                AllOf(HasSubstr("--data <images>[,<labels>]"), HasSubstr("--data <images>,<labels>")));
    EXPECT_THAT(call({"run", "--help"}).out, AllOf(HasSubstr("--data <images[,labels]>"), HasSubstr("IDX")));
}

TEST(OwnDataOption, LabelsMayBeMissingWhereNothingIsTrained)
{
    const Given given;
    const Outcome forward = call(shortRun("forward-pass", given.images()));
    EXPECT_EQ(forward.code, 0) << forward.err;
    EXPECT_THAT(forward.out, HasSubstr("without labels"));
    const Outcome training = call(shortRun("multi-gpu", given.images()));
    EXPECT_EQ(training.code, 2);
    EXPECT_THAT(training.err, HasSubstr("'images.idx3' has no labels: give the file of labels, too"));
}

TEST(OwnDataOption, MisuseIsASentence)
{
    const Given given;
    const TemporaryFolder empty;
    const QString nowhere = QString::fromStdString(empty.path().string());
    struct Misuse
    {
        const char* id;
        QString data;
        int code;
        const char* complaint;
    };
    const std::vector<Misuse> misuses = {
        {"forward-pass", "", 2, "takes images or images,labels"},
        {"forward-pass", ",labels", 2, "takes images or images,labels"},
        {"forward-pass", given.images() + ',', 2, "no labels behind the comma"},
        {"forward-pass", "none.idx3", 1, "No such file"},
        {"forward-pass", given.images() + ",none.idx1", 1, "'none.idx1': No such file"},
        {"forward-pass", in(given.folder, "labels.idx1"), 1, "the images come first"},
        {"forward-pass", given.images() + ',' + given.images(), 1, "the images come first"},
        {"forward-pass", nowhere, 1, "no files in the folder"},
    };
    for (const Misuse& misuse : misuses) {
        const Outcome outcome = call(shortRun(misuse.id, misuse.data));
        EXPECT_EQ(outcome.code, misuse.code) << misuse.data.toStdString();
        EXPECT_THAT(outcome.err, HasSubstr(misuse.complaint)) << misuse.data.toStdString();
        EXPECT_EQ(outcome.out, "") << misuse.data.toStdString();
    }
    const Outcome toy =
        call(shortRun("gradient-accumulation", given.both()) + QStringList{"--set", "work=toy"});
    EXPECT_EQ(toy.code, 2);
    EXPECT_THAT(toy.err, HasSubstr("works on data with --set work=network alone"));
}

TEST(OwnDataOption, NamesMayHaveCommas)
{
    const Given given;
    given.folder.write("a,b", idxImages(3, 7, 7));
    const QString name = in(given.folder, "a,b");
    const Outcome alone = call(shortRun("batch-layout", name));
    EXPECT_EQ(alone.code, 0) << alone.err;
    EXPECT_THAT(alone.out, HasSubstr("Data: a,b: 3 images, resampled from 7 × 7 to 28 × 28, without labels"));
    given.folder.write("c,d", idxLabels(3));
    const Outcome both = call(shortRun("batch-layout", name + ',' + in(given.folder, "c,d")));
    EXPECT_EQ(both.code, 0) << both.err;
    EXPECT_THAT(both.out, HasSubstr("with labels"));
}

TEST(OwnDataOption, ASweepUsesItToo)
{
    const Given given;
    const QString json = in(given.folder, "sweep.json");
    const Outcome made = call(shortRun("batch-layout", given.images()) +
                              QStringList{"--sweep", "samples=4:8:2", "--json", json});
    ASSERT_EQ(made.code, 0) << made.err;
    const auto all = nlohmann::json::parse(given.folder.read("sweep.json"));
    EXPECT_EQ(all.at("sweep").at("points").size(), 2u);
    EXPECT_EQ(all.at("own_data").at("name"), "images.idx3");
}
