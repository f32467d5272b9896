// Goal: what is known of a customer is of each field the latest change, in whatever order and
// however often changes come; whoever was erased stays erased. Method: small cases, then random
// changes that are taken in in random orders, a seed each.
#include "pos/customer/known.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

using namespace pos::customer;
using pos::Instant;
using pos::Ulid;

namespace {

Ulid id(std::uint8_t last) {
    Ulid id;
    id.bytes[15] = last;
    return id;
}

Known change(Field field, std::string text, Stamp stamp) {
    Known known;
    known.party.id = id(1);
    known.party.email = known.party.phone = known.party.name = std::move(text);
    known.stated.add(field);
    known.stamp(field) = stamp;
    return known;
}

}  // namespace

TEST(Known, each_field_is_that_of_its_latest_change) {
    Known known = change(Field::email, "a@b", {{5}, id(9), 1});
    EXPECT_FALSE(merge(known, change(Field::phone, "123", {{3}, id(8), 1})).none());
    EXPECT_TRUE(merge(known, change(Field::email, "old@b", {{4}, id(8), 2})).none());
    EXPECT_EQ(known.party.email, "a@b");
    EXPECT_EQ(known.party.phone, "123");
    merge(known, change(Field::email, "new@b", {{6}, id(8), 3}));
    EXPECT_EQ(known.party.email, "new@b");
}

TEST(Known, of_one_moment_the_journal_decides_then_the_entry) {
    Known known = change(Field::email, "a@b", {{5}, id(8), 7});
    merge(known, change(Field::email, "b@b", {{5}, id(9), 1}));
    EXPECT_EQ(known.party.email, "b@b");
    merge(known, change(Field::email, "c@b", {{5}, id(8), 9}));
    EXPECT_EQ(known.party.email, "b@b");
    merge(known, change(Field::email, "d@b", {{5}, id(9), 2}));
    EXPECT_EQ(known.party.email, "d@b");
}

TEST(Known, an_address_changes_as_a_whole) {
    Known known;
    known.party = {.id = id(1), .street = "Weg 1", .postcode = "10115", .city = "Berlin"};
    known.stated = Fields::all();
    Known moved;
    moved.party = {.id = id(1), .street = "Quai 2", .city = "Lyon"};
    moved.stated.add(Field::address);
    moved.stamp(Field::address) = {{1}, id(2), 1};
    merge(known, moved);
    EXPECT_EQ(known.party.city, "Lyon");
    EXPECT_EQ(known.party.postcode, "");
}

TEST(Known, nothing_is_learnt_again_of_who_was_erased) {
    Known known = change(Field::name, "Otto", {{5}, id(9), 1});
    known.party.number = "K1";
    known.stated.add(Field::number);
    Known erasure;
    erasure.party.id = id(1);
    erasure.erased = true;
    erasure.stated.add(Field::erased);
    erasure.stamp(Field::erased) = {{6}, id(9), 2};
    EXPECT_FALSE(merge(known, erasure).none());
    EXPECT_EQ(known.party.name, "");
    EXPECT_EQ(known.party.number, "K1");
    EXPECT_TRUE(merge(known, change(Field::name, "Otto", {{9}, id(9), 3})).none());
    EXPECT_EQ(known.party.name, "");
}

TEST(Known, whoever_changes_what_they_see_comes_after_it) {
    const Known known = change(Field::email, "a@b", {{5'000}, id(9), 1});
    EXPECT_EQ(time_of_edit(known, Field::email, Instant{4'000}), Instant{5'001});
    EXPECT_EQ(time_of_edit(known, Field::email, Instant{6'000}), Instant{6'000});
    EXPECT_EQ(time_of_edit(known, Field::phone, Instant{4'000}), Instant{4'000});
}

TEST(Known, the_order_of_changes_and_their_number_do_not_matter) {
    constexpr Field kSome[] = {Field::number, Field::email,  Field::phone,
                               Field::name,   Field::merged, Field::erased};
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U}) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random{seed};
        std::vector<Known> changes;
        for (std::uint64_t seq = 1; seq <= 40; ++seq) {
            // Rarely erased, so that the other cases are seen too.
            const Field field = kSome[random() % (seq == 20 && seed % 4 == 0 ? 6 : 5)];
            const Stamp stamp{{static_cast<std::int64_t>(1 + random() % 12)},
                              id(static_cast<std::uint8_t>(1 + random() % 3)),
                              seq};
            Known one = change(field, "v" + std::to_string(seq), stamp);
            one.party.number = "N" + std::to_string(seq);
            if (field == Field::merged) one.into = id(static_cast<std::uint8_t>(random()));
            one.erased = field == Field::erased;
            changes.push_back(one);
        }
        std::optional<Known> first;
        for (int round = 0; round < 20; ++round) {
            std::shuffle(changes.begin(), changes.end(), random);
            Known known;
            known.party.id = id(1);
            for (const Known& one : changes) {
                merge(known, one);
                if (random() % 4 == 0) merge(known, changes[random() % changes.size()]);
            }
            // And once more through what a feed says: everything that is known at once.
            Known fed;
            fed.party.id = id(1);
            merge(fed, changes[random() % changes.size()]);
            Known whole = known;
            whole.stated = Fields::all();
            merge(fed, whole);
            fed.stated = known.stated;
            EXPECT_EQ(fed, known);
            if (!first) first = known;
            EXPECT_EQ(known, *first);
        }
    }
}

TEST(Likeness, compares_what_people_write_differently) {
    const Party one{.id = id(1),
                    .number = "K1",
                    .name = "Otto Müller",
                    .postcode = "10 115",
                    .email = "Otto@Example.org",
                    .phone = "+49 30 1234-567",
                    .tax_number = "DE 123.456"};
    const Party other{.id = id(2),
                      .number = "K2",
                      .name = "OTTO MULLER",
                      .postcode = "10115",
                      .email = "otto@example.org",
                      .phone = "030/1234567",
                      .tax_number = "de123456"};
    EXPECT_NE(likeness_key(Likeness::number, one), likeness_key(Likeness::number, other));
    for (const Likeness likeness :
         {Likeness::email, Likeness::phone, Likeness::tax_number, Likeness::name_and_postcode}) {
        EXPECT_EQ(likeness_key(likeness, one), likeness_key(likeness, other));
        EXPECT_FALSE(likeness_key(likeness, one).empty());
        EXPECT_TRUE(likeness_key(likeness, Party{}).empty());
    }
    EXPECT_TRUE(likeness_key(Likeness::phone, {.phone = "110"}).empty());
}
