// Goal: an account's timeline has all that happened, the latest first, each once however it is
// paged, the same on either engine, and by an index. Method: an office in which a bit of everything
// happens, read whole, page by page, and sort by sort.
#include "pos/store/billing/timeline.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "app/core/billing/account_note.hpp"
#include "app/core/billing/coupons.hpp"
#include "app/core/billing/credit.hpp"
#include "app/core/billing/deliver.hpp"
#include "app/core/billing/instalments.hpp"
#include "app/core/billing/move.hpp"
#include "app/core/billing/readings.hpp"
#include "app/core/billing/refund.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/write_invoice.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using stored::TimelineItem;
using stored::TimelineKind;
using stored::TimelineSort;

class Timeline : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        zone_.emplace(*pos::locale::Zone::open("Europe/Berlin"));
        customer("1");
        customer("2");
        note("1", "Wants to be called in the evening");
        subscribe("1", "GREEN", "2026-11-01", "M1");
        {
            auto open = books();
            ASSERT_TRUE(billing::fit_counter(
                open, {.point = "M1", .meter = "kwh", .serial = "A", .at = "2026-11-01"}, clock_.at,
                random_));
        }
        go_to("2026-11-21");
        read("100", "2026-11-21");
        use(R"({"id": "1", "subject": "M1", "at": "2026-11-20 08:00", "quantity": "1.5"}
{"id": "2", "subject": "M1", "at": "2026-11-20 09:00", "quantity": "1"}
{"id": "3", "subject": "M1", "at": "2026-11-22 00:10", "quantity": "2"})");
        bill("2026-12-01");
        pay({.account = "1", .document = "", .amount = "5.00", .reference = "thanks"});
        go_to("2026-12-20");
        levels();
        {
            auto open = books();
            ASSERT_TRUE(billing::remind(open, {}, clock_.at, random_));
            ASSERT_TRUE(billing::agree_instalments(
                open, {.account = "1", .parts = 2, .first = "2027-01-01"}, false, clock_.at,
                random_));
            ASSERT_TRUE(billing::make_move(
                open, {.points = {"M1"}, .at = "2026-12-10", .figures = {{"kwh", "140"}}}, false,
                clock_.at, random_));
        }
        note("2", "Of another account");
    }
    void note(const std::string& account, const std::string& text) {
        auto open = books();
        ASSERT_TRUE(billing::note_account(open, {account, text}, clock_.at, random_));
    }
    void read(const std::string& figure, const std::string& at) {
        auto open = books();
        ASSERT_TRUE(billing::take_reading(
            open, {.point = "M1", .meter = "kwh", .figure = figure, .at = at, .sure = true},
            clock_.at));
    }
    void levels() {
        auto open = books();
        ASSERT_TRUE(
            billing::change_levels(open, {{.days = 1, .fee = "0", .name = "First"}}, clock_.at));
    }
    pos::Ulid id_of(const std::string& account) {
        return stored::account_of_number(*db_, account).value()->stored.account.id;
    }
    std::vector<TimelineItem> items(std::size_t limit,
                                    std::optional<stored::TimelinePlace> behind = {},
                                    std::optional<TimelineSort> only = {}) {
        const auto found = stored::timeline(*db_, {.account = id_of("1"),
                                                   .zone = *zone_,
                                                   .only = only,
                                                   .behind = behind,
                                                   .limit = limit});
        EXPECT_TRUE(found) << found.error().cause.text;
        return found.value_or(std::vector<TimelineItem>{});
    }
    std::vector<TimelineItem> by_pages(std::size_t size, std::optional<TimelineSort> only = {}) {
        std::vector<TimelineItem> all;
        std::optional<stored::TimelinePlace> behind;
        for (int page = 0; page < 200; ++page) {
            const auto some = items(size, behind, only);
            all.insert(all.end(), some.begin(), some.end());
            if (some.size() < size) break;
            // As a link carries it.
            behind = stored::parse_timeline_place(to_string(some.back().place));
            EXPECT_TRUE(behind);
        }
        return all;
    }
    static std::vector<std::string> places(const std::vector<TimelineItem>& items) {
        std::vector<std::string> texts;
        for (const auto& item : items) texts.push_back(to_string(item.place));
        return texts;
    }
    std::optional<pos::locale::Zone> zone_;
};

