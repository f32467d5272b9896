// Goal: calls and events are listed as people read them, as many as there is room for, and the page
// says how many are left out and whom to ask. Method: lists made by hand; pages are counted.
#include "app/core/invoice/listing.hpp"

#include <gtest/gtest.h>

#include "app/core/invoice/pdf.hpp"
#include "app/core/invoice/text.hpp"
#include "pos/money/decimal.hpp"
#include "tests/support/invoice_samples.hpp"

using namespace app::core::invoice;

namespace {

Listing::Event event(const char* what, const char* quantity, const char* amount = "") {
    Listing::Event made{.at = {pos::make_date(2026, 11, 10), 14 * 3'600 + 32 * 60, 3'600},
                        .what = what,
                        .quantity = *pos::parse_exact(quantity),
                        .amount = {}};
    if (*amount != '\0') made.amount = *pos::parse_exact(amount);
    return made;
}

Listing calls() {
    return {
        .name = "Calls",
        .unit = "s",
        .currency = *pos::currency_of("EUR"),
        .events = {event("Germany, mobile · 4917012", "62", "0.33"), event("33123", "3605", "1.5"),
                   event("911", "0.5", "0.0125"), event("110", "0", "0")},
        .more = 0};
}

Sheet::Annex english(const Listing& listing, const std::string& contact = "") {
    return annex_of(listing, contact, Words::read("en"));
}

std::size_t pages_of(const std::string& file) {
    std::size_t count = 0;
    for (std::size_t at = file.find("/Type /Page "); at != std::string::npos;
         at = file.find("/Type /Page ", at + 1))
        ++count;
    return count;
}

}  // namespace

TEST(Listing, of_calls_says_when_where_to_how_long_and_what_it_cost) {
    const Sheet::Annex annex = english(calls());
    EXPECT_EQ(annex.title, "One by one: Calls");
    EXPECT_EQ(annex.head.price, "Amount EUR");
    ASSERT_EQ(annex.entries.size(), 4U);
    EXPECT_EQ(annex.entries[0].when, "10/11/2026, 14:32");
    EXPECT_EQ(annex.entries[0].what, "Germany, mobile · 4917012");
    EXPECT_EQ(annex.entries[0].quantity, "1:02");
    EXPECT_EQ(annex.entries[0].price, "0.33");
    EXPECT_EQ(annex.entries[1].quantity, "1:00:05");
    EXPECT_EQ(annex.entries[1].price, "1.50");
    EXPECT_EQ(annex.entries[2].quantity, "0.5\u00A0s") << "no whole second";
    EXPECT_EQ(annex.entries[2].price, "0.0125") << "finer than a coin";
    EXPECT_EQ(annex.entries[3].quantity, "0:00");
    EXPECT_EQ(annex.more, "");
}

TEST(Listing, without_prices_has_no_column_of_them) {
    const Listing bookings{.name = "Bookings",
                           .unit = "",
                           .currency = *pos::currency_of("EUR"),
                           .events = {event("B-1", "1"), event("B-2", "2.5")},
                           .more = 0};
    const Sheet::Annex annex = english(bookings);
    EXPECT_EQ(annex.head.price, "");
    EXPECT_EQ(annex.entries[1].quantity, "2.5");
    EXPECT_EQ(annex.entries[1].price, "");
}

TEST(Listing, says_how_many_are_left_out_and_whom_to_ask) {
    Listing many = calls();
    many.more = 1'234;
    EXPECT_EQ(english(many).more, "1,234 more are not listed here.");
    EXPECT_EQ(english(many, "help@example.org").more,
              "1,234 more are not listed here. Ask us for the whole list: help@example.org.");
    EXPECT_EQ(annex_of(many, "help@example.org", Words::read("de")).more,
              "1.234 weitere stehen nicht auf dieser Liste. Die ganze schicken wir Ihnen gern: "
              "help@example.org.");
}

TEST(Listing, begins_a_page_of_its_own_and_takes_as_many_as_it_needs) {
    Sheet sheet = make_sheet(tests::sample_invoice(), Words::read("en"));
    EXPECT_EQ(pages_of(render_pdf(sheet)), 1U);
    sheet.annexes.push_back(english(calls()));
    EXPECT_EQ(pages_of(render_pdf(sheet)), 2U);
    Listing many = calls();
    for (int i = 0; i < 496; ++i) many.events.push_back(event("4930123456", "60", "0.10"));
    many.more = 7;
    sheet.annexes = {english(many), english(calls())};
    EXPECT_GT(pages_of(render_pdf(sheet)), 8U);
    const std::string text = render_text(sheet);
    EXPECT_NE(text.find("7 more are not listed here.\n"), std::string::npos);
    EXPECT_NE(text.find("10/11/2026, 14:32   4930123456"), std::string::npos) << text;
}
