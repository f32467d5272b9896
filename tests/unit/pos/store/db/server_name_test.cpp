// Goal: one database has one name however its address is spelled, and no message repeats a
// password. Method: spellings of the same address; the environment that libpq reads is set.
#include "pos/store/db/server_name.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

using namespace pos::store::db;

namespace {

struct ServerName : testing::Test {
    ServerName() {
        for (const char* variable : {"PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE"}) {
            ::unsetenv(variable);
        }
        ::setenv("PGPORT", "5432", 1);
        ::setenv("PGUSER", "shop", 1);
    }
};

}  // namespace

TEST_F(ServerName, is_the_same_for_every_spelling) {
    const std::string name = "books@db.example:5432";
    EXPECT_EQ(server_name("postgresql://db.example/books"), name);
    EXPECT_EQ(server_name("postgres://me:secret@db.example:5432/books"), name);
    EXPECT_EQ(server_name("postgresql:///books?host=db.example&connect_timeout=3"), name);
    EXPECT_EQ(server_name("postgresql:///?host=db.example&dbname=books"), name);
}

TEST_F(ServerName, tells_databases_and_servers_apart) {
    const auto name = server_name("postgresql://db.example/books");
    EXPECT_NE(server_name("postgresql://db.example/other"), name);
    EXPECT_NE(server_name("postgresql://db.example:5433/books"), name);
    EXPECT_NE(server_name("postgresql://other.example/books"), name);
}

TEST_F(ServerName, fills_in_what_libpq_would) {
    EXPECT_EQ(server_name("postgresql://"), "shop@local:5432");
    EXPECT_EQ(server_name("postgresql:///?hostaddr=10.0.0.7"), "shop@10.0.0.7:5432");
    ::setenv("PGDATABASE", "books", 1);
    ::setenv("PGHOST", "/run/pg", 1);
    EXPECT_EQ(server_name("postgresql://"), "books@/run/pg:5432");
}

TEST_F(ServerName, says_why_there_is_none) {
    const auto none = server_name("postgresql://x?nosuch=1");
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().find("nosuch"), std::string::npos);
    EXPECT_FALSE(none.error().ends_with('\n'));
}

TEST(WithoutPasswords, blots_them_out_wherever_they_stand) {
    EXPECT_EQ(without_passwords("postgresql://me:s3cret@db/x"), "postgresql://me:***@db/x");
    EXPECT_EQ(without_passwords("postgresql://me:a:b@c@db/x?y=1"), "postgresql://me:***@db/x?y=1");
    EXPECT_EQ(without_passwords("postgresql:///x?password=a&sslpassword=b&user=c"),
              "postgresql:///x?password=***&sslpassword=***&user=c");
    EXPECT_EQ(without_passwords("postgresql://me@db:5433/x"), "postgresql://me@db:5433/x");
    EXPECT_EQ(without_passwords("postgresql://db:5433/x@y:z"), "postgresql://db:5433/x@y:z");
    EXPECT_EQ(without_passwords("/shops/b01:t1@home.db"), "/shops/b01:t1@home.db");
}
