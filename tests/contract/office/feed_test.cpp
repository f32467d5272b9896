// Goal: what head office changes is at a till as it is at the office, whatever way it got there:
// one change at a time, as a snapshot, cut off between any two transactions, after a restore.
// Method: an office on either engine whose catalogue is edited by the store, and a till's database
// that takes in what the office would answer.
#include "pos/store/feed/apply.hpp"

#include <functional>

#include "pos/store/feed/publish.hpp"
#include "pos/store/feed/switch_prices.hpp"
#include "tests/contract/office/office.hpp"

namespace {

using pos::Instant;
using pos::Ulid;
using pos::store::CatalogueWriter;
using pos::store::PriceFrom;
namespace feed = pos::store::feed;
using test::id;
using test::kMorning;

pos::UnitPrice price(std::int64_t cents) {
    return {cents * 1'000'000, test::kEuro};
}

pos::catalog::Item item(std::uint8_t number, std::string code, std::int64_t cents) {
    pos::catalog::Item item;
    item.id = id(number);
    item.number = std::move(code);
    item.name = "Item " + item.number;
    item.department = "food";
    item.price = price(cents);
    return item;
}

class OfficeFeed : public test::EitherOffice {
protected:
    using Work = std::function<pos::store::db::Result<void>(CatalogueWriter&)>;

    void SetUp() override {
        EitherOffice::SetUp();
        auto office =
            pos::store::Store::open(target_, {.key_file = directory_.file("office.key")}, kMorning);
        ASSERT_TRUE(office);
        office_ = std::move(*office);
        make_till();
    }
    void make_till(const std::string& name = "till.db") {
        const pos::store::db::DbTarget target{pos::store::db::Engine::sqlite,
                                              directory_.file(name)};
        auto made = pos::store::Store::create(target,
                                              {.branch = "B01",
                                               .terminal = "T1",
                                               .currency = test::kEuro,
                                               .zone = "Europe/Berlin",
                                               .fill = {}},
                                              {}, kMorning, random_);
        ASSERT_TRUE(made);
        till_ = std::move(*made);
    }
    static void change(pos::store::Store& store, Instant at, const Work& work) {
        const auto changed = store.change_catalogue(
            [&](CatalogueWriter& to) -> pos::store::Answer<void> {
                auto done = work(to);
                if (!done) return pos::store::store_error(done.error());
                return {};
            },
            pos::store::Batch{}, at);
        ASSERT_TRUE(changed) << changed.error().cause.text;
    }
    void change(const Work& work, Instant at = kMorning) { change(*office_, at, work); }
    void put(const pos::catalog::Item& item, Instant at = kMorning) {
        change([&](CatalogueWriter& to) { return done(to.put(item)); }, at);
    }
    void put_price(const PriceFrom& price, Instant at = kMorning) {
        change([&](CatalogueWriter& to) { return to.put_price(price); }, at);
    }
    template <class T>
    static pos::store::db::Result<void> done(const pos::store::db::Result<T>& result) {
        if (!result) return std::unexpected{result.error()};
        return {};
    }

    pos::store::db::Connection& till_db() { return till_->reader().connection(); }
    feed::Till till_now(Instant now = kMorning) {
        return {.branch = "B01", .currency = test::kEuro, .now = now};
    }
    feed::Slice slice(std::uint64_t after, std::size_t most = 2'000,
                      std::string_view branch = "B01") {
        auto slice = feed::changes_behind(*db_, branch, after, {.changes_max = most});
        EXPECT_TRUE(slice) << slice.error().text;
        return slice.value_or(feed::Slice{});
    }
    /// Until the till has everything; in slices of so many.
    feed::Applied follow(Instant now = kMorning, std::size_t most = 2'000) {
        feed::Applied all;
        for (bool more = true; more;) {
            const auto at = feed::cursor(till_db()).value();
            const auto next = slice(at.epoch == epoch_ ? at.number : 0, most);
            const auto applied = feed::apply(till_db(), till_now(now), epoch_, next);
            EXPECT_TRUE(applied) << applied.error().text;
            if (!applied) return all;
            all.changes += applied->changes;
            all.unread += applied->unread;
            more = next.to < next.head;
        }
        return all;
    }
    std::optional<pos::catalog::Item> at_till(const std::string& number) {
        auto found = till_->reader().catalogue().by_number(number);
        EXPECT_TRUE(found);
        if (!*found) return std::nullopt;
        return (*found)->item;
    }
    std::int64_t cents(const std::string& number) {
        const auto item = at_till(number);
        return item ? item->price.e8 / 1'000'000 : -1;
    }
    static Instant days(int count) { return {kMorning.unix_ms + std::int64_t{count} * 86'400'000}; }

