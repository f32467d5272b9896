// Goal: a subscription keeps its price until it is moved; what a move changes for whom is said
// beforehand, to the cent of the bill that follows; nothing is billed twice or missed by it, and
// each refusal has its name. Method: an office on either engine with a plan of a monthly fee of
// 9.90 and kilowatt-hours at 0.30 and 0.25, and 19 % of tax; figures worked out by hand.
#include "app/core/billing/price_move.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "app/core/billing/levels.hpp"
#include "app/core/trades/audit.hpp"
#include "pos/store/billing/plan_list.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using billing::Moving;
using billing::PriceMove;
using billing::PriceMoveReport;
using pos::billing::plan::Act;
using pos::billing::plan::PhasesFrom;

/// The plan of kGreenPlan with other prices.
std::string green(const std::string& fee, const std::string& kwh) {
    std::string text = test::kGreenPlan;
    text.replace(text.find("9.90"), 4, fee);
    text.replace(text.find("0.30"), 4, kwh);
    return text;
}

/// A plan of one fee, in the phases that `phases` has around it: "$" stands for its charges.
std::string one_fee(const std::string& code, const std::string& fee, std::string phases) {
    const std::string charges = R"("charges": [{"code": "fee", "name": "Fee", "model": "recurring",
        "amount": ")" + fee + R"(", "every": "month"}])";
    for (auto at = phases.find('$'); at != phases.npos; at = phases.find('$')) {
        phases.replace(at, 1, charges);
    }
    return R"({"code": ")" + code + R"(", "name": ")" + code +
           R"(", "currency": "EUR", "tax_class": "standard", "phases": [)" + phases + "]}";
}
constexpr const char* kFixedYear = R"({"kind": "fixed_term", "length": {"every": "year"}, $}, {$})";
constexpr const char* kTwoMonthsTrial =
    R"({"kind": "trial", "length": {"every": "month", "times": 2}, "charges": []}, {$})";

class PriceMoves : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
    }
    std::uint32_t publish_from(const std::string& text, const std::string& day) {
        auto open = books();
        const auto done = billing::publish_plan(open, text, clock_.at, pos::parse_date(day));
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(0);
    }
    /// One with 150 kWh in November, billed up to December, and a second version from then on.
    void begin() {
        one_ = subscribe("1", "GREEN", "2026-11-01", "M1");
        ASSERT_EQ(publish_from(green("12.00", "0.40"), "2026-12-01"), 2U);
        use(R"({"id": "1", "subject": "M1", "at": "2026-11-20 12:00", "quantity": "150"}
{"id": "2", "subject": "M1", "at": "2026-12-10 12:00", "quantity": "10"}
{"id": "3", "subject": "M1", "at": "2026-12-20 12:00", "quantity": "10"})");
        bill("2026-12-01");
        go_to("2026-12-05");
    }
    app::core::Outcome<PriceMoveReport> attempt(const PriceMove& asked,
                                                billing::PriceMoveOptions options = {}) {
        auto open = books();
        return billing::move_prices(open, asked, options, clock_.at);
    }
    PriceMoveReport moved(const PriceMove& asked, billing::PriceMoveOptions options = {}) {
        const auto done = attempt(asked, std::move(options));
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(PriceMoveReport{});
    }
    std::vector<stored::StoredAct> acts_of(const std::string& number) {
        return stored::subscription_of_number(*db_, number).value()->acts;
    }
    /// The first of them in the report.
    static billing::SubscriptionMoved row_of(const PriceMoveReport& report,
                                             const std::string& subscription) {
        for (const auto& row : report.subscriptions) {
            if (row.subscription == subscription) return row;
        }
        ADD_FAILURE() << subscription << " is not in the report";
        return {};
    }
    pos::journal::DocumentIssued newest() { return document(documents().front().row.number); }
    std::int64_t lines_of_version(const pos::journal::DocumentIssued& issued,
                                  std::uint32_t version) {
        return std::ranges::count_if(issued.lines, [&](const auto& line) {
            return line.charge && line.charge->version == version;
        });
    }
    void expect_nothing_wrong() {
        const auto faults = app::core::trades::audit(*db_, {"kwh"});
        ASSERT_TRUE(faults);
        for (const std::string& fault : *faults) ADD_FAILURE() << fault;
    }
    const PriceMove mid_{.plan = "GREEN", .version = 2, .from = "2026-12-16", .accounts = {}};
    std::string one_;
};

