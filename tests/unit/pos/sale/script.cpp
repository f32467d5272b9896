#include "tests/unit/pos/sale/script.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <vector>

#include "pos/money/decimal.hpp"

namespace test {

using namespace pos;

namespace {

using Words = std::vector<std::string>;
using Act = std::function<sale::Command(Till&, const Words&)>;

Words words_of(const std::string& text) {
    std::istringstream in{text};
    Words words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

std::uint32_t number(const std::string& text) {
    return static_cast<std::uint32_t>(std::stoul(text));
}

std::optional<Money> amount_at(const Words& words, std::size_t at) {
    return words.size() > at ? std::optional{euro(words[at])} : std::nullopt;
}

sale::AddItem added(const Words& words) {
    sale::AddItem add{.item = goods(words.at(1))};
    add.barcode = words.at(1);
    return add;
}

sale::CartDiscount discount_of(const std::string& text) {
    sale::CartDiscount discount{.label = "offer", .reason = "asked"};
    if (text.ends_with('%')) {
        discount.rate = parse_percent(text.substr(0, text.size() - 1)).value();
    } else {
        discount.kind = pricing::DiscountKind::amount;
        discount.amount = euro(text);
    }
    return discount;
}

sale::Command discount(Till&, const Words& words) {
    const auto what = discount_of(words.at(2));
    if (words.at(1) == "all") return sale::DiscountBasket{what};
    return sale::DiscountLine{number(words.at(1)), what};
}

sale::Command remove_discount(Till&, const Words& words) {
    if (words.at(1) == "all") return sale::RemoveDiscount{};
    return sale::RemoveDiscount{number(words.at(1))};
}

sale::Command returned(Till& till, const Words& words) {
    const auto& sold = till.receipt(words.at(1));
    sale::ReturnWithReceipt command{.sold = sold, .before = till.returned(sold), .lines = {}};
    command.reason = "unwanted";
    for (std::size_t at = 2; at + 1 < words.size(); at += 2) {
        command.lines.push_back({.line = number(words[at]), .quantity = quantity(words[at + 1])});
    }
    return command;
}

sale::Command back(Till&, const Words& words) {
    auto add = added(words);
    if (words.size() > 2) add.quantity = quantity(words[2]);
    return sale::ReturnItem{.goods = add, .reason = "broken"};
}

sale::Command tender(Till&, const Words& words) {
    const bool fast = words[0] == "fast_cash";
    const std::string code = fast ? "cash" : words[0];
    return sale::AddTender{.code = code,
                           .amount = amount_at(words, 1),
                           .reference = code == "card" ? "4711" : "",
                           .finish = fast};
}

sale::Command recall(Till& till, const Words& words) {
    const auto& held = till.state().held;
    const auto found = std::ranges::find(held, words.at(1), &sale::Cart::label);
    return sale::Recall{found == held.end() ? Ulid{} : found->sale};
}

sale::Command close(Till&, const Words& words) {
    sale::CloseShift command{.counts = {{"cash", euro(words.at(1))}}, .note = {}};
    for (std::size_t at = 2; at + 1 < words.size(); at += 2) {
        command.counts.push_back({words[at], euro(words[at + 1])});
    }
    return command;
}

const std::map<std::string, Act>& acts() {
    static const std::map<std::string, Act> kActs{
        {"scan", [](Till&, const Words& w) -> sale::Command { return added(w); }},
        {"weigh",
         [](Till&, const Words& w) -> sale::Command {
             auto add = added(w);
             add.quantity = quantity(w.at(2));
             return add;
         }},
        {"label",
         [](Till&, const Words& w) -> sale::Command {
             auto add = added(w);
             add.label_price = euro(w.at(2));
             return add;
         }},
        {"ask",
         [](Till&, const Words& w) -> sale::Command {
             auto add = added(w);
             if (w.size() > 2) add.price = euro_each(w[2]);
             return add;
         }},
        {"times",
         [](Till&, const Words& w) -> sale::Command {
             return sale::SetNextQuantity{quantity(w.at(1))};
         }},
        {"qty",
         [](Till&, const Words& w) -> sale::Command {
             return sale::ChangeQuantity{number(w.at(1)), quantity(w.at(2)), "miscounted"};
         }},
        {"void",
         [](Till&, const Words& w) -> sale::Command {
             return sale::VoidLine{number(w.at(1)), "changed mind"};
         }},
        {"price",
         [](Till&, const Words& w) -> sale::Command {
             return sale::OverridePrice{number(w.at(1)), euro_each(w.at(2)), "damaged"};
         }},
        {"off", discount},
        {"on", remove_discount},
        {"back", back},
        {"return", returned},
        {"hold", [](Till&, const Words& w) -> sale::Command { return sale::Hold{w.at(1)}; }},
        {"recall", recall},
        {"cancel", [](Till&, const Words&) -> sale::Command { return sale::CancelCart{}; }},
        {"undo", [](Till&, const Words&) -> sale::Command { return sale::Undo{}; }},
        {"redo", [](Till&, const Words&) -> sale::Command { return sale::Redo{}; }},
        {"pay", [](Till&, const Words&) -> sale::Command { return sale::StartTendering{}; }},
        {"to_cart", [](Till&, const Words&) -> sale::Command { return sale::BackToCart{}; }},
        {"cash", tender},
        {"card", tender},
        {"voucher", tender},
        {"fast_cash", tender},
        {"untake",
         [](Till&, const Words& w) -> sale::Command {
             return sale::RemoveTender{number(w.at(1)) - 1};
         }},
        {"exact", [](Till&, const Words&) -> sale::Command { return sale::ExactCash{}; }},
        {"finish", [](Till&, const Words&) -> sale::Command { return sale::Finish{}; }},
        {"next", [](Till&, const Words&) -> sale::Command { return sale::NextCustomer{}; }},
        {"reprint",
         [](Till& till, const Words& w) -> sale::Command {
             return sale::Reprint{till.receipt(w.at(1)), 0};
         }},
        {"no_sale",
         [](Till&, const Words&) -> sale::Command { return sale::OpenDrawerNow{"change"}; }},
        {"in",
         [](Till&, const Words& w) -> sale::Command {
             return sale::MoveCash{euro(w.at(1)), "float"};
         }},
        {"out",
         [](Till&, const Words& w) -> sale::Command {
             return sale::MoveCash{-euro(w.at(1)), "bank"};
         }},
        {"x", [](Till&, const Words&) -> sale::Command { return sale::PrintX{}; }},
        {"close", close},
        {"open",
         [](Till&, const Words& w) -> sale::Command { return sale::OpenShift{euro(w.at(1)), {}}; }},
        {"cashier", [](Till&, const Words&) -> sale::Command { return sale::SignIn{cashier()}; }},
        {"manager", [](Till&, const Words&) -> sale::Command { return sale::SignIn{manager()}; }},
        {"customer",
         [](Till&, const Words& w) -> sale::Command { return sale::SetCustomer{w.at(1)}; }},
        {"note", [](Till&, const Words& w) -> sale::Command { return sale::SetNote{{}, w.at(1)}; }},
    };
    return kActs;
}

std::string phase_name(sale::Phase phase) {
    switch (phase) {
        case sale::Phase::closed:
            return "closed";
        case sale::Phase::open:
            return "open";
        case sale::Phase::cart:
            return "cart";
        case sale::Phase::tendering:
            return "tendering";
        case sale::Phase::complete:
            return "complete";
    }
    return "?";
}

using Look = std::function<std::string(const Till&)>;

std::string last_refusal(const Till& till) {
    return till.refused ? std::string{sale::name_of(*till.refused)} : "nothing";
}

/// Of the sale just finished, else of the open cart.
Money total_of(const Till& till) {
    const auto& state = till.state();
    return state.phase == sale::Phase::complete ? state.last->record.total : state.priced.total;
}

const std::map<std::string, Look>& looks() {
    static const std::map<std::string, Look> kLooks{
        {"total", [](const Till& t) { return to_string(total_of(t)); }},
        {"due", [](const Till& t) { return to_string(t.state().settlement.left_otherwise); }},
        {"due_cash", [](const Till& t) { return to_string(t.state().settlement.left_in_cash); }},
        {"change", [](const Till& t) { return to_string(t.state().last->change); }},
        {"paid", [](const Till& t) { return to_string(t.state().last->record.payable); }},
        {"rounding", [](const Till& t) { return to_string(t.state().last->record.rounding); }},
        {"tax", [](const Till& t) { return to_string(t.state().last->record.tax); }},
        {"discount", [](const Till& t) { return to_string(t.state().last->record.discount); }},
        {"lines", [](const Till& t) { return std::to_string(t.state().cart.lines.size()); }},
        {"quantity",
         [](const Till& t) {
             const auto& lines = t.state().cart.lines;
             return lines.empty() ? "none" : to_string(lines.back().quantity);
         }},
        {"phase", [](const Till& t) { return phase_name(t.state().phase); }},
        {"held", [](const Till& t) { return std::to_string(t.state().held.size()); }},
        {"tenders", [](const Till& t) { return std::to_string(t.state().cart.tenders.size()); }},
        {"drawer", [](const Till& t) { return std::to_string(t.drawer); }},
        {"printed", [](const Till& t) { return std::to_string(t.printed); }},
        {"receipts", [](const Till& t) { return std::to_string(t.receipts.size()); }},
        {"refused", last_refusal},
        {"in_drawer",
         [](const Till& t) {
             return to_string(t.state().shift->figures.tenders.front().expected);
         }},
        {"sales", [](const Till& t) { return std::to_string(t.state().shift->figures.sales); }},
        {"refunds", [](const Till& t) { return std::to_string(t.state().shift->figures.refunds); }},
        {"voided",
         [](const Till& t) { return std::to_string(t.state().shift->figures.voided_lines); }},
        {"cancelled",
         [](const Till& t) { return std::to_string(t.state().shift->figures.cancelled); }},
        {"net", [](const Till& t) { return to_string(t.state().shift->figures.net); }},
    };
    return kLooks;
}

}  // namespace

void say(Till& till, const std::string& script) {
    std::istringstream in{script};
    for (std::string part; std::getline(in, part, ';');) {
        const Words words = words_of(part);
        if (words.empty()) continue;
        if (words[0] == "restart") {
            till.restart();
            continue;
        }
        const auto act = acts().find(words[0]);
        ASSERT_NE(act, acts().end()) << "no such command: " << words[0];
        if (words[0] == "scan" && words.size() > 2) {
            till.give(sale::SetNextQuantity{quantity(words[2])});
        }
        if (const auto refused = till.give(act->second(till, words))) till.refused = refused;
    }
}

std::string observe(const Till& till, const std::string& wanted) {
    const Words words = words_of(wanted);
    std::string seen;
    for (std::size_t at = 0; at + 1 < words.size(); at += 2) {
        const auto look = looks().find(words[at]);
        if (look == looks().end()) return "no such figure: " + words[at];
        if (!seen.empty()) seen += ' ';
        seen += words[at] + ' ' + look->second(till);
    }
    return seen;
}

void check_row(Till& till, const std::string& row) {
    SCOPED_TRACE(row);
    const auto arrow = row.find("=>");
    ASSERT_NE(arrow, std::string::npos) << row;
    till.refused.reset();
    say(till, row.substr(0, arrow));
    const Words words = words_of(row.substr(arrow + 2));
    std::string wanted;
    for (const std::string& word : words) wanted += (wanted.empty() ? "" : " ") + word;
    EXPECT_EQ(observe(till, wanted), wanted);
}

void check(std::string_view table, const sale::Setup& setup) {
    std::istringstream lines{std::string{table}};
    for (std::string line; std::getline(lines, line);) {
        line = line.substr(0, line.find('#'));
        if (words_of(line).empty()) continue;
        Till till{setup};
        till.open();
        check_row(till, line);
    }
}

}  // namespace test