    std::unique_ptr<pos::store::Store> office_;
    std::unique_ptr<pos::store::Store> till_;
    Ulid epoch_{id(200)};
};

TEST_P(OfficeFeed, BringsGoodsAsTheOfficeHasThem) {
    auto apples = item(1, "101", 299);
    apples.unit = "kg";
    apples.tax_class = "reduced";
    apples.cost = price(150);
    apples.discountable = false;
    apples.picture = "apple.png";
    change([&](CatalogueWriter& to) {
        auto ok = done(to.put(pos::catalog::Department{"food", "Food", 3, 2}));
        if (ok) ok = done(to.put(apples));
        if (ok) ok = done(to.put(*pos::catalog::make_barcode("4006381333931", apples.id)));
        if (ok) ok = to.set_favourite(apples.id, 7);
        return ok;
    });
    follow();
    EXPECT_EQ(at_till("101"), apples);
    const auto found = till_->reader().catalogue().by_barcode("04006381333931");
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->item.id, apples.id);
    EXPECT_EQ((*found)->department_name, "Food");
    EXPECT_EQ(till_->reader().catalogue().favourites(9)->size(), 1U);
    EXPECT_EQ(till_->reader().search("item", 9)->size(), 1U);

    change([&](CatalogueWriter& to) { return to.remove_barcode("04006381333931"); });
    follow();
    EXPECT_FALSE(*till_->reader().catalogue().by_barcode("04006381333931"));
}

TEST_P(OfficeFeed, KeepsOfEachThingItsLatestChangeAtTheEnd) {
    put(item(1, "1", 100));
    put(item(2, "2", 200));
    put(item(1, "1", 150));
    put(item(1, "1", 150));  // no change
    const auto all = slice(0);
    ASSERT_EQ(all.changes.size(), 2U);
    EXPECT_EQ(all.changes[0].number, 2U);
    EXPECT_EQ(all.changes[1].number, 3U);
    EXPECT_EQ(all.head, 3U);
    EXPECT_EQ(slice(3).changes.size(), 0U);
}

TEST_P(OfficeFeed, PublishesNothingOfWhatWasNotKept) {
    const auto refused = office_->change_catalogue(
        [&](CatalogueWriter& to) -> pos::store::Answer<void> {
            EXPECT_TRUE(to.put(item(1, "1", 100)));
            return std::unexpected{
                pos::store::StoreError{.kind = pos::store::StoreErrorKind::cancelled}};
        },
        pos::store::Batch{}, kMorning);
    EXPECT_FALSE(refused);
    EXPECT_EQ(slice(0).head, 0U);
    put(item(2, "2", 200));
    EXPECT_EQ(slice(0).changes.size(), 1U);
}

TEST_P(OfficeFeed, ATillPublishesNothing) {
    change(*till_, kMorning, [&](CatalogueWriter& to) { return done(to.put(item(1, "1", 100))); });
    EXPECT_EQ(feed::head(till_db()).value(), 0U);
}

TEST_P(OfficeFeed, GoesToABranchAloneWhereItIsOfThatBranch) {
    put(item(1, "1", 100));
    put_price({id(1), "B02", days(1), price(90)});
    put_price({id(1), "B01", days(1), price(80)});
    EXPECT_EQ(slice(0, 9, "B01").changes.size(), 2U);
    EXPECT_EQ(slice(0, 9, "B03").changes.size(), 1U);
    follow();
    ASSERT_TRUE(feed::switch_prices(till_db(), days(1)));
    EXPECT_EQ(cents("1"), 80);
}

