// Goal: PINs, and the tries in vain, are this database's own: they outlive a restart, go with
// nobody's row, and no journal entry tells of them.
// Method: shops on both engines, opened again between the steps.
#include <gtest/gtest.h>

#include "pos/people/pin.hpp"
#include "pos/store/catalogue/pins.hpp"
#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::store;

class StorePins : public test::EitherShop {
protected:
    void SetUp() override {
        create();
        change([&](CatalogueWriter& to) {
            for (const auto& user : {anna_, max_, gone_}) EXPECT_TRUE(to.put(user));
            EXPECT_TRUE(to.put_badge("7000001", max_.id));
        });
    }
    void change(const std::function<void(CatalogueWriter&)>& work) {
        const auto done = store_->change_catalogue(
            [&](CatalogueWriter& to) -> Answer<void> {
                work(to);
                return {};
            },
            Batch{}, tick());
        EXPECT_TRUE(done);
    }
    db::Connection& db() { return store_->reader().connection(); }
    std::optional<KnownPin> pin_of(const pos::people::User& user) {
        const auto pin = known_pin(db(), user.id);
        EXPECT_TRUE(pin);
        return pin ? *pin : std::nullopt;
    }

    using User = pos::people::User;
    User anna_{new_id(), "Anna", pos::people::Role::manager};
    User max_{new_id(), "Max"};
    User gone_{new_id(), "Otto", pos::people::Role::cashier, false};
};

TEST_P(StorePins, AskNobodyUntilSomebodyWhoWorksHereHasOne) {
    EXPECT_FALSE(*asks_for_pins(db()));
    change([&](auto& to) { EXPECT_TRUE(put_pin(to.connection(), gone_.id, "hash", now_)); });
    EXPECT_FALSE(*asks_for_pins(db()));
    change([&](auto& to) { EXPECT_TRUE(put_pin(to.connection(), anna_.id, "hash", now_)); });
    EXPECT_TRUE(*asks_for_pins(db()));
    change([&](auto& to) { EXPECT_TRUE(*remove_pin(to.connection(), anna_.id)); });
    EXPECT_FALSE(*asks_for_pins(db()));
    change([&](auto& to) { EXPECT_FALSE(*remove_pin(to.connection(), anna_.id)); });
}

TEST_P(StorePins, TellWhoMaySignOnAndHow) {
    change([&](auto& to) { EXPECT_TRUE(put_pin(to.connection(), anna_.id, "hash", now_)); });
    EXPECT_EQ(*signers(db()), (std::vector<Signer>{{anna_, true, false}, {max_, false, true}}));
}

TEST_P(StorePins, CountTriesOverARestartUntilOneIsRight) {
    change([&](auto& to) {
        EXPECT_TRUE(put_pin(to.connection(), anna_.id, pos::people::hash_pin("2580"), now_));
    });
    ASSERT_TRUE(pin_of(anna_));
    EXPECT_EQ(pin_of(anna_)->user, anna_);
    for (int i = 0; i < 3; ++i) {
        change([&](auto& to) { EXPECT_TRUE(count_pin_try(to.connection(), anna_.id, now_)); });
    }
    open();
    ASSERT_TRUE(pin_of(anna_));
    EXPECT_EQ(pin_of(anna_)->wrong, 3);
    EXPECT_EQ(pin_of(anna_)->tried_at, now_);
    EXPECT_TRUE(pos::people::is_pin(pin_of(anna_)->hash, "2580"));
    change([&](auto& to) { EXPECT_TRUE(forget_pin_tries(to.connection(), anna_.id)); });
    EXPECT_EQ(pin_of(anna_)->wrong, 0);
    EXPECT_FALSE(pin_of(max_));
}

TEST_P(StorePins, GetANewStartWithANewPin) {
    change([&](auto& to) {
        EXPECT_TRUE(put_pin(to.connection(), anna_.id, "old", now_));
        EXPECT_TRUE(count_pin_try(to.connection(), anna_.id, now_));
        EXPECT_TRUE(put_pin(to.connection(), anna_.id, "new", now_));
    });
    EXPECT_EQ(pin_of(anna_)->hash, "new");
    EXPECT_EQ(pin_of(anna_)->wrong, 0);
}

ON_EITHER_ENGINE(StorePins);

}  // namespace
