// Credit of an account that tills may spend while they have no network.
#include "app/office/web/billing/leases.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "app/core/billing/leases.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/office/web/billing/account_form.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/once.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

/// One form's work for an account.
class LeaseAct : AccountForm {
public:
    LeaseAct(Call& call, const pos::customer::Account& account) : AccountForm{call, account} {}

    /// Why not, in words; empty if it was done.
    std::string carry_out() {
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return in_words(books.error(), words_);
        const std::string what = said("what");
        if (what == "settle") return settle(*books);
        if (what == "off") return end_rule(*books);
        if (!is_once(said("once"))) return words_["form_expired"];
        return said("how") == "keep" ? keep(*books) : grant(*books);
    }

private:
    /// "B01/T1" as branch and till; "B01/" as each of the branch.
    std::pair<std::string, std::string> place() const {
        const std::string typed = said("place");
        const auto between = std::min(typed.find('/'), typed.size());
        return {typed.substr(0, between), typed.substr(std::min(between + 1, typed.size()))};
    }

    std::string grant(core::billing::BillingBooks& books) {
        const auto [branch, till] = place();
        core::billing::NewLease lease;
        lease.account = account_.number;
        lease.branch = branch;
        lease.till = till;
        lease.amount = figure("amount");
        if (!said("floor").empty()) lease.floor = figure("floor");
        lease.expires = said("expires");
        lease.until_close = said("until_close") == "1";
        lease.external_id = "page-" + said("once");
        lease.note = said("note");
        return answer(core::billing::grant_lease(books, lease, call_.now, call_.office.random));
    }

    std::string keep(core::billing::BillingBooks& books) {
        const auto [branch, till] = place();
        core::billing::NewLeaseRule rule;
        rule.account = account_.number;
        rule.branch = branch;
        rule.till = till;
        rule.upto = figure("amount");
        if (!said("floor").empty()) rule.floor = figure("floor");
        rule.until_close = said("until_close") == "1";
        const auto put = core::billing::change_lease_rule(books, rule, call_.now);
        if (!put) return in_words(put.error(), words_);
        return answer(core::billing::fill_leases(books, call_.now, call_.office.random));
    }

    std::string end_rule(core::billing::BillingBooks& books) {
        const auto [branch, till] = place();
        core::billing::NewLeaseRule rule;
        rule.account = account_.number;
        rule.branch = branch;
        rule.till = till;
        rule.off = true;
        return answer(core::billing::change_lease_rule(books, rule, call_.now));
    }

    std::string settle(core::billing::BillingBooks& books) {
        core::billing::LeaseSettlement settlement;
        settlement.lease = said("lease");
        if (!said("spent").empty()) settlement.spent = figure("spent");
        settlement.reason = said("reason");
        return answer(
            core::billing::settle_lease(books, settlement, call_.now, call_.office.random));
    }
};

Data lease_choice(const std::string& value, const std::string& name) {
    Data one;
    one.set("value", value);
    one.set("name", name);
    return one;
}

/// Tills that may send, and each branch that has one.
Data places_of(const std::vector<pos::store::office::Terminal>& terminals, const Words& words) {
    Data places{Data::type::list};
    std::set<std::string> branches;
    std::set<std::pair<std::string, std::string>> tills;
    for (const auto& terminal : terminals) {
        if (terminal.revoked_at) continue;
        branches.insert(terminal.branch);
        tills.insert({terminal.branch, terminal.code});
    }
    for (const auto& [branch, till] : tills) {
        places.push_back(lease_choice(branch + "/" + till, branch + "-" + till));
    }
    for (const auto& branch : branches) {
        places.push_back(lease_choice(branch + "/",
                                      words.with("billing_lease_each_till", {{"branch", branch}})));
    }
    return places;
}

Table leases_table(const std::vector<stored::StoredLease>& leases, const pos::locale::Zone& zone,
                   const Words& words) {
    Table table{"leases",
                words["billing_leases"],
                columns(words,
                        {"lease_till", "state", "lot_amount", "lease_spent", "left", "lease_floor",
                         "expires", "note"},
                        {"lot_amount", "lease_spent", "left", "lease_floor"}),
                {},
                words["billing_no_leases"]};
    for (std::size_t at = leases.size(); at-- > 0;) {
        const auto& lease = leases[at];
        const auto& row = lease.row;
        const pos::Currency currency = row.amount.currency;
        const std::string word = core::billing::word_of(lease);
        table.rows.push_back(
            {{row.branch + "-" + row.till},
             {word, words["billing_lease_" + word], "",
              lease.frozen ? Mark::warning : (lease.ended_at ? Mark::muted : Mark::none)},
             {row.amount},
             {pos::Money{lease.spent_minor, currency}},
             {pos::Money{lease.left_minor, currency}},
             {row.floor},
             row.expires       ? Cell{zone.local(*row.expires)}
             : row.until_close ? Cell{"", words["billing_lease_at_the_close"]}
                               : Cell{"", words["billing_never"]},
             {row.note}});
    }
    return table;
}

