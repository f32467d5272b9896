// Credit and units that are granted to an account, once or again and again.
#include "app/office/web/billing/credit.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <span>

#include "app/core/billing/lot_terms.hpp"
#include "app/core/billing/recurring_credit.hpp"
#include "app/office/web/billing/account_form.hpp"
#include "app/office/web/billing/attempts.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/once.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::LotState;
using stored::StoredRecurrence;

constexpr std::array kEveryWords{"once", "day", "week", "month", "quarter", "half_year", "year"};
std::string units_of(pos::Quantity amount, const std::string& unit, const Words& words) {
    return decimal(to_string(amount), 0, words) + " " + unit;
}

std::string amount_text(const StoredRecurrence& rule, std::int64_t amount, const Words& words) {
    if (!rule.unit.empty()) return units_of({amount}, rule.unit, words);
    return words.locale().money({amount, rule.currency}) + " " +
           std::string{code_of(rule.currency)};
}

std::string charges_text(const std::string& scope, const Words& words) {
    std::string text;
    for (const std::string& code : core::billing::codes_of(scope)) {
        text += (text.empty() ? "" : ", ") + code;
    }
    return text.empty() ? words["billing_lot_anything"] : text;
}

std::vector<std::string> codes_typed(const std::string& typed) {
    std::vector<std::string> codes;
    std::string code;
    for (const char c : typed + " ") {
        if (c != ' ' && c != ',') {
            code += c;
        } else if (!code.empty()) {
            codes.push_back(std::move(code));
            code.clear();
        }
    }
    return codes;
}

/// One form's work for an account.
class CreditAct : AccountForm {
public:
    CreditAct(Call& call, const pos::customer::Account& account) : AccountForm{call, account} {}

    /// Why not, in words; empty if it was done.
    std::string carry_out() {
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return in_words(books.error(), words_);
        const std::string what = said("what");
        if (what == "void") return end_lot(*books);
        if (what == "end") return end_rule(*books);
        if (what == "top_up" || what == "top_up_off") return top_up(*books, what == "top_up_off");
        if (!is_once(said("once"))) return words_["form_expired"];
        return said("every") == "once" ? grant(*books) : put_rule(*books);
    }

private:
    std::string end_lot(core::billing::BillingBooks& books) {
        const std::string lot = said("lot");
        const std::string reason = said("reason");
        const auto units = core::billing::find_unit_lot(*books.db, lot);
        if (!units) return in_words(units.error(), words_);
        if (*units) return answer(core::billing::void_units(books, lot, reason, call_.now));
        return answer(core::billing::void_credit(books, lot, reason, call_.now));
    }

    std::string end_rule(core::billing::BillingBooks& books) {
        return answer(core::billing::end_recurring(books, said("rule"), "", call_.now));
    }

    std::string top_up(core::billing::BillingBooks& books, bool off) {
        core::billing::NewTopUp rule;
        rule.account = account_.number;
        rule.below = figure("below");
        rule.amount = figure("top_up_amount");
        rule.most_a_month = number_of(said("most")).value_or(0);
        rule.off = off;
        rule.charged = true;
        const auto good = [&](const std::string& text) {
            const auto money = pos::parse_money(text, account_.currency);
            return money && money->minor > 0;
        };
        if (!off && (!good(rule.below) || !good(rule.amount)))
            return words_["billing_amount_wrong"];
        // What the form does not ask for stays as it is.
        const auto before = stored::top_up_rule(*books.db, account_.id);
        if (!before)
            return in_words(core::failure(pos::store::to_store_error(before.error())), words_);
        if (*before) {
            rule.priority = (*before)->priority;
            rule.lifetime_days = (*before)->lifetime_days;
        }
        return answer(core::billing::change_top_up(books, rule, call_.now));
    }

