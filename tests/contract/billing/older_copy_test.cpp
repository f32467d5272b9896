// Goal: an office whose database was put back from an older copy by hand gives no number of a bill
// a second time, while several processes that share one may go on as they like.
// Method: offices on both engines, copied as they lie, with what they signed meanwhile.
#include <gmock/gmock.h>

#include <filesystem>

#include "app/core/office/head_office.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class OlderCopy : public test::BillingOffice {
protected:
    /// The database as it is, under another name.
    std::string copy() {
        db_.reset();
        if (!is_sqlite()) return test::PostgresServer::shared().copy_of(target_.where);
        std::string to = directory_.file("copy.db");
        fs::copy_file(target_.where, to, fs::copy_options::overwrite_existing);
        return to;
    }
    void put_back(const std::string& copy) {
        if (!is_sqlite()) {
            target_.where = copy;
            return;
        }
        for (const char* beside : {"-wal", "-shm"}) fs::remove(target_.where + beside);
        fs::rename(copy, target_.where);
    }
    std::string why_not() {
        const auto books =
            app::core::billing::BillingBooks::open(where(), options(), "", clock_.at, random_);
        return books ? std::string{} : books.error().words;
    }
};

TEST_P(OlderCopy, SignsNothingMore) {
    customer("1");
    const auto older = copy();
    EXPECT_EQ(why_not(), "");
    customer("2");
    put_back(older);
    EXPECT_THAT(why_not(), HasSubstr("is an older copy"));
    EXPECT_THAT(why_not(), HasSubstr("office.key.billing")) << "and it stays so";
}

TEST_P(OlderCopy, FromBeforeTheFirstBillSignsNothing) {
    // The key of bills was made since, and no journal of it is in that copy.
    const auto older = [&] {
        const auto fresh = is_sqlite() ? directory_.file("fresh.db")
                                       : test::PostgresServer::shared().fresh_database();
        const auto made = app::core::init_office(
            fresh, {.currency = "EUR", .zone = "Europe/Berlin"},
            {.program = "test", .key_file = directory_.file("fresh.key")}, clock_.at, random_);
        EXPECT_TRUE(made);
        return fresh;
    }();
    db_.reset();
    put_back(older);
    EXPECT_THAT(why_not(), HasSubstr("is an older copy"));
}

TEST_P(OlderCopy, IsNoneWhereSeveralProcessesSignInTurn) {
    auto one = books();
    auto other = books();
    for (int round = 0; round < 4; ++round) {
        auto& open = round % 2 == 0 ? one : other;
        app::core::billing::CustomerInput input;
        input.number = std::to_string(round);
        input.name = "Otto";
        ASSERT_TRUE(app::core::billing::put_customer(open, input, clock_.at, random_));
        EXPECT_EQ(why_not(), "");
    }
}

ON_EITHER_ENGINE(OlderCopy);

}  // namespace
