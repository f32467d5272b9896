#include "app/office/web/billing/payment.hpp"

#include <fmt/format.h>

#include <mutex>

#include "app/core/billing/payments.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/once.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"

namespace app::office::web::billing {

namespace {

/// As that language writes amounts: a decimal sign is not guessed.
std::optional<pos::Money> amount_of(const Call& call, pos::Currency currency) {
    const auto minor = scaled_figure(field(call.form, "amount"),
                                     static_cast<unsigned>(currency.exponent), call.words);
    if (!minor) return std::nullopt;
    return pos::Money{*minor, currency};
}

Data choice(const std::string& value, const std::string& name, const std::string& chosen) {
    Data one;
    one.set("value", value);
    one.set("name", name);
    one.set("chosen", value == chosen);
    return one;
}

}  // namespace

std::string take_payment(Call& call, const pos::customer::Account& account) {
    const auto amount = amount_of(call, account.currency);
    if (!amount) return call.words["billing_amount_wrong"];
    const std::string once = field(call.form, "once");
    if (!is_once(once)) return call.words["form_expired"];
    const std::string id = "page-" + once;
    const auto before = pos::store::billing::payment_of_external_id(call.db, id);
    if (!before) return call.words["error_503"];
    if (*before && ((*before)->account != account.id || (*before)->amount_minor != amount->minor)) {
        return call.words["billing_form_used"];
    }
    const core::billing::NewPayment payment{
        .account = account.number,
        .document = field(call.form, "document"),
        .amount = to_string(*amount),
        .method = field(call.form, "method"),
        .reference = pos::locale::clean_name(field(call.form, "reference")),
        .external_id = id,
        .received_on = field(call.form, "on")};
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = core::billing::receive_payment(*books, payment, call.now, call.office.random);
    return done ? std::string{} : in_words(done.error(), call.words);
}

std::string payment_form(Call& call, const pos::customer::Account& account,
                         std::span<const pos::store::billing::OpenItem> open,
                         const std::string& refusal) {
    const Words& words = call.words;
    const bool again = !refusal.empty();
    const auto given = [&](const char* name) {
        return again ? field(call.form, name) : std::string{};
    };
    Data documents{Data::type::list};
    for (const auto& item : open) {
        if (item.number.empty() || item.open_minor <= 0) continue;
        const pos::Money amount{item.open_minor, currency_of_text(item.currency)};
        documents.push_back(choice(item.number, item.number + " · " + words.locale().money(amount),
                                   given("document")));
    }
    Data methods{Data::type::list};
    for (const char* method : {"bank", "card", "cash"}) {
        methods.push_back(
            choice(method, words[std::string{"billing_method_"} + method], given("method")));
    }
    Data data;
    data.set("action", account_link(account.number));
    data.set("mark", call.mark);
    data.set("once", new_once(call));
    data.set("refusal", again ? refusal_html(refusal) : "");
    data.set("documents", documents);
    data.set("methods", methods);
    for (const char* name : {"amount", "reference", "on"}) data.set(name, given(name));
    data.set("t_amount",
             fmt::format("{} ({})", words["billing_amount"], code_of(account.currency)));
    for (const char* text :
         {"billing_payment_take", "billing_payment_about", "billing_payment_for",
          "billing_oldest_first", "billing_method", "reference", "billing_received_on"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return render("billing_payment", std::move(data));
}

}  // namespace app::office::web::billing