    std::string grant(core::billing::BillingBooks& books) {
        core::billing::NewLot lot;
        lot.account = account_.number;
        lot.amount = figure("amount");
        lot.unit = said("unit");
        lot.promotional = said("kind") != "owed";
        lot.priority = number_of(said("priority")).value_or(0);
        lot.effective = said("from");
        lot.expires = said("expires");
        lot.charges = codes_typed(said("charges"));
        if (!said("rollover").empty()) lot.rollover = figure("rollover");
        lot.external_id = "page-" + said("once");
        lot.note = said("note");
        if (!lot.unit.empty()) {
            return answer(core::billing::grant_units(books, lot, call_.now, call_.office.random));
        }
        if (const auto good = pos::parse_money(lot.amount, account_.currency);
            !good || good->minor <= 0) {
            return words_["billing_amount_wrong"];
        }
        return answer(core::billing::grant_credit(books, lot, call_.now, call_.office.random));
    }

    std::string put_rule(core::billing::BillingBooks& books) {
        core::billing::NewRecurrence rule;
        rule.account = account_.number;
        rule.subscription = said("subscription");
        rule.amount = figure("amount");
        rule.unit = said("unit");
        if (!said("rollover").empty()) rule.rollover = figure("rollover");
        rule.paid = said("kind") == "owed";
        rule.priority = number_of(said("priority")).value_or(0);
        rule.every = said("every");
        rule.from = said("from");
        rule.until = said("expires");
        rule.charges = codes_typed(said("charges"));
        rule.note = said("note");
        rule.once = said("once");
        const auto put = core::billing::put_recurring(books, rule, call_.now, call_.office.random);
        if (!put) return in_words(put.error(), words_);
        return answer(
            core::billing::grant_recurring(books, account_.id, call_.now, call_.office.random));
    }
};

Data credit_choice(const std::string& value, const std::string& name, const std::string& chosen) {
    Data one;
    one.set("value", value);
    one.set("name", name);
    one.set("chosen", value == chosen);
    return one;
}

Table rules_table(const std::vector<StoredRecurrence>& rules, const Words& words) {
    Table table{"recurring",
                words["billing_recurring"],
                columns(words,
                        {"recurs_amount", "recurs_each", "recurs_from", "recurs_until",
                         "recurs_over", "lot_pays", "note"},
                        {}),
                {},
                words["billing_no_recurring"]};
    for (const StoredRecurrence& rule : rules) {
        const std::string every = core::billing::word_of(rule.when.every);
        table.rows.push_back(
            {{amount_text(rule, rule.amount, words)},
             {every, words["billing_credit_every_" + every]},
             {rule.when.from},
             rule.when.until ? Cell{*rule.when.until} : Cell{"", words["billing_never"]},
             rule.rollover > 0 ? Cell{amount_text(rule, rule.rollover, words)} : Cell{},
             {charges_text(rule.scope, words)},
             {rule.note}});
    }
    return table;
}

/// What came out of lots of units and went back, the latest first.
Table moves_table(const std::vector<stored::StoredUnitMove>& moves,
                  const core::billing::UnitWallet& units, const pos::locale::Zone& zone,
                  const Words& words) {
    Table table{"moves",
                words["billing_units_history"],
                columns(words,
                        {"units_moved_at", "what", "recurs_amount", "counted_in", "number", "note",
                         "reason"},
                        {"recurs_amount"}),
                {}};
    for (std::size_t place = moves.size(); place-- > 0;) {
        const auto& move = moves[place];
        const auto lot = std::ranges::find(units.lots, move.row.lot,
                                           [](const auto& one) { return one.row.lot; });
        if (lot == units.lots.end()) continue;
        const std::string amount = to_string(move.row.amount);
        const std::string what = core::billing::word_of(move.row.move);
        table.rows.push_back(
            {{zone.local(move.row.at)},
             {what, words["billing_units_" + what]},
             {Figure{amount}, decimal(amount, 0, words)},
             {lot->row.unit},
             {move.number, "", move.number.empty() ? std::string{} : document_link(move.number)},
             {lot->row.note},
             {move.row.reason}});
    }
    return table;
}

