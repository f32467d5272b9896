// Goal: a server's own tools reach the database that we do, and nobody sees a password on their
// command lines. Method: connection strings, taken apart.
#include "pos/store/db/server_tools.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

using namespace pos::store::db;

namespace {

std::map<std::string, std::string> environment_of(const ToolAccess& access) {
    return {access.environment.begin(), access.environment.end()};
}

}  // namespace

TEST(ToolAccess, says_no_secret_where_others_see_it) {
    const auto access =
        tool_access("postgresql://me:se%20cret@db.example:5433/books?connect_timeout=3");
    ASSERT_TRUE(access) << access.error();
    EXPECT_EQ(access->database, "dbname='books'");
    const std::map<std::string, std::string> expected{{"PGHOST", "db.example"},
                                                      {"PGPORT", "5433"},
                                                      {"PGUSER", "me"},
                                                      {"PGPASSWORD", "se cret"},
                                                      {"PGCONNECT_TIMEOUT", "3"}};
    EXPECT_EQ(environment_of(*access), expected);
}

TEST(ToolAccess, quotes_what_has_no_variable_of_its_own) {
    const auto access = tool_access("postgresql:///it's%5C?host=/tmp&keepalives=0");
    ASSERT_TRUE(access) << access.error();
    EXPECT_EQ(access->database, "dbname='it\\'s\\\\' keepalives='0'");
    EXPECT_EQ(environment_of(*access).at("PGHOST"), "/tmp");
}

TEST(ToolAccess, names_the_database_that_libpq_would_take) {
    ::unsetenv("PGDATABASE");
    EXPECT_EQ(tool_access("postgresql://anna@db.example")->database, "dbname='anna'");
    ::setenv("PGDATABASE", "books", 1);
    EXPECT_EQ(tool_access("postgresql://anna@db.example")->database, "dbname='books'");
    ::unsetenv("PGDATABASE");
}

TEST(ToolAccess, refuses_a_secret_that_cannot_be_handed_over) {
    const auto access = tool_access("postgresql:///books?sslpassword=hush");
    ASSERT_FALSE(access);
    EXPECT_NE(access.error().find("sslpassword"), std::string::npos);
    EXPECT_EQ(access.error().find("hush"), std::string::npos);
    EXPECT_FALSE(tool_access("postgresql:///books?colour=red"));
}
