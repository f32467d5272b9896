// Goal: what append() answers for is in the database, whole and once, with numbers that have no
// gap; what it refuses has left nothing. Method: shops on both engines, opened again between the
// steps.
#include <gtest/gtest.h>

#include "pos/journal/codec.hpp"
#include "pos/sale/cart_bytes.hpp"
#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::store;
using namespace pos::journal;
using pos::Quantity;
using test::pounds;

class StoreAppend : public test::EitherShop {
protected:
    Carts carts() { return read_carts(store_->reader().connection()).value(); }
};

TEST_P(StoreAppend, DrawsNumbersWithoutAGapOverRestarts) {
    open_shift();
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1-000001");
    EXPECT_EQ(sell(ticket({{"Tea", "D1", -1}})).number, "B01-T1-000002");
    const StoredEvent first_z = close_shift(50);
    EXPECT_EQ(first_z.z_number, 1U);
    EXPECT_EQ(first_z.grand_total, pounds(50));
    open();
    open_shift();
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1-000003");
    open();
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1-000004");
    const StoredEvent second_z = close_shift(200);
    EXPECT_EQ(second_z.z_number, 2U);
    EXPECT_EQ(second_z.grand_total, pounds(250));
}

TEST_P(StoreAppend, CountsTheGrandTotalBeyondAnyAmount) {
    for (std::int64_t shifts = 1; shifts <= 3; ++shifts) {
        open_shift();
        EXPECT_EQ(close_shift(pos::kMinorMax).grand_total.minor, shifts * pos::kMinorMax);
        open();
    }
    const auto z = store_->reader().z_report(store_->journal().journal, 3);
    ASSERT_TRUE(z && *z);
    EXPECT_EQ((*z)->closed.grand_total.minor, 3 * pos::kMinorMax);
}

TEST_P(StoreAppend, ChainsAndSignsWhatItWrites) {
    open_shift();
    const StoredEvent sold = sell(ticket({{"Tea", "D1"}, {"Bread", "D2", 2}}));
    ASSERT_TRUE(append(DrawerOpened{shift_, when(), anna(), "change"}));
    open();
    ChainVerifier verifier{store_->journal().journal, store_->journal().public_key};
    std::vector<std::uint16_t> kinds;
    ASSERT_TRUE(store_->reader().walk(store_->journal().journal, 0, [&](const Entry& entry) {
        EXPECT_TRUE(verifier.check(entry)) << entry.seq;
        EXPECT_TRUE(decode(entry.kind, entry.version, entry.payload));
        kinds.push_back(entry.kind);
        return true;
    }));
    EXPECT_EQ(kinds, (std::vector<std::uint16_t>{1, 10, 25, 12}));
    EXPECT_EQ(verifier.head(), store_->head());
    EXPECT_EQ(sold.seq, 3U);
    EXPECT_TRUE(sold.signature);
    const auto entry = store_->reader().entry(store_->journal().journal, 3);
    EXPECT_EQ((*entry)->hash, sold.hash);
    EXPECT_EQ((*entry)->signature, sold.signature);
}

TEST_P(StoreAppend, PassesOverACartThatWasPaid) {
    open_shift();
    pos::sale::Cart waiting;
    waiting.sale = new_id();
    const SaleRecord record = ticket({{"Tea", "D1"}});
    pos::sale::Cart paid;
    paid.sale = record.sale;
    const std::vector saves{save_of(paid, CartState::open), save_of(waiting, CartState::open)};
    ASSERT_TRUE(store_->save_carts(saves));
    EXPECT_EQ(carts().open.size(), 2U);
    sell(record);
    EXPECT_EQ(carts().open, std::vector{waiting});
}

