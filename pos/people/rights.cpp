#include "pos/people/rights.hpp"

#include <algorithm>
#include <charconv>

namespace pos::people {

namespace {

constexpr std::string_view kMax = "max";

/// The next word of `text`, which is taken from it.
std::string_view take_word(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

std::optional<int> percent_of(std::string_view word) {
    int percent = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), percent);
    const bool whole = error == std::errc{} && end == word.data() + word.size();
    if (!whole || percent < 0 || percent > 100) return std::nullopt;
    return percent;
}

}  // namespace

std::string_view operation_name(Operation operation) {
    switch (operation) {
        case Operation::discount:
            return "discount";
        case Operation::override_price:
            return "override_price";
        case Operation::return_with_receipt:
            return "return_with_receipt";
        case Operation::return_without_receipt:
            return "return_without_receipt";
        case Operation::open_drawer:
            return "open_drawer";
        case Operation::move_cash:
            return "move_cash";
        case Operation::open_shift:
            return "open_shift";
        case Operation::close_shift:
            return "close_shift";
        case Operation::decide_card:
            return "decide_card";
        case Operation::void_line:
            return "void_line";
        case Operation::large_discount:
            return "large_discount";
        case Operation::settings:
            return "settings";
        case Operation::correct_payment:
            return "correct_payment";
        case Operation::goods:
            return "goods";
        case Operation::people:
            return "people";
        case Operation::oversell:
            return "oversell";
    }
    return "";
}

std::optional<Operation> operation_named(std::string_view name) {
    const auto* const found = std::ranges::find(kOperations, name, operation_name);
    if (found == kOperations.end()) return std::nullopt;
    return *found;
}

Rights usual_rights() {
    Rights rights;
    rights.cashier.fill(true);
    for (const Operation each :
         {Operation::override_price, Operation::return_without_receipt, Operation::move_cash,
          Operation::decide_card, Operation::correct_payment, Operation::people,
          Operation::oversell}) {
        rights.set(each, false);
    }
    return rights;
}

Rights usual_rights_with_pins() {
    Rights rights = usual_rights();
    rights.set(Operation::large_discount, false);
    rights.set(Operation::settings, false);
    rights.set(Operation::goods, false);
    rights.discount_percent = 10;
    return rights;
}

std::string to_text(const Rights& rights) {
    std::string text;
    for (const Operation each : kOperations) {
        if (rights.allows(each)) text.append(operation_name(each)).append(" ");
    }
    return text.append(kMax).append(" ").append(std::to_string(rights.discount_percent));
}

std::optional<Rights> rights_from(std::string_view text) {
    Rights rights;
    while (!text.empty()) {
        const std::string_view word = take_word(text);
        if (word == kMax) {
            const auto percent = percent_of(text);
            if (!percent) return std::nullopt;
            rights.discount_percent = *percent;
            return rights;
        }
        const auto operation = operation_named(word);
        if (!operation) return std::nullopt;
        rights.set(*operation, true);
    }
    return std::nullopt;
}

bool may(Role role, Operation operation, const Rights& rights) {
    return role == Role::manager || rights.allows(operation);
}

}  // namespace pos::people
