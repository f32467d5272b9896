// Goal: prove that what is written is read back, that the bytes never change unnoticed, and that
// damaged bytes are refused by the right name.
// Method: golden hex worked out by hand, a table of damaged inputs with the error of each.
#include <gtest/gtest.h>

#include <cstring>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "tests/support/archive_samples.hpp"
#include "tests/support/golden.hpp"

using namespace pos::journal::archive;
using test::bytes_of_hex;
using test::TicketV0;
using test::TicketV1;

namespace {

constexpr std::string_view kTicketV0 = R"(
    00 00112233445566778899aabbccddeeff 03000000 006c50c4a0010000 01000000
    00 0d000000 34303036333831333333393330
       1d000000 57686f6c65206d696c6b20332e3525203120 6c69747265206e6f2e2030
       e803000000000000 8100000000000000 455552 02 01 ecffffffffffffff 455552 02 0700
    01 00 01 07000000 432d3130343432 02000000 cafe)";

template <class T>
std::optional<ReadError> refusal(std::string_view hex) {
    const auto value = from_bytes<T>(bytes_of_hex(hex));
    if (value) return std::nullopt;
    return value.error();
}

struct Defaults {
    std::vector<std::int32_t> list{1, 2, 3};
    std::optional<std::int32_t> option{7};
    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & list & option;
    }
};

}  // namespace

TEST(Archive, a_record_has_exactly_the_documented_bytes) {
    const auto ticket = test::sample_ticket<TicketV0>(1);
    EXPECT_EQ(to_bytes(ticket), bytes_of_hex(kTicketV0));
    EXPECT_EQ(from_bytes<TicketV0>(bytes_of_hex(kTicketV0)).value(), ticket);
}

TEST(Archive, bytes_of_an_older_version_are_lifted) {
    const auto older = test::sample_ticket<TicketV0>(1);
    const auto lifted = from_bytes<TicketV1>(bytes_of_hex(kTicketV0)).value();
    ASSERT_EQ(lifted.lines.size(), 1U);
    EXPECT_EQ(lifted.lines[0].name, older.lines[0].name);
    EXPECT_EQ(lifted.lines[0].batch, "none");
    EXPECT_EQ(from_bytes<TicketV1>(to_bytes(lifted)).value(), lifted);
    // Not by who knows that they were written today.
    EXPECT_EQ(from_bytes<TicketV1>(bytes_of_hex(kTicketV0), Versions::todays).error(),
              ReadError::older_version);
    EXPECT_EQ(from_bytes<TicketV1>(to_bytes(lifted), Versions::todays).value(), lifted);
}

TEST(Archive, bytes_of_a_newer_version_are_refused) {
    const auto newer = to_bytes(test::sample_ticket<TicketV1>(1));
    EXPECT_EQ(from_bytes<TicketV0>(newer).error(), ReadError::newer_version);
}

TEST(Archive, equal_values_give_equal_bytes_wherever_they_live) {
    const auto ticket = test::sample_ticket<TicketV1>(10);
    auto copy = ticket;
    copy.lines.reserve(1000);
    EXPECT_EQ(to_bytes(copy), to_bytes(ticket));
    EXPECT_EQ(from_bytes<TicketV1>(to_bytes(ticket)).value(), ticket);
}

TEST(Archive, a_writer_is_used_again_after_clear) {
    Writer writer;
    writer.write(std::uint16_t{0x1234});
    writer.clear();
    writer.write(std::uint16_t{0x5678});
    EXPECT_EQ(pos::to_hex(writer.bytes()), "7856");
    EXPECT_EQ(pos::to_hex(std::move(writer).take()), "7856");
}

TEST(Archive, what_a_record_held_before_is_replaced) {
    const auto value = from_bytes<Defaults>(bytes_of_hex("00 01000000 09000000 00")).value();
    EXPECT_EQ(value.list, std::vector<std::int32_t>{9});
    EXPECT_FALSE(value.option);
}

TEST(Archive, plain_values_carry_no_version_byte) {
    EXPECT_EQ(to_bytes(pos::Ulid{}).size(), 16U);
    EXPECT_EQ(to_bytes(pos::Money{}).size(), 12U);
    EXPECT_EQ(to_bytes(pos::UnitPrice{}).size(), 12U);
    EXPECT_EQ(to_bytes(pos::LocalTime{}).size(), 12U);
    EXPECT_EQ(to_bytes(pos::Instant{}).size(), 8U);
    EXPECT_EQ(to_bytes(pos::Quantity{}).size(), 8U);
    EXPECT_EQ(to_bytes(pos::Rate{}).size(), 8U);
    EXPECT_EQ(to_bytes(pos::Date{}).size(), 4U);
    EXPECT_EQ(to_bytes(pos::Currency{}).size(), 4U);
}

TEST(Archive, every_kind_of_damage_has_its_own_error) {
    using E = ReadError;
    EXPECT_EQ(refusal<std::int16_t>("ff 7f"), std::nullopt);
    EXPECT_EQ(refusal<std::int16_t>("ff"), E::truncated);
    EXPECT_EQ(refusal<bool>("02"), E::bad_flag);
    EXPECT_EQ(refusal<std::optional<bool>>("02 01"), E::bad_flag);
    EXPECT_EQ(refusal<test::Colour>("03"), E::out_of_range);
    EXPECT_EQ(refusal<pos::Money>("ffffffffffffff7f 455552 02"), E::out_of_range);
    EXPECT_EQ(refusal<pos::Currency>("457852 02"), E::out_of_range);
    EXPECT_EQ(refusal<test::Tree>("01 00000000 00"), E::newer_version);
    EXPECT_EQ(refusal<std::uint8_t>("00 00"), E::trailing_bytes);
    EXPECT_EQ(refusal<std::string>("ffffffff"), E::truncated);
    EXPECT_EQ(refusal<pos::Bytes>("02000000 01"), E::truncated);
    EXPECT_EQ((refusal<std::array<std::byte, 3>>("01 02")), E::truncated);
    EXPECT_EQ(refusal<std::vector<std::uint64_t>>("02000000 0102030405060708"), E::truncated);
}

TEST(Archive, an_item_may_not_claim_the_bytes_that_later_items_are_owed) {
    EXPECT_EQ(refusal<std::vector<std::string>>("02000000 01000000 41 000000"),
              ReadError::truncated);
    EXPECT_EQ(refusal<std::vector<std::string>>("02000000 01000000 41 00000000"), std::nullopt);
    EXPECT_EQ(smallest_bytes<test::LineV0>(), 1U + 4 + 4 + 8 + 12 + 1 + 2);
    EXPECT_EQ(smallest_bytes<test::LineV1>(), smallest_bytes<test::LineV0>());
}

TEST(Archive, records_nested_beyond_the_limit_are_refused) {
    pos::Bytes deep;
    for (int i = 0; i < 40; ++i) {
        for (const int c : {0, 1, 0, 0, 0}) deep.push_back(static_cast<std::byte>(c));
    }
    deep.resize(deep.size() + 40 + 6);
    EXPECT_EQ(from_bytes<test::Tree>(deep).error(), ReadError::too_deep);
}

TEST(ArchiveDeathTest, the_writer_refuses_what_the_reader_would) {
    EXPECT_DEATH(to_bytes(static_cast<test::Colour>(3)), "is_valid");
    EXPECT_DEATH(to_bytes(pos::Money{pos::kMinorMax + 1, {}}), "is_valid");
}
