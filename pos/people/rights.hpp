#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/people/user.hpp"

namespace pos::people {

/// What somebody may be kept from doing alone. Selling is not among it: whoever signs in may sell.
enum class Operation : std::uint8_t {
    discount,
    override_price,
    return_with_receipt,
    return_without_receipt,
    open_drawer,  // without a sale
    move_cash,
    open_shift,
    close_shift,
    decide_card,     // what a card terminal cannot tell
    void_line,       // or fewer of it, or the whole cart
    large_discount,  // above Rights::discount_percent
    settings,
    correct_payment,  // of a finished ticket: what it was paid with
    goods,            // what is sold, its prices, departments and taxes
    people,           // who works here, and what they may do
    oversell,         // more of counted goods than there is, where the shop stops that
};
inline constexpr std::array kOperations{Operation::discount,
                                        Operation::override_price,
                                        Operation::return_with_receipt,
                                        Operation::return_without_receipt,
                                        Operation::open_drawer,
                                        Operation::move_cash,
                                        Operation::open_shift,
                                        Operation::close_shift,
                                        Operation::decide_card,
                                        Operation::void_line,
                                        Operation::large_discount,
                                        Operation::settings,
                                        Operation::correct_payment,
                                        Operation::goods,
                                        Operation::people,
                                        Operation::oversell};

/// "override_price": for the journal, settings and command lines.
std::string_view operation_name(Operation operation);
std::optional<Operation> operation_named(std::string_view name);

/// What a cashier may do without a manager. A manager may do everything.
struct Rights {
    std::array<bool, kOperations.size()> cashier{};  // by Operation
    int discount_percent{100};  // 0 to 100: the largest discount that is not a large one
    bool operator==(const Rights&) const = default;

    bool allows(Operation operation) const { return cashier[static_cast<std::size_t>(operation)]; }
    void set(Operation operation, bool allowed) {
        cashier[static_cast<std::size_t>(operation)] = allowed;
    }
};

/// Where nobody signs on: a cashier neither changes prices nor gives back money without a receipt
/// nor moves cash that is not a sale's, nor says that card was cash, nor sells what is not there.
Rights usual_rights();
/// Where people sign on with PINs, until somebody says otherwise: also no settings and no discount
/// above ten per cent, since a manager can approve them.
Rights usual_rights_with_pins();

/// "discount open_drawer … max 10"; the names of what is allowed.
std::string to_text(const Rights& rights);
/// Nothing for a text that no program of ours wrote.
std::optional<Rights> rights_from(std::string_view text);

bool may(Role role, Operation operation, const Rights& rights);

}  // namespace pos::people
