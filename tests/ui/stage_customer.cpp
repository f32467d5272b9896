#include "tests/ui/stage_act.hpp"

#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

using till::sell::Key;

constexpr Act kActs[] = {
    {"customer_closed", [](Till&) {}},
    {"customer_welcome", [](Till& t) { t.open_till(); }},
    {"customer_cart", usual},
    {"customer_scripts", scripts},
    {"customer_long_names", long_names},
    {"customer_sixty_lines", sixty_lines},
    {"customer_pay", in_parts},
    {"customer_card", pay_by_card},
    {"customer_change", paid_with_change},
    {"customer_dinar", long_names, "KWD"},
    {"customer_refund", [](Till& t) { refund(t), stored(t, Key::exact_cash); }},
};

}  // namespace

std::span<const Act> customer_acts() {
    return kActs;
}

}  // namespace test
