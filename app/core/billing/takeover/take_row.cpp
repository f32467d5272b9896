#include "app/core/billing/takeover/take_row.hpp"

#include "app/core/billing/open_balance.hpp"
#include "pos/locale/fold.hpp"

namespace app::core::billing::takeover {

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

Outcome<CustomerPut> take_row(Taking& taking, const Row& row) {
    taking.blamed.clear();
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
