// Goal: a usage record is taken once, changes never, and each that is refused is named with its
// reason. Method: JSON lines into an office on either engine.
#include <gtest/gtest.h>

#include "tests/contract/billing/billing_office.hpp"

namespace {

class UsageRecords : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        number_ = subscribe("1", "GREEN", "2026-11-01", "M");
    }
    std::vector<std::string> refusals(const std::string& lines) {
        std::vector<std::string> words;
        auto open = books();
        app::core::billing::UsageImportOptions usage{.source = "meters", .meter = "kwh"};
        usage.on_refusal = [&](std::uint64_t line, const std::string& reason) {
            words.push_back(std::to_string(line) + ": " + reason);
        };
        auto input = app::core::tabular::memory_input(lines);
        const auto done = app::core::billing::import_usage_lines(open, *input, usage, clock_);
        EXPECT_TRUE(done) << done.error().words;
        EXPECT_FALSE(done->kept);
        return words;
    }
    std::int64_t records() {
        return db_->value<std::int64_t>("SELECT count(*) FROM usage_record")->value();
    }
    std::string number_;
};

TEST_P(UsageRecords, AreTakenOnce) {
    const std::string line = R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "1"})";
    EXPECT_EQ(use(line + "\n" + line).added, 1U);
    const auto again = use(line);
    EXPECT_EQ(again.added, 0U);
    EXPECT_EQ(again.again, 1U);
    EXPECT_EQ(records(), 1);
}

TEST_P(UsageRecords, AreTakenOnceHoweverBatchesOverlap) {
    const auto batch = [](int from, int until) {
        std::vector<pos::store::billing::IncomingUsage> records;
        for (int i = from; i < until; ++i) {
            records.push_back({.id = std::to_string(i),
                               .subject = "M",
                               .meter = "kwh",
                               .at = pos::Instant{1'794'000'000'000 + i},
                               .quantity = pos::pieces(1)});
        }
        return records;
    };
    pos::store::billing::UsageTaker taker{*db_, "meters"};
    const auto take = [&](const std::vector<pos::store::billing::IncomingUsage>& records) {
        auto writing =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        const auto taken = taker.take(records, clock_.now());
        EXPECT_TRUE(taken) << taken.error().text;
        EXPECT_TRUE(writing->commit());
        return *taken;
    };
    EXPECT_EQ(take(batch(0, 100)).added, 100U);
    const auto half = take(batch(50, 150));
    EXPECT_EQ(half.added, 50U);
    EXPECT_EQ(half.again, 50U);
    EXPECT_EQ(take(batch(150, 250)).added, 100U);  // the long way still
    EXPECT_EQ(take(batch(250, 350)).added, 100U);  // and straight again
    auto other = batch(340, 360);
    other[0].quantity = pos::pieces(2);
    const auto refused = take(other);
    EXPECT_EQ(refused.added, 10U);
    EXPECT_EQ(refused.again, 9U);
    ASSERT_EQ(refused.refused.size(), 1U);
    EXPECT_EQ(refused.refused[0].why, pos::store::billing::UsageRefusal::id_taken);
    EXPECT_EQ(records(), 360);
}

TEST_P(UsageRecords, AreKnownByTheSubscriptionsNumberToo) {
    EXPECT_EQ(use(R"({"id": "1", "subject": ")" + number_ +
                  R"(", "at": "2026-11-10T10:00:00+01:00", "quantity": 2})")
                  .added,
              1U);
}

TEST_P(UsageRecords, ThatAreRefusedAreNamed) {
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "1"})");
    const auto words = refusals(
        R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "2"}
{"id": "2", "subject": "NOBODY", "at": "2026-11-10", "quantity": "2"}
{"id": "3", "subject": "M", "at": "2026-10-10", "quantity": "2"}
{"id": "4", "subject": "M", "at": "yesterday", "quantity": "2"}
{"id": "5", "subject": "M", "at": "2026-11-10", "quantity": "much"}
{"id": "", "subject": "M", "at": "2026-11-10", "quantity": "2"}
{"id": "6", "void": true}
{"id": "7", "subject": "M", "at": "2026-11-10", "quantity": "2", "colour": "red"}
{"id": "8", "subject": "M", "at": "2026-11-10", "quantity": "2"}
{"id": "8", "subject": "M", "at": "2026-11-10", "quantity": "3"}
nonsense)");
    ASSERT_EQ(words.size(), 10U);
    EXPECT_EQ(records(), 1);  // nothing was kept
}

