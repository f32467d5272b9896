// Goal: where there is no shop yet every program says so, in the same words on either engine, and
// leaves the place as it is for the one that is made there.
// Method: an empty database, and on a server one of which a start that failed has made the tables.
#include <gmock/gmock.h>

#include "app/core/open_shop.hpp"
#include "pos/store/db/migrate.hpp"
#include "pos/store/migrations.hpp"
#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using testing::HasSubstr;

class NoShop : public test::CommandLine {
protected:
    /// How far the tables of the database have come; 0: there are none.
    int tables() { return pos::store::db::schema_version(*connect()).value_or(-1); }
    void expect_no_shop() {
        const auto there = app::core::holds_shop(db());
        ASSERT_TRUE(there) << there.error().words;
        EXPECT_FALSE(*there);
        EXPECT_THAT(refused(Exit::environment, {"verify", "--db", db()}),
                    HasSubstr("There is no shop at "));
        const auto opened = app::core::open_shop(db(), {.program = "test"}, {1'763'800'000'000});
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().kind, app::core::FailureKind::environment);
        EXPECT_THAT(opened.error().words, HasSubstr("There is no shop at "));
    }
};

TEST_P(NoShop, is_said_of_an_empty_place_which_stays_empty) {
    expect_no_shop();
    if (!is_sqlite()) {
        EXPECT_EQ(tables(), 0) << "nothing was made";
    }
    init();
    EXPECT_TRUE(*app::core::holds_shop(db()));
    EXPECT_THAT(done({"verify"}).out, HasSubstr("The books are whole."));
}

TEST_P(NoShop, is_said_of_tables_without_a_journal) {
    if (is_sqlite()) GTEST_SKIP() << "a file is there whole or not at all";
    ASSERT_TRUE(pos::store::db::migrate(*connect(), pos::store::migrations()));
    EXPECT_GT(tables(), 0);
    expect_no_shop();
    init();
    EXPECT_TRUE(*app::core::holds_shop(db())) << "a shop can be made there all the same";
}

ON_EITHER_ENGINE(NoShop);

}  // namespace