TEST_P(PriceMoves, ArePinnedUntilTheyAreMoved) {
    begin();
    bill("2027-01-01");
    EXPECT_EQ(lines_of_version(newest(), 2), 0);
    EXPECT_EQ(newest().net.minor, 990 + 600);  // 20 kWh in December
    EXPECT_EQ(acts_of(one_).back().version, 1U);
    expect_nothing_wrong();
}

TEST_P(PriceMoves, SayWhatTheyChangeAndKeepNothing) {
    begin();
    const auto before = documents().size();
    for (int twice = 0; twice < 2; ++twice) {
        const auto report = moved(mid_, {.dry_run = true});
        EXPECT_EQ(report.moves, 1);
        ASSERT_EQ(report.versions.size(), 1U);
        EXPECT_EQ(report.versions[0].version, 1U);
        ASSERT_EQ(report.versions[0].figures.size(), 2U);
        EXPECT_EQ(report.versions[0].figures[0].label, "Basic fee · amount");
        EXPECT_EQ(report.versions[0].figures[0].before, "9.90");
        EXPECT_EQ(report.versions[0].figures[0].after, "12.00");
        EXPECT_EQ(report.versions[0].figures[1].before, "0.30");
        const auto row = row_of(report, one_);
        EXPECT_EQ(row.moving, Moving::moves);
        EXPECT_EQ(row.account, "1");
        EXPECT_EQ(row.version, 1U);
        EXPECT_EQ(to_string(*row.period_from), "2026-11-01");
        EXPECT_EQ(to_string(*row.period_to), "2026-12-01");
        EXPECT_TRUE(row.whole);
        // 9.90 + 30.00 + 12.50, and 9.96 of tax; 12.00 + 40.00 + 12.50, and 12.26.
        EXPECT_EQ(row.before.minor, 6'236);
        EXPECT_EQ(row.after.minor, 7'676);
        ASSERT_EQ(row.charges.size(), 2U);
        EXPECT_EQ((row.charges[0].before + row.charges[1].before).minor, 6'236);
        EXPECT_EQ((row.charges[0].after + row.charges[1].after).minor, 7'676);
        EXPECT_EQ(report.before.minor, 6'236);
        EXPECT_EQ(report.after.minor, 7'676);
        EXPECT_EQ(acts_of(one_).size(), 1U);
    }
    EXPECT_EQ(documents().size(), before);
    EXPECT_EQ(bill("2026-12-16").invoices, 0);
    expect_books_in_order();
}

TEST_P(PriceMoves, ShowTheBillThatLevelPaymentsHoldBack) {
    begin();
    {
        auto open = books();
        const auto agreed = billing::agree_level(open, {.account = "1", .amount = "47.60"}, false,
                                                 clock_.at, random_);
        ASSERT_TRUE(agreed) << agreed.error().words;
    }
    EXPECT_EQ(bill("2026-12-05").invoices, 1);
    const auto report = moved(mid_, {.dry_run = true});
    ASSERT_EQ(report.bills.size(), 1U);
    EXPECT_FALSE(report.bills[0].without);
    ASSERT_TRUE(report.bills[0].with);
    // 6.19 and 3.00 less 5.11, and 0.78 of tax.
    EXPECT_EQ(report.bills[0].with->minor, 486);
    expect_books_in_order();
}

TEST_P(PriceMoves, ComeToWhatWasSaidToTheCent) {
    begin();
    bill("2026-12-16");
    const auto report = moved(mid_, {.dry_run = true});
    ASSERT_EQ(report.bills.size(), 1U);
    EXPECT_EQ(report.bills[0].account, "1");
    EXPECT_EQ(to_string(report.bills[0].as_of), "2026-12-16");
    EXPECT_FALSE(report.bills[0].without);
    ASSERT_TRUE(report.bills[0].with);
    EXPECT_EQ(moved(mid_).moves, 1);
    ASSERT_EQ(bill("2026-12-16").invoices, 1);
    // 16 of 31 days: 6.19 of 12.00, and 5.11 of 9.90 back; 3.00 of the 10 kWh until then.
    const auto issued = newest();
    ASSERT_EQ(issued.lines.size(), 3U);
    EXPECT_EQ(issued.net.minor, 619 - 511 + 300);
    EXPECT_EQ(issued.payable, *report.bills[0].with);
    EXPECT_EQ(report.with, issued.payable);
    ASSERT_EQ(bill("2027-01-01").invoices, 1);
    EXPECT_EQ(newest().net.minor, 1'200 + 400);  // the 10 kWh since
    EXPECT_EQ(lines_of_version(newest(), 1), 0);
    expect_nothing_wrong();
}

TEST_P(PriceMoves, OfALastPeriodComeToWhatSuchAPeriodIsBilledAt) {
    begin();
    // From its first day on: the last period's figure is that of a month in which as much is used.
    const PriceMove asked{.plan = "GREEN", .version = 2, .from = "2027-01-01", .accounts = {"1"}};
    const auto said = row_of(moved(asked, {.dry_run = true}), one_).after;
    moved(asked);
    bill("2027-01-01");
    use(R"({"id": "4", "subject": "M1", "at": "2027-01-20 12:00", "quantity": "150"})");
    bill("2027-02-01");
    EXPECT_EQ(newest().payable, said);
    expect_nothing_wrong();
}

TEST_P(PriceMoves, MadeTwiceChangeNothing) {
    begin();
    EXPECT_EQ(moved(mid_).moves, 1);
    const auto acts = acts_of(one_);
    ASSERT_EQ(acts.size(), 2U);
    EXPECT_EQ(acts[1].act, Act::repriced);
    EXPECT_EQ(acts[1].version, 2U);
    EXPECT_FALSE(acts[1].noted_by.empty());
    const auto again = moved(mid_);
    EXPECT_EQ(again.moves, 0);
    EXPECT_EQ(again.already, 1);
    EXPECT_EQ(again.stays, 0);
    EXPECT_EQ(acts_of(one_).size(), 2U);
    const auto listed = stored::price_moves(*db_, "GREEN");
    ASSERT_TRUE(listed && listed->size() == 1);
    EXPECT_EQ(listed->front().version, 2U);
    EXPECT_EQ(listed->front().subscriptions, 1);
    expect_books_in_order();
}

TEST_P(PriceMoves, KeepWhatWasToComeLater) {
    begin();
    change({.number = one_, .act = Act::cancelled, .at = "2027-03-01"});
    moved(mid_);
    const auto acts = acts_of(one_);
    ASSERT_EQ(acts.size(), 3U);
    EXPECT_EQ(acts[1].act, Act::repriced);
    EXPECT_EQ(acts[2].act, Act::cancelled);
}

TEST_P(PriceMoves, LeaveOneTimeFeesAndPhasesAsTheyAre) {
    const auto with_setup = [](const std::string& fee) {
        return R"({"code": "SETUP", "name": "Setup", "currency": "EUR", "tax_class": "standard",
          "phases": [{"charges": [
            {"code": "setup", "name": "Set up", "model": "one_time", "amount": "25.00"},
            {"code": "fee", "name": "Fee", "model": "recurring", "amount": ")" +
               fee + R"(", "every": "month"}]}]})";
    };
    publish(with_setup("5.00"));
    subscribe("1", "SETUP", "2026-11-01");
    bill("2026-11-01");
    EXPECT_EQ(newest().net.minor, 3'000);
    publish(with_setup("6.00"));
    moved({.plan = "SETUP", .version = 2, .from = "2026-12-01", .accounts = {}});
    bill("2026-12-01");
    EXPECT_EQ(newest().net.minor, 600);
    // A trial that is counted from a change of plan goes on as well.
    customer("2");
    publish(one_fee("TRIAL", "5.00", kTwoMonthsTrial));
    go_to("2026-12-01");
    const auto two = subscribe("2", "GREEN", "2026-12-01");
    bill("2026-12-01");
    change({.number = two,
            .act = Act::changed,
            .at = "2027-01-01",
            .plan = "TRIAL",
            .phases_from = PhasesFrom::change});
    publish(one_fee("TRIAL", "7.00", kTwoMonthsTrial));
    moved({.plan = "TRIAL", .version = 2, .from = "2027-02-01", .accounts = {}});
    const auto bills = [&] { return documents().size(); };
    bill("2027-02-01");
    const auto until = bills();
    bill("2027-02-28");
    EXPECT_EQ(bills(), until);
    bill("2027-03-01");
    EXPECT_EQ(bills(), until + 2);  // of both
    std::int64_t theirs = 0;
    for (const auto& one : documents()) {
        if (one.account_number == "2" && one.row.issued_on == *pos::parse_date("2027-03-01")) {
            theirs += one.row.net_minor;
        }
    }
    EXPECT_EQ(theirs, 700);
    expect_books_in_order();
}

TEST_P(PriceMoves, AreRefusedByName) {
    begin();
    const auto about = [&](const PriceMove& asked) {
        const auto done = attempt(asked, {.dry_run = true});
        EXPECT_FALSE(done);
        return done ? std::string{} : done.error().about;
    };
    PriceMove asked = mid_;
    asked.version = 9;
    EXPECT_EQ(about(asked), "no_plan_version");
    asked.version = 0;
    EXPECT_EQ(about(asked), "no_plan_version");
    asked = mid_;
    asked.plan = "NONE";
    EXPECT_EQ(about(asked), "no_plan_version");
    asked = mid_;
    asked.from = "2026-11-15";
    EXPECT_EQ(about(asked), "version_later");
    asked.from = "2024-11-15";
    EXPECT_EQ(about(asked), "too_long_ago");
    asked.from = "soon";
    EXPECT_EQ(attempt(asked).error().why, app::core::Why::no_day);
    asked = mid_;
    asked.accounts = {"1", "99"};
    EXPECT_EQ(attempt(asked).error().why, app::core::Why::no_account);
    publish_from(green("13.00", "0.40"), "2027-01-01");
    asked = mid_;
    asked.from = "2027-02-01";
    EXPECT_EQ(about(asked), "version_over");
    EXPECT_EQ(acts_of(one_).size(), 1U);
}

TEST_P(PriceMoves, LeaveOutWhomTheyMayNotMoveAndSayWhy) {
    begin();
    for (const char* number : {"2", "3", "4"}) customer(number);
    const auto ends = subscribe("2", "GREEN", "2026-11-10");
    change({.number = ends, .act = Act::cancelled, .at = "2026-12-10"});
    const auto start = [&](const std::string& account, const std::string& day) {
        auto open = books();
        const auto number = billing::subscribe(
            open, {.account = account, .plan = "GREEN", .version = 1, .start = day}, clock_.at,
            random_);
        EXPECT_TRUE(number) << number.error().words;
        return number.value_or("");
    };
    const auto begins = start("3", "2026-12-20");
    const auto same_day = start("4", "2026-12-16");
    const auto report = moved(mid_);
    EXPECT_EQ(report.moves, 1);
    EXPECT_EQ(report.stays, 3);
    EXPECT_EQ(row_of(report, one_).moving, Moving::moves);
    EXPECT_EQ(row_of(report, ends).moving, Moving::ended);
    EXPECT_EQ(row_of(report, begins).moving, Moving::begins);
    EXPECT_EQ(row_of(report, same_day).moving, Moving::begins);
    EXPECT_FALSE(row_of(report, ends).why.empty());
    EXPECT_EQ(acts_of(begins).size(), 1U);
    // Whoever left before is no matter of a new price, but if it is named.
    go_to("2026-12-11");
    EXPECT_EQ(moved(mid_).subscriptions.size(), 3U);
    PriceMove named = mid_;
    named.accounts = {"2"};
    EXPECT_EQ(row_of(moved(named), ends).moving, Moving::ended);
}

TEST_P(PriceMoves, DoNotReachIntoUsageThatIsBilled) {
    begin();
    bill("2027-01-01");
    const auto report = moved(mid_);
    EXPECT_EQ(report.moves, 0);
    const auto row = row_of(report, one_);
    EXPECT_EQ(row.moving, Moving::billed);
    EXPECT_EQ(to_string(*row.until), "2027-01-01");
    // From then on it may be; what was paid ahead for January is exchanged.
    PriceMove asked = mid_;
    asked.from = "2027-01-01";
    EXPECT_EQ(moved(asked).moves, 1);
    ASSERT_EQ(bill("2027-01-02").invoices, 1);
    EXPECT_EQ(newest().net.minor, 1'200 - 990);
    expect_nothing_wrong();
}

TEST_P(PriceMoves, LeaveOutWhatNobodyCanPriceAsTheLookSaid) {
    const auto calls = [](const std::string& price) {
        return R"({"code": "CALLS", "name": "Calls", "currency": "EUR", "tax_class": "standard",
          "phases": [{"charges": [{"code": "use", "name": "Use", "meter": "kwh", "every": "month",
          "model": "calls", "deck": [{"prefix": "49", "name": "Germany",
          "rates": [{"price": ")" +
               price + R"(", "per": 60}]}]}]}]})";
    };
    publish(calls("0.10"));
    const auto number = subscribe("1", "CALLS", "2026-11-01", "M");
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": 61, "to": "33123"})");
    go_to("2026-12-05");
    publish(calls("0.20"));
    const PriceMove dearer{.plan = "CALLS", .version = 2, .from = "2026-12-16", .accounts = {}};
    for (const bool dry : {true, false}) {
        const auto report = moved(dearer, {.dry_run = dry});
        EXPECT_EQ(report.moves, 0);
        EXPECT_EQ(row_of(report, number).moving, Moving::unpriced);
        EXPECT_FALSE(row_of(report, number).why.empty());
    }
    EXPECT_EQ(acts_of(number).size(), 1U);
}

TEST_P(PriceMoves, LeaveOutWhoHasAVersionThatNobodyCanRead) {
    begin();
    ASSERT_TRUE(db_->exec("UPDATE plan SET content = 'none' WHERE code = 'GREEN' AND version = 1"));
    for (const bool dry : {true, false}) {
        const auto report = moved(mid_, {.dry_run = dry});
        EXPECT_EQ(report.moves, 0) << "it may have a term in which nothing rises";
        EXPECT_EQ(row_of(report, one_).moving, Moving::unpriced);
        EXPECT_TRUE(row_of(report, one_).why.contains("makes no sense"))
            << row_of(report, one_).why;
    }
    EXPECT_EQ(acts_of(one_).size(), 1U);
}

TEST_P(PriceMoves, RaiseNoPriceBeforeATermEnds) {
    publish(one_fee("TERM", "10.00", kFixedYear));
    const auto number = subscribe("1", "TERM", "2026-11-01");
    bill("2026-12-01");
    publish(one_fee("TERM", "12.00", kFixedYear));
    const PriceMove dearer{.plan = "TERM", .version = 2, .from = "2026-12-15", .accounts = {}};
    for (const bool dry : {true, false}) {
        const auto row = row_of(moved(dearer, {.dry_run = dry}), number);
        EXPECT_EQ(row.moving, Moving::fixed_term);
        EXPECT_EQ(to_string(*row.until), "2027-11-01");
    }
    PriceMove behind = dearer;
    behind.from = "2027-11-01";
    EXPECT_EQ(moved(behind, {.dry_run = true}).moves, 1);
    publish(one_fee("TERM", "8.00", kFixedYear));
    PriceMove cheaper = dearer;
    cheaper.version = 3;
    EXPECT_EQ(moved(cheaper).moves, 1);
    EXPECT_EQ(acts_of(number).back().version, 3U);
}

TEST_P(PriceMoves, AreTakenBackWhereNothingIsBilledByThem) {
    begin();
    moved(mid_);
    const auto looked = moved(mid_, {.dry_run = true, .take_back = true});
    EXPECT_EQ(looked.moves, 1);
    EXPECT_EQ(acts_of(one_).size(), 2U);
    EXPECT_EQ(moved(mid_, {.take_back = true}).moves, 1);
    EXPECT_EQ(acts_of(one_).size(), 1U);
    EXPECT_EQ(moved(mid_, {.take_back = true}).moves, 0);
    EXPECT_EQ(bill("2026-12-16").invoices, 0);
    PriceMove named = mid_;
    named.accounts = {"1"};
    EXPECT_EQ(row_of(moved(named, {.take_back = true}), one_).moving, Moving::already);
    moved(mid_);
    EXPECT_EQ(bill("2026-12-16").invoices, 1);
    const auto late = moved(mid_, {.take_back = true});
    EXPECT_EQ(late.stays, 1);
    EXPECT_EQ(row_of(late, one_).moving, Moving::billed);
    EXPECT_EQ(acts_of(one_).size(), 2U);
    bill("2027-01-01");
    expect_nothing_wrong();
}

TEST_P(PriceMoves, AreShownOnTheBillOfWhoeverPays) {
    begin();
    customer("2");
    customer("1", {.payer = "2"});
    const auto report = moved(mid_, {.dry_run = true});
    EXPECT_EQ(row_of(report, one_).payer, "2");
    ASSERT_EQ(report.bills.size(), 1U);
    EXPECT_EQ(report.bills[0].account, "2");
    EXPECT_EQ(report.bills[0].name, "Otto 2");
}

TEST_P(PriceMoves, GoOnWhereTheyWereStopped) {
    for (int i = 10; i < 50; ++i) {
        customer(std::to_string(i));
        subscribe(std::to_string(i), "GREEN", "2026-11-01");
    }
    publish_from(green("12.00", "0.40"), "2026-12-01");
    std::vector<std::int64_t> told;
    const auto some = moved(mid_, {.on_progress = [&](const billing::PriceMoveProgress& at) {
                                told.push_back(at.accounts);
                                EXPECT_EQ(at.of, 40);
                                return at.accounts == 0;
                            }});
    EXPECT_TRUE(some.stopped);
    EXPECT_EQ(some.moves, 32);
    EXPECT_EQ(told, (std::vector<std::int64_t>{0, 32}));
    const auto rest = moved(mid_);
    EXPECT_FALSE(rest.stopped);
    EXPECT_EQ(rest.moves, 8);
    EXPECT_EQ(rest.already, 32);
    expect_books_in_order();
}

TEST_P(PriceMoves, BillNoPeriodTwiceAndMissNoneWhateverHappens) {
    constexpr std::uint64_t kSeed = 20'261'128;
    SCOPED_TRACE("seed " + std::to_string(kSeed));
    std::mt19937_64 random{kSeed};
    const auto below = [&](std::size_t limit) { return static_cast<int>(random() % limit); };
    // Months in which nothing is used have their line, so that each day is seen to be billed.
    const auto text = [&] {
        std::string made =
            green(std::to_string(5 + below(20)) + ".90", "0." + std::to_string(10 + below(80)));
        made.insert(made.find("\"meter\""), R"("zero_usage": "billed", )");
        return made;
    };
    publish(text());
    std::vector<std::string> subscriptions;
    std::vector<bool> paused(3, false);
    for (const char* number : {"11", "12", "13"}) {
        customer(number);
        subscriptions.push_back(
            subscribe(number, "GREEN", "2026-11-01", "P" + std::string{number}));
    }
    pos::Date day = *pos::parse_date("2026-11-01");
    std::int64_t moves = 0;
    std::int64_t taken_back = 0;
    for (int step = 0; step < 40 && !HasFailure(); ++step) {
        day.days += 4 + below(12);
        go_to(to_string(day));
        for (std::size_t i = 0; i < subscriptions.size(); ++i) {
            if (paused[i]) continue;
            use(R"({"id": ")" + std::to_string(step) + "-" + std::to_string(i) +
                R"(", "subject": "P)" + std::to_string(11 + i) + R"(", "at": ")" +
                to_string(pos::Date{day.days - 1}) + R"( 12:00", "quantity": ")" +
                std::to_string(1 + below(90)) + "\"}\n");
        }
        if (below(2) == 0) {
            const std::uint32_t version = publish_from(text(), "");
            const PriceMove asked{.plan = "GREEN",
                                  .version = version,
                                  .from = to_string(pos::Date{day.days - 10 + below(25)}),
                                  .accounts = {}};
            moves += moved(asked).moves;
            if (below(4) == 0) taken_back += moved(asked, {.take_back = true}).moves;
        }
        const auto which = static_cast<std::size_t>(below(3));
        const int what = below(4);
        billing::SubscriptionChange next{.number = subscriptions[which], .at = to_string(day)};
        if (what == 0) {
            next.act = paused[which] ? Act::resumed : Act::paused;
            paused[which] = !paused[which];
        }
        if (what == 1) {
            next.act = Act::anchored;
            next.anchor_day = static_cast<unsigned>(1 + below(31));
        }
        if (what < 2) change(next);
        EXPECT_TRUE(bill(to_string(day)).parked.empty());
    }
    EXPECT_GT(moves, 10);
    EXPECT_GT(taken_back, 0);
    bill(to_string(pos::Date{day.days + 62}));
    expect_nothing_wrong();
}

}  // namespace

ON_EITHER_ENGINE(PriceMoves);
