// Goal: people who are looked after at the till's window keep the shop's rules: somebody must be
// able to approve, and the journal says who changed whom.
// Method: a real shop; each refusal by name, and what is kept is read again.
#include "app/core/office/shop_people.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/init.hpp"
#include "pos/journal/codec.hpp"
#include "pos/store/catalogue/pins.hpp"
#include "pos/store/office/membership.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using app::core::RecordFault;
using pos::people::Role;
using pos::people::User;

constexpr pos::Instant kNow{1'795'354'300'000};

class ShopPeopleTest : public testing::Test {
protected:
    void SetUp() override {
        auto store = app::core::init_shop(folder_.file("shop.db"),
                                          {.branch = "B01",
                                           .terminal = "T1",
                                           .currency = "EUR",
                                           .zone = "Europe/Berlin",
                                           .cashier = "Anna"},
                                          {.program = "test"}, kNow, random_);
        ASSERT_TRUE(store) << store.error().words;
        store_ = std::move(*store);
    }
    app::core::ShopPeople shop() {
        auto read = app::core::read_shop_people(store_->reader());
        EXPECT_TRUE(read);
        return read ? std::move(*read) : app::core::ShopPeople{};
    }
    app::core::Person of(const std::string& name) {
        const auto all = shop();
        for (const auto& one : all.people)
            if (one.user.name == name) return one;
        return {};
    }
    app::core::Doing doing() {
        const auto anna = of("Anna").user;
        return {
            {{pos::make_date(2026, 11, 22), 0, 0}, pos::make_date(2026, 11, 22), "Europe/Berlin"},
            {anna.id, anna.name},
            kNow};
    }
    app::core::Kept<User> keep(const User& person, std::optional<std::string> pin = {}) {
        return app::core::keep_person(*store_, doing(), person, pin, random_);
    }
    app::core::Kept<User> add(const std::string& name, Role role,
                              std::optional<std::string> pin = {}) {
        return keep({.id = {}, .name = name, .role = role}, std::move(pin));
    }
    void join() {
        pos::store::office::Membership office{.url = "https://office.example"};
        office.joined_at = kNow;
        ASSERT_TRUE(pos::store::office::put_membership(store_->reader().connection(), office));
    }
    /// "Anna: user.added:  > Max, cashier"
    std::vector<std::string> journaled() {
        std::vector<std::string> found;
        const auto walked = store_->reader().walk(
            store_->journal().journal, 0, [&](const pos::journal::Entry& entry) {
                const auto event = pos::journal::decode(entry.kind, entry.version, entry.payload);
                const auto* changed =
                    event ? std::get_if<pos::journal::SettingChanged>(&*event) : nullptr;
                if (changed != nullptr)
                    found.push_back(changed->user.name + ": " + changed->key + ": " +
                                    changed->from + " > " + changed->to);
                return true;
            });
        EXPECT_TRUE(walked);
        return found;
    }
    static RecordFault fault(const app::core::Kept<User>& kept) {
        EXPECT_FALSE(kept);
        return kept ? RecordFault::store : kept.error().fault;
    }

    test::TempDir folder_;
    test::SeededRandom random_{11};
    std::unique_ptr<pos::store::Store> store_;
};

TEST_F(ShopPeopleTest, somebody_new_signs_on_and_the_journal_says_who_added_them) {
    ASSERT_TRUE(keep(of("Anna").user, "2580"));
    ASSERT_TRUE(add("  Max ", Role::cashier, "4711"));
    const auto max = of("Max");
    EXPECT_TRUE(max.has_pin);
    EXPECT_EQ(max.user.role, Role::cashier);
    const auto known = pos::store::known_pin(store_->reader().connection(), max.user.id);
    ASSERT_TRUE(known && *known);
    EXPECT_EQ((*known)->hash.find("$argon2id$"), 0U);
    EXPECT_THAT(journaled(),
                testing::ElementsAre("Anna: user.pin:  > Anna", "Anna: user.added:  > Max, cashier",
                                     "Anna: user.pin:  > Max"));
}

TEST_F(ShopPeopleTest, somebody_who_leaves_stays_in_the_books) {
    ASSERT_TRUE(add("Max", Role::cashier));
    auto max = of("Max").user;
    max.active = false;
    ASSERT_TRUE(keep(max));
    EXPECT_FALSE(of("Max").user.active);
    EXPECT_EQ(of("Max").user.id, max.id);
}

TEST_F(ShopPeopleTest, a_name_role_and_pin_change_at_once) {
    ASSERT_TRUE(add("Max", Role::cashier));
    auto max = of("Max").user;
    max.name = "Maxi";
    max.role = Role::manager;
    ASSERT_TRUE(keep(max, "4711"));
    EXPECT_EQ(of("Maxi").user, max);
    EXPECT_TRUE(of("Maxi").has_pin);
    EXPECT_EQ(of("Max").user.name, "");
}

