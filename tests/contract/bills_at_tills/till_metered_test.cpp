// Goal: a counter that is read at a till without a network is usage at the office, once, and what
// cannot be booked says why and waits for somebody; credit that is bought there is granted and paid
// once. The till knows counters and credit from the feed alone.
// Method: an office on either engine with a subscription, its counter and a wallet; a till's
// database that takes in what the office would answer, and its journal that the office takes in.
#include <gtest/gtest.h>

#include "app/core/billing/book_tills.hpp"
#include "app/core/billing/close_account.hpp"
#include "app/core/billing/readings.hpp"
#include "app/core/billing/refund.hpp"
#include "app/core/billing/till_readings.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/store/feed/apply.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/feed/tell_accounts.hpp"
#include "pos/store/feed/told_accounts.hpp"
#include "pos/store/noted_reading.hpp"
#include "pos/store/office/take_in.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/store.hpp"
#include "tests/contract/billing/billing_office.hpp"
#include "tests/support/sample_events.hpp"

namespace {

namespace feed = pos::store::feed;
namespace office = pos::store::office;
namespace billing = app::core::billing;
using test::euro;
using test::id;

class TillMetered : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        customer("2");
        number_ = subscribe("1", "GREEN", "2026-11-01", "P1");
        auto open = books();
        const auto fitted = billing::fit_counter(open,
                                                 {.point = "P1",
                                                  .meter = "kwh",
                                                  .serial = "4711",
                                                  .digits = 5,
                                                  .figure = "1000",
                                                  .at = "2026-11-01"},
                                                 clock_.at, random_);
        ASSERT_TRUE(fitted) << fitted.error().words;
        join();
        follow();
        go_to("2026-12-01");
    }
    void join() {
        ASSERT_TRUE(office::add_branch(*db_, {"B01", ""}, clock_.at).value());
        const pos::store::db::DbTarget target{pos::store::db::Engine::sqlite,
                                              directory_.file("till.db")};
        auto made = pos::store::Store::create(target,
                                              {.branch = "B01",
                                               .terminal = "T1",
                                               .currency = test::kEuro,
                                               .zone = "Europe/Berlin",
                                               .fill = {}},
                                              {}, clock_.at, random_);
        ASSERT_TRUE(made);
        till_ = std::move(*made);
        const office::EnrolCode code{
            test::hash_of_number(9), "B01", "T1", {clock_.at.unix_ms + 600'000}};
        ASSERT_TRUE(office::put_enrol_code(*db_, code, clock_.at).value());
        const auto terminal =
            office::join(*db_, {code.hash, till_->journal().public_key, "B01", "T1", "test"},
                         pos::make_ulid(clock_.at, random_), clock_.at);
        ASSERT_TRUE(terminal && *terminal);
        terminal_ = **terminal;
    }
    pos::store::db::Connection& till_db() { return till_->reader().connection(); }
    /// How many changes the till took in.
    std::uint64_t follow() {
        for (bool more = true; more;) {
            const auto told = feed::tell_accounts(*db_, 1);
            EXPECT_TRUE(told) << told.error().text;
            more = told && *told;
        }
        const auto at = feed::cursor(till_db()).value();
        const auto next = feed::changes_behind(*db_, "B01", at.number, {});
        EXPECT_TRUE(next);
        const auto applied =
            feed::apply(till_db(), {.branch = "B01", .currency = test::kEuro, .now = clock_.at},
                        id(200), *next);
        EXPECT_TRUE(applied) << applied.error().text;
        EXPECT_EQ(applied->unread, 0U);
        EXPECT_FALSE(next->changes.size() > 0 && applied->overtaken);
        return next->changes.size();
    }
    feed::KnownAccount found(const std::string& words = "1") {
        const auto all = feed::find_accounts(till_db(), words);
        EXPECT_TRUE(all) << all.error().cause.text;
        for (const auto& one : all.value()) {
            if (one.number == words) return one;
        }
        ADD_FAILURE() << "no account " << words;
        return {};
    }
    void store(pos::journal::Event event) {
        pos::store::Batch batch;
        batch.events.push_back(std::move(event));
        ASSERT_TRUE(till_->append(std::move(batch), clock_.at));
    }
    /// What the till notes of the counter that it knows.
    pos::journal::MeterRead note(const std::string& figure, bool sure = false) {
        const auto known = found();
        auto read = test::sample_reading();
        read.reading = pos::make_ulid(clock_.at, random_);
        read.account = known.account;
        read.account_number = known.number;
        EXPECT_EQ(known.counters.size(), 1U);
        if (known.counters.size() == 1) {
            read.point = known.counters[0].told.point;
            read.meter = known.counters[0].told.meter;
            read.serial = known.counters[0].told.serial;
        }
        read.figure = figure;
        read.sure = sure;
        store(read);
        return read;
    }
    pos::Ulid top_up(std::int64_t cents, const std::string& account = "1") {
        const auto known = found(account);
        auto record = test::sample_top_up();
        record.sale = pos::make_ulid(clock_.at, random_);
        record.number.clear();
        record.total = record.payable = euro(cents);
        record.tenders[0].amount = record.tenders[0].given = euro(cents);
        record.bill->account = known.account;
        record.bill->account_number = known.number;
        record.bill->top_up = pos::journal::TopUp{euro(cents), known.credit_at(clock_.at)};
        store(pos::journal::BillPaid{record});
        return record.sale;
    }
    void send() {
        std::vector<pos::journal::SealedEntry> entries;
        EXPECT_TRUE(till_->reader().walk(till_->journal().journal, 0,
                                         [&](const pos::journal::Entry& entry) {
                                             entries.push_back({entry, {}});
                                             return true;
                                         }));
        const auto& journal = till_->journal();
        const auto receipt =
            office::take_in(*db_,
                            {terminal_.terminal, "B01", "T1", journal.journal, journal.public_key,
                             pos::journal::genesis(journal.journal, journal.public_key), entries},
                            clock_.at);
        ASSERT_TRUE(receipt) << receipt.error().cause.text;
        EXPECT_EQ(receipt->parked, 0U);
    }
    billing::TillBooking book() {
        auto open = books();
        auto done = billing::book_till_payments(open, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(billing::TillBooking{});
    }
    billing::TillBooking send_and_book() {
        send();
        return book();
    }
    std::int64_t used() {
        return db_
            ->value<std::int64_t>(
                "SELECT CAST(coalesce(sum(quantity_millionths), 0) AS BIGINT) FROM usage_record "
                "WHERE voided_at IS NULL")
            ->value();
    }
    std::int64_t count(const std::string& table) {
        return db_->value<std::int64_t>("SELECT count(*) FROM " + table)->value();
    }
    pos::Money credit() {
        const auto known = found();
        const auto wallet = billing::wallet_at(*db_, known.account, test::kEuro, clock_.at);
        EXPECT_TRUE(wallet);
        return wallet ? wallet->balance : pos::Money{};
    }
    void grant(const std::string& amount, const std::string& expires = "") {
        auto open = books();
        const auto done = billing::grant_credit(
            open, {.account = "1", .amount = amount, .promotional = true, .expires = expires},
            clock_.at, random_);
        ASSERT_TRUE(done) << done.error().words;
    }
    std::string settle(const std::string& entry, bool take) {
        auto open = books();
        const auto done = billing::settle_till_reading(open, entry, take, clock_.at);
        return done ? "" : done.error().words;
    }

    std::string number_;
    std::unique_ptr<pos::store::Store> till_;
    office::Terminal terminal_;
};

TEST_P(TillMetered, ATillKnowsTheCountersOfAnAccount) {
    const auto known = found();
    ASSERT_EQ(known.counters.size(), 1U);
    const auto& told = known.counters[0].told;
    EXPECT_EQ(told.point, "P1");
    EXPECT_EQ(told.meter, "kwh");
    EXPECT_EQ(told.serial, "4711");
    EXPECT_EQ(told.digits, 5U);
    EXPECT_EQ(told.figure, "1000");
    EXPECT_TRUE(told.used.empty());  // nobody knows yet what is usual
    EXPECT_FALSE(told.until);
    EXPECT_FALSE(known.counters[0].noted_here);
    EXPECT_TRUE(found("2").counters.empty());  // nothing was billed, and it is found all the same
    EXPECT_FALSE(known.has_credit);
    // Nothing is told twice.
    EXPECT_EQ(follow(), 0U);
}

TEST_P(TillMetered, ATillKnowsAClosedAccountWhileSomethingIsOpen) {
    const auto is_known = [&] {
        return !feed::find_accounts(till_db(), "2")
                    .value_or(std::vector<feed::KnownAccount>{})
                    .empty();
    };
    auto open = books();
    EXPECT_TRUE(is_known());
    ASSERT_TRUE(billing::close_account(open, "2", clock_.at));
    EXPECT_TRUE(is_known());
    EXPECT_EQ(follow(), 1U);
    EXPECT_FALSE(is_known());
    EXPECT_EQ(follow(), 0U) << "nothing is taken back twice";
    // Money comes for it all the same, and goes back.
    const auto payment = pay({.account = "2", .document = "", .amount = "5.00"});
    EXPECT_EQ(follow(), 1U);
    EXPECT_EQ(found("2").ahead, euro(500));
    ASSERT_TRUE(billing::return_payment(open, to_string(payment.payment), "bounced", clock_.at));
    EXPECT_EQ(follow(), 1U);
    EXPECT_FALSE(is_known());
    ASSERT_TRUE(billing::reopen_account(open, "2", clock_.at));
    EXPECT_EQ(follow(), 1U);
    EXPECT_TRUE(is_known());
}

TEST_P(TillMetered, AReadingIsUsageOnce) {
    const auto read = note("1130");
    // The till knows it at once, the office not yet.
    EXPECT_EQ(found().counters[0].told.figure, "1130");
    EXPECT_TRUE(found().counters[0].noted_here);
    EXPECT_EQ(used(), 0);
    EXPECT_EQ(pos::store::noted_reading(till_db(), read.reading).value(), read);
    send();
    EXPECT_TRUE(*billing::has_till_payments(*db_, clock_.at));
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(used(), 130'000'000);
    EXPECT_EQ(
        db_->value<std::int64_t>("SELECT count(*) FROM meter_reading WHERE source = 1")->value(),
        1);  // by the customer
    // Again: the batch, and the booking.
    EXPECT_EQ(send_and_book().booked, 0U);
    EXPECT_EQ(count("meter_reading"), 2);
    EXPECT_EQ(used(), 130'000'000);
    expect_books_in_order();
    follow();
    const auto known = found();
    EXPECT_EQ(known.counters[0].told.figure, "1130");
    EXPECT_FALSE(known.counters[0].noted_here);
    EXPECT_EQ(known.counters[0].told.used, "130");
    EXPECT_GT(known.counters[0].told.used_ms, 0);
    bill("2026-12-01");
    // Read at noon of the day after the month: half a day of it is the next bill's.
    EXPECT_EQ(document("I2026-000001").lines.back().quantity, "127.868852");
}

TEST_P(TillMetered, WhatTheOfficeKnowsBetterIsParkedAndSaysWhy) {
    note("1130");
    // Read at the office in the meantime, of a later day.
    go_to("2026-12-05");
    auto open = books();
    ASSERT_TRUE(billing::take_reading(open, {.point = "P1", .figure = "1150"}, clock_.at));
    const auto booking = send_and_book();
    EXPECT_EQ(booking.booked, 0U);
    ASSERT_EQ(booking.parked.size(), 1U);
    const auto& one = booking.parked[0];
    EXPECT_EQ(one.account, "1");
    EXPECT_EQ(one.reading, "1130 kWh, meter 4711 at P1");
    EXPECT_TRUE(one.number.empty());
    EXPECT_NE(one.why.words.find("1150 was read on 2026-12-05"), std::string::npos)
        << one.why.words;
    EXPECT_FALSE(*billing::has_till_payments(*db_, clock_.at));
    ASSERT_EQ(billing::unbooked(*db_)->size(), 1U);
    EXPECT_EQ(used(), 150'000'000);
    // It cannot be right, so nobody can take it; put away it waits no longer.
    EXPECT_FALSE(settle(one.entry, true).empty());
    EXPECT_EQ(billing::unbooked(*db_)->size(), 1U);
    EXPECT_EQ(settle(one.entry, false), "");
    EXPECT_TRUE(billing::unbooked(*db_)->empty());
    EXPECT_NE(settle(one.entry, false), "");
    expect_books_in_order();
}

TEST_P(TillMetered, WhatIsOddWaitsUnlessSomebodyWasSure) {
    note("1130");
    EXPECT_EQ(send_and_book().booked, 1U);
    go_to("2026-12-20");
    note("90000");  // the till had not heard of what is usual
    const auto booking = send_and_book();
    ASSERT_EQ(booking.parked.size(), 1U);
    EXPECT_NE(booking.parked[0].why.words.find("is very high"), std::string::npos);
    EXPECT_EQ(booking.parked[0].why.words.find("--sure"), std::string::npos);
    // What it is about is kept beside the words, for a page in another language.
    const auto waits = billing::unbooked(*db_);
    ASSERT_TRUE(waits && waits->size() == 1U);
    EXPECT_EQ(waits->front().why.words, booking.parked[0].why.words);
    EXPECT_EQ(waits->front().why.why, app::core::Why::too_high);
    EXPECT_EQ(waits->front().why.about, "90000");
    EXPECT_EQ(used(), 130'000'000);
    EXPECT_EQ(settle(booking.parked[0].entry, true), "");
    EXPECT_EQ(used(), 89'000'000'000);
    go_to("2026-12-21");
    note("40", true);  // it passed its last digit, and the cashier has asked
    EXPECT_EQ(send_and_book().booked, 1U);
    EXPECT_EQ(used(), 89'000'000'000 + 10'040'000'000);
    expect_books_in_order();
}

TEST_P(TillMetered, OfACounterThatIsGoneIsParked) {
    note("1130");
    auto open = books();
    const auto exchanged =
        billing::exchange_counter(open, {.point = "P1", .figure = "1200", .at = "2026-11-30"},
                                  {.serial = "9", .figure = "5"}, clock_.at, random_);
    ASSERT_TRUE(exchanged) << exchanged.error().words;
    const auto booking = send_and_book();
    ASSERT_EQ(booking.parked.size(), 1U);
    EXPECT_NE(booking.parked[0].why.words.find("meter 9 stands by now, and 4711 was read"),
              std::string::npos);
    follow();
    // What was read of the old one says nothing of the new one.
    EXPECT_EQ(found().counters[0].told.serial, "9");
    EXPECT_EQ(found().counters[0].told.figure, "5");
}

TEST_P(TillMetered, APointGoesToAnotherAccountWithItsCounter) {
    subscribe("2", "GREEN", "2026-12-10", "P1");
    follow();
    ASSERT_EQ(found("1").counters.size(), 1U);
    ASSERT_TRUE(found("1").counters[0].told.until);
    ASSERT_EQ(found("2").counters.size(), 1U);
    EXPECT_EQ(found("2").counters[0].told.from, *found("1").counters[0].told.until);
}

TEST_P(TillMetered, ACounterThatReadsItselfIsNotForTills) {
    auto open = books();
    go_to("2026-11-10");
    for (int hour = 0; hour < 70; ++hour) {
        clock_.at.unix_ms += 3'600'000;
        ASSERT_TRUE(billing::take_reading(
            open, {.point = "P1", .figure = std::to_string(1001 + hour)}, clock_.at));
    }
    follow();
    EXPECT_TRUE(found().counters.empty());
    ASSERT_TRUE(billing::take_reading(open, {.point = "P1", .figure = "1200", .sure = true},
                                      {clock_.at.unix_ms + 3'600'000}));
    EXPECT_EQ(follow(), 0U);  // of each figure tills hear nothing
}

TEST_P(TillMetered, ACounterIsNobodysOnceItsContractHasEnded) {
    change({.number = number_, .act = pos::billing::plan::Act::cancelled, .at = "2026-12-10"});
    follow();
    ASSERT_EQ(found().counters.size(), 1U);
    const auto until = found().counters[0].told.until;
    ASSERT_TRUE(until);
    EXPECT_GT(*until, clock_.at);
    // Whoever comes after a while has it from then on.
    subscribe("2", "GREEN", "2026-12-20", "P1");
    follow();
    EXPECT_EQ(found("1").counters[0].told.until, until);
    EXPECT_GT(found("2").counters[0].told.from, *until);
    EXPECT_FALSE(found("2").counters[0].told.until);
}

TEST_P(TillMetered, ATillThatWasAwayForLongBringsItsReadingsInTheirOrder) {
    note("1130");
    go_to("2026-12-20");
    note("90000");  // odd, and nobody was asked
    go_to("2027-01-10");
    note("1300");
    go_to("2027-02-01");
    const auto booking = send_and_book();
    EXPECT_EQ(booking.booked, 2U);
    ASSERT_EQ(booking.parked.size(), 1U);  // and holds up nobody
    EXPECT_EQ(used(), 300'000'000);
    // Each is as of when it was noted.
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(DISTINCT at) FROM meter_reading")->value(), 3);
    EXPECT_NE(settle(booking.parked[0].entry, true).find("1300 was read on 2027-01-10"),
              std::string::npos);
    EXPECT_EQ(settle(booking.parked[0].entry, false), "");
    expect_books_in_order();
}

TEST_P(TillMetered, AFigureThatTwoTillsNoteIsUsedOnce) {
    note("1130");
    clock_.at.unix_ms += 3'600'000;
    note("1130");  // as another till would, which has not heard of it
    EXPECT_EQ(send_and_book().booked, 2U);
    EXPECT_EQ(used(), 130'000'000);
    expect_books_in_order();
}

TEST_P(TillMetered, AClockThatIsAheadLeavesNoReadingUnderWay) {
    const auto now = clock_.at;
    clock_.at.unix_ms += 7'200'000;
    note("1130");
    clock_.at = now;
    EXPECT_EQ(send_and_book().booked, 1U);
    EXPECT_EQ(db_->value<std::int64_t>("SELECT max(at) FROM meter_reading")->value(), now.unix_ms);
    follow();
    EXPECT_EQ(found().counters[0].told.figure, "1130");
    EXPECT_FALSE(found().counters[0].noted_here);
    // Another figure of that hour is under way.
    clock_.at.unix_ms += 7'200'001;
    note("1131");
    EXPECT_TRUE(found().counters[0].noted_here);
}

TEST_P(TillMetered, CreditIsKnownAsOfTheFeedAndExpiresByTheTillsClock) {
    EXPECT_FALSE(found().has_credit);
    grant("10.00");
    grant("5.00", "2026-12-24");
    follow();
    EXPECT_TRUE(found().has_credit);
    EXPECT_EQ(found().credit_at(clock_.at), euro(1'500));
    go_to("2026-12-24");
    EXPECT_EQ(found().credit_at(clock_.at), euro(1'000));
}

TEST_P(TillMetered, CreditThatIsBoughtIsGrantedAndPaidOnce) {
    grant("3.50");
    follow();
    const auto sale = top_up(3'000);
    EXPECT_EQ(found().credit_at(clock_.at), euro(3'350));
    EXPECT_EQ(found().taken_here, euro(3'000));
    EXPECT_EQ(found().ahead, euro(0));
    EXPECT_EQ(send_and_book().booked, 1U);
    EXPECT_EQ(credit(), euro(3'350));
    EXPECT_EQ(open_of("1"), 0);  // the lot is paid
    EXPECT_EQ(send_and_book().booked, 0U);
    EXPECT_EQ(count("wallet_lot"), 2);
    EXPECT_EQ(count("payment"), 1);
    expect_books_in_order();
    follow();
    EXPECT_EQ(found().credit_at(clock_.at), euro(3'350));
    EXPECT_EQ(found().taken_here, euro(0));
    EXPECT_EQ(db_->value<std::string>("SELECT external_id FROM payment")->value(),
              "till:" + to_string(sale));
    // It pays what is billed next.
    bill("2026-12-01");
    EXPECT_EQ(open_of("1"), 0);
    follow();
    EXPECT_LT(found().credit_at(clock_.at), euro(3'350));
}

TEST_P(TillMetered, CreditThatWasBoughtByMistakeIsVoidedAndPaidBack) {
    grant("3.50");
    follow();
    const auto sale = top_up(3'000);
    EXPECT_EQ(send_and_book().booked, 1U);
    auto open = books();
    const auto voided =
        billing::void_credit(open, "till:" + to_string(sale), "wrong account", clock_.at);
    ASSERT_TRUE(voided) << voided.error().words;
    EXPECT_EQ(*voided, euro(3'000));
    EXPECT_EQ(credit(), euro(350));
    EXPECT_EQ(open_of("1"), -3'000);  // what was paid is the customer's
    follow();
    EXPECT_EQ(found().credit_at(clock_.at), euro(350));
    EXPECT_EQ(found().ahead, euro(3'000));
    EXPECT_EQ(found().taken_here, euro(0));
    const auto back = billing::refund(
        open,
        {.account = "1", .amount = "30.00", .reason = "wrong account", .external_id = "back-1"},
        clock_.at);
    ASSERT_TRUE(back) << back.error().words;
    EXPECT_EQ(open_of("1"), 0);
    // Nothing is below zero, and the same ticket brings nothing back.
    EXPECT_FALSE(billing::void_credit(open, "till:" + to_string(sale), "again", clock_.at));
    EXPECT_EQ(send_and_book().booked, 0U);
    EXPECT_EQ(credit(), euro(350));
    expect_books_in_order();
}

TEST_P(TillMetered, CreditThatWasGivenAndTakenBackIsNoneAtTheTill) {
    grant("10.00");
    follow();
    auto open = books();
    const auto lot = db_->value<pos::Ulid>("SELECT lot FROM wallet_lot")->value();
    ASSERT_TRUE(billing::void_credit(open, to_string(lot), "a mistake", clock_.at));
    follow();
    EXPECT_TRUE(found().has_credit);  // or had some: it can be topped up
    EXPECT_EQ(found().credit_at(clock_.at), euro(0));
}

TEST_P(TillMetered, CreditForNoAccountIsKeptAndSaysWhy) {
    store(pos::journal::BillPaid{[&] {
        auto record = test::sample_top_up();
        record.number.clear();
        return record;
    }()});
    const auto booking = send_and_book();
    ASSERT_EQ(booking.parked.size(), 1U);
    EXPECT_EQ(booking.parked[0].number, "B01-T1-000001");
    EXPECT_NE(booking.parked[0].why.words.find("No account here has the number A-1042"),
              std::string::npos);
    EXPECT_EQ(count("wallet_lot"), 0);
    expect_books_in_order();
}

}  // namespace
ON_EITHER_ENGINE(TillMetered);
