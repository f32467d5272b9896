// Goal: --db is read as the README says, and nothing is taken for a path that is none.
// Method: a table of texts.
#include <gtest/gtest.h>

#include "pos/store/db/open.hpp"

namespace {

using namespace pos::store::db;

TEST(ParseDbTarget, ReadsEachForm) {
    EXPECT_EQ(parse_db_target("shop.db"), (DbTarget{Engine::sqlite, "shop.db"}));
    EXPECT_EQ(parse_db_target("/a/b c:d.db"), (DbTarget{Engine::sqlite, "/a/b c:d.db"}));
    EXPECT_EQ(parse_db_target("sqlite:shop.db"), (DbTarget{Engine::sqlite, "shop.db"}));
    EXPECT_EQ(parse_db_target("sqlite:/a/shop.db"), (DbTarget{Engine::sqlite, "/a/shop.db"}));
    EXPECT_EQ(parse_db_target("postgresql://u@h/d"),
              (DbTarget{Engine::postgresql, "postgresql://u@h/d"}));
    EXPECT_EQ(parse_db_target("postgres://h/d"), (DbTarget{Engine::postgresql, "postgres://h/d"}));
}

TEST(ParseDbTarget, RefusesTheRest) {
    EXPECT_EQ(parse_db_target("").error(), TargetError::empty);
    EXPECT_EQ(parse_db_target("sqlite:").error(), TargetError::empty);
    EXPECT_EQ(parse_db_target("mysql://h/d").error(), TargetError::unknown_scheme);
    EXPECT_EQ(parse_db_target("sqlite://h/d"), (DbTarget{Engine::sqlite, "//h/d"}));
}

}  // namespace
