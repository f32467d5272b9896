// Goal: who may go on in a till's place. A till that was put back from an older copy may, once and
// only while nobody is heard who has the books' end; a code is people's word and goes before both.
// A dead till's place is taken with a code, and its identity ends. Method: made-up tills, both
// engines; each refusal, and answers that were lost.
#include "pos/store/office/succession.hpp"

#include <atomic>
#include <thread>

#include "tests/contract/office/office.hpp"

namespace {

namespace office = pos::store::office;
using test::kMorning;
using test::Till;
using Refusal = office::SuccessionRefusal;

constexpr std::int64_t kSilent_ms = 180'000;
constexpr pos::Instant kLater{kMorning.unix_ms + kSilent_ms};

class Succession : public test::EitherOffice {
protected:
    Succession() : till_{"B01", "T1", 11}, copy_{"B01", "T1", 11} {
        till_.start();
        for (const std::int64_t cents : {100, 250, 399}) till_.sell(cents);
    }
    void SetUp() override {
        EitherOffice::SetUp();
        terminal_ = joined(till_);
        send(till_, terminal_, 0);
        copy_ = till_.copy();
        till_.sell(10);
        send(till_, terminal_, 5);
        copy_.sell(1'000);
        send(copy_, terminal_, 5);
    }
    office::Following asks(const Till& till, std::uint8_t key) const {
        return {.terminal = terminal_.terminal,
                .new_key = test::hash_of_number(key),
                .program = "till",
                .journal = till.journal(),
                .at = till.head(),
                .used_series = {"T1"},
                .code_hash = std::nullopt};
    }
    std::expected<office::Successor, office::SuccessionRefused> follow(
        const office::Following& asked, pos::Instant now = kLater) {
        auto answer = office::follow(*db_, asked, pos::make_ulid(now, random_), kSilent_ms, now);
        EXPECT_TRUE(answer) << answer.error().cause.text;
        return std::move(*answer);
    }
    std::expected<office::Successor, office::SuccessionRefused> replace(pos::Hash code,
                                                                        std::uint8_t key) {
        auto answer = office::replace(*db_, {code, test::hash_of_number(key), "till"},
                                      pos::make_ulid(kLater, random_), kLater);
        EXPECT_TRUE(answer) << answer.error().cause.text;
        return std::move(*answer);
    }
    pos::Hash code_for(const std::string& terminal, pos::Instant until = {kLater.unix_ms + 1}) {
        pos::Hash code{};
        random_.fill(code);
        EXPECT_TRUE(office::put_enrol_code(*db_, {code, "B01", terminal, until}, kMorning).value());
        return code;
    }
    static Refusal why(const std::expected<office::Successor, office::SuccessionRefused>& answer) {
        EXPECT_FALSE(answer);
        return answer ? Refusal::code_unknown : answer.error().why;
    }

    Till till_;
    Till copy_;
    office::Terminal terminal_;
};

TEST_P(Succession, LetsOneFollow) {
    const auto first = follow(asks(copy_, 1));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->series, "T1b");
    EXPECT_EQ(first->terminal.branch, "B01");
    EXPECT_EQ(first->terminal.code, "T1");
    EXPECT_NE(first->terminal.terminal, terminal_.terminal);
    // Its answer was lost.
    const auto again = follow(asks(copy_, 1));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->series, "T1b");
    EXPECT_EQ(again->terminal.terminal, first->terminal.terminal);
    // Another one holds the same old key.
    const auto second = follow(asks(copy_, 2));
    EXPECT_EQ(why(second), Refusal::succeeded);
    EXPECT_EQ(second.error().series, "T1b");
    const auto all = office::successions(*db_).value();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].outcome, office::SuccessionOutcome::accepted);
    EXPECT_FALSE(all[0].both_sell);
    EXPECT_EQ(all[1].outcome, office::SuccessionOutcome::succeeded);
    EXPECT_EQ(office::count_needing_attention(*db_).value(), 1);
    // With a code, which people give out, it may.
    auto with_code = asks(copy_, 2);
    with_code.code_hash = code_for("T1");
    const auto third = follow(with_code);
    ASSERT_TRUE(third);
    EXPECT_EQ(third->series, "T1c");
    EXPECT_EQ(office::successions(*db_)->at(1).outcome, office::SuccessionOutcome::accepted);
    EXPECT_EQ(office::count_needing_attention(*db_).value(), 0);
}

