// Goal: every event comes back from its bytes as it was, and bytes we do not know are named.
// Method: one sample of each kind, thousands of random ones from a printed seed, then damage.
#include "pos/journal/codec.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "pos/journal/kinds.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/random_events.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;

TEST(Codec, the_samples_hold_one_of_each_event) {
    const auto samples = test::sample_events();
    ASSERT_EQ(samples.size(), std::variant_size_v<Event::variant>);
    for (std::size_t i = 0; i < samples.size(); ++i) EXPECT_EQ(samples[i].index(), i);
}

TEST(Codec, a_sample_of_each_event_comes_back) {
    for (const Event& event : test::sample_events()) {
        const auto [kind, version, payload] = encode(event);
        SCOPED_TRACE(kind_name(kind));
        EXPECT_EQ(kind, static_cast<std::uint16_t>(kind_of(event)));
        EXPECT_EQ(decode(kind, version, payload), event);
    }
}

TEST(Codec, random_events_come_back_and_have_one_encoding) {
    for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const Event event = test::random_event(random);
        const auto [kind, version, payload] = encode(event);
        const auto decoded = decode(kind, version, payload);
        ASSERT_TRUE(decoded) << kind_name(kind);
        ASSERT_EQ(*decoded, event) << kind_name(kind);
        ASSERT_EQ(encode(*decoded).payload, payload) << kind_name(kind);
    }
}

TEST(Codec, a_buffer_used_again_holds_the_last_event_alone) {
    archive::Writer buffer;
    for (const Event& event : test::sample_events()) {
        const auto [kind, version] = encode_into(buffer, event);
        const auto whole = encode(event);
        EXPECT_EQ(kind, whole.kind);
        EXPECT_EQ(version, whole.version);
        EXPECT_TRUE(std::ranges::equal(buffer.bytes(), whole.payload));
    }
}

TEST(Codec, what_a_newer_program_wrote_is_told_from_damage) {
    const auto [kind, version, payload] = encode(test::sample_events()[3]);
    EXPECT_EQ(decode(9999, 1, payload).error(), DecodeError::unknown_kind);
    EXPECT_EQ(decode(0, version, payload).error(), DecodeError::unknown_kind);
    const auto next = static_cast<std::uint16_t>(version + 1);
    EXPECT_EQ(decode(kind, next, payload).error(), DecodeError::newer_version);
    EXPECT_EQ(decode(kind, next, {}).error(), DecodeError::newer_version);
    EXPECT_EQ(decode(kind, 0, payload).error(), DecodeError::damaged);
}

TEST(Codec, a_payload_of_today_holds_no_record_of_yesterday) {
    // A sale of version 1 has lines of version 0; under today's number nobody wrote them.
    const auto sale = encode(SaleCompleted{test::sample_sale()});
    ASSERT_EQ(sale.version, 2);
    const auto old = test::bytes_of_hex(test::golden("journal/events/sale_completed_v1.hex"));
    EXPECT_TRUE(decode(sale.kind, 1, old));
    EXPECT_EQ(decode(sale.kind, 2, old).error(), DecodeError::damaged);
}

TEST(Codec, every_payload_cut_short_or_too_long_is_damaged) {
    for (const Event& event : test::sample_events()) {
        auto [kind, version, payload] = encode(event);
        SCOPED_TRACE(kind_name(kind));
        const pos::BytesView whole{payload};
        for (std::size_t size = 0; size < whole.size(); ++size) {
            ASSERT_EQ(decode(kind, version, whole.first(size)).error(), DecodeError::damaged)
                << size;
        }
        payload.push_back(std::byte{0});
        EXPECT_EQ(decode(kind, version, payload).error(), DecodeError::damaged);
    }
}

TEST(Codec, what_readers_rely_on_is_checked_on_the_way_in) {
    const auto position_of = [](const SaleRecord& one, const SaleRecord& other) {
        const auto a = encode(SaleCompleted{one}).payload;
        const auto b = encode(SaleCompleted{other}).payload;
        return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
    };
    const auto refused_with = [](std::size_t at, std::byte byte) {
        auto [kind, version, payload] = encode(SaleCompleted{test::sample_sale()});
        payload[at] = byte;
        return decode(kind, version, payload).error() == DecodeError::damaged;
    };
    auto other = test::sample_sale();
    other.policy.cash_step_minor = 6;
    EXPECT_TRUE(refused_with(position_of(test::sample_sale(), other), std::byte{0}));
    other = test::sample_sale();
    other.lines[0].taxes[0].group = 1;
    EXPECT_TRUE(refused_with(position_of(test::sample_sale(), other), std::byte{2}));
}

TEST(Codec, the_numbers_of_the_kinds_never_change) {
    std::string table;
    for (const Event& event : test::sample_events()) {
        const auto kind = static_cast<std::uint16_t>(kind_of(event));
        table += std::to_string(kind) + " " + std::string{kind_name(kind)} + "\n";
    }
    EXPECT_EQ(
        table,
        "1 journal_started\n10 shift_opened\n11 shift_closed\n12 drawer_opened\n"
        "13 cash_moved\n20 sale_started\n21 line_voided\n22 price_overridden\n"
        "23 sale_cancelled\n24 card_attempted\n25 sale_completed\n26 sale_refunded\n"
        "27 receipt_reprinted\n40 items_imported\n41 item_edited\n42 stock_adjusted\n"
        "60 setting_changed\n61 clock_went_back\n62 person_erased\n"
        "80 document_issued\n81 payment_received\n82 payment_returned\n83 allocated\n"
        "84 written_off\n85 usage_imported\n70 customer_edited\n"
        "86 wallet_granted\n87 wallet_spent\n88 wallet_ended\n28 bill_paid\n29 tender_corrected\n"
        "71 meter_read\n89 converted\n90 coupon_redeemed\n91 coupon_stopped\n"
        "92 coupons_applied\n93 units_granted\n94 units_moved\n"
        "95 attempt_prepared\n96 attempt_sent\n97 attempt_unclear\n98 attempt_ended\n"
        "99 lease_granted\n100 lease_booked\n101 credit_used\n102 credit_given_up\n");
    EXPECT_EQ(kind_name(2), "unknown");
}
