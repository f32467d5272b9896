// What an account has paid too much goes back: by transfer with the next file, or as somebody has
// paid it out already.
#include "app/core/billing/refund.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "app/core/billing/transfers.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/once.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/debits.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kMandates = 100;

/// Where it went afterwards, or why it was not done.
struct Paid {
    std::string to{};
    std::string refusal{};
};

Paid pay_back(Call& call, const pos::customer::Account& account) {
    const Words& words = call.words;
    const std::string typed = field(call.form, "amount");
    const auto minor =
        scaled_figure(typed, static_cast<unsigned>(account.currency.exponent), words);
    if (!minor || *minor <= 0) return {.refusal = words["billing_amount_wrong"]};
    const std::string once = field(call.form, "once");
    const std::string chosen = field(call.form, "way");
    if (!is_once(once) || (chosen != "transfer" && chosen != "by_hand"))
        return {.refusal = words["form_expired"]};
    const core::billing::NewRefund refund{
        account.number, to_string(pos::Money{*minor, account.currency}),
        pos::locale::clean_name(field(call.form, "reason")), "page-" + once};
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return {.refusal = in_words(books.error(), words)};
    if (chosen == "by_hand") {
        const auto done = core::billing::refund(*books, refund, call.now);
        if (!done) return {.refusal = in_words(done.error(), words)};
        return {.to = account_link(account.number)};
    }
    if (field(call.form, "iban").empty()) return {.refusal = words["refused_no_iban"]};
    const auto done =
        core::billing::ask_transfer(*books,
                                    {.refund = refund,
                                     .iban = field(call.form, "iban"),
                                     .bic = {},
                                     .holder = pos::locale::clean_name(field(call.form, "holder"))},
                                    call.now, call.office.random);
    if (!done) return {.refusal = in_words(done.error(), words)};
    return {.to = transfer_link(done->transfer.transfer)};
}

Data way(const std::string& value, const Words& words, const std::string& chosen) {
    Data one;
    one.set("value", value);
    one.set("name", words["billing_refund_" + value]);
    one.set("chosen", value == chosen);
    return one;
}

}  // namespace

std::string refund_link(const std::string& account) {
    return "/billing/refund" + query_of({{"account", account}});
}

Answer refund_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "account");
    const auto found = named_account(call, number);
    if (!found) return found.error();
    const auto& account = found->stored.account;
    std::string refusal;
    if (call.is_post()) {
        Paid paid = pay_back(call, account);
        if (paid.refusal.empty()) return GoTo{std::move(paid.to)};
        refusal = std::move(paid.refusal);
    }
    const auto items = stored::open_items(call.db, account.id);
    if (!items) return pos::store::to_store_error(items.error());
    const auto mandates = stored::mandates(call.db, account.id, kMandates);
    if (!mandates) return pos::store::to_store_error(mandates.error());
    const auto latest = std::ranges::max_element(*mandates, {}, &stored::Mandate::signed_on);
    const bool known = latest != mandates->end();
    const pos::Money spare{core::billing::spare_minor(*items), account.currency};
    const bool in_euro = code_of(account.currency) == "EUR";
    const auto given = [&](const char* name, const std::string& otherwise) {
        return call.is_post() ? field(call.form, name) : otherwise;
    };
    Data ways{Data::type::list};
    const std::string chosen = given("way", in_euro ? "transfer" : "by_hand");
    if (in_euro) ways.push_back(way("transfer", words, chosen));
    ways.push_back(way("by_hand", words, chosen));
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_refund"]);
    data.set("about",
             words.with("billing_refund_about",
                        {{"name", found->party.name.empty() ? words["unnamed"] : found->party.name},
                         {"amount", words.locale().money(spare)}}));
    data.set("link", account_link(number));
    data.set("t_account", words["billing_account"]);
    data.set("account", number);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("once", new_once(call));
    data.set("has_spare", spare.minor > 0);
    data.set("in_euro", in_euro);
    data.set("ways", ways);
    data.set("amount", given("amount", typed_figure(to_string(spare), words)));
    data.set("iban", given("iban", known ? latest->holder.iban : ""));
    data.set("holder", given("holder", known ? latest->holder.name : found->party.name));
    data.set("reason", given("reason", ""));
    data.set("t_amount",
             fmt::format("{} ({})", words["billing_amount"], code_of(account.currency)));
    for (const char* text :
         {"billing_refund_way", "billing_iban", "billing_holder", "billing_refund_reason",
          "billing_refund_do", "billing_refund_nothing", "billing_refund_ways"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return Page{.title = words["billing_refund"],
                .body = render("billing_refund", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web::billing
