// Goal: what a server's own tools say is understood, and what is handed to them in secret stays
// so. Method: a shell in a tool's place, and lines as PostgreSQL writes them.
#include "app/core/server_tool.hpp"

#include <gtest/gtest.h>

#include "app/core/server_backup.hpp"

using namespace app::core;

TEST(ServerTool, versions_are_read_off_their_line) {
    EXPECT_EQ(major_of("pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), 15);
    EXPECT_EQ(major_of("pg_restore (PostgreSQL) 17beta1"), 17);
    EXPECT_EQ(major_of("busybox"), 0);
    EXPECT_EQ(major_of(""), 0);
}

TEST(ServerTool, what_went_wrong_is_one_sentence) {
    ToolRun run{.exit = 1,
                .out = {},
                .err =
                    "pg_dump: last built-in OID is 16383\npg_dump: error: connection to server "
                    "failed.\nsecond\n"};
    EXPECT_EQ(said_of(run), "connection to server failed");
    run.err = "no such thing\n";
    EXPECT_EQ(said_of(run), "no such thing");
    run.err.clear();
    EXPECT_EQ(said_of(run), "it ended with 1");
}

TEST(ServerTool, is_run_to_its_end_with_what_it_is_told_in_secret) {
    const auto run = run_tool({"/bin/sh", "-c", "echo \"$PGPASSWORD\"; echo oh >&2; exit 3"},
                              {{"PGPASSWORD", "se cret"}});
    ASSERT_TRUE(run) << run.error().words;
    EXPECT_EQ(run->exit, 3);
    EXPECT_EQ(run->out, "se cret\n");
    EXPECT_EQ(run->err, "oh\n");
    const auto none = run_tool({"/nowhere/pg_dump"}, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, FailureKind::environment);
}

TEST(ServerTool, one_that_is_not_installed_or_too_old_is_said_with_what_to_install) {
    const auto none = find_server_tool("pg_no_such_tool", 15);
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().words.find("postgresql-client-15"), std::string::npos);
    const auto old = find_server_tool("pg_dump", 9'999);
    ASSERT_FALSE(old);
    EXPECT_NE(old.error().words.find("postgresql-client-9999"), std::string::npos);
}

TEST(ServerBackup, takes_no_name_that_a_key_or_a_log_has) {
    for (const char* name : {"shop.db.key", "shop.db.key.head", "shop.db.lock", "shop.db-wal"}) {
        const auto refused = back_up_server("postgresql://nowhere.invalid/shop", name, true);
        ASSERT_FALSE(refused) << name;
        EXPECT_EQ(refused.error().about, "file_in_the_way") << name;
    }
}
