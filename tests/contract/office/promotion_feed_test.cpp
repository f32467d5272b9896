// Goal: a promotion is at exactly the tills of its branches, until it is gone from them.
// Method: an office on either engine and a till's database that takes in what the office answers.
#include "pos/store/catalogue/promotions.hpp"
#include "pos/store/feed/apply.hpp"
#include "pos/store/feed/publish.hpp"
#include "tests/contract/office/office.hpp"

namespace {

using pos::Ulid;
using pos::catalog::Promotion;
using pos::store::CatalogueWriter;
namespace feed = pos::store::feed;
using test::id;
using test::kMorning;

Promotion promotion(std::uint8_t number, std::string code) {
    Promotion made{.id = id(number), .code = std::move(code), .label = "10 % off"};
    made.rule.rate = pos::percent(10);
    made.departments = {"food"};
    return made;
}

class PromotionFeed : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        auto office =
            pos::store::Store::open(target_, {.key_file = directory_.file("office.key")}, kMorning);
        ASSERT_TRUE(office);
        office_ = std::move(*office);
        auto till =
            pos::store::Store::create({pos::store::db::Engine::sqlite, directory_.file("till.db")},
                                      {.branch = "B01",
                                       .terminal = "T1",
                                       .currency = test::kEuro,
                                       .zone = "Europe/Berlin",
                                       .fill = {}},
                                      {}, kMorning, random_);
        ASSERT_TRUE(till);
        till_ = std::move(*till);
    }
    static void put(pos::store::Store& store, const Promotion& promotion,
                    const std::vector<std::string>& branches) {
        const auto changed = store.change_catalogue(
            [&](CatalogueWriter& to) -> pos::store::Answer<void> {
                auto done = to.put(promotion, branches);
                if (!done) return pos::store::store_error(done.error());
                return {};
            },
            pos::store::Batch{}, kMorning);
        ASSERT_TRUE(changed) << changed.error().cause.text;
    }
    void put(const Promotion& promotion, const std::vector<std::string>& branches = {}) {
        put(*office_, promotion, branches);
    }
    pos::store::db::Connection& till_db() { return till_->reader().connection(); }
    feed::Applied follow() {
        const auto at = feed::cursor(till_db()).value();
        const auto next = feed::changes_behind(*db_, "B01", at.epoch == epoch_ ? at.number : 0, {});
        EXPECT_TRUE(next);
        const auto applied = feed::apply(
            till_db(), {.branch = "B01", .currency = test::kEuro, .now = kMorning}, epoch_, *next);
        EXPECT_TRUE(applied) << applied.error().text;
        return applied.value_or(feed::Applied{});
    }
    /// The codes of those that the till may give.
    std::string at_till() {
        const auto all = pos::store::promotions_of(till_db(), "B01");
        EXPECT_TRUE(all);
        std::string codes;
        for (const auto& each : *all) codes += (codes.empty() ? "" : " ") + each.code;
        return codes;
    }

    std::unique_ptr<pos::store::Store> office_;
    std::unique_ptr<pos::store::Store> till_;
    Ulid epoch_{id(200)};
};

TEST_P(PromotionFeed, BringsAllOfIt) {
    Promotion made = promotion(1, "P1");
    made.items = {id(3), id(4)};
    made.from = pos::catalog::LocalMoment{pos::make_date(2026, 12, 1), 8 * 3'600};
    made.until = pos::catalog::LocalMoment{pos::make_date(2026, 12, 24), 0};
    made.weekdays = 3;
    made.from_second = 60;
    made.until_second = 120;
    made.priority = -2;
    made.rule.times_max = 2;
    made.rule.combinable = true;
    put(made);
    const auto applied = follow();
    EXPECT_TRUE(applied.catalogue);
    EXPECT_EQ(applied.unread, 0U);
    EXPECT_EQ(pos::store::promotions_of(till_db(), "B01").value(), std::vector{made});
    EXPECT_EQ(pos::store::promotions(*db_).value(),
              (std::vector<pos::store::StoredPromotion>{{made, {}}}));
    made.ended = true;
    put(made);
    follow();
    EXPECT_EQ(pos::store::promotions_of(till_db(), "B01").value(), std::vector{made});
}

TEST_P(PromotionFeed, ComesAndGoesWithItsBranches) {
    put(promotion(1, "P1"), {"B02", "B03"});
    put(promotion(2, "P2"), {"B01", "B02"});
    follow();
    EXPECT_EQ(at_till(), "P2");
    put(promotion(2, "P2"), {"B02"});
    follow();
    EXPECT_EQ(at_till(), "");
    put(promotion(1, "P1"), {});
    follow();
    EXPECT_EQ(at_till(), "P1");
    put(promotion(1, "P1"), {"B01"});  // of all before, of one now: in whatever order it comes
    follow();
    EXPECT_EQ(at_till(), "P1");
    put(promotion(1, "P1"), {});
    follow();
    EXPECT_EQ(at_till(), "P1");
    EXPECT_EQ(till_db().value<std::int64_t>("SELECT count(*) FROM promotion")->value(), 1);
}

TEST_P(PromotionFeed, ARestoredOfficeTakesBackWhatItDoesNotKnow) {
    put(promotion(1, "P1"));
    put(promotion(2, "P2"), {"B01"});
    follow();
    EXPECT_EQ(at_till(), "P1 P2");
    ASSERT_TRUE(db_->exec("DELETE FROM change_row WHERE number > 1"));
    ASSERT_TRUE(db_->exec("UPDATE change_head SET number = 1"));
    epoch_ = id(201);
    follow();
    EXPECT_EQ(at_till(), "P1");
}

TEST_P(PromotionFeed, WhatTheTillHadOfItsOwnCountsNoLonger) {
    put(*till_, promotion(9, "OWN"), {});
    EXPECT_EQ(at_till(), "OWN");
    put(promotion(1, "P1"));
    follow();
    EXPECT_EQ(at_till(), "P1");
}

TEST_P(PromotionFeed, KeepsUnreadWhatItCannotGive) {
    Promotion foreign = promotion(1, "P1");
    foreign.rule = {.kind = pos::pricing::PromotionKind::amount_off,
                    .amount = {50'000'000, *pos::currency_of("SEK")}};
    put(foreign);
    put(promotion(2, "P2"));
    ASSERT_TRUE(db_->exec("UPDATE change_row SET content = $1 WHERE number = 2",
                          pos::Bytes{std::byte{200}}));
    put(promotion(3, "P3"));
    EXPECT_EQ(follow().unread, 2U);
    EXPECT_EQ(at_till(), "P3");
    EXPECT_EQ(till_db().value<std::int64_t>("SELECT count(*) FROM change_unread")->value(), 2);
}

}  // namespace

ON_EITHER_ENGINE(PromotionFeed);
