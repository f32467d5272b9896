// Goal: a service point changes hands as one act: final figures, the end with the final bill, and
// whoever comes; a trial keeps nothing, a refusal keeps nothing, and said again it changes nothing.
// Method: an office on either engine with counters, to the cent, and each refusal by itself.
#include "app/core/billing/move.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/readings.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/meters.hpp"
#include "pos/store/billing/moves.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using billing::FigureFrom;
using billing::Moved;
using billing::NewMove;
using pos::billing::plan::Act;

class Moves : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        customer("2");
        subscription_ = subscribe("1", "GREEN", "2026-11-01", "M1");
        fit("M1", "100", "2026-11-01");
        go_to("2026-12-01");
        figure("M1", "250", "2026-12-01");
        bill("2026-12-01");
        go_to("2026-12-11");
    }
    void fit(const std::string& point, const std::string& shows, const std::string& at) {
        auto open = books();
        const auto done = billing::fit_counter(
            open,
            {.point = point, .meter = "kwh", .serial = "A-" + point, .figure = shows, .at = at},
            clock_.at, random_);
        ASSERT_TRUE(done) << done.error().words;
    }
    void figure(const std::string& point, const std::string& shows, const std::string& at) {
        auto open = books();
        const auto done = billing::take_reading(
            open, {.point = point, .meter = "kwh", .figure = shows, .at = at, .sure = true},
            clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    app::core::Outcome<Moved> attempt(const NewMove& asked, bool dry_run = false) {
        auto open = books();
        return billing::make_move(open, asked, dry_run, clock_.at, random_);
    }
    Moved moved(const NewMove& asked, bool dry_run = false) {
        const auto done = attempt(asked, dry_run);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(Moved{});
    }
    void expect_refused(const NewMove& asked, const std::string& about, const std::string& words) {
        const auto before = state();
        const auto done = attempt(asked);
        ASSERT_FALSE(done) << words;
        if (!about.empty()) {
            EXPECT_EQ(done.error().about, about) << done.error().words;
        }
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
        EXPECT_EQ(state(), before);
    }
    /// What a move that was given up leaves as it was.
    std::vector<std::int64_t> state() {
        std::vector<std::int64_t> counts;
        for (const char* table : {"document", "subscription", "subscription_act", "service_point",
                                  "meter_reading", "usage_record", "moving", "journal_entry"}) {
            counts.push_back(
                db_->value<std::int64_t>(std::string{"SELECT count(*) FROM "} + table)->value());
        }
        counts.push_back(
            db_->value<std::int64_t>("SELECT CAST(coalesce(sum(last), 0) AS BIGINT) FROM "
                                     "number_series")
                ->value());
        return counts;
    }
    stored::StoredSubscription subscription_of(const std::string& number) {
        const auto found = stored::subscription_of_number(*db_, number);
        EXPECT_TRUE(found && *found) << number;
        return found && *found ? **found : stored::StoredSubscription{};
    }
    NewMove out(const std::string& shows = "300") const {
        return {.points = {"M1"}, .at = "2026-12-11", .figures = {{"", shows}}};
    }
    NewMove out_and_in() const {
        NewMove asked = out();
        asked.next = billing::NextTenant{.account = "2", .plan = "GREEN"};
        return asked;
    }

    std::string subscription_;
};

TEST_P(Moves, AreLookedAtThenDoneOnce) {
    const auto before = state();
    const Moved trial = moved(out_and_in(), true);
    EXPECT_EQ(state(), before);
    ASSERT_TRUE(trial.bill);
    EXPECT_TRUE(trial.bill->number.empty());
    // 50 kWh of December at 0.30 each, and the fee of 21 of its 31 days back.
    EXPECT_EQ(trial.bill->net.minor, 1'500 - 671);
    ASSERT_TRUE(trial.first);
    EXPECT_EQ(trial.owed.minor, open_of("1"));
    EXPECT_EQ(trial.ended, std::vector<std::string>{subscription_});

    const Moved done = moved(out_and_in());
    EXPECT_EQ(done.bill->payable, trial.bill->payable);
    EXPECT_EQ(document(done.bill->number).payable, trial.bill->payable);
    EXPECT_EQ(document(done.bill->number).note,
              "Final bill for M1 up to and including 10/12/2026.");
    EXPECT_EQ(subscription_of(subscription_).acts.back().act, Act::cancelled);
    EXPECT_EQ(subscription_of(done.begun).acts.front().at, done.at);
    ASSERT_EQ(done.counters.size(), 1U);
    EXPECT_EQ(done.counters[0].figure, "300");

    // Killed behind its transaction, or asked twice: the same again.
    const auto after = state();
    const Moved again = moved(out_and_in());
    EXPECT_TRUE(again.again);
    EXPECT_EQ(again.bill->number, done.bill->number);
    EXPECT_EQ(again.begun, done.begun);
    EXPECT_EQ(again.counters[0].figure, "300");
    EXPECT_EQ(state(), after);
    const auto row = billing::read_move(*db_, done.id);
    ASSERT_TRUE(row && *row);
    EXPECT_EQ((*row)->to, "2");
    expect_refused(out("301"), "moved_already", "document void " + done.bill->number);
    expect_books_in_order();
}

TEST_P(Moves, ShareWhatWasUsedAtThatInstant) {
    const Moved done = moved(out_and_in());
    go_to("2027-01-01");
    figure("M1", "420", "2027-01-01");
    EXPECT_EQ(bill("2027-01-01").invoices, 1);  // the fee ahead
    // The periods of account 2 begin with its first subscription: on the 11th.
    EXPECT_EQ(bill("2027-01-11").invoices, 1);
    const auto newest = documents().front();
    EXPECT_EQ(newest.account_number, "2");
    const auto bill_of_2 = document(newest.row.number);
    std::string used;
    for (const auto& line : bill_of_2.lines) {
        if (line.name.starts_with("Electricity")) used = line.quantity;
    }
    EXPECT_EQ(used, "120");
    EXPECT_EQ(done.from, "1");
    expect_books_in_order();
}

TEST_P(Moves, OutThenInWithNobodyBetween) {
    moved(out());
    go_to("2026-12-20");
    const NewMove in{.points = {"M1"},
                     .at = "2026-12-20",
                     .leaves = false,
                     .next = billing::NextTenant{.account = "2", .plan = "GREEN"},
                     .figures = {{"kwh", "310"}}};
    const Moved trial = moved(in, true);
    EXPECT_FALSE(trial.bill);
    ASSERT_TRUE(trial.first);
    const Moved done = moved(in);
    EXPECT_TRUE(done.from.empty());
    EXPECT_TRUE(moved(in).again);
    go_to("2027-01-01");
    figure("M1", "420", "2027-01-01");
    bill("2027-01-20");  // where the first period of account 2 ends
    std::int64_t used = 0;
    const auto all = documents();
    for (const auto& one : all) {
        const auto bill = document(one.row.number);
        for (const auto& line : bill.lines) {
            if (!line.name.starts_with("Electricity")) continue;
            used += pos::parse_decimal(line.quantity, 6).value_or(0);
        }
    }
    EXPECT_EQ(used, 310'000'000);  // of 320: ten were nobody's
    expect_books_in_order();
}

TEST_P(Moves, WaitForNoGraceAndBillWhoPays) {
    customer("3");
    customer("1", {.payer = "3", .grace_days = "5"});
    const Moved done = moved(out());
    EXPECT_EQ(done.payer, "3");
    ASSERT_TRUE(done.bill);
    EXPECT_EQ(done.bill->account_number, "3");
    EXPECT_EQ(done.bill->net.minor, 1'500 - 671);
    // Nothing is left for the run.
    EXPECT_EQ(bill("2027-01-31").invoices, 0);
    expect_books_in_order();
}

TEST_P(Moves, EndWhatHangsOnIt) {
    publish(R"({"code": "CARE", "name": "Care", "currency": "EUR", "tax_class": "standard",
      "phases": [{"charges": [{"code": "care", "name": "Care", "model": "recurring",
      "amount": "3.10", "every": "month", "mode": "in_arrears"}]}]})");
    auto open = books();
    const auto added = billing::subscribe(
        open, {.account = "1", .plan = "CARE", .start = "2026-12-01", .base = subscription_},
        clock_.at, random_);
    ASSERT_TRUE(added);
    const auto apart = billing::subscribe(
        open, {.account = "1", .plan = "CARE", .start = "2026-12-01"}, clock_.at, random_);
    ASSERT_TRUE(apart);
    const Moved done = moved(out());
    EXPECT_EQ(done.ended, (std::vector<std::string>{subscription_, *added}));
    EXPECT_EQ(done.bill->net.minor, 1'500 - 671 + 100);
    EXPECT_EQ(subscription_of(*apart).acts.back().act, Act::started);
}

TEST_P(Moves, WithinADay) {
    NewMove asked = out();
    asked.at = "2026-12-10 15:30";
    const Moved done = moved(asked);
    ASSERT_TRUE(done.bill);
    int used = 0;
    for (const auto& line : done.bill->lines) {
        if (!line.name.starts_with("Electricity")) continue;
        ++used;
        EXPECT_EQ(to_string(line.to), "2026-12-10");
        EXPECT_EQ(line.quantity, "50");  // the morning's, too
    }
    EXPECT_EQ(used, 1);
    EXPECT_EQ(document(done.bill->number).note,
              "Final bill for M1 up to and including 10/12/2026.");
    expect_books_in_order();
}

TEST_P(Moves, EstimateWhatNobodyRead) {
    NewMove asked{.points = {"M1"}, .at = "2026-12-11"};
    expect_refused(asked, "counter_not_read", "Nobody says what meter M1/kwh (A-M1) showed");
    asked.estimate = true;
    const Moved done = moved(asked, true);
    ASSERT_EQ(done.counters.size(), 1U);
    EXPECT_EQ(done.counters[0].from, FigureFrom::estimated);
    EXPECT_EQ(done.counters[0].figure, "300");  // as in November, 5 a day
    // A figure of that instant, or a later one, is better.
    figure("M1", "302", "2026-12-11");
    EXPECT_EQ(moved(asked, true).counters[0].from, FigureFrom::there);
    asked.at = "2026-12-06";
    const Moved between = moved(asked);
    EXPECT_EQ(between.counters[0].from, FigureFrom::between);
    expect_books_in_order();
}

TEST_P(Moves, AreRefusedWhereTheyMakeNoSense) {
    expect_refused({.points = {}}, "move_no_point", "Say which service points");
    expect_refused({.points = {"M1"}, .leaves = false}, "move_nobody", "Say who comes");
    expect_refused({.points = {"M9"}, .at = "2026-12-11"}, "point_nobodys", "Nobody has M9");
    NewMove asked = out();
    asked.at = "2026-12-12";
    expect_refused(asked, "2026-12-12", "still to come");
    asked.at = "soon";
    expect_refused(asked, "soon", "is no day");
    asked.at = "2026-11-01";
    expect_refused(asked, "point_began_then", "subscription cancel " + subscription_);
    asked = out();
    asked.figures = {{"gas", "1"}};
    expect_refused(asked, "gas", "No meter gas");
    asked.figures = {{"kwh", "300"}, {"A-M1", "300"}};
    expect_refused(asked, "counter_twice", "Two figures");
    subscribe("2", "GREEN", "2026-11-01", "M3");
    asked = out();
    asked.points = {"M3"};
    expect_refused(asked, "M3", "No meter stands at M3 by then.");
    expect_refused(out("240"), "240", "");
    expect_refused(out("9000"), "9000", "--sure");
    asked = out_and_in();
    asked.next->plan = "NONE";
    expect_refused(asked, "no_plan", "no plan NONE");
    asked.next->account = "9";
    expect_refused(asked, "9", "No account has the number 9");
    NewMove in{.points = {"M1"},
               .at = "2026-12-11",
               .leaves = false,
               .next = billing::NextTenant{.account = "2", .plan = "GREEN"}};
    expect_refused(in, "point_taken", "counterfoil move out M1 first");
    // Two points of two accounts.
    subscribe("2", "GREEN", "2026-12-01", "M2");
    asked = out();
    asked.points.push_back("M2");
    expect_refused(asked, "points_of_several", "move them one by one");
    moved(out());
    asked = out();
    asked.at = "2026-12-11 10:00";
    expect_refused(asked, "point_ended_before", "nobody has it by then");
}

TEST_P(Moves, ThatCannotBeBilledKeepNothing) {
    publish(R"({"code": "ODD", "name": "Odd", "currency": "EUR", "tax_class": "luxury", "phases":
        [{"charges": [{"code": "fee", "name": "Fee", "model": "recurring", "amount": "5.00",
        "every": "month"}]}]})");
    subscribe("1", "ODD", "2026-12-10");
    expect_refused(out(), "bill_cannot_be", "The bill of account 1 cannot be made");
}

TEST_P(Moves, AreTakenBackAsTheySay) {
    const Moved done = moved(out_and_in());
    const auto commands = billing::undo_of(done);
    ASSERT_EQ(commands.size(), 3U);
    EXPECT_EQ(commands[1],
              "counterfoil subscription cancel " + done.begun + " --at 2026-12-10T23:00:00Z");
    EXPECT_EQ(commands[2],
              "counterfoil move in M1 --account 1 --plan GREEN --at 2026-12-10T23:00:00Z");
    auto open = books();
    ASSERT_TRUE(billing::credit(
        open, {.document = done.bill->number, .parts = {}, .reason = "", .voids = true}, clock_.at,
        random_));
    change({.number = done.begun, .act = Act::cancelled, .at = "2026-12-10T23:00:00Z"});
    const Moved back = moved({.points = {"M1"},
                              .at = "2026-12-10T23:00:00Z",
                              .leaves = false,
                              .next = billing::NextTenant{.account = "1", .plan = "GREEN"}});
    EXPECT_EQ(back.counters[0].from, FigureFrom::there);
    go_to("2027-01-01");
    figure("M1", "420", "2027-01-01");
    bill("2027-01-01");
    bill("2027-02-01");
    // All that was used since December is the old account's again.
    const auto mine = db_->value<std::int64_t>(
        "SELECT CAST(coalesce(sum(net_minor), 0) AS BIGINT) FROM document d JOIN billing_account a "
        "ON "
        "a.account = d.account WHERE a.number = '2'");
    EXPECT_EQ(mine->value_or(0), 0);
    expect_books_in_order();
}

TEST_P(Moves, OutThatWereTakenBackAreNotTakenForDone) {
    const Moved done = moved(out());
    {
        auto open = books();
        ASSERT_TRUE(billing::credit(
            open, {.document = done.bill->number, .parts = {}, .reason = "", .voids = true},
            clock_.at, random_));
    }
    const Moved back = moved({.points = {"M1"},
                              .at = "2026-12-11",
                              .leaves = false,
                              .next = billing::NextTenant{.account = "1", .plan = "GREEN"}});
    // Somebody has it from then on: whoever says it again is told so, and not that it is done.
    expect_refused(out(), "point_began_then", "subscription cancel " + back.begun);
    // Where another comes at the same instant, as a second act, the first one still stands.
    change({.number = back.begun, .act = Act::cancelled, .at = "2026-12-10T23:00:00Z"});
    moved({.points = {"M1"},
           .at = "2026-12-11",
           .leaves = false,
           .next = billing::NextTenant{.account = "2", .plan = "GREEN"}});
    EXPECT_TRUE(moved(out()).again);
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(Moves);