TEST_P(OfficeFeed, SwitchesPricesAtTheirInstantWithoutTheOffice) {
    put(item(1, "1", 100));
    put_price({id(1), "", days(1), price(120)});
    put_price({id(1), "", days(3), price(140)});
    put_price({id(1), "B01", days(2), price(70)});
    follow();
    EXPECT_EQ(cents("1"), 100);
    EXPECT_EQ(feed::next_price_start(till_db(), kMorning).value(), days(1));
    const auto just_before = Instant{days(1).unix_ms - 1};
    EXPECT_EQ(feed::switch_prices(till_db(), just_before).value(), 0);
    EXPECT_EQ(cents("1"), 100);
    EXPECT_EQ(feed::switch_prices(till_db(), days(1)).value(), 1);
    EXPECT_EQ(cents("1"), 120);
    EXPECT_EQ(feed::switch_prices(till_db(), days(1)).value(), 0);
    // The branch's own goes before what all have, whatever begins later.
    EXPECT_EQ(feed::switch_prices(till_db(), days(2)).value(), 1);
    EXPECT_EQ(cents("1"), 70);
    EXPECT_EQ(feed::switch_prices(till_db(), days(4)).value(), 0);
    EXPECT_EQ(cents("1"), 70);
    EXPECT_EQ(feed::next_price_start(till_db(), days(4)).value(), std::nullopt);
    // A clock that was wrong by a year is set right.
    EXPECT_EQ(feed::switch_prices(till_db(), kMorning).value(), 1);
    EXPECT_EQ(cents("1"), 100);
}

TEST_P(OfficeFeed, ATillThatWasOffHasThePriceThatBegan) {
    put(item(1, "1", 100));
    put_price({id(1), "", days(1), price(120)});
    follow(days(2));  // comes for the first time when it has begun
    EXPECT_EQ(cents("1"), 120);
}

TEST_P(OfficeFeed, ALaterEditComesAfterWhatHasBegun) {
    put(item(1, "1", 100));
    put_price({id(1), "", days(1), price(120)});
    put_price({id(1), "", days(9), price(190)});
    follow();
    ASSERT_TRUE(feed::switch_prices(till_db(), days(2)));
    EXPECT_EQ(cents("1"), 120);
    put(item(1, "1", 110), days(2));
    follow(days(2));
    EXPECT_EQ(cents("1"), 110);
    // What is still to come is not lost by it.
    ASSERT_TRUE(feed::switch_prices(till_db(), days(9)));
    EXPECT_EQ(cents("1"), 190);
}