TEST_P(UsageRecords, AreTakenBackByAWordOfAnyCaseAndLanguage) {
    int id = 0;
    for (const char* word : {"TRUE", "Yes", "X", "1", "WAHR", "Ja", "OUI", "sí", " כן "}) {
        const std::string named = R"({"id": ")" + std::to_string(++id) + R"(", )";
        const std::string rest = R"("subject": "M", "at": "2026-11-10", "quantity": "1")";
        EXPECT_EQ(use(named + rest + R"(, "void": "No"})").added, 1U) << word;
        const auto back = use(named + rest + R"(, "void": ")" + word + "\"}");
        EXPECT_EQ(back.voided, 1U) << word;
        EXPECT_EQ(back.again, 0U) << word;
    }
    EXPECT_EQ(
        use(R"({"id": "n", "subject": "M", "at": "2026-11-10", "quantity": 1, "void": 0})").added,
        1U);
}

TEST_P(UsageRecords, ThatWereTakenBackComeAgainWithoutEffect) {
    const char* const sent = R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "1"}
{"id": "2", "subject": "M", "at": "2026-11-10", "quantity": "3"}
{"id": "1", "void": true})";
    const auto first = use(sent);
    EXPECT_EQ(first.added, 2U);
    EXPECT_EQ(first.voided, 1U);
    const auto again = use(sent);  // the answer was lost
    EXPECT_TRUE(again.kept);
    EXPECT_EQ(again.added, 0U);
    EXPECT_EQ(again.voided, 0U);
    EXPECT_EQ(again.again, 3U);
    EXPECT_EQ(again.refused, 0U);
}

TEST_P(UsageRecords, WhoseVoidIsNeitherYesNorNoAreRefusedByName) {
    const auto words = refusals(
        R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "1", "void": "annulliert"}
{"id": "2", "subject": "M", "at": "2026-11-10", "quantity": "1", "void": 2})");
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(words[0], "1: void is \"annulliert\", which is neither yes nor no");
    EXPECT_EQ(words[1], "2: void is \"2\", which is neither yes nor no");
    EXPECT_EQ(records(), 0);
}

TEST_P(UsageRecords, BelowZeroOrMoreThanAYearAheadAreRefused) {
    const auto words = refusals(  // it is November 1, 2026
        R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "-1"}
{"id": "2", "subject": "M", "at": "2027-11-03", "quantity": "1"})");
    ASSERT_EQ(words.size(), 2U);
    EXPECT_NE((words[0] + words[1]).find("\"-1\" is below zero"), std::string::npos);
    EXPECT_NE((words[0] + words[1]).find("more than a year ahead"), std::string::npos);
    EXPECT_EQ(use(R"({"id": "3", "subject": "M", "at": "2027-10-31", "quantity": "1"})").added, 1U);
}

