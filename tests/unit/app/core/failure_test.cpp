// Goal: whoever meets a database in trouble reads in one sentence what is the matter and what to
// do, whatever the engine says of it and in how many lines. Method: what the engines really say.
#include "app/core/failure.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace {

using pos::store::StoreErrorKind;
using pos::store::db::DbErrorKind;

std::string words(StoreErrorKind kind, const std::string& text, const std::string& code = "") {
    return app::core::failure(pos::store::StoreError{
                                  .kind = kind,
                                  .cause = {DbErrorKind::mistake, code, text},
                                  .project = {},
                              })
        .words;
}

}  // namespace

TEST(FailureWords, say_in_one_line_that_a_server_went_away) {
    EXPECT_EQ(words(StoreErrorKind::connection,
                    "FATAL:  terminating connection due to administrator command\n"
                    "server closed the connection unexpectedly\n"
                    "\tThis probably means the server terminated abnormally\n"
                    "\tbefore or while processing the request.\n"),
              "The database server went away (terminating connection due to administrator "
              "command). Try again as soon as it runs.");
    EXPECT_EQ(words(StoreErrorKind::connection,
                    "server closed the connection unexpectedly\n"
                    "\tThis probably means the server terminated abnormally\n"),
              "The database server went away (server closed the connection unexpectedly). Try "
              "again as soon as it runs.");
    EXPECT_EQ(words(StoreErrorKind::connection, ""),
              "The database server went away (it does not answer). Try again as soon as it runs.");
}

TEST(FailureWords, say_whose_disk_is_full) {
    EXPECT_EQ(words(StoreErrorKind::disk_full, "database or disk is full", "13"),
              "The disk is full. Free some space and try again.");
    EXPECT_EQ(words(StoreErrorKind::disk_full,
                    "ERROR:  could not extend file \"base/5/1259\": No space left on device\n"
                    "HINT:  Check free disk space.\n",
                    "53100"),
              "The disk of the database server is full. Free some space there and try again.");
}

TEST(FailureWords, leave_out_how_an_engine_calls_it) {
    EXPECT_EQ(words(StoreErrorKind::failed,
                    "ERROR:  null value in column \"a\"\nDETAIL:  Failing row contains (null).\n"),
              "The database refused it: null value in column \"a\" DETAIL: Failing row contains "
              "(null).");
    EXPECT_EQ(words(StoreErrorKind::io, "disk I/O error"),
              "The disk answered with an error: disk I/O error.");
    EXPECT_EQ(words(StoreErrorKind::cancelled,
                    "ERROR:  canceling statement due to statement timeout\n", "57014"),
              "It was called off: by a later request, or as it took longer than the database "
              "allows. Try again.");
}

TEST(FailureWords, name_each_reason_why_a_shop_is_not_opened) {
    using pos::store::OpenErrorKind;
    std::set<std::string> names;
    for (int kind = 0; kind <= static_cast<int>(OpenErrorKind::failed); ++kind) {
        const auto why =
            app::core::failure({.kind = static_cast<OpenErrorKind>(kind)}, "shop.db").about;
        EXPECT_TRUE(why.starts_with("open_")) << why;
        EXPECT_TRUE(names.insert(why).second) << why << " is said of two";
    }
    EXPECT_TRUE(names.contains("open_older_copy"));
    EXPECT_TRUE(names.contains("open_a_backup"));
    EXPECT_TRUE(names.contains("open_no_answer"));
}