TEST_P(StoreAppend, WritesABatchWholeOrNotAtAll) {
    open_shift();
    SaleRecord record = ticket({{"Tea", "D1"}});
    record.external_number = "536365";
    sell(record);
    const Head before = store_->head();

    Batch batch;
    batch.events.push_back(SaleCompleted{ticket({{"Bread", "D2"}})});
    record = ticket({{"Cake", "D3"}});
    record.external_number = "536365";
    batch.events.push_back(SaleCompleted{record});
    const auto refused = store_->append(std::move(batch), tick());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, StoreErrorKind::external_number_taken);
    EXPECT_EQ(store_->head(), before);
    EXPECT_TRUE(store_->is_open());
    EXPECT_EQ(*store_->reader().stock(item_id("Bread")), Quantity{});
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1-000002");
}

TEST_P(StoreAppend, RefusesWhatContradictsTheBooks) {
    ShiftClosed closed;
    closed.shift = new_id();
    closed.when = when();
    closed.currency = test::kPound;
    closed.figures.net = pounds(0);
    const auto refused = append(closed);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, StoreErrorKind::not_projected);
    EXPECT_EQ(refused.error().project, ProjectError::shift_unknown);
    EXPECT_TRUE(store_->is_open());
    open_shift();
    EXPECT_EQ(close_shift(0).z_number, 1U);
}

TEST_P(StoreAppend, KeepsTextThatNoColumnHolds) {
    open_shift();
    SaleRecord record = ticket({{"Tea", "D1"}});
    record.lines[0].name = std::string{"T\0a\xff", 4};
    record.note = record.lines[0].name;
    const StoredEvent sold = sell(record);
    const auto receipt = store_->reader().receipt(sold.number);
    ASSERT_TRUE(receipt && *receipt);
    EXPECT_EQ((*receipt)->record.note, record.note);
    EXPECT_EQ(*store_->reader().connection().value<std::string>("SELECT name FROM sale_line"),
              "T\uFFFDa\uFFFD");
}

TEST_P(StoreAppend, WritesNothingAfterAWriteThatFailed) {
    open_shift();
    const SaleRecord record = ticket({{"Tea", "D1"}});
    sell(record);
    const auto twice = append(SaleCompleted{record});  // one sale's id twice: a table refuses it
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().kind, StoreErrorKind::failed);
    EXPECT_FALSE(store_->is_open());
    EXPECT_EQ(append(DrawerOpened{shift_, when(), anna(), ""}).error().kind,
              StoreErrorKind::closed);
    open();
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1-000002");
}

TEST_P(StoreAppend, NotesAClockThatWentBack) {
    open_shift();
    const auto later = now_;
    now_ = {later.unix_ms - 30'000};
    ASSERT_TRUE(append(DrawerOpened{shift_, when(), anna(), ""}));
    const auto small = store_->head().seq;
    now_ = {later.unix_ms - 3'600'000};
    const auto stored = append(DrawerOpened{shift_, when(), anna(), ""});
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->events.size(), 1U);
    EXPECT_EQ(stored->events[0].seq, small + 2);
    const auto entry = store_->reader().entry(store_->journal().journal, small + 1);
    EXPECT_EQ((*entry)->kind, static_cast<int>(EventKind::clock_went_back));
}

TEST_P(StoreAppend, KeepsCartsUntilTheyAreDropped) {
    pos::sale::Cart cart;
    cart.sale = new_id();
    cart.label = "Mrs Smith";
    cart.held_at = {2};
    pos::sale::Cart open_one;
    open_one.sale = new_id();
    open_one.note = "with care";
    pos::sale::Cart earlier;
    earlier.sale = new_id();
    earlier.held_at = {1};
    Batch batch;
    batch.carts = {save_of(cart, CartState::held), save_of(open_one, CartState::open),
                   save_of(earlier, CartState::held)};
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    open();
    EXPECT_EQ(carts().open, std::vector{open_one});
    EXPECT_EQ(carts().held, (std::vector{earlier, cart}));
    open_one.note = "changed";
    batch = {};
    batch.carts = {save_of(open_one, CartState::open), drop_of(cart.sale)};
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    EXPECT_EQ(carts().open, std::vector{open_one});
    EXPECT_EQ(carts().held, std::vector{earlier});
}

