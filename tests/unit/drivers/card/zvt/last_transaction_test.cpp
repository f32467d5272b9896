// Goal: what the terminal's last transaction tells of an order is never guessed.
// Method: one order, last transactions that differ from it in one thing each.
#include "drivers/card/zvt/last_transaction.hpp"

#include <gtest/gtest.h>

using namespace drivers::card;
using namespace drivers::card::zvt;

namespace {

StatusInformation transaction(std::uint64_t minor, std::string receipt, std::string time = "120000",
                              std::string date = "0308") {
    StatusInformation s;
    s.result = 0;
    s.amount_minor = minor;
    s.terminal = "29001006";
    s.receipt = std::move(receipt);
    s.trace = "0000" + s.receipt.substr(2);
    s.time = std::move(time);
    s.date = std::move(date);
    return s;
}

const StatusInformation kBefore = transaction(500, "0021", "110000");

Order order(std::string before, Action action = Action::payment) {
    return {.action = action,
            .amount_minor = 500,
            .last_before = std::move(before),
            .asked = {.date = pos::make_date(2026, 3, 8), .second_of_day = 12 * 3600 - 10}};
}

}  // namespace

TEST(ZvtLastTransaction, tells_an_order_from_the_one_before) {
    const Order asked = order(key_of(kBefore));
    EXPECT_EQ(outcome_of(asked, kBefore), Outcome::declined);
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022")), Outcome::booked);
    EXPECT_EQ(outcome_of(asked, transaction(501, "0022")), Outcome::unknown);
    EXPECT_EQ(outcome_of(asked, std::nullopt), Outcome::unknown);
    auto failed = transaction(500, "0022");
    failed.result = 5;
    EXPECT_EQ(outcome_of(asked, failed), Outcome::unknown);
}

TEST(ZvtLastTransaction, a_reversal_is_no_payment) {
    auto reversal = transaction(500, "0022");
    reversal.original_trace = "000021";
    EXPECT_EQ(outcome_of(order(key_of(kBefore)), reversal), Outcome::unknown);
    EXPECT_EQ(outcome_of(order(key_of(kBefore), Action::reversal), reversal), Outcome::booked);
    EXPECT_EQ(outcome_of(order(key_of(kBefore), Action::reversal), transaction(500, "0022")),
              Outcome::unknown);
}

TEST(ZvtLastTransaction, without_a_before_the_time_must_fit) {
    const Order asked = order(kNotSaid);
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "120000")), Outcome::booked);
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "115800")), Outcome::booked);
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "115700")), Outcome::unknown);
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "121500")), Outcome::unknown);
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "120000", "0307")), Outcome::unknown);
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "", "")), Outcome::unknown);
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "120000", "9999")), Outcome::unknown);
}

TEST(ZvtLastTransaction, over_new_year_too) {
    Order asked = order(kNotSaid);
    asked.asked = {.date = pos::make_date(2026, 12, 31), .second_of_day = 86'390};
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "000010", "0101")), Outcome::booked);
    asked.asked = {.date = pos::make_date(2026, 1, 1), .second_of_day = 5};
    EXPECT_EQ(outcome_of(asked, transaction(500, "0022", "235959", "1231")), Outcome::booked);
}

TEST(ZvtLastTransaction, every_number_counts_in_the_key) {
    const auto key = key_of(kBefore);
    for (auto change : {+[](StatusInformation& s) { s.receipt = "0022"; },
                        +[](StatusInformation& s) { s.trace = "000022"; },
                        +[](StatusInformation& s) { s.time = "110001"; },
                        +[](StatusInformation& s) { s.date = "0309"; },
                        +[](StatusInformation& s) { s.terminal = "29001007"; },
                        +[](StatusInformation& s) { s.amount_minor = 501; },
                        +[](StatusInformation& s) { s.turnover = "1"; },
                        +[](StatusInformation& s) { s.original_trace = "1"; }}) {
        auto other = kBefore;
        change(other);
        EXPECT_NE(key_of(other), key);
    }
}
