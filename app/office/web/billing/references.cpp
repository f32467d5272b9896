// What an account's invoices say for whoever gets them as files: their references, and where they
// go to. A form carries what it showed, so that whoever saves it changes those fields alone that
// they changed.
#include "app/core/billing/references.hpp"

#include <array>
#include <mutex>

#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web::billing {

namespace {

using pos::customer::InvoiceReferences;

struct ReferenceField {
    const char* name;
    std::string InvoiceReferences::* text;
};
constexpr std::array kReferenceFields{
    ReferenceField{"buyer_reference", &InvoiceReferences::buyer_reference},
    ReferenceField{"order_reference", &InvoiceReferences::order_reference},
    ReferenceField{"contract_reference", &InvoiceReferences::contract_reference},
    ReferenceField{"e_address", &InvoiceReferences::e_address},
    ReferenceField{"e_address_scheme", &InvoiceReferences::e_address_scheme}};

/// Why not, in the page's language; empty where it was done.
std::string save(Call& call, const std::string& account) {
    const auto change = [&](InvoiceReferences& references) {
        for (const ReferenceField& each : kReferenceFields) {
            const std::string name{each.name};
            const std::string typed = pos::locale::clean_name(field(call.form, name));
            if (typed != field(call.form, "was_" + name)) references.*each.text = typed;
        }
    };
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = core::billing::change_references(*books, account, change, call.now);
    return done ? std::string{} : in_words(done.error(), call.words);
}

}  // namespace

std::string references_link(const std::string& account) {
    return "/billing/references" + query_of({{"account", account}});
}

void add_references(Data& facts, const InvoiceReferences& references, const Words& words) {
    for (const ReferenceField& each : kReferenceFields) {
        const bool is_scheme = each.text == &InvoiceReferences::e_address_scheme;
        const bool is_address = each.text == &InvoiceReferences::e_address;
        std::string text = references.*each.text;
        if (text.empty() || is_scheme) continue;
        if (is_address) text = references.e_address_scheme + ":" + text;
        facts.push_back(fact(words[std::string{"billing_"} + each.name], text));
    }
}

Answer references_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "account");
    const auto found = named_account(call, number);
    if (!found) return found.error();
    std::string refusal;
    if (call.is_post()) {
        refusal = save(call, number);
        if (refusal.empty()) return GoTo{account_link(number)};
    }
    const InvoiceReferences& known = found->stored.account.references;
    Data fields{Data::type::list};
    for (const ReferenceField& each : kReferenceFields) {
        const std::string name{each.name};
        const std::string was = call.is_post() ? field(call.form, "was_" + name) : known.*each.text;
        Data one;
        one.set("name", name);
        one.set("label", words["billing_" + name]);
        one.set("about", words["billing_" + name + "_about"]);
        one.set("value", call.is_post() ? field(call.form, name) : was);
        one.set("was", was);
        one.set("length", std::to_string(pos::customer::kReferenceBytesMax));
        fields.push_back(one);
    }
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_references"]);
    data.set("about", words["billing_references_about"]);
    data.set("link", account_link(number));
    data.set("t_account", words["billing_account"]);
    data.set("account", number);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("fields", fields);
    data.set("t_save", words["save"]);
    return Page{.title = words["billing_references"],
                .body = render("billing_references", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web::billing