/// Lots and rules that may be ended, with what a form needs for it.
Data ends_of(const core::billing::Wallet& wallet, const core::billing::UnitWallet& units,
             const std::vector<StoredRecurrence>& rules, pos::Instant now, pos::Date today,
             const Words& words) {
    Data ends{Data::type::list};
    const auto add = [&](const char* what, const std::string& id, const char* text,
                         const std::string& amount, const std::string& note) {
        Data one;
        one.set("what", what);
        one.set("id", id);
        one.set("words",
                words.with(text, {{"amount", amount}}) + (note.empty() ? "" : " (" + note + ")"));
        ends.push_back(one);
    };
    const auto stands = [](LotState state) {
        return state == LotState::counts || state == LotState::to_come;
    };
    for (const auto& lot : units.lots) {
        if (!stands(core::billing::state_of(lot, now))) continue;
        add("void", to_string(lot.row.lot), "billing_credit_void",
            units_of({lot.left_millionths}, lot.row.unit, words), lot.row.note);
    }
    for (const auto& lot : wallet.lots) {
        if (!stands(core::billing::state_of(lot, now))) continue;
        add("void", to_string(lot.row.lot), "billing_credit_void",
            words.locale().money({lot.left_minor, lot.row.currency}), lot.row.note);
    }
    for (const auto& rule : rules) {
        if (rule.when.until && rule.when.until->days <= today.days + 1) continue;
        add("end", to_string(rule.rule), "billing_recurring_end",
            amount_text(rule, rule.amount, words), rule.note);
    }
    return ends;
}

