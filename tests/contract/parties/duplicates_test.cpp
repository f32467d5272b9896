// Goal: customers that may be one are found among as many as a chain has. Method: 100,000 in a
// table of either engine, written at once, of which some were planted to be alike; whoever is not
// planted shares nothing that counts.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "pos/store/parties/duplicates.hpp"
#include "tests/contract/office/office.hpp"

namespace {

namespace parties = pos::store::parties;
using pos::customer::Likeness;

constexpr std::uint32_t kMany = 100'000;

pos::Ulid numbered(std::uint32_t number) {
    pos::Ulid id;
    for (std::size_t i = 0; i < 4; ++i) {
        id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    return id;
}

class Duplicates : public test::EitherOffice {
protected:
    struct Row {
        std::string number;
        std::string name;
        std::string postcode;
        std::string email;
        std::string phone;
        std::string tax_number;
        bool gone{false};
    };
    static Row row(std::uint32_t i) {
        return {fmt::format("C{:06}", i),       "Otto Müller",
                fmt::format("{:06}", i),        fmt::format("otto{}@example.org", i),
                fmt::format("+49 30 {:08}", i), fmt::format("DE {:09}", i)};
    }
    /// `change` plants what is alike.
    template <class Change>
    void fill(std::uint32_t many, Change change) {
        auto transaction =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        ASSERT_TRUE(transaction);
        constexpr std::string_view kColumns[] = {"party",    "number",   "kind",       "name",
                                                 "street",   "postcode", "city",       "region",
                                                 "country",  "email",    "phone",      "tax_number",
                                                 "language", "search",   "changed_at", "erased"};
        auto rows = db_->bulk_insert("party", kColumns);
        ASSERT_TRUE(rows) << rows.error().text;
        const std::string none;
        for (std::uint32_t i = 0; i < many; ++i) {
            Row one = row(i);
            change(i, one);
            ASSERT_TRUE((*rows)->row(numbered(i + 1), one.number, std::int64_t{1}, one.name, none,
                                     one.postcode, none, none, none, one.email, one.phone,
                                     one.tax_number, none, none, std::int64_t{0},
                                     std::int64_t{one.gone ? 1 : 0}));
        }
        ASSERT_TRUE((*rows)->finish());
        ASSERT_TRUE(transaction->commit());
    }
};

TEST_P(Duplicates, AreFoundAmongAHundredThousand) {
    fill(kMany, [](std::uint32_t i, Row& one) {
        // The same person under other spellings, at the other end of the table.
        if (i == kMany - 1) one.email = "OTTO17@example.org";
        if (i == kMany - 1) one.phone = "030/00000017";
        if (i == kMany - 2) one.tax_number = "de-000.000.018";
        if (i == kMany - 3) one.number = "C000019";
        if (i == kMany - 4) one.postcode = "00 00 20";
        // Nobody any more, though alike.
        if (i == kMany - 5) one.email = "otto21@example.org";
        if (i == kMany - 5) one.gone = true;
    });
    const auto pairs = parties::duplicates(*db_, 1'000);
    ASSERT_TRUE(pairs) << pairs.error().text;
    ASSERT_EQ(pairs->size(), 4U);
    // Those alike in more come first, then those that were made first.
    EXPECT_EQ((*pairs)[0].one.id, numbered(18));
    EXPECT_EQ((*pairs)[0].other.id, numbered(kMany));
    EXPECT_EQ((*pairs)[0].alike, (std::vector{Likeness::email, Likeness::phone}));
    EXPECT_EQ((*pairs)[1].one.id, numbered(19));
    EXPECT_EQ((*pairs)[1].alike, (std::vector{Likeness::tax_number}));
    EXPECT_EQ((*pairs)[2].one.id, numbered(20));
    EXPECT_EQ((*pairs)[2].alike, (std::vector{Likeness::number}));
    EXPECT_EQ((*pairs)[3].one.id, numbered(21));
    EXPECT_EQ((*pairs)[3].alike, (std::vector{Likeness::name_and_postcode}));
    const auto first = parties::duplicates(*db_, 1);
    ASSERT_TRUE(first);
    ASSERT_EQ(first->size(), 1U);
    EXPECT_EQ(first->front().other.id, numbered(kMany));
}

TEST_P(Duplicates, OfOneHouseholdAreComparedWithItsFirst) {
    constexpr std::uint32_t kHouse = 50'000;
    fill(kHouse, [](std::uint32_t, Row& one) { one.phone = "030 1234567"; });
    const auto pairs = parties::duplicates(*db_, 3);
    ASSERT_TRUE(pairs) << pairs.error().text;
    ASSERT_EQ(pairs->size(), 3U);
    for (std::uint32_t i = 0; i < 3; ++i) {
        EXPECT_EQ((*pairs)[i].one.id, numbered(1));
        EXPECT_EQ((*pairs)[i].other.id, numbered(i + 2));
    }
}

}  // namespace

ON_EITHER_ENGINE(Duplicates);