TEST_P(OfficeFeed, AChangeThatWasAskedForEarlierTakesNoPriceBack) {
    put(item(1, "1", 100));
    put_price({id(1), "B01", days(1), price(70)});
    follow();
    // The till has waited since before the price began.
    ASSERT_EQ(feed::switch_prices(till_db(), days(1)).value(), 1);
    auto renamed = item(1, "1", 100);
    renamed.name = "Renamed";
    put(renamed, days(1));
    put_price({id(1), "B01", days(5), price(60)}, days(1));
    follow(Instant{days(1).unix_ms - 10'000});
    EXPECT_EQ(at_till("1")->name, "Renamed");
    EXPECT_EQ(cents("1"), 70);
}

TEST_P(OfficeFeed, TakesNothingInTwiceWhereTwoFollow) {
    put(item(1, "1", 100));
    const auto earlier = slice(0);
    ASSERT_TRUE(feed::apply(till_db(), till_now(), epoch_, earlier));
    const auto asked = slice(1);
    put(item(1, "1", 150));
    follow();  // somebody else, meanwhile
    auto late = earlier;
    late.from = 1;
    late.changes[0].number = 2;
    late.to = late.head = 2;
    const auto applied = feed::apply(till_db(), till_now(), epoch_, late);
    ASSERT_TRUE(applied);
    EXPECT_TRUE(applied->overtaken);
    EXPECT_EQ(applied->changes, 0U);
    EXPECT_EQ(cents("1"), 150);
    EXPECT_TRUE(feed::apply(till_db(), till_now(), epoch_, asked)->overtaken);
    EXPECT_EQ(feed::cursor(till_db()).value().number, 2U);
}

TEST_P(OfficeFeed, NeverTakesAPriceThatIsNone) {
    put(item(1, "1", 100));
    put_price({id(1), "", days(1), price(120)});
    for (const std::int64_t e8 : {std::int64_t{-1}, pos::kPriceMaxE8 + 1}) {
        make_till(e8 < 0 ? "below.db" : "above.db");
        auto all = slice(0);
        // As bytes: nothing of ours writes such a price.
        auto& content = all.changes[1].content;
        for (std::size_t i = 0; i < 8; ++i) {
            content[content.size() - 12 + i] = static_cast<std::byte>(e8 >> (8 * i));
        }
        const auto applied = feed::apply(till_db(), till_now(), epoch_, all);
        ASSERT_TRUE(applied);
        EXPECT_EQ(applied->unread, 1U);
        EXPECT_EQ(cents("1"), 100);
    }
}

TEST_P(OfficeFeed, AnOfficeThatNeverPublishedTellsOfAllItHas) {
    put(item(1, "1", 100));
    put(item(2, "2", 200));
    ASSERT_TRUE(db_->exec("DELETE FROM change_row"));
    ASSERT_TRUE(db_->exec("DELETE FROM change_mark"));
    ASSERT_TRUE(db_->exec("UPDATE change_head SET number = 0"));
    put_price({id(1), "", days(1), price(120)});
    follow();
    EXPECT_EQ(cents("1"), 100);
    EXPECT_EQ(cents("2"), 200);
}

TEST_P(OfficeFeed, AWithdrawnPriceGivesBackTheItemsOwn) {
    put(item(1, "1", 100));
    put_price({id(1), "B01", kMorning, price(70)});
    follow();
    EXPECT_EQ(cents("1"), 70);
    change([&](CatalogueWriter& to) { return done(to.remove_price(id(1), "B01", kMorning)); });
    follow();
    EXPECT_EQ(cents("1"), 100);
    EXPECT_EQ(till_db().value<std::int64_t>("SELECT count(*) FROM item_price")->value(), 0);
}

TEST_P(OfficeFeed, LetsItemsChangeNumbersWithEachOther) {
    put(item(1, "1", 100));
    put(item(2, "2", 200));
    follow();
    change([&](CatalogueWriter& to) {
        auto ok = done(to.put(item(1, "x", 100)));
        if (ok) ok = done(to.put(item(2, "1", 200)));
        if (ok) ok = done(to.put(item(1, "2", 100)));
        return ok;
    });
    follow();
    EXPECT_EQ(at_till("1")->id, id(2));
    EXPECT_EQ(at_till("2")->id, id(1));
    EXPECT_TRUE(at_till("1")->active);
    EXPECT_EQ(till_->reader().catalogue().count().value(), 2);
}

TEST_P(OfficeFeed, TakesOverWhatTheTillMadeItself) {
    change(*till_, kMorning, [&](CatalogueWriter& to) {
        auto ok = done(to.put(item(51, "101", 111)));
        if (ok) ok = done(to.put(*pos::catalog::make_barcode("4006381333931", id(51))));
        if (ok) ok = done(to.put(item(52, "own", 222)));
        if (ok)
            ok = done(to.put(pos::people::User{id(61), "Anna", pos::people::Role::manager, true}));
        return ok;
    });
    change([&](CatalogueWriter& to) {
        auto ok = done(to.put(item(1, "101", 299)));
        if (ok) ok = done(to.put(*pos::catalog::make_barcode("4006381333931", id(1))));
        if (ok)
            ok = done(to.put(pos::people::User{id(2), "Anna", pos::people::Role::cashier, true}));
        if (ok) ok = to.put_badge("B-1", id(2));
        return ok;
    });
    follow();
    EXPECT_EQ(at_till("101")->id, id(1));
    EXPECT_EQ(cents("101"), 299);
    EXPECT_EQ(till_->reader().catalogue().count().value(), 2);
    EXPECT_EQ(cents("own"), 222);  // what the office does not know is sold on
    EXPECT_EQ((*till_->reader().catalogue().user_of_badge("B-1"))->id, id(2));
    const auto users = till_->reader().catalogue().users();
    ASSERT_TRUE(users);
    for (const auto& user : *users) {
        if (user.id == id(61)) {
            EXPECT_FALSE(user.active);
        } else {
            EXPECT_EQ(user.name, "Anna");
        }
    }
}

TEST_P(OfficeFeed, GoesOnBetweenAnyTwoTransactions) {
    change([&](CatalogueWriter& to) {
        pos::store::db::Result<void> ok;
        for (int i = 0; ok && i < 250; ++i) {
            ok = done(to.put(item(static_cast<std::uint8_t>(i), std::to_string(1'000 + i), i)));
        }
        return ok;
    });
    const auto all = slice(0);
    auto till = till_now();
    std::vector<std::pair<std::uint64_t, std::int64_t>> seen;
    auto beside = pos::store::db::open(till_->target(), {pos::store::db::OpenMode::read_only});
    ASSERT_TRUE(beside);
    till.pause = [&] {
        const auto at = feed::cursor(**beside).value();
        seen.emplace_back(at.number,
                          (*beside)->value<std::int64_t>("SELECT count(*) FROM item")->value());
        EXPECT_EQ(feed::vouched(*db_, at.number, at.mark).value(), feed::Vouched::ours);
    };
    const auto applied = feed::apply(till_db(), till, epoch_, all);
    ASSERT_TRUE(applied);
    EXPECT_EQ(applied->changes, 250U);
    // Whoever is killed there finds as many goods as the cursor says.
    ASSERT_EQ(seen.size(), 2U);
    for (const auto& [number, goods] : seen) EXPECT_EQ(number, static_cast<std::uint64_t>(goods));

    make_till("other.db");
    EXPECT_EQ(follow(kMorning, 7).changes, 250U);
    EXPECT_EQ(till_->reader().catalogue().count().value(), 250);
    EXPECT_TRUE(feed::cursor(till_db()).value().whole);
}

TEST_P(OfficeFeed, ARestoredOfficeTakesBackWhatItDoesNotKnow) {
    put(item(1, "1", 100));
    put(item(2, "2", 200));
    change([&](CatalogueWriter& to) {
        return done(to.put(pos::people::User{id(3), "Otto", pos::people::Role::cashier, true}));
    });
    follow();
    // As if the backup were of before the second item and the person.
    ASSERT_TRUE(db_->exec("DELETE FROM change_row WHERE number > 1"));
    ASSERT_TRUE(db_->exec("UPDATE change_head SET number = 1"));
    epoch_ = id(201);
    follow();
    EXPECT_TRUE(at_till("1")->active);
    EXPECT_FALSE(at_till("2")->active);  // there for returns
    const auto users = till_->reader().catalogue().users();
    ASSERT_TRUE(users);
    for (const auto& user : *users) {
        EXPECT_EQ(user.active, user.id != id(3));
    }
    const auto at = feed::cursor(till_db()).value();
    EXPECT_EQ(at, (feed::Cursor{epoch_, 1, 2, true, at.mark}));
    EXPECT_EQ(at.mark.number, 1U);
}

TEST_P(OfficeFeed, TellsItselfFromAnotherOneOfTheSameNumbers) {
    put(item(1, "1", 100));
    const auto first = feed::mark_over(*db_, 1).value();
    put(item(1, "1", 150));
    const auto second = feed::mark_over(*db_, 2).value();
    EXPECT_EQ(first.number, 1U);
    EXPECT_EQ(second.number, 2U);
    using enum feed::Vouched;
    EXPECT_EQ(feed::vouched(*db_, 1, first).value(), ours);
    EXPECT_EQ(feed::vouched(*db_, 1, second).value(), ours);
    EXPECT_EQ(feed::vouched(*db_, 2, first).value(), unknown);  // it says nothing of the second
    // Put back to where only the first had been, and changed again: the same number, another past.
    ASSERT_TRUE(db_->exec("DELETE FROM change_mark WHERE number > 1"));
    ASSERT_TRUE(db_->exec("UPDATE change_head SET number = 1"));
    EXPECT_EQ(feed::vouched(*db_, 2, second).value(), lost);
    put(item(1, "1", 170));
    EXPECT_EQ(feed::mark_over(*db_, 2).value().number, 2U);
    EXPECT_EQ(feed::vouched(*db_, 2, second).value(), lost);
    EXPECT_EQ(feed::vouched(*db_, 1, first).value(), ours);
    // Nobody makes one up who does not know the office's secret.
    auto made_up = second;
    made_up.bytes[3] ^= std::byte{1};
    EXPECT_EQ(feed::vouched(*db_, 2, made_up).value(), unknown);
    made_up = second;
    made_up.number = 9;
    EXPECT_EQ(feed::vouched(*db_, 9, made_up).value(), unknown);
    EXPECT_EQ(feed::mark_over(*db_, 3).value(), feed::Mark{});
}

TEST_P(OfficeFeed, WritesMarksAsTextAndReadsNoOther) {
    feed::Mark mark{.number = 17, .bytes = {std::byte{0xab}}};
    EXPECT_EQ(feed::to_text(mark), "17-ab000000000000000000000000000000");
    EXPECT_EQ(feed::mark_from(feed::to_text(mark)), mark);
    EXPECT_EQ(feed::to_text({}), "");
    for (const char* wrong :
         {"", "17", "17-", "17-ab", "0-ab000000000000000000000000000000", "-ab", "x-00",
          "9223372036854775808-ab000000000000000000000000000000",
          "17-ab00000000000000000000000000000000", "17-zz000000000000000000000000000000"}) {
        EXPECT_FALSE(feed::mark_from(wrong)) << wrong;
    }
}

TEST_P(OfficeFeed, KeepsWhatItDoesNotUnderstandAndGoesOn) {
    put(item(2, "2", 200));
    auto all = slice(0);
    all.to = all.head = 9;
    all.changes.push_back({5, 999, false, feed::thing_of("x"), pos::Bytes(3)});
    all.changes.push_back({6, 2, false, feed::thing_of(id(1)), pos::Bytes(3)});
    const auto applied = feed::apply(till_db(), till_now(), epoch_, all);
    ASSERT_TRUE(applied) << applied.error().text;
    EXPECT_EQ(applied->changes, 3U);
    EXPECT_EQ(applied->unread, 2U);
    EXPECT_EQ(cents("2"), 200);
    EXPECT_EQ(till_db().value<std::int64_t>("SELECT count(*) FROM change_unread")->value(), 2);
    const auto again = feed::apply_unread(till_db(), till_now());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->unread, 2U);
    EXPECT_EQ(feed::cursor(till_db()).value().number, 9U);
    // A later change of the same thing is understood.
    put(item(1, "1", 100));
    auto more = slice(1);
    more.from = 9;
    more.to = more.head = 10;
    more.changes[0].number = 10;
    ASSERT_TRUE(feed::apply(till_db(), till_now(), epoch_, more));
    EXPECT_EQ(till_db().value<std::int64_t>("SELECT count(*) FROM change_unread")->value(), 1);
}

TEST_P(OfficeFeed, NeverSellsAtThePricesOfAnotherCurrency) {
    put(item(1, "1", 100));
    auto till = till_now();
    till.currency = *pos::currency_of("SEK");
    const auto applied = feed::apply(till_db(), till, epoch_, slice(0));
    ASSERT_TRUE(applied);
    EXPECT_EQ(applied->unread, 1U);
    EXPECT_FALSE(at_till("1"));
}

TEST_P(OfficeFeed, AsksWhatBecomesOfASetting) {
    change([&](CatalogueWriter& to) { return to.put_setting("shop", pos::as_bytes("theirs")); });
    auto till = till_now();
    till.merge_setting = [](std::string_view name, pos::BytesView theirs,
                            const std::optional<pos::Bytes>& own) -> std::optional<pos::Bytes> {
        EXPECT_EQ(name, "shop");
        EXPECT_FALSE(own);
        return pos::Bytes{theirs.begin(), theirs.begin() + 3};
    };
    const auto applied = feed::apply(till_db(), till, epoch_, slice(0));
    ASSERT_TRUE(applied);
    EXPECT_TRUE(applied->settings);
    EXPECT_FALSE(applied->catalogue);
    EXPECT_EQ(till_->reader().catalogue().setting("shop").value(), feed::thing_of("the"));
}

TEST_P(OfficeFeed, AnOfficesPricesAreInItsOwnCurrency) {
    test::Till swedish{"B01", "T1", 5};
    pos::journal::JournalStarted started;
    started.branch = "B01";
    started.terminal = started.series = "T1";
    started.public_key = swedish.key().public_key();
    started.currency = *pos::currency_of("SEK");
    started.zone = "Europe/Stockholm";
    started.program = "contract test";
    swedish.append(started);
    send(swedish, joined(swedish), 0);
    EXPECT_EQ(count("journal"), 2);
    EXPECT_EQ(pos::store::Reader{*db_}.catalogue().currency(), test::kEuro);
}

TEST_P(OfficeFeed, CountsTheTillsThatHaveIt) {
    const test::Till first{"B01", "T1", 5};
    const test::Till second{"B02", "T1", 6};
    const auto one = joined(first);
    joined(second);
    put(item(1, "1", 100));
    EXPECT_EQ(feed::delivered(*db_, 1).value(), (feed::Delivered{0, 2}));
    ASSERT_TRUE(feed::note_heard(*db_, one.terminal, 1, kMorning));
    EXPECT_EQ(feed::delivered(*db_, 1).value(), (feed::Delivered{1, 2}));
    ASSERT_TRUE(pos::store::office::revoke(*db_, "B02", "T1", kMorning));
    EXPECT_EQ(feed::delivered(*db_, 1).value(), (feed::Delivered{1, 1}));
}

}  // namespace

ON_EITHER_ENGINE(OfficeFeed);