TEST_P(UsageRecords, OfATableAreTakenBackAsASpreadsheetSaysIt) {
    const auto take = [&](std::string_view rows, std::vector<std::string>& words) {
        auto open = books();
        app::core::billing::UsageImportOptions usage{.source = "meters", .meter = "kwh"};
        usage.on_refusal = [&](std::uint64_t line, const std::string& reason) {
            words.push_back(std::to_string(line) + ": " + reason);
        };
        const std::string text = "id,subject,at,quantity,void\n" + std::string{rows};
        auto table =
            app::core::tabular::Reader::open(app::core::tabular::memory_input(text), "u.csv", {});
        if (!table) throw std::runtime_error{to_string(table.error())};
        const auto done = app::core::billing::import_usage(open, *table, usage, clock_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(app::core::billing::UsageImportReport{});
    };
    std::vector<std::string> words;
    EXPECT_EQ(take("1,M,2026-11-10,1,\n2,M,2026-11-10,1,FALSE\n", words).added, 2U);
    EXPECT_EQ(take("1,M,2026-11-10,1,TRUE\n", words).voided, 1U);
    EXPECT_TRUE(words.empty());
    EXPECT_FALSE(take("2,M,2026-11-10,1,annulliert\n", words).kept);
    ASSERT_EQ(words.size(), 1U);
    EXPECT_EQ(words[0], "2: void is \"annulliert\", which is neither yes nor no");
}

/// Of tables as people write them.
class UsageTables : public UsageRecords {
protected:
    app::core::billing::UsageImportReport take(std::string_view text,
                                               app::core::billing::UsageImportOptions usage = {}) {
        words_.clear();
        auto open = books();
        usage.source = "people";
        usage.meter = "kwh";
        usage.on_refusal = [&](std::uint64_t line, const std::string& reason) {
            words_.push_back(std::to_string(line) + ": " + reason);
        };
        auto opened = table(text);
        const auto done = app::core::billing::import_usage(open, opened, usage, clock_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(app::core::billing::UsageImportReport{});
    }
    static app::core::tabular::Reader table(std::string_view text) {
        auto opened = app::core::tabular::Reader::open(
            app::core::tabular::memory_input(std::string{text}), "u.csv", {});
        if (!opened) throw std::runtime_error{to_string(opened.error())};
        return std::move(*opened);
    }
    std::vector<std::string> words_;
};

TEST_P(UsageTables, ThatAreEmptyAreNoMistakeOfTheCommand) {
    const auto fails = [&](std::string_view text) {
        auto open = books();
        auto opened = table(text);
        const auto done =
            app::core::billing::import_usage(open, opened, {.source = "people"}, clock_);
        return done ? app::core::Failure{} : done.error();
    };
    const auto empty = fails("");
    EXPECT_EQ(empty.kind, app::core::FailureKind::refused);
    EXPECT_NE(empty.words.find("the file is empty"), std::string::npos) << empty.words;
    EXPECT_EQ(fails("one,two\n1,2\n").kind, app::core::FailureKind::usage);
}

TEST_P(UsageTables, HaveTheirColumnsGuessedAndTheirFiguresRead) {
    EXPECT_EQ(take("Vorgang;Zählernummer;Datum;Verbrauch\n1;M;10.11.2026;1,5\n").added, 1U);
    const auto kept = db_->first<std::int64_t, std::int64_t>(
        "SELECT quantity_millionths, event_at FROM usage_record WHERE source = 'people'");
    ASSERT_TRUE(kept && *kept);
    EXPECT_EQ(std::get<0>(**kept), 1'500'000);
    EXPECT_EQ(std::get<1>(**kept), 1'794'265'200'000);  // midnight in Berlin
    const auto two_ways = take("id;subject;at;quantity\n2;M;2026-11-10;1,299\n");
    EXPECT_FALSE(two_ways.kept);
    ASSERT_EQ(words_.size(), 1U);
    EXPECT_NE(words_[0].find("2: the quantity \"1,299\" may be thousands or decimals"),
              std::string::npos);
    EXPECT_EQ(take("id;subject;at;quantity\n2;M;2026-11-10;1,299\n",
                   {.decimal_sign = app::core::imports::DecimalSign::comma})
                  .added,
              1U);
}

TEST_P(UsageTables, AreReadOneWayAlone) {
    using app::core::meter::DateOrder;
    constexpr std::string_view kEither{"id,subject,at,quantity\n1,M,10/11/2026,1\n"};
    EXPECT_FALSE(take(kEither).kept);
    ASSERT_EQ(words_.size(), 1U);
    EXPECT_EQ(words_[0],
              "2: the time: \"10/11/2026\" may have the day or the month first: say which "
              "(--dates)");
    EXPECT_EQ(take(kEither, {.dates = DateOrder::day_first}).added, 1U);
    auto unsure = table(kEither);
    EXPECT_EQ(app::core::billing::usage_dates(unsure, {}), DateOrder::automatic);
    auto sure = table("id,subject,at,quantity\n1,M,10/11/2026,1\n2,M,13/11/2026,1\n");
    EXPECT_EQ(app::core::billing::usage_dates(sure, {}), DateOrder::day_first);
    auto american = table("id,subject,at,quantity\n1,M,11/10/2026,1\n2,M,11/13/2026,1\n");
    EXPECT_EQ(app::core::billing::usage_dates(american, {}), DateOrder::month_first);
}

TEST_P(UsageTables, AreTriedWithoutAnythingKept) {
    constexpr std::string_view kTwo{
        "id,subject,at,quantity\n1,M,2026-11-10,1\n2,NOBODY,"
        "2026-11-10,1\n"};
    const auto tried = take(kTwo, {.skip_bad = true, .dry_run = true});
    EXPECT_EQ(tried.added, 1U);
    EXPECT_EQ(tried.refused, 1U);
    EXPECT_TRUE(tried.kept);
    EXPECT_EQ(words_.size(), 1U);
    EXPECT_EQ(records(), 0);
    EXPECT_EQ(take(kTwo, {.skip_bad = true}).added, 1U);
    EXPECT_EQ(records(), 1);
}

TEST_P(UsageTables, ThatASpreadsheetDamagedAreRefused) {
    EXPECT_FALSE(
        take("id,subject,at,quantity\n1,M,2026-11-10,#N/A\n4.00E+12,M,2026-11-10,1\n").kept);
    ASSERT_EQ(words_.size(), 2U);
    EXPECT_NE(words_[0].find("which a formula left that failed"), std::string::npos);
    EXPECT_NE(words_[1].find("the first digits of the id alone"), std::string::npos);
}

TEST_P(UsageRecords, GoodOnesAreKeptWhereThatIsAsked) {
    const auto done = use(
        R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "1"}
{"id": "2", "subject": "NOBODY", "at": "2026-11-10", "quantity": "2"})",
        true);
    EXPECT_TRUE(done.kept);
    EXPECT_EQ(done.added, 1U);
    EXPECT_EQ(done.refused, 1U);
    EXPECT_EQ(records(), 1);
    expect_books_in_order();
}

