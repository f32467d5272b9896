// Goal: a till that has joined a head office knows what its branch has of counted goods as the
// office told it last, less what it has moved itself since, each movement once; goods that were
// never counted it knows nothing of. Method: an office on either engine, a till with a store of its
// own whose journal is taken in there, another till of the branch beside it, and the feed between.
#include "app/core/office/office_settings.hpp"
#include "app/core/stock_policy.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/db/copy_database.hpp"
#include "pos/store/feed/apply.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/feed/tell_stock.hpp"
#include "pos/store/office/known_stock.hpp"
#include "pos/store/office/membership.hpp"
#include "pos/store/office/stock.hpp"
#include "pos/store/restore.hpp"
#include "tests/contract/office/office.hpp"

namespace {

using pos::Quantity;
using pos::Ulid;
using pos::journal::StockAdjusted;
namespace feed = pos::store::feed;
namespace office = pos::store::office;
using test::id;
using test::kMorning;

const Ulid kMilk = id(61);
const Ulid kBread = id(62);

class StockFeed : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        auto opened =
            pos::store::Store::open(target_, {.key_file = directory_.file("office.key")}, kMorning);
        ASSERT_TRUE(opened);
        office_ = std::move(*opened);
        const pos::store::db::DbTarget target{pos::store::db::Engine::sqlite,
                                              directory_.file("till.db")};
        auto made = pos::store::Store::create(target,
                                              {.branch = "B01",
                                               .terminal = "T1",
                                               .currency = test::kEuro,
                                               .zone = "Europe/Berlin",
                                               .fill = {}},
                                              {}, kMorning, random_);
        ASSERT_TRUE(made);
        till_ = std::move(*made);
        const auto& journal = till_->journal();
        pos::Hash code{};
        random_.fill(code);
        const office::EnrolCode enrol{code, "B01", "T1", {kMorning.unix_ms + 600'000}};
        ASSERT_TRUE(office::put_enrol_code(*db_, enrol, kMorning).value());
        const auto terminal = office::join(*db_, {code, journal.public_key, "B01", "T1", "test"},
                                           pos::make_ulid(kMorning, random_), kMorning);
        ASSERT_TRUE(terminal && *terminal);
        terminal_ = **terminal;
        ASSERT_TRUE(office::put_membership(
            till_db(), {.url = "https://office", .terminal = terminal_.terminal, .epoch = epoch_}));
        other_.start();
        other_terminal_ = joined(other_);
        send(other_, other_terminal_, 0);
    }
    StockAdjusted said(const Ulid& item, Quantity added, bool counted = false,
                       std::string branch = {}) {
        return {.adjustment = pos::make_ulid(kMorning, random_),
                .external_number = {},
                .when = test::at(9, 0, 0),
                .user = test::anna(),
                .reason = counted ? "count" : "breakage",
                .lines = {{item, "M", "Milk", added}},
                .branch = std::move(branch),
                .counted = counted};
    }
    static void write(pos::store::Store& store, StockAdjusted event) {
        pos::store::Batch batch;
        batch.events.emplace_back(std::move(event));
        ASSERT_TRUE(store.append(std::move(batch), kMorning));
    }
    /// What the till's journal holds behind what the office has of it.
    void send_till() {
        const auto& journal = till_->journal();
        std::vector<pos::journal::SealedEntry> entries;
        ASSERT_TRUE(till_->reader().walk(journal.journal, sent_.seq, [&](const auto& entry) {
            entries.push_back({entry, {}});
            return true;
        }));
        if (entries.empty()) return;
        const auto before =
            sent_.seq == 0 ? pos::journal::genesis(journal.journal, journal.public_key) : sent_;
        const auto receipt = office::take_in(
            *db_,
            {terminal_.terminal, "B01", "T1", journal.journal, journal.public_key, before, entries},
            kMorning);
        ASSERT_TRUE(receipt) << receipt.error().cause.text;
        EXPECT_EQ(receipt->added, entries.size());
        sent_ = {entries.back().entry.seq, entries.back().entry.hash};
    }
    void tell() {
        const auto told = feed::tell_stock(*db_);
        ASSERT_TRUE(told) << told.error().text;
        EXPECT_FALSE(*told);
    }
    std::uint64_t head() { return feed::head(*db_).value(); }
    void follow() {
        const auto at = feed::cursor(till_db()).value();
        const auto next = feed::changes_behind(*db_, "B01", at.epoch == epoch_ ? at.number : 0, {});
        ASSERT_TRUE(next);
        const auto applied = feed::apply(till_db(),
                                         {.branch = "B01",
                                          .currency = test::kEuro,
                                          .now = kMorning,
                                          .merge_setting = app::core::merge_office_setting},
                                         epoch_, *next);
        ASSERT_TRUE(applied) << applied.error().text;
        EXPECT_EQ(applied->unread, 0U);
    }
    std::optional<Quantity> known(const Ulid& item) {
        const auto known = office::known_stock(till_db(), item);
        EXPECT_TRUE(known);
        return known.value_or(std::nullopt);
    }
    pos::store::db::Connection& till_db() { return till_->reader().connection(); }

    std::unique_ptr<pos::store::Store> office_;
    std::unique_ptr<pos::store::Store> till_;
    office::Terminal terminal_;
    pos::journal::Head sent_{};
    test::Till other_{"B01", "T2", 5};
    office::Terminal other_terminal_;
    Ulid epoch_{id(200)};
};

TEST_P(StockFeed, TellsATillWhatItsBranchHasAndTheTillCountsOn) {
    write(*till_, said(kMilk, pos::pieces(-2)));
    write(*till_, said(kBread, pos::pieces(-1)));
    send_till();
    tell();
    EXPECT_EQ(head(), 0U) << "nothing was counted";
    follow();
    EXPECT_EQ(known(kMilk), std::nullopt);

    // Ten are counted: two that are gone were added back.
    write(*office_, said(kMilk, pos::pieces(12), true, "B01"));
    tell();
    EXPECT_EQ(head(), 1U);
    follow();
    EXPECT_EQ(known(kMilk), pos::pieces(10));
    EXPECT_EQ(known(kBread), std::nullopt);
    write(*till_, said(kMilk, pos::pieces(-3)));
    EXPECT_EQ(known(kMilk), pos::pieces(7)) << "at once, and without the office";

    // The office has heard of it: it is no further movement.
    send_till();
    tell();
    follow();
    EXPECT_EQ(known(kMilk), pos::pieces(7));
    tell();
    EXPECT_EQ(head(), 2U) << "the same is not told again";

    // What the other till sells this one knows once it is told.
    other_.append(said(kMilk, pos::pieces(-4)));
    send(other_, other_terminal_, 2);
    EXPECT_EQ(known(kMilk), pos::pieces(7));
    tell();
    follow();
    EXPECT_EQ(known(kMilk), pos::pieces(3));
    EXPECT_EQ(office::branch_stock_of(*db_, "B01", kMilk).value(), pos::pieces(3));
    const auto of_other_branch = feed::changes_behind(*db_, "B02", 0, {});
    EXPECT_TRUE(of_other_branch->changes.empty());
    EXPECT_TRUE(verified().is_good());
}

/// The backup has less of the till's journal than the office, or what the office never got.
TEST_P(StockFeed, KnowsAsMuchOnceABackupOfTheTillIsPutBack) {
    write(*office_, said(kMilk, pos::pieces(12), true, "B01"));
    write(*till_, said(kMilk, pos::pieces(-1)));
    send_till();
    tell();
    follow();
    write(*till_, said(kMilk, pos::pieces(-2)));
    const std::string backup = directory_.file("backup.db");
    const auto go_on = [](const pos::store::db::CopyProgress&) { return true; };
    ASSERT_TRUE(pos::store::db::copy_database(directory_.file("till.db"), backup, {}, go_on));
    write(*till_, said(kMilk, pos::pieces(-3)));
    send_till();
    tell();
    follow();
    EXPECT_EQ(known(kMilk), pos::pieces(6));
    till_.reset();
    const pos::store::db::DbTarget target{pos::store::db::Engine::sqlite,
                                          directory_.file("again.db")};
    ASSERT_TRUE(pos::store::restore(backup, target, {.store = {}}, kMorning, random_, go_on));
    auto opened = pos::store::Store::open(target, {}, kMorning);
    ASSERT_TRUE(opened);
    till_ = std::move(*opened);
    EXPECT_EQ(known(kMilk), pos::pieces(9)) << "without the office, what the backup knew";
    write(*till_, said(kMilk, pos::pieces(-1)));
    EXPECT_EQ(known(kMilk), pos::pieces(8));
    // The office has all of the old journal, and nothing yet of the new one. Something else moved,
    // so it tells anew.
    write(*office_, said(kMilk, pos::pieces(5), false, "B01"));
    tell();
    follow();
    EXPECT_EQ(known(kMilk), pos::pieces(10)) << "12 - 1 - 2 - 3 + 5, and one sold since";
}

TEST_P(StockFeed, TellsManyInPortions) {
    for (std::uint8_t number = 70; number < 75; ++number)
        write(*office_, said(id(number), pos::pieces(number), true, "B01"));
    EXPECT_TRUE(feed::tell_stock(*db_, 2).value());
    EXPECT_TRUE(feed::tell_stock(*db_, 2).value());
    EXPECT_FALSE(feed::tell_stock(*db_, 2).value());
    follow();
    for (std::uint8_t number = 70; number < 75; ++number)
        EXPECT_EQ(known(id(number)), pos::pieces(number));
}

TEST_P(StockFeed, ACountOfATillsOwnPastIsOfItsBranch) {
    write(*till_, said(kMilk, pos::pieces(5), true));
    EXPECT_EQ(known(kMilk), std::nullopt) << "until the office has heard of it";
    send_till();
    tell();
    follow();
    EXPECT_EQ(known(kMilk), pos::pieces(5));
    const auto rows = office::branch_stock(*db_, {.branch = "B01", .words = ""});
    ASSERT_EQ(rows->size(), 1U);
    EXPECT_TRUE(rows->front().counted);
    EXPECT_TRUE(office::was_counted(*db_, "B01", kMilk).value());
    EXPECT_FALSE(office::was_counted(*db_, "B02", kMilk).value());
}

TEST_P(StockFeed, BringsHowTillsGoByIt) {
    const pos::sale::StockPolicy policy{pos::sale::StockRule::block, false};
    const auto changed = office_->change_catalogue(
        [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
            auto done =
                to.put_setting(app::core::kStockSetting, pos::as_bytes(app::core::to_text(policy)));
            if (!done) return pos::store::store_error(done.error());
            return {};
        },
        {}, kMorning);
    ASSERT_TRUE(changed);
    follow();
    EXPECT_EQ(app::core::read_stock_policy(till_->reader()).value(), policy);
    EXPECT_FALSE(app::core::merge_office_setting(app::core::kStockSetting,
                                                 pos::as_bytes("sometimes"), std::nullopt));
}

}  // namespace

ON_EITHER_ENGINE(StockFeed);