TEST_F(ShopPeopleTest, names_are_there_and_not_twice) {
    EXPECT_EQ(fault(add(" ", Role::cashier)), RecordFault::name_missing);
    EXPECT_EQ(fault(add(std::string(61, 'x'), Role::cashier)), RecordFault::text_too_long);
    EXPECT_EQ(fault(add("Anna", Role::cashier)), RecordFault::name_taken);
    ASSERT_TRUE(add("Max", Role::cashier));
    auto max = of("Max").user;
    max.name = "Anna";
    EXPECT_EQ(fault(keep(max)), RecordFault::name_taken);
}

TEST_F(ShopPeopleTest, the_last_manager_is_neither_demoted_nor_sent_away) {
    auto anna = of("Anna").user;
    anna.role = Role::cashier;
    EXPECT_EQ(fault(keep(anna)), RecordFault::last_manager);
    anna.role = Role::manager;
    anna.active = false;
    EXPECT_EQ(fault(keep(anna)), RecordFault::last_manager);
    ASSERT_TRUE(add("Eva", Role::manager));
    EXPECT_TRUE(keep(anna));
}

TEST_F(ShopPeopleTest, somebody_who_signs_on_can_approve) {
    EXPECT_EQ(fault(add("Max", Role::cashier, "4711")), RecordFault::manager_pin_first);
    ASSERT_TRUE(keep(of("Anna").user, "2580"));
    ASSERT_TRUE(add("Max", Role::cashier, "4711"));
    ASSERT_TRUE(add("Eva", Role::manager));
    auto anna = of("Anna").user;
    anna.active = false;
    EXPECT_EQ(fault(keep(anna)), RecordFault::last_manager_pin) << "Eva has no PIN";
    ASSERT_TRUE(keep(of("Eva").user, "9021"));
    EXPECT_TRUE(keep(anna));
}

TEST_F(ShopPeopleTest, a_manager_with_the_only_pin_does_not_become_a_cashier_with_it) {
    ASSERT_TRUE(add("Eva", Role::manager));
    ASSERT_TRUE(keep(of("Anna").user, "2580"));
    auto anna = of("Anna").user;
    anna.role = Role::cashier;
    EXPECT_EQ(fault(keep(anna)), RecordFault::last_manager_pin);
}

TEST_F(ShopPeopleTest, whoever_comes_back_signs_on_as_before) {
    ASSERT_TRUE(keep(of("Anna").user, "2580"));
    ASSERT_TRUE(add("Max", Role::cashier, "4711"));
    ASSERT_TRUE(add("Eva", Role::manager));
    auto max = of("Max").user;
    max.active = false;
    ASSERT_TRUE(keep(max));
    EXPECT_EQ(fault(keep(max, "4712")), RecordFault::pin_of_inactive);
    auto anna = of("Anna").user;
    anna.active = false;
    ASSERT_TRUE(keep(anna)) << "nobody signs on any more";
    max.active = true;
    EXPECT_EQ(fault(keep(max)), RecordFault::manager_pin_first) << "nobody could approve";
    ASSERT_TRUE(keep(of("Eva").user, "9021"));
    EXPECT_TRUE(keep(max));
}

TEST_F(ShopPeopleTest, a_pin_is_not_easily_guessed) {
    for (const char* pin : {"1111", "1234", "12", "123456789", "12a4"})
        EXPECT_EQ(fault(keep(of("Anna").user, pin)), RecordFault::weak_pin) << pin;
    EXPECT_FALSE(of("Anna").has_pin);
}

TEST_F(ShopPeopleTest, somebody_who_is_not_there_is_told_of) {
    User nobody{.id = {}, .name = "Nobody"};
    nobody.id.bytes[0] = 77;
    EXPECT_EQ(fault(keep(nobody)), RecordFault::gone);
}

TEST_F(ShopPeopleTest, a_joined_till_gives_pins_and_changes_nobody) {
    ASSERT_TRUE(add("Max", Role::cashier));
    join();
    EXPECT_TRUE(shop().from_office);
    EXPECT_EQ(fault(add("Eva", Role::cashier)), RecordFault::of_office);
    auto max = of("Max").user;
    max.role = Role::manager;
    EXPECT_EQ(fault(keep(max)), RecordFault::of_office);
    EXPECT_TRUE(keep(of("Anna").user, "2580"));
    EXPECT_TRUE(of("Anna").has_pin);
}

TEST_F(ShopPeopleTest, what_cashiers_may_do_is_kept_and_is_less_once_people_sign_on) {
    EXPECT_TRUE(shop().rights.allows(pos::people::Operation::settings));
    ASSERT_TRUE(keep(of("Anna").user, "2580"));
    EXPECT_FALSE(shop().rights.allows(pos::people::Operation::settings));
    auto rights = shop().rights;
    rights.set(pos::people::Operation::goods, true);
    rights.discount_percent = 15;
    ASSERT_TRUE(app::core::keep_rights(*store_, doing(), rights));
    EXPECT_EQ(shop().rights, rights);
}

}  // namespace