TEST_P(StoreAppend, SetsCartsAsideThatCannotBeRead) {
    pos::sale::Cart good;
    good.sale = new_id();
    pos::sale::Cart bad = good;
    bad.sale = new_id();
    pos::sale::Cart exchanged = good;
    exchanged.sale = new_id();
    Batch batch;
    batch.carts = {save_of(good, CartState::open), save_of(bad, CartState::open),
                   save_of(exchanged, CartState::held)};
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    auto& db = store_->reader().connection();
    const auto nonsense = pos::as_bytes("no cart at all");
    ASSERT_TRUE(db.exec("UPDATE cart SET content = $1 WHERE sale = $2", nonsense, bad.sale));
    ASSERT_TRUE(db.exec("UPDATE cart SET content = $1 WHERE sale = $2", pos::sale::cart_bytes(good),
                        exchanged.sale));
    Carts found = carts();
    EXPECT_EQ(found.open, std::vector{good});
    EXPECT_TRUE(found.held.empty());
    ASSERT_EQ(found.unreadable.size(), 2U);
    const bool first = found.unreadable[0].sale == bad.sale;  // two ids of one millisecond
    EXPECT_EQ(found.unreadable[first ? 0 : 1].content,
              pos::Bytes(nonsense.begin(), nonsense.end()));
    batch = {};
    batch.carts = std::move(found.unreadable);
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    EXPECT_TRUE(carts().unreadable.empty());
    EXPECT_EQ(*db.value<int>("SELECT count(*) FROM cart"), 3);  // kept
    EXPECT_EQ(**db.value<pos::Bytes>("SELECT content FROM cart WHERE sale = $1", bad.sale),
              pos::Bytes(nonsense.begin(), nonsense.end()));
}

TEST_P(StoreAppend, ChangesTheCatalogueWithItsEvent) {
    pos::catalog::Item item;
    item.id = item_id("Tea");
    item.number = "100";
    item.name = "Tea";
    item.department = "D1";
    item.tax_class = "standard";
    item.price = pos::unit_price(pounds(150));
    Batch batch;
    batch.events.push_back(
        ItemsImported{.when = when(), .user = anna(), .source = "x", .added = 1});
    const auto put = [&](CatalogueWriter& writer) -> Answer<void> {
        auto done = writer.put(item);
        if (!done) return store_error(done.error());
        return {};
    };
    ASSERT_TRUE(store_->change_catalogue(put, batch, tick()));
    EXPECT_EQ((*store_->reader().catalogue().by_number("100"))->item, item);

    const Head head = store_->head();
    const auto fail = [&](CatalogueWriter& writer) -> Answer<void> {
        item.name = "Coffee";
        EXPECT_TRUE(writer.put(item));
        return std::unexpected{StoreError{.kind = StoreErrorKind::cancelled}};
    };
    EXPECT_FALSE(store_->change_catalogue(fail, batch, tick()));
    EXPECT_EQ(store_->head(), head);
    EXPECT_EQ((*store_->reader().catalogue().by_number("100"))->item.name, "Tea");
    EXPECT_EQ((*store_->reader().search("te", 10)).size(), 1U);
    EXPECT_EQ((*store_->reader().search("coff", 10)).size(), 0U);
}

TEST_P(StoreAppend, ErasesAPersonAndSaysSo) {
    const Sealed sealed = seal({std::byte{1}, std::byte{2}}, random_);
    Batch batch;
    batch.events.push_back(DrawerOpened{shift_, when(), anna(), ""});
    batch.attachments.push_back(sealed);
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    auto& db = store_->reader().connection();
    EXPECT_EQ(*db.value<int>("SELECT count(*) FROM attachment"), 1);
    ASSERT_TRUE(store_->erase(when(), anna(), {{sealed.hash}}, tick()));
    EXPECT_EQ(*db.value<int>("SELECT count(*) FROM attachment"), 0);
    EXPECT_EQ(**db.value<pos::Hash>("SELECT attachment FROM erased"), sealed.hash);
}

ON_EITHER_ENGINE(StoreAppend);

}  // namespace
