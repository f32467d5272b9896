#pragma once

#include <span>

#include "tests/support/shell_driver.hpp"

namespace test {

/// A state of the till worth a look, and how it comes to it.
struct Act {
    const char* name;
    void (*play)(ShellDriver&);
    const char* currency{"EUR"};
};

// By what is done there.
std::span<const Act> sell_acts();
std::span<const Act> pay_acts();
std::span<const Act> stock_acts();
std::span<const Act> correct_acts();
std::span<const Act> bill_acts();
std::span<const Act> day_acts();  // opening, takings, closing
std::span<const Act> office_acts();
std::span<const Act> device_acts();
std::span<const Act> people_acts();  // who sign on
std::span<const Act> file_acts();    // goods from a spreadsheet
std::span<const Act>
record_acts();  // people, goods, departments and taxes as a manager looks after them
std::span<const Act> shop_acts();      // the shop itself, and its backups
std::span<const Act> customer_acts();  // the display on the other side; drawn as customers see it

}  // namespace test
