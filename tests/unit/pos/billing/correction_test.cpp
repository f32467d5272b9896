// Goal: bookings of a period billed in parts always add up to the period rated once, whatever comes
// late, shrinks or changes tier.
// Method: hand-worked stories, then seeded ones on both policies.
#include "pos/billing/correction.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/pos/billing/charges.hpp"

using namespace pos;
using namespace pos::billing;
using test::charge;
using test::tiers;
using test::used;

namespace {

/// "0:3×10=30 1:-2×10=-20": part, then the line.
std::string booked(PartBilling& period, const std::vector<std::int64_t>& quantities, bool last) {
    std::vector<Exact> came_to;
    for (const std::int64_t quantity : quantities) came_to.push_back(exactly(quantity));
    const auto bookings = period.bill(came_to, last);
    if (!bookings) return words_of(bookings.error());
    std::string text;
    for (const Booking& booking : *bookings) {
        text += (text.empty() ? "" : " ") + std::to_string(booking.part) + ":" +
                to_string(booking.line.quantity) + "×" + to_string(booking.line.price) + "=" +
                to_string(booking.line.total);
    }
    return text;
}

}  // namespace

TEST(PartBilling, books_what_is_new_on_the_current_part) {
    PartBilling period{charge(models::PerUnit{exactly(10)}), CorrectionsOn::current_part};
    EXPECT_EQ(booked(period, {5}, false), "0:5×10=50");
    EXPECT_EQ(booked(period, {5, 5}, false), "");
    EXPECT_EQ(booked(period, {5, 5, 3}, true), "2:-2×10=-20");
}

TEST(PartBilling, books_late_usage_where_it_belongs) {
    PartBilling period{charge(models::PerUnit{exactly(10)}), CorrectionsOn::original_part};
    EXPECT_EQ(booked(period, {3}, false), "0:3×10=30");
    EXPECT_EQ(booked(period, {4, 6}, false), "0:1×10=10 1:2×10=20");
    EXPECT_EQ(booked(period, {4, 6, 6}, true), "");
}

TEST(PartBilling, takes_back_a_tier_that_is_no_longer_reached) {
    const Charge volume = charge(models::Volume{tiers({"15 10", "- 5"})});
    PartBilling now{volume, CorrectionsOn::current_part};
    EXPECT_EQ(booked(now, {15}, false), "0:15×10=150");
    EXPECT_EQ(booked(now, {15, 16}, true), "1:16×5=80 1:-15×10=-150");
    PartBilling then{volume, CorrectionsOn::original_part};
    EXPECT_EQ(booked(then, {15}, false), "0:15×10=150");
    EXPECT_EQ(booked(then, {15, 16}, true), "0:-15×10=-150 1:16×5=80");
}

TEST(PartBilling, the_minimum_waits_for_the_end) {
    Charge of = charge(models::PerUnit{exactly(10)});
    of.commitment.minimum = exactly(100);
    PartBilling period{of, CorrectionsOn::original_part};
    EXPECT_EQ(booked(period, {2}, false), "0:2×10=20");
    EXPECT_EQ(booked(period, {2, 3}, true), "1:1×10=10 1:1×70=70");
}

TEST(PartBilling, what_cannot_be_rated_books_nothing) {
    PartBilling period{charge(models::Package{exactly(1), exactly(1)}),
                       CorrectionsOn::current_part};
    EXPECT_EQ(booked(period, {-1}, true), words_of(RatingError::quantity_negative));
    EXPECT_EQ(booked(period, {1}, true), "0:1×1=1");
}

TEST(PartBilling, seeded_stories_add_up) {
    const std::vector<Charge> charges{
        charge(models::Graduated{tiers({"5 1 10", "10 2 20", "- 3"})}),
        charge(models::Volume{tiers({"5 3 10", "10 2", "- 1"})}),
        charge(models::Package{exactly(7), exactly(4)}), charge(models::PrePriced{})};
    for (unsigned seed = 0; seed < 400; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const Charge& of = charges[random() % charges.size()];
        const bool original = random() % 2 == 0;
        PartBilling period{of,
                           original ? CorrectionsOn::original_part : CorrectionsOn::current_part};
        std::vector<std::int64_t> of_part;
        Exact sum;
        std::vector<Exact> came_to;
        for (unsigned part = 0; part < 5; ++part) {
            of_part.push_back(static_cast<std::int64_t>(random() % 6));
            auto& corrected = of_part[random() % of_part.size()];
            corrected = static_cast<std::int64_t>(random() % 8);
            came_to.clear();
            std::int64_t running = 0;
            for (const std::int64_t quantity : of_part)
                came_to.push_back(exactly(running += quantity));
            const auto bookings = period.bill(came_to, part == 4);
            ASSERT_TRUE(bookings.has_value());
            for (const Booking& booking : *bookings) {
                EXPECT_LE(booking.part, part);
                EXPECT_TRUE(original || booking.part == part);
                sum += booking.line.total;
            }
            const Usage whole{.quantity = came_to.back()};
            EXPECT_EQ(to_string(sum), test::total(of, whole));
        }
    }
}