TEST_P(Succession, LetsNobodyFollowWhoStillSells) {
    EXPECT_EQ(why(follow(asks(copy_, 1), {kLater.unix_ms - 1})), Refusal::still_sells);
    ASSERT_TRUE(office::note_heard(*db_, till_.journal(), till_.head(), kLater));
    EXPECT_EQ(why(follow(asks(copy_, 1))), Refusal::still_sells);
    EXPECT_EQ(why(follow(asks(copy_, 1), {kLater.unix_ms + kSilent_ms - 1})), Refusal::still_sells);
    // Who is heard with another end than the books' is not the till whose books they are.
    const pos::Instant last{kLater.unix_ms + kSilent_ms};
    ASSERT_TRUE(office::note_heard(*db_, copy_.journal(), copy_.head(), last));
    ASSERT_TRUE(follow(asks(copy_, 1), last));
    EXPECT_FALSE(office::successions(*db_)->at(0).both_sell);
    EXPECT_EQ(office::count_needing_attention(*db_).value(), 0);
    // The one that was thought dead sells on: both are in the books, and it is said.
    till_.sell(5);
    ASSERT_TRUE(
        office::note_heard(*db_, till_.journal(), till_.head_at(6), {last.unix_ms + 60'001}));
    EXPECT_TRUE(office::successions(*db_)->at(0).both_sell);
    EXPECT_EQ(office::count_needing_attention(*db_).value(), 1);
}

TEST_P(Succession, NeedsAPlaceThatTheOfficeHasSeen) {
    copy_.sell(2'000);  // not sent
    EXPECT_EQ(why(follow(asks(copy_, 1))), Refusal::unknown_place);
    EXPECT_EQ(why(follow(asks(till_, 1))), Refusal::not_parted);
    auto unknown = asks(copy_, 1);
    unknown.terminal = test::id(99);
    EXPECT_EQ(why(follow(unknown)), Refusal::unknown_place);
    // An older copy that has sold nothing yet.
    auto older = asks(till_, 1);
    older.at = till_.head_at(4);
    ASSERT_TRUE(follow(older));
}

TEST_P(Succession, LooksAtCodes) {
    auto asked = asks(copy_, 1);
    asked.code_hash = test::hash_of_number(77);
    EXPECT_EQ(why(follow(asked)), Refusal::code_unknown);
    asked.code_hash = code_for("T1", {kLater.unix_ms - 1});
    EXPECT_EQ(why(follow(asked)), Refusal::code_expired);
    asked.code_hash = code_for("T2");
    EXPECT_EQ(why(follow(asked)), Refusal::other_place);
    asked.code_hash = code_for("T1");
    ASSERT_TRUE(follow(asked));
    ASSERT_TRUE(follow(asked));
    auto other = asks(copy_, 2);
    other.code_hash = asked.code_hash;
    EXPECT_EQ(why(follow(other)), Refusal::code_used);
}

TEST_P(Succession, GivesNoSeriesTwice) {
    auto asked = asks(copy_, 1);
    asked.used_series = {"T1", "T1c"};
    EXPECT_EQ(follow(asked)->series, "T1d");
    const auto replaced = replace(code_for("T1"), 2);
    ASSERT_TRUE(replaced);
    EXPECT_EQ(replaced->series, "T1e");
}

TEST_P(Succession, TakesADeadTillsPlace) {
    const pos::Hash code = code_for("T1");
    const auto made = replace(code, 1);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->series, "T1b");
    EXPECT_EQ(made->terminal.branch, "B01");
    EXPECT_EQ(made->terminal.code, "T1");
    EXPECT_EQ(made->journal, till_.journal());
    EXPECT_EQ(made->head, till_.head());
    EXPECT_EQ(made->last_number, "B01-T1-000004");
    EXPECT_EQ(made->currency, test::kEuro);
    EXPECT_EQ(made->zone, "Europe/Berlin");
    EXPECT_TRUE(office::terminal(*db_, terminal_.terminal)->value().revoked_at);
    EXPECT_FALSE(office::terminal(*db_, made->terminal.terminal)->value().revoked_at);
    // The answer was lost.
    const auto again = replace(code, 1);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->terminal.terminal, made->terminal.terminal);
    EXPECT_EQ(again->series, "T1b");
    EXPECT_FALSE(office::terminal(*db_, made->terminal.terminal)->value().revoked_at);
    EXPECT_EQ(why(replace(code, 2)), Refusal::code_used);
}

TEST_P(Succession, TakesNobodysPlace) {
    EXPECT_EQ(why(replace(code_for("T9"), 1)), Refusal::nothing_to_replace);
    EXPECT_EQ(why(replace(test::hash_of_number(77), 1)), Refusal::code_unknown);
    EXPECT_EQ(why(replace(code_for("T1", {kLater.unix_ms - 1}), 1)), Refusal::code_expired);
    EXPECT_FALSE(office::terminal(*db_, terminal_.terminal)->value().revoked_at);
}

TEST_P(Succession, DecidesOneAtATime) {
    // Many ask at once with keys of their own: one may.
    constexpr int kAsk = 6;
    std::atomic<int> accepted{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < kAsk; ++i) {
        threads.emplace_back([&, i] {
            const auto db = connect({pos::store::db::OpenMode::read_write});
            const auto answer =
                office::follow(*db, asks(copy_, static_cast<std::uint8_t>(i + 1)),
                               test::id(static_cast<std::uint8_t>(100 + i)), kSilent_ms, kLater);
            if (answer && *answer) ++accepted;
        });
    }
    threads.clear();
    EXPECT_EQ(accepted, 1);
    EXPECT_EQ(count("succession WHERE outcome = 1"), 1);
}

ON_EITHER_ENGINE(Succession);

}  // namespace
