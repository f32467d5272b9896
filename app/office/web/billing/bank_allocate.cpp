// Whose money a line of a statement is: who is looked through for it, and what it pays of theirs.
#include <algorithm>
#include <mutex>

#include "app/core/billing/payments.hpp"
#include "app/office/web/billing/bank_parts.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/bank.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kCandidates = 8;
constexpr std::size_t kWordMin = 3;

/// Somebody whose money it may be.
struct Candidate {
    std::string account;
    std::string name;
    std::string open;
    std::string why;
};

/// What a search is made with of a payer's name: its longest word says the most.
std::string search_words(const std::string& name) {
    std::string longest;
    std::string word;
    for (const char c : name + " ") {
        const bool ends = c == ' ' || c == ',' || c == '.' || c == ';' || c == '/';
        if (!ends) {
            word += c;
            continue;
        }
        if (word.size() > longest.size()) longest = word;
        word.clear();
    }
    return longest.size() >= kWordMin ? longest : std::string{};
}

class Search {
public:
    Search(Call& call, const Unallocated& money, pos::Date today)
        : call_{call}, money_{money}, today_{today} {}

    pos::store::Answer<std::vector<Candidate>> run(const std::string& asked) {
        if (!money_.account.empty()) {
            if (auto done = add(money_.account, call_.words["billing_bank_by_text"]); !done) {
                return std::unexpected{done.error()};
            }
        }
        const auto amount = money_of(money_.amount, money_.currency);
        if (amount) {
            const auto open =
                stored::open_invoices_of(call_.db, money_.currency, amount->minor, kCandidates);
            if (!open) return pos::store::store_error(open.error());
            for (const auto& one : *open) {
                const auto why =
                    call_.words.with("billing_bank_by_amount", {{"number", one.number}});
                if (auto done = add(one.account_number, why); !done) {
                    return std::unexpected{done.error()};
                }
            }
        }
        const std::string words = asked.empty() ? search_words(money_.name) : asked;
        if (words.empty()) return std::move(found_);
        const auto accounts = stored::list_accounts(
            call_.db, {.words = words, .today = today_, .limit = kCandidates, .closed_too = true});
        if (!accounts) return std::unexpected{accounts.error()};
        const auto why = call_.words.with("billing_bank_by_name", {{"words", words}});
        for (const auto& one : *accounts) put(one, why);
        return std::move(found_);
    }

private:
    pos::store::Answer<void> add(const std::string& number, const std::string& why) {
        const auto accounts = stored::list_accounts(
            call_.db, {.words = number, .today = today_, .limit = kCandidates, .closed_too = true});
        if (!accounts) return std::unexpected{accounts.error()};
        const auto one = std::ranges::find(*accounts, number, &stored::AccountRow::number);
        if (one != accounts->end()) put(*one, why);
        return {};
    }
    void put(const stored::AccountRow& row, const std::string& why) {
        const auto there = std::ranges::find(found_, row.number, &Candidate::account);
        if (there != found_.end()) {
            if (there->why.find(why) == std::string::npos) there->why += " " + why;
            return;
        }
        const pos::Money open{row.open_minor, currency_of_text(row.currency)};
        const std::string closed = row.closed_on ? " – " + call_.words["billing_is_closed"] : "";
        found_.push_back({row.number, row.name, call_.words.locale().money(open), why + closed});
    }

    Call& call_;
    const Unallocated& money_;
    pos::Date today_;
    std::vector<Candidate> found_;
};

/// Of money that was taken for the wrong account: the only other one whose it may be, if there is
/// one.
std::string only_other(const std::vector<Candidate>& candidates, const std::string& not_of) {
    std::string other;
    if (not_of.empty()) return other;
    for (const Candidate& one : candidates) {
        if (one.account == not_of) continue;
        if (!other.empty()) return {};
        other = one.account;
    }
    return other;
}

Data hidden(const Fields& said) {
    Data fields{Data::type::list};
    for (const auto& [name, value] : said) {
        if (value.empty()) continue;
        Data one;
        one.set("name", name);
        one.set("value", value);
        fields.push_back(one);
    }
    return fields;
}

std::string box_of(const std::string& number) {
    return "pay_" + number;
}

