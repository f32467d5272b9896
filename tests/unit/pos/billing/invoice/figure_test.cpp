// Goal: a figure keeps its value and how it was written. Method: a table both ways.
#include "pos/billing/invoice/figure.hpp"

#include <gtest/gtest.h>

using namespace pos;
using namespace pos::billing::invoice;

TEST(InvoiceFigure, stays_as_it_was_written) {
    for (const char* const text : {"0", "0.00", "-1234.50", "19", "19.000", "0.00000000000001"})
        EXPECT_EQ(to_string(*parse_figure(text)), text);
    EXPECT_EQ(*parse_figure("1.5"), *parse_figure("1.50"));
    EXPECT_LT(*parse_figure("-1"), *parse_figure("0.5"));
    EXPECT_EQ(parse_figure("1,5").error(), DecimalError::not_a_number);
    EXPECT_EQ(parse_figure("").error(), DecimalError::empty);
    EXPECT_EQ(parse_figure("0.000000000000001").error(), DecimalError::too_many_decimals);
}

TEST(InvoiceFigure, of_our_own_values) {
    const Currency eur = *currency_of("EUR");
    EXPECT_EQ(to_string(figure(Money{150, eur})), "1.50");
    EXPECT_EQ(to_string(figure(Money{150, *currency_of("JPY")})), "150");
    EXPECT_EQ(to_string(figure(*parse_unit_price("0.0125", eur))), "0.0125");
    EXPECT_EQ(to_string(figure(*parse_quantity("1.204"))), "1.204");
    EXPECT_EQ(to_string(percent_figure(*parse_percent("7.5"))), "7.5");
    EXPECT_EQ(to_string(figure(*parse_exact("0.30"))), "0.3");
}
