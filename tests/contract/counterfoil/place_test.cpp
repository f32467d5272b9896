// Goal: a shop goes by the clock where it is, and charges the rate that only it knows.
// Method: shops made by a command, on a computer whose clock is elsewhere.
#include <gmock/gmock.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using testing::HasSubstr;

class Place : public test::CommandLine {
protected:
    ~Place() override { ::unsetenv("TZ"); }
    std::vector<std::string> made_in(const char* country) const {
        return {"init",       "--db", db(),        "--branch", "B01",
                "--terminal", "T1",   "--country", country,    "--json"};
    }
    std::string zone_of(const test::Said& said) const {
        EXPECT_EQ(said.exit, Exit::done) << said.err;
        return nlohmann::json::parse(said.out).at("zone").get<std::string>();
    }
};

TEST_P(Place, is_this_computers_where_its_clock_is_in_the_country) {
    ::setenv("TZ", "America/Los_Angeles", 1);
    EXPECT_EQ(zone_of(run(made_in("US"))), "America/Los_Angeles");
}

TEST_P(Place, is_the_countrys_first_where_this_computer_is_elsewhere) {
    ::setenv("TZ", "America/Los_Angeles", 1);
    EXPECT_EQ(zone_of(run(made_in("AU"))), "Australia/Sydney");
}

TEST_P(Place, says_the_rate_that_only_the_shop_knows) {
    auto german = made_in("DE");
    german.insert(german.end(), {"--tax-rate", "19"});
    EXPECT_THAT(refused(Exit::usage, german), HasSubstr("--tax-rate"));
    auto american = made_in("US");
    american.insert(american.end(), {"--tax-rate", "9.5"});
    ASSERT_EQ(run(american).exit, Exit::done);
    EXPECT_THAT(done({"tax"}).out, HasSubstr("9.5"));
}

ON_EITHER_ENGINE(Place);

}  // namespace