/// The latest first.
Table lease_moves_table(const std::vector<stored::StoredLeaseMove>& moves, pos::Currency currency,
                        const pos::locale::Zone& zone, const Words& words) {
    Table table{"lease_moves",
                words["billing_lease_history"],
                columns(words,
                        {"units_moved_at", "what", "amount", "lease_beyond", "lease_till",
                         "lease_receipt", "reason"},
                        {"amount", "lease_beyond"}),
                {}};
    for (std::size_t at = moves.size(); at-- > 0;) {
        const auto& move = moves[at];
        const std::string word = core::billing::word_of(move.move);
        table.rows.push_back(
            {{zone.local(move.at)},
             {word, words["billing_lease_move_" + word]},
             {pos::Money{move.amount_minor, currency}},
             {pos::Money{move.beyond_minor, currency}},
             {move.branch + "-" + move.till},
             {move.number, "", move.number.empty() ? "" : "/receipts/" + escape(move.number)},
             {move.reason}});
    }
    return table;
}

/// What waits for somebody: leases of tills that send nothing any more.
Data settlements_of(const std::vector<stored::StoredLease>& leases, const Words& words) {
    Data waiting{Data::type::list};
    for (const auto& lease : leases) {
        if (!lease.frozen) continue;
        Data one;
        one.set("lease", to_string(lease.row.lease));
        one.set(
            "about",
            words.with(
                "billing_lease_settle_about",
                {{"till", lease.row.branch + "-" + lease.row.till},
                 {"amount", words.locale().money({lease.left_minor, lease.row.amount.currency})}}));
        waiting.push_back(one);
    }
    return waiting;
}

Data rules_of(const std::vector<stored::LeaseRule>& rules, const Words& words) {
    Data list{Data::type::list};
    for (const auto& rule : rules) {
        Data one;
        one.set("place", rule.branch + "/" + rule.till);
        const std::string till =
            rule.till.empty() ? words.with("billing_lease_each_till", {{"branch", rule.branch}})
                              : rule.branch + "-" + rule.till;
        one.set("about",
                words.with("billing_lease_kept",
                           {{"till", till},
                            {"amount", words.locale().money({rule.upto_minor, rule.currency})}}));
        list.push_back(one);
    }
    return list;
}

/// All that the page reads of an account.
struct LeasesKnown {
    core::billing::Wallet wallet;
    std::vector<stored::StoredLease> leases;
    std::vector<stored::StoredLeaseMove> moves;
    std::vector<stored::LeaseRule> rules;
    std::vector<pos::store::office::Terminal> terminals;
};
std::optional<pos::store::StoreError> read_leases(pos::store::db::Connection& db,
                                                  const pos::customer::Account& account,
                                                  pos::Instant now, LeasesKnown& known) {
    auto wallet = core::billing::wallet_at(db, account.id, account.currency, now);
    if (!wallet) return wallet.error();
    known.wallet = std::move(*wallet);
    auto leases = stored::leases_of(db, account.id, pos::Instant{INT64_MAX});
    if (!leases) return pos::store::to_store_error(leases.error());
    known.leases = std::move(*leases);
    auto moves = stored::lease_moves_of(db, account.id);
    if (!moves) return pos::store::to_store_error(moves.error());
    known.moves = std::move(*moves);
    auto rules = stored::lease_rules(db, account.id);
    if (!rules) return pos::store::to_store_error(rules.error());
    known.rules = std::move(*rules);
    auto terminals = pos::store::office::terminals(db);
    if (!terminals) return terminals.error();
    known.terminals = std::move(*terminals);
    return std::nullopt;
}

}  // namespace

std::string leases_link(const std::string& account) {
    return "/billing/leases" + query_of({{"account", account}});
}

Answer leases_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "account");
    const auto found = named_account(call, number);
    if (!found) return found.error();
    const auto& account = found->stored.account;
    std::string refusal;
    if (call.is_post()) {
        refusal = LeaseAct{call, account}.carry_out();
        if (refusal.empty()) return GoTo{leases_link(number)};
    }
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return NoPage{503};
    LeasesKnown known;
    if (const auto error = read_leases(call.db, account, call.now, known)) return *error;

    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_leases"]);
    data.set("link", account_link(number));
    data.set("t_account", words["billing_account"]);
    data.set("account", number);
    data.set("about",
             words.with("billing_lease_about",
                        {{"amount", words.locale().money(known.wallet.balance)},
                         {"leased", words.locale().money({core::billing::leased_minor(known.leases),
                                                          account.currency})}}));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("once", new_once(call));
    data.set("tills", places_of(known.terminals, words));
    data.set("settlements", settlements_of(known.leases, words));
    data.set("rules", rules_of(known.rules, words));
    const bool again = !refusal.empty();
    for (const char* name : {"amount", "floor", "expires", "note"}) {
        data.set(name, again ? pos::locale::clean_name(field(call.form, name)) : std::string{});
    }
    for (const char* text :
         {"billing_lease_till", "billing_lease_how", "billing_lease_how_once",
          "billing_lease_how_keep", "billing_credit_how_much", "billing_lease_floor_say",
          "billing_credit_until", "billing_lease_until_close", "billing_note", "billing_lease_do",
          "billing_lease_spent_say", "billing_reason", "billing_lease_settle",
          "billing_lease_keep_off"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    std::vector<Table> tables{leases_table(known.leases, *zone, words),
                              lease_moves_table(known.moves, account.currency, *zone, words)};
    data.set("leases", to_html(tables[0], words));
    data.set("has_moves", !known.moves.empty());
    data.set("moves", to_html(tables[1], words));
    Page page{.title = words["billing_leases"],
              .body = render("billing_leases", std::move(data)),
              .file_name = "leases-" + number,
              .status = refusal.empty() ? 200 : 409};
    page.tables = std::move(tables);
    return page;
}

}  // namespace app::office::web::billing
