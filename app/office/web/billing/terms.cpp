// An account is opened for a customer, the terms that it is billed on change, or it is closed. A
// form that changes carries what it showed, so that whoever saves it changes those fields alone
// that they changed.
#include <array>
#include <mutex>

#include "app/core/billing/close_account.hpp"
#include "app/core/billing/customers.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web::billing {

namespace {

using core::billing::CustomerInput;
using core::billing::word_of;
using pos::customer::Account;
using pos::customer::TaxProfile;
using HowDelivered = pos::customer::Delivery;

struct TermsText {
    const char* name;
    std::string CustomerInput::* text;
    bool is_figure;
    bool is_required;
    bool is_of_new;       // said once, when the account is opened
    const char* if_bare;  // what an empty field says in place of something
};
constexpr std::array kTermsTexts{
    TermsText{"customer", &CustomerInput::number, false, true, true, ""},
    TermsText{"account", &CustomerInput::account, false, false, true, ""},
    TermsText{"currency", &CustomerInput::currency, false, true, true, ""},
    TermsText{"zone", &CustomerInput::zone, false, true, false, ""},
    TermsText{"bill_day", &CustomerInput::bill_day, true, false, false, "0"},
    TermsText{"terms_days", &CustomerInput::terms_days, true, true, false, ""},
    TermsText{"grace_days", &CustomerInput::grace_days, true, false, false, "0"},
    TermsText{"payer", &CustomerInput::payer, false, false, false, "-"}};

struct TermsChoice {
    const char* name;
    std::string CustomerInput::* text;
};
constexpr std::array kTermsChoices{TermsChoice{"tax", &CustomerInput::tax},
                                   TermsChoice{"delivery", &CustomerInput::delivery}};

std::vector<std::string> words_for(const TermsChoice& choice) {
    std::vector<std::string> words;
    if (choice.text == &CustomerInput::tax) {
        for (const TaxProfile each :
             {TaxProfile::domestic, TaxProfile::reverse_charge, TaxProfile::intra_community,
              TaxProfile::export_outside, TaxProfile::exempt}) {
            words.push_back(word_of(each));
        }
        return words;
    }
    for (const HowDelivered each : {HowDelivered::print, HowDelivered::email, HowDelivered::none}) {
        words.push_back(word_of(each));
    }
    return words;
}

/// As its form shows an account; its number and currency stay.
CustomerInput terms_shown(const Account& account, const std::string& payer) {
    CustomerInput shown;
    shown.account = account.number;
    shown.zone = account.zone;
    if (account.bill_day != 0) shown.bill_day = std::to_string(account.bill_day);
    shown.terms_days = std::to_string(account.terms_days);
    shown.grace_days = std::to_string(account.grace_days);
    shown.payer = payer;
    shown.tax = word_of(account.tax);
    shown.delivery = word_of(account.delivery);
    return shown;
}

/// A form of either page.
class TermsForm {
public:
    TermsForm(Call& call, bool is_new)
        : call_{call},
          words_{call.words},
          is_new_{is_new},
          is_filled_in_{call.is_post() && field(call.form, "what").empty()} {}

    /// What of it was changed; empty where nothing was, or where `refusal` says why not.
    CustomerInput changed(std::string& refusal) const {
        CustomerInput input;
        for (const TermsText& each : kTermsTexts) {
            if (each.is_of_new && !is_new_) continue;
            const std::string typed = said(each.name);
            if (!is_new_ && typed == was(each.name)) continue;
            input.*each.text = typed.empty() && !is_new_ ? each.if_bare : typed;
            if (!typed.empty() || !each.is_required || !refusal.empty()) continue;
            refusal = words_["billing_terms_missing_" + std::string{each.name}];
        }
        for (const TermsChoice& each : kTermsChoices) {
            const std::string chosen = said(each.name);
            if (is_new_ || chosen != was(each.name)) input.*each.text = chosen;
        }
        return input;
    }

    /// With what was typed, or `shown` where nothing was.
    void put(Data& data, const CustomerInput& shown) const {
        Data texts{Data::type::list};
        for (const TermsText& each : kTermsTexts) {
            if (each.is_of_new && !is_new_) continue;
            Data one = field_of(each.name, shown.*each.text);
            const std::string about = "billing_terms_" + std::string{each.name} + "_about";
            one.set("has_about", words_.has(about));
            one.set("about", words_.has(about) ? words_[about] : "");
            one.set("mode", each.is_figure ? "numeric" : "text");
            one.set("required", each.is_required);
            texts.push_back(one);
        }
        Data choices{Data::type::list};
        for (const TermsChoice& each : kTermsChoices) {
            Data one = field_of(each.name, shown.*each.text);
            const std::string chosen = is_filled_in_ ? said(each.name) : shown.*each.text;
            Data options{Data::type::list};
            for (const std::string& word : words_for(each)) {
                Data option;
                option.set("value", word);
                option.set("text", words_["billing_" + std::string{each.name} + "_" + word]);
                option.set("chosen", word == chosen);
                options.push_back(option);
            }
            one.set("options", options);
            choices.push_back(one);
        }
        data.set("texts", texts);
        data.set("choices", choices);
    }

private:
    std::string said(const std::string& name) const {
        return pos::locale::clean_name(field(call_.form, name));
    }
    std::string was(const std::string& name) const { return field(call_.form, "was_" + name); }