/// The open invoices of the chosen account, those that the text names ticked.
pos::store::Answer<Data> boxes(Call& call, const Unallocated& money, const pos::Ulid& account) {
    const auto open = stored::open_items(call.db, account);
    if (!open) return pos::store::store_error(open.error());
    const auto& locale = call.words.locale();
    Data list{Data::type::list};
    int row = 0;
    for (const auto& item : *open) {
        if (item.number.empty() || item.open_minor <= 0) continue;
        const pos::Money amount{item.open_minor, currency_of_text(item.currency)};
        const bool named = std::ranges::find(money.documents, item.number) != money.documents.end();
        Data one;
        one.set("row", std::to_string(++row));
        one.set("name", box_of(item.number));
        one.set("label", item.number + " · " + locale.money(amount) + " · " +
                             call.words["billing_due"] + " " + locale.date(item.due_on));
        one.set("chosen", call.is_post() ? call.form.contains(box_of(item.number)) : named);
        list.push_back(one);
    }
    return list;
}

}  // namespace

pos::store::Answer<std::string> allocate_html(Call& call, const Unallocated& money,
                                              const Fields& said) {
    const Words& words = call.words;
    const Fields& asked = call.is_post() ? call.form : call.query;
    const auto day = today(call);
    if (!day) return std::unexpected{day.error()};
    const std::string search = pos::locale::clean_name(field(asked, "words"));
    const auto candidates = Search{call, money, *day}.run(search);
    if (!candidates) return std::unexpected{candidates.error()};
    std::string number = field(asked, "account");
    if (number.empty()) number = money.account;
    if (number.empty() && search.empty()) number = only_other(*candidates, money.not_of);

    Table table{"candidates",
                words["billing_bank_candidates"],
                columns(words, {"account", "name", "open", "reason"}, {"open"}),
                {},
                words["billing_none_found"]};
    for (const Candidate& one : *candidates) {
        Fields there = said;
        there["account"] = one.account;
        there["words"] = search;
        table.rows.push_back({{one.account, "", call.path + query_of(there) + "#allocate"},
                              {one.name},
                              {one.open},
                              {one.why}});
    }
    Data data;
    data.set("path", call.path);
    data.set("mark", call.mark);
    data.set("said", hidden(said));
    data.set("words", search);
    data.set("candidates", to_html(table, words));
    const auto chosen = stored::account_of_number(call.db, number);
    if (!chosen) return pos::store::store_error(chosen.error());
    data.set("has_chosen", chosen->has_value());
    if (*chosen) {
        auto list = boxes(call, money, (*chosen)->stored.account.id);
        if (!list) return std::unexpected{list.error()};
        data.set("account", number);
        data.set("to", words.with("billing_bank_to",
                                  {{"account", number}, {"name", (*chosen)->party.name}}));
        data.set("has_boxes", !list->is_empty_list());
        data.set("boxes", *list);
    }
    for (const char* text : {"billing_bank_pays", "billing_bank_pays_about",
                             "billing_bank_allocate", "billing_search", "search"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return render("billing_bank_allocate", std::move(data));
}

std::expected<void, std::string> allocate(Call& call, const Unallocated& money) {
    core::billing::NewPayment payment{.account = field(call.form, "account"),
                                      .document = {},
                                      .amount = money.amount,
                                      .reference = core::billing::bank_reference_of(money.text),
                                      .external_id = money.id,
                                      .received_on = money.on};
    if (payment.account.empty()) return std::unexpected{call.words["billing_bank_no_account"]};
    const std::string box = box_of("");
    for (const auto& [name, value] : call.form) {
        if (name.starts_with(box)) payment.also.push_back(name.substr(box.size()));
    }
    const auto account = stored::account_of_number(call.db, payment.account);
    if (!account) return std::unexpected{call.words["error_503"]};
    if (*account && code_of((*account)->stored.account.currency) != money.currency) {
        return std::unexpected{
            call.words.with("billing_bank_other_currency", {{"account", payment.account}})};
    }
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return std::unexpected{in_words(books.error(), call.words)};
    const auto done = core::billing::receive_payment(*books, payment, call.now, call.office.random);
    if (!done) return std::unexpected{in_words(done.error(), call.words)};
    return {};
}

}  // namespace app::office::web::billing
