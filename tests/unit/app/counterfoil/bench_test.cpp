// Goal: `counterfoil bench` says what it measured to people and to machines, and that a name it
//       does not know is a mistake on the command line.
// Method: the command itself, quick, on a folder of its own; no figure is asserted.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/core/system.hpp"
#include "app/counterfoil/command.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using app::counterfoil::Exit;

class BenchCommand : public testing::Test {
protected:
    void run(const std::string& words) {
        CLI::App program;
        app::counterfoil::add_commands(program, context_);
        program.parse("bench --quick --dir " + folder_.path().string() + " " + words);
    }

    test::TempDir folder_;
    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    std::istringstream in_;
    std::ostringstream out_;
    std::ostringstream err_;
    app::counterfoil::Context context_{in_, out_, err_, clock_, random_};
};

}  // namespace

TEST_F(BenchCommand, answers_machines_in_json) {
    run("--only sale --json");
    const auto json = nlohmann::json::parse(out_.str());
    EXPECT_TRUE(json["folder"].get<std::string>().starts_with(folder_.path().string()));
    ASSERT_EQ(json["rows"].size(), 1U);
    const auto& row = json["rows"][0];
    EXPECT_EQ(row["name"], "sale");
    EXPECT_GT(row["ours"]["p50"], 0);
    EXPECT_GT(row["floor"]["p99"], 0);
    EXPECT_GT(row["ratio"], 0);
    EXPECT_EQ(row["target"], "≤ 1.4 ×");
    EXPECT_EQ(context_.exit, row["met"].get<bool>() ? Exit::done : Exit::refused);
    EXPECT_EQ(err_.str(), "Selling …\n");
}

TEST_F(BenchCommand, tells_people_in_a_table_where_it_was_measured) {
    run("--only sale");
    EXPECT_TRUE(out_.str().starts_with("work")) << out_.str();
    EXPECT_NE(out_.str().find("durable sale of 10 lines"), std::string::npos);
    EXPECT_NE(out_.str().find("Measured in " + folder_.path().string()), std::string::npos);
}

TEST_F(BenchCommand, knows_what_it_can_measure) {
    EXPECT_THROW(run("--only everything"), CLI::ParseError);
}
