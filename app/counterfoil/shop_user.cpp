#include "app/counterfoil/shop_user.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/staff.hpp"
#include "app/core/people_book.hpp"
#include "app/counterfoil/read_secret.hpp"

namespace app::counterfoil {

namespace {

core::Outcome<std::string> read_pin(const ShopUser& who, Context& context) {
    auto pin = who.pin_file.empty() ? read_secret(context, "The PIN of " + who.name)
                                    : read_secret_file(who.pin_file);
    if (!pin) return pin;
    if (auto good = core::check_pin(*pin); !good) return std::unexpected{good.error()};
    return pin;
}

void report_if_not(const core::Outcome<void>& done, Context& context) {
    if (!done) report(context, done.error());
}

}  // namespace

void add_shop_user(const ShopUser& who, pos::people::Role role, bool with_pin, Context& context) {
    core::NewStaff person{.name = who.name, .role = role, .pin = {}, .by = who.by};
    if (with_pin) {
        auto pin = read_pin(who, context);
        if (!pin) return report(context, pin.error());
        person.pin = std::move(*pin);
    }
    report_if_not(core::add_staff(who.db, who.store, person, context.clock.now(), context.random),
                  context);
}

void change_shop_user(const ShopUser& who, std::optional<pos::people::Role> role,
                      std::optional<bool> active, Context& context) {
    const core::StaffChange change{.name = who.name, .role = role, .active = active, .by = who.by};
    report_if_not(core::change_staff(who.db, who.store, change, context.clock.now()), context);
}

void change_shop_pin(const ShopUser& who, bool remove, Context& context) {
    core::PinChange change{.name = who.name, .pin = {}, .by = who.by};
    if (!remove) {
        auto pin = read_pin(who, context);
        if (!pin) return report(context, pin.error());
        change.pin = std::move(*pin);
    }
    report_if_not(core::change_pin(who.db, who.store, change, context.clock.now()), context);
}

void list_shop_users(const std::string& db, bool json, Context& context) {
    const auto staff = core::list_staff(db);
    if (!staff) return report(context, staff.error());
    if (json) {
        auto list = nlohmann::ordered_json::array();
        for (const auto& one : *staff) {
            list.push_back({{"name", one.user.name},
                            {"role", core::role_name(one.user.role)},
                            {"active", one.user.active},
                            {"has_pin", one.has_pin},
                            {"has_badge", one.has_badge}});
        }
        context.out << list.dump(2) << '\n';
        return;
    }
    Table table{{{"name"}, {"role"}, {"active"}, {"pin"}, {"badge"}}, {}};
    for (const auto& one : *staff) {
        table.rows.push_back({one.user.name, core::role_name(one.user.role),
                              one.user.active ? "yes" : "no", one.has_pin ? "set" : "none",
                              one.has_badge ? "yes" : "no"});
    }
    write_table(context.out, table);
}

}  // namespace app::counterfoil