/// The form that grants; `again`: it was refused, and stands there as it was filled in.
void put_grant_form(Data& data, Call& call,
                    std::span<const stored::StoredSubscription> subscriptions, bool again) {
    const Words& words = call.words;
    const auto given = [&](const char* name, const char* otherwise = "") {
        return again ? pos::locale::clean_name(field(call.form, name)) : std::string{otherwise};
    };
    Data kinds{Data::type::list};
    for (const char* kind : {"given", "owed"}) {
        kinds.push_back(credit_choice(kind, words[std::string{"billing_credit_kind_"} + kind],
                                      given("kind", "given")));
    }
    Data every{Data::type::list};
    for (const char* word : kEveryWords) {
        every.push_back(credit_choice(word, words[std::string{"billing_credit_every_"} + word],
                                      given("every", "once")));
    }
    Data whose{Data::type::list};
    whose.push_back(
        credit_choice("", words["billing_credit_no_subscription"], given("subscription")));
    for (const auto& each : subscriptions) {
        whose.push_back(credit_choice(each.number, each.number, given("subscription")));
    }
    data.set("once", new_once(call));
    data.set("kinds", kinds);
    data.set("every", every);
    data.set("subscriptions", whose);
    for (const char* name : {"amount", "unit", "rollover", "from", "expires", "charges", "note"}) {
        data.set(name, given(name));
    }
    data.set("priority", given("priority", "0"));
    for (const char* text :
         {"billing_credit_grant_about", "billing_credit_how_much", "billing_credit_unit",
          "billing_credit_kind", "billing_credit_every", "billing_credit_from",
          "billing_credit_until", "billing_credit_rollover", "billing_credit_priority",
          "billing_credit_charges", "billing_credit_subscription", "billing_note",
          "billing_credit_do"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
}

/// The rule that tops the wallet up, and the form that changes it.
void put_top_up_form(Data& data, Call& call, const std::optional<stored::TopUpRule>& rule,
                     pos::Currency currency, bool again) {
    const Words& words = call.words;
    const auto given = [&](const char* name, const std::string& otherwise) {
        return again ? pos::locale::clean_name(field(call.form, name)) : otherwise;
    };
    const auto amount = [&](std::int64_t minor) {
        return decimal(to_string(pos::Money{minor, currency}),
                       static_cast<unsigned>(currency.exponent), words);
    };
    const bool charged = rule && rule->charged;
    data.set("top_up", rule ? top_up_text(*rule, currency, words) : words["billing_top_up_none"]);
    data.set("has_top_up", rule.has_value());
    data.set("below", given("below", charged ? amount(rule->below_minor) : ""));
    data.set("top_up_amount", given("top_up_amount", charged ? amount(rule->amount_minor) : ""));
    data.set("most", given("most", charged ? std::to_string(rule->most_a_month) : "3"));
    for (const char* text : {"billing_top_up", "billing_top_up_below", "billing_top_up_amount",
                             "billing_top_up_most", "billing_top_up_put", "billing_top_up_off"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
}

}  // namespace

std::string credit_link(const std::string& account) {
    return "/billing/credit" + query_of({{"account", account}});
}

std::string units_text(const core::billing::UnitWallet& units, const Words& words) {
    std::string text;
    for (const auto& [unit, balance] : units.balances) {
        text += (text.empty() ? "" : ", ") + units_of(balance, unit, words);
    }
    return text;
}

Table units_table(const core::billing::UnitWallet& units, const pos::locale::Zone& zone,
                  pos::Instant now, const Words& words) {
    Table table{"units",
                words["billing_units"],
                columns(words,
                        {"state", "lot_amount", "left", "counted_in", "expires", "units_go_on",
                         "lot_pays", "note"},
                        {"lot_amount", "left"}),
                {}};
    for (const auto& lot : units.lots) {
        const auto& row = lot.row;
        const LotState state = core::billing::state_of(lot, now);
        const std::string word = core::billing::word_of(state);
        const std::string amount = to_string(row.amount);
        const std::string left =
            to_string(state == LotState::to_come ? row.amount : core::billing::left_of(lot, now));
        Cell goes_on;
        if (row.kept_until) {
            goes_on = {
                words.with("billing_units_kept",
                           {{"amount", units_of(row.kept_most, row.unit, words)},
                            {"day", words.locale().date(zone.local(*row.kept_until).date)}})};
        }
        table.rows.push_back(
            {{word, words["billing_lot_" + word], "",
              state == LotState::counts ? Mark::none : Mark::muted},
             {Figure{amount}, decimal(amount, 0, words)},
             {Figure{left}, decimal(left, 0, words)},
             {row.unit},
             row.expires ? Cell{zone.local(*row.expires)} : Cell{"", words["billing_never"]},
             std::move(goes_on),
             {charges_text(row.scope, words)},
             {row.note}});
    }
    return table;
}

Answer credit_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "account");
    const auto found = named_account(call, number);
    if (!found) return found.error();
    const auto& account = found->stored.account;
    std::string refusal;
    if (call.is_post()) {
        refusal = CreditAct{call, account}.carry_out();
        if (refusal.empty()) return GoTo{credit_link(number)};
    }
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return NoPage{503};
    const auto wallet = core::billing::wallet_at(call.db, account.id, account.currency, call.now);
    if (!wallet) return wallet.error();
    const auto units = core::billing::units_at(call.db, account.id, call.now);
    if (!units) return units.error();
    const auto rules = stored::recurrences(call.db, account.id);
    if (!rules) return pos::store::to_store_error(rules.error());
    const auto moves = stored::unit_moves_of(call.db, account.id);
    if (!moves) return pos::store::to_store_error(moves.error());
    const auto top_up = stored::top_up_rule(call.db, account.id);
    if (!top_up) return pos::store::to_store_error(top_up.error());
    const std::array ids{account.id};
    const auto subscriptions = stored::subscriptions_of(call.db, ids);
    if (!subscriptions) return pos::store::to_store_error(subscriptions.error());

    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_credit_grant"]);
    data.set("link", account_link(number));
    data.set("t_account", words["billing_account"]);
    data.set("account", number);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    put_grant_form(data, call, *subscriptions, !refusal.empty());
    put_top_up_form(data, call, *top_up, account.currency,
                    !refusal.empty() && field(call.form, "what") == "top_up");
    std::vector<Table> tables{units_table(*units, *zone, call.now, words),
                              rules_table(*rules, words),
                              moves_table(*moves, *units, *zone, words)};
    data.set("has_units", !units->lots.empty());
    data.set("units", to_html(tables[0], words));
    data.set("rules", to_html(tables[1], words));
    data.set("has_moves", !moves->empty());
    data.set("moves", to_html(tables[2], words));
    data.set("ends", ends_of(*wallet, *units, *rules, call.now, zone->local(call.now).date, words));
    Page page{.title = words["billing_credit_grant"],
              .body = render("billing_credit", std::move(data)),
              .file_name = "credit-" + number,
              .status = refusal.empty() ? 200 : 409};
    page.tables = std::move(tables);
    return page;
}

}  // namespace app::office::web::billing
