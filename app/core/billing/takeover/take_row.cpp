#include "app/core/billing/takeover/take_row.hpp"

#include <algorithm>
#include <array>

#include "app/core/billing/open_balance.hpp"
#include "app/core/imports/spreadsheet_damage.hpp"
#include "pos/locale/fold.hpp"

namespace app::core::billing::takeover {

namespace {

/// Fields whose long figures are names.
constexpr std::array<std::string_view, 10> kNumbers{"number", "account",  "payer", "phone",
                                                    "points", "base",     "point", "contract",
                                                    "serial", "reference"};

}  // namespace

Outcome<CustomerPut> take_balance(Taking& taking, const Row& row) {
    OpeningBalance balance;
    balance.account = row.text("account", taking.how);
    balance.reference = row.text("reference", taking.how);
    balance.text = row.text("text", taking.how);
    auto amount = figure_of(taking, row, "amount");
    if (!amount) return std::unexpected{amount.error()};
    balance.amount = std::move(*amount);
    for (const auto& [field, to] : {std::pair{"on", &balance.on}, std::pair{"due", &balance.due}}) {
        auto day = day_of(taking, row, field);
        if (!day) return std::unexpected{day.error()};
        *to = std::move(*day);
    }
    return write_balance(taking.books, balance, taking.now, taking.random);
}

namespace {

/// What a spreadsheet did to a cell that nobody would have typed.
Outcome<void> check_cells(Taking& taking, const Row& row) {
    for (const Field& field : fields_of(taking.how.kind)) {
        const std::string name{field.names.field};
        const std::string& cell = row.text(name, taking.how);
        if (imports::is_error_value(cell)) {
            return taking.refuse(name, Reason::error_value, cell,
                                 cell + " stands where a value should: the formula there failed");
        }
        if (std::ranges::find(kNumbers, name) != kNumbers.end() && imports::is_rounded(cell)) {
            return taking.refuse(name, Reason::rounded, cell,
                                 cell +
                                     " was a number before a spreadsheet rounded it: format its "
                                     "column as text and enter it again");
        }
    }
    return {};
}

}  // namespace

Outcome<CustomerPut> take_row(Taking& taking, const Row& row) {
    taking.blamed.clear();
    if (auto sound = check_cells(taking, row); !sound) return std::unexpected{sound.error()};
    for (const Field& field : fields_of(taking.how.kind)) {
        if (!field.is_required || !row.text(field.names.field, taking.how).empty()) continue;
        const std::string name{field.names.field};
        return taking.refuse(name, Reason::field_missing, name, "the " + name + " is blank");
    }
    switch (taking.how.kind) {
        case Kind::customers:
            return take_customer(taking, row);
        case Kind::contracts:
            return take_contract(taking, row);
        case Kind::meters:
            return take_meter(taking, row);
        case Kind::balances:
            return take_balance(taking, row);
    }
    return refuse("There is no such kind of row.");
}

std::string key_of(const Row& row, const Reading& how) {
    const auto text = [&](const char* field) { return row.text(field, how); };
    const auto joined = [](const std::string& one, const std::string& other) {
        return one + '\n' + other;
    };
    switch (how.kind) {
        case Kind::customers:
            return joined(text("number"), text("account"));
        case Kind::contracts:
            return text("number");
        case Kind::meters:
            return joined(text("point"), pos::locale::fold(text("meter")));
        case Kind::balances:
            return joined(text("account"), text("reference"));
    }
    return {};
}

}  // namespace app::core::billing::takeover