    Data field_of(const std::string& name, const std::string& shown) const {
        Data one;
        one.set("name", name);
        one.set("label", words_["billing_terms_" + name]);
        one.set("value", is_filled_in_ ? said(name) : shown);
        one.set("was", is_filled_in_ ? was(name) : shown);
        one.set("is_new", is_new_);
        return one;
    }

    Call& call_;
    const Words& words_;
    bool is_new_;
    bool is_filled_in_;
};

/// Why not, in the page's language; empty where `work` was done.
template <class Work>
std::string do_in_books(Call& call, Work work) {
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = work(*books);
    return done ? std::string{} : in_words(done.error(), call.words);
}

/// Closes it, opens it again or changes its terms. Why not, in words; empty where it was done.
std::string act_on_account(Call& call, const TermsForm& form, const std::string& number) {
    const std::string what = field(call.form, "what");
    if (what == "close" || what == "reopen") {
        return do_in_books(call, [&](auto& books) {
            return what == "close" ? core::billing::close_account(books, number, call.now)
                                   : core::billing::reopen_account(books, number, call.now);
        });
    }
    if (!what.empty()) return call.words["form_expired"];
    std::string refusal;
    CustomerInput asked = form.changed(refusal);
    if (!refusal.empty()) return refusal;
    asked.account = number;
    return do_in_books(
        call, [&](auto& books) { return core::billing::change_account(books, asked, call.now); });
}

struct TermsTexts {
    std::string title;
    std::string about;
    std::string action;
    std::string back;
    std::string back_to;
    bool is_closed{false};
};

/// How the account ends, or begins anew.
void set_end(Data& data, bool is_closed, const Words& words) {
    data.set("end", is_closed ? "reopen" : "close");
    data.set("t_end", words[is_closed ? "billing_terms_reopen" : "billing_terms_close"]);
    data.set("t_end_about",
             words[is_closed ? "billing_terms_reopen_about" : "billing_terms_close_about"]);
}

Page terms_form_page(Call& call, const TermsForm& form, const CustomerInput& shown,
                     const TermsTexts& texts, const std::string& refusal, bool is_new) {
    Data data;
    if (!is_new) set_end(data, texts.is_closed, call.words);
    data.set("places", places_html(call));
    data.set("title", texts.title);
    data.set("about", texts.about);
    data.set("action", texts.action);
    data.set("back", texts.back);
    data.set("t_back", texts.back_to);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("is_new", is_new);
    data.set("account", shown.account);
    data.set("t_save", call.words["save"]);
    data.set("t_customer_new", call.words["customer_new"]);
    form.put(data, shown);
    return Page{.title = texts.title,
                .body = render("billing_terms", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace

std::string open_account_link(const std::string& customer) {
    return "/billing/open" + query_of({{"customer", customer}});
}
std::string terms_link(const std::string& account) {
    return "/billing/terms" + query_of({{"account", account}});
}

Answer open_account_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const TermsForm form{call, true};
    std::string refusal;
    CustomerInput shown;
    if (call.is_post()) {
        const CustomerInput asked = form.changed(refusal);
        std::string number;
        if (refusal.empty()) {
            refusal = do_in_books(call, [&](auto& books) {
                auto opened =
                    core::billing::open_account(books, asked, call.now, call.office.random);
                if (opened) number = *opened;
                return opened;
            });
        }
        if (refusal.empty()) return GoTo{account_link(number)};
    } else {
        const auto currency = office_currency(call.db);
        if (!currency) return currency.error();
        const auto zone = office_zone(call.db);
        if (!zone) return zone.error();
        Account usual;
        usual.zone = zone->name();
        shown = terms_shown(usual, {});
        shown.currency = code_of(*currency);
        shown.number = pos::locale::clean_name(field(call.query, "customer"));
    }
    return terms_form_page(call, form, shown,
                           {words["billing_open_account"], words["billing_open_about"],
                            "/billing/open", "/billing/accounts", words["billing_accounts"]},
                           refusal, true);
}

Answer terms_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "account");
    const auto found = named_account(call, number);
    if (!found) return found.error();
    const Account& account = found->stored.account;
    const TermsForm form{call, false};
    std::string refusal;
    if (call.is_post()) {
        refusal = act_on_account(call, form, number);
        if (refusal.empty()) return GoTo{account_link(number)};
    }
    std::string payer;
    if (account.payer) {
        const auto paying = pos::store::billing::account_of(call.db, *account.payer);
        if (!paying) return pos::store::to_store_error(paying.error());
        if (*paying) payer = (*paying)->stored.account.number;
    }
    return terms_form_page(
        call, form, terms_shown(account, payer),
        {words["billing_terms_change"], words["billing_terms_about"], "/billing/terms",
         account_link(number), words["billing_account"] + " " + number,
         found->stored.closed_on.has_value()},
        refusal, false);
}

}  // namespace app::office::web::billing