TEST_P(UsageRecords, BehindTheEndOfASubscriptionAreNobodys) {
    change({.number = number_, .act = pos::billing::plan::Act::cancelled, .at = "2026-11-16"});
    EXPECT_EQ(
        use(R"({"id": "1", "subject": "M", "at": "2026-11-16 12:00", "quantity": "1"})").added, 1U);
    const auto words =
        refusals(R"({"id": "2", "subject": "M", "at": "2026-11-18", "quantity": "1"})");
    ASSERT_EQ(words.size(), 1U);
    EXPECT_NE(words[0].find("over by then"), std::string::npos);
}

TEST_P(UsageRecords, BelongToWhoHadTheMeterThen) {
    customer("2");
    const auto second = subscribe("2", "GREEN", "2026-11-16", "M");
    EXPECT_EQ(use(R"({"id": "1", "subject": "M", "at": "2026-11-15 23:59", "quantity": "1"}
{"id": "2", "subject": "M", "at": "2026-11-16", "quantity": "2"})")
                  .added,
              2U);
    const auto theirs = db_->value<std::int64_t>(
        "SELECT u.quantity_millionths FROM usage_record u JOIN subscription s ON s.subscription = "
        "u.subscription WHERE s.number = $1",
        second);
    EXPECT_EQ(theirs->value(), 2'000'000);
}

}  // namespace

ON_EITHER_ENGINE(UsageRecords);
ON_EITHER_ENGINE(UsageTables);