TEST_P(Timeline, HasAllThatHappenedTheLatestFirst) {
    const auto all = items(1'000);
    std::map<TimelineKind, int> count;
    for (const auto& item : all) ++count[item.kind];
    EXPECT_EQ(count[TimelineKind::note], 1);
    EXPECT_EQ(count[TimelineKind::started], 1);
    EXPECT_EQ(count[TimelineKind::cancelled], 1);
    EXPECT_EQ(count[TimelineKind::moved_out], 1);
    EXPECT_EQ(count[TimelineKind::instalments], 1);
    EXPECT_EQ(count[TimelineKind::invoice] + count[TimelineKind::credit_note], 2);
    EXPECT_EQ(count[TimelineKind::payment], 1);
    EXPECT_EQ(count[TimelineKind::reminder], 1);
    EXPECT_EQ(count[TimelineKind::reading], 3);
    EXPECT_EQ(count[TimelineKind::usage], 2);  // November's and December's
    for (std::size_t i = 1; i < all.size(); ++i) {
        EXPECT_GE(all[i - 1].place.at, all[i].place.at) << i;
    }
    for (const auto& item : all) {
        if (item.kind == TimelineKind::payment) {
            EXPECT_EQ(item.amount_minor, -500);
            EXPECT_EQ(item.about, "thanks");
        }
        if (item.kind == TimelineKind::note) {
            EXPECT_EQ(item.about, "Wants to be called in the evening");
        }
        EXPECT_NE(item.about, "Of another account");
    }
}

TEST_P(Timeline, PutsUsageTogetherByDaysAmongItself) {
    const auto days = items(1'000, {}, TimelineSort::usage);
    EXPECT_GT(days.size(), 30U);
    for (const auto& item : days) {
        // The day is the account's, not UTC's.
        const auto day = to_string(zone_->local(item.place.at).date);
        EXPECT_EQ(item.number, "1-1");
        if (day == "2026-11-20") {
            EXPECT_EQ(item.code, 3);
            EXPECT_EQ(item.figure, "7.5");  // five of the counter's among them
        }
        if (day == "2026-11-21") {
            EXPECT_EQ(item.code, 1);
        }
    }
    std::int64_t sum = 0;
    for (const auto& item : days) {
        sum += pos::parse_decimal(item.figure, 6).value_or(0);
    }
    EXPECT_EQ(sum, 144'500'000);  // what the counter went, and the three records
    std::int64_t months = 0;
    for (const auto& item : items(1'000)) {
        if (item.kind == TimelineKind::usage) {
            months += pos::parse_decimal(item.figure, 6).value_or(0);
        }
    }
    EXPECT_EQ(months, sum);
}

TEST_P(Timeline, IsTheSameHoweverItIsPaged) {
    const auto whole = places(items(1'000));
    EXPECT_EQ(std::set<std::string>(whole.begin(), whole.end()).size(), whole.size());
    for (const std::size_t size : {1U, 2U, 3U, 7U, 50U}) {
        EXPECT_EQ(places(by_pages(size)), whole) << size;
    }
    std::size_t sum = 2;  // months of usage
    for (const auto sort :
         {TimelineSort::event, TimelineSort::usage, TimelineSort::invoice, TimelineSort::payment,
          TimelineSort::delivery, TimelineSort::reading, TimelineSort::note}) {
        const auto some = by_pages(2, sort);
        if (sort != TimelineSort::usage) sum += some.size();
        for (const auto& item : some) EXPECT_EQ(sort_of(item.kind), sort);
        EXPECT_FALSE(some.empty());
    }
    EXPECT_EQ(sum, whole.size());
}

TEST_P(Timeline, TellsWhatWasPaidBackFromWhatBounced) {
    const auto payment = pay({.account = "1", .document = "", .amount = "500.00"});
    {
        auto open = books();
        ASSERT_TRUE(billing::refund(open, {"1", "7.00", "", ""}, clock_.at));
        ASSERT_TRUE(billing::return_payment(open, to_string(payment.payment), "AC04", clock_.at));
    }
    std::map<TimelineKind, std::vector<std::int64_t>> amounts;
    for (const auto& item : by_pages(2, TimelineSort::payment)) {
        amounts[item.kind].push_back(item.amount_minor.value_or(0));
    }
    EXPECT_EQ(amounts[TimelineKind::refund], std::vector<std::int64_t>{700});
    EXPECT_EQ(amounts[TimelineKind::payment_returned], std::vector<std::int64_t>{50'000});
    expect_books_in_order();
}

TEST_P(Timeline, EndsWhereAPointIsSomebodyElses) {
    {
        auto open = books();
        ASSERT_TRUE(
            billing::make_move(open,
                               {.points = {"M1"},
                                .at = "2026-12-12",
                                .leaves = false,
                                .next = billing::NextTenant{.account = "2", .plan = "GREEN"},
                                .figures = {{"kwh", "141"}}},
                               false, clock_.at, random_));
        ASSERT_TRUE(billing::take_reading(
            open, {.point = "M1", .meter = "kwh", .figure = "150", .at = "2026-12-20"}, clock_.at));
    }
    // Whoever left sees what was read as the next one came, and nothing behind it.
    EXPECT_EQ(by_pages(2, TimelineSort::reading).size(), 4U);
    const auto theirs = stored::timeline(
        *db_, {.account = id_of("2"), .zone = *zone_, .only = TimelineSort::reading});
    ASSERT_TRUE(theirs);
    EXPECT_EQ(theirs->size(), 2U);
}

TEST_P(Timeline, KeepsANoteThatIsSentTwiceOnce) {
    auto open = books();
    const billing::NewNote asked{"1", "Twice", "page-1"};
    EXPECT_TRUE(billing::note_account(open, asked, clock_.at, random_).value());
    EXPECT_FALSE(billing::note_account(open, asked, clock_.at, random_).value());
    EXPECT_EQ(by_pages(9, TimelineSort::note).size(), 2U);
    EXPECT_EQ(billing::note_account(open, {"1", " "}, clock_.at, random_).error().about,
              "note_empty");
    EXPECT_FALSE(billing::note_account(open, {"9", "Nobody"}, clock_.at, random_));
    EXPECT_FALSE(billing::note_account(open, {"1", std::string(2'001, 'x')}, clock_.at, random_));
    expect_books_in_order();
}

TEST_P(Timeline, HasCouponsRedeemedUsedUpAndStopped) {
    customer("3");
    const auto number = subscribe("3", "GREEN", "2027-01-01");
    {
        auto open = books();
        for (const auto& [code, periods] : {std::pair{"SPRING", 1}, std::pair{"AUTUMN", 0}}) {
            ASSERT_TRUE(billing::put_coupon(
                open,
                {.code = code, .name = "Offer", .percent = "20", .periods = periods, .plans = {}},
                clock_.at));
            const auto done = billing::redeem_coupon(open, {number, code, ""}, clock_.at, random_);
            ASSERT_TRUE(done) << done.error().words;
        }
    }
    const auto counted = [&](std::size_t size) {
        std::map<TimelineKind, int> count;
        std::optional<stored::TimelinePlace> behind;
        for (int page = 0; page < 50; ++page) {
            const auto some = stored::timeline(*db_, {.account = id_of("3"),
                                                      .zone = *zone_,
                                                      .only = TimelineSort::event,
                                                      .behind = behind,
                                                      .limit = size});
            EXPECT_TRUE(some) << some.error().cause.text;
            if (!some) break;
            for (const auto& item : *some) {
                ++count[item.kind];
                if (item.kind == TimelineKind::started) continue;
                EXPECT_EQ(item.number, number);
                EXPECT_TRUE(item.about.starts_with("Offer (")) << item.about;
            }
            if (some->size() < size) break;
            behind = some->back().place;
        }
        return count;
    };
    bill("2027-01-01");
    {
        auto open = books();
        ASSERT_TRUE(billing::stop_coupon(open, {number, "AUTUMN", "", "Asked for it"}, clock_.at));
    }
    for (const std::size_t size : {1U, 2U, 50U}) {
        auto count = counted(size);
        EXPECT_EQ(count[TimelineKind::coupon_redeemed], 2) << size;
        EXPECT_EQ(count[TimelineKind::coupon_used_up], 1) << size;
        EXPECT_EQ(count[TimelineKind::coupon_stopped], 1) << size;
        EXPECT_EQ(count[TimelineKind::started], 1) << size;
    }
    // A bill that is taken back whole gives the period back.
    auto open = books();
    std::string theirs;
    for (const auto& one : documents()) {
        if (one.account_number == "3") theirs = one.row.number;
    }
    const auto voided = billing::credit(open, {theirs, {}, "Wrong", true}, clock_.at, random_);
    ASSERT_TRUE(voided) << voided.error().words;
    EXPECT_EQ(counted(50)[TimelineKind::coupon_used_up], 0);
}

TEST_P(Timeline, IsReadByIndexes) {
    if (!is_sqlite()) GTEST_SKIP() << "SQLite says how it will go about it whatever the sizes";
    for (const std::string_view statement : stored::timeline_statements()) {
        std::array<pos::store::db::Param, 7> none;
        const std::size_t params = statement.find("$7") != statement.npos   ? 7
                                   : statement.find("$5") != statement.npos ? 5
                                   : statement.find("$4") != statement.npos ? 4
                                   : statement.find("$3") != statement.npos ? 3
                                                                            : 1;
        const auto planned = db_->run(
            "EXPLAIN QUERY PLAN " + std::string{statement}, std::span{none}.first(params),
            [&](const auto& row) {
                EXPECT_FALSE(row.text(3).starts_with("SCAN")) << row.text(3) << '\n' << statement;
                return true;
            });
        EXPECT_TRUE(planned) << planned.error().text;
    }
}

TEST_P(Timeline, RefusesPlacesThatAreNone) {
    for (const char* text :
         {"", "1", "1.2.3", "1.99.01ARZ3NDEKTSV4RRFFQ69G5FAV.0", "x.1.01ARZ3NDEKTSV4RRFFQ69G5FAV.0",
          "1.1.nothing.0", "1.1.01ARZ3NDEKTSV4RRFFQ69G5FAV.0x"}) {
        EXPECT_FALSE(stored::parse_timeline_place(text)) << text;
    }
    const auto place = stored::parse_timeline_place("-5.10.01ARZ3NDEKTSV4RRFFQ69G5FAV.-7");
    ASSERT_TRUE(place);
    EXPECT_EQ(to_string(*place), "-5.10.01ARZ3NDEKTSV4RRFFQ69G5FAV.-7");
}

}  // namespace

ON_EITHER_ENGINE(Timeline);
