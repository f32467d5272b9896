// A customer is added or changed. A form carries what it showed of each field, as a mark, so that
// whoever saves it changes those fields alone that they saw and changed: what a till changed
// meanwhile of another field stays.
#include <algorithm>
#include <mutex>

#include "app/core/billing/parties.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/customers/parts.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/journal/hash.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/parties/parties.hpp"

namespace app::office::web::customers {

namespace {

namespace core_billing = core::billing;
using pos::customer::Field;
using pos::customer::Known;
using pos::customer::Party;
using pos::customer::PartyFault;
using pos::customer::PartyKind;

constexpr Field kChangeable[] = {Field::kind,  Field::name,       Field::address, Field::email,
                                 Field::phone, Field::tax_number, Field::language};

struct Text {
    const char* name;
    std::string Party::* text;
};
constexpr Text kTexts[] = {
    {"name", &Party::name},        {"street", &Party::street}, {"postcode", &Party::postcode},
    {"city", &Party::city},        {"region", &Party::region}, {"country", &Party::country},
    {"email", &Party::email},      {"phone", &Party::phone},   {"tax_number", &Party::tax_number},
    {"language", &Party::language}};

/// As a form shows it and gives it back.
Party shown_of(Party party) {
    for (const Text& each : kTexts) {
        party.*each.text = pos::locale::clean_name(party.*each.text);
    }
    return party;
}

Party given_in(const Fields& form) {
    Party party;
    for (const Text& each : kTexts) {
        party.*each.text = pos::locale::clean_name(field(form, each.name));
    }
    for (char& c : party.country) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    const bool organisation = field(form, "kind") == "organisation";
    party.kind = organisation ? PartyKind::organisation : PartyKind::person;
    return party;
}

/// What tells one value of a field from another.
std::string mark_of(Field field, const Party& party) {
    Party bare;
    copy(field, party, bare);
    return pos::to_hex(pos::journal::blake2b(pos::store::parties::content_of(bare))).substr(0, 12);
}

/// The marks of all fields, in their order.
std::string marks_of(const Party& party) {
    std::string marks;
    for (const Field field : kChangeable) marks += mark_of(field, party);
    return marks;
}

/// The fields of `given` that are not what the form showed.
void apply(const Party& given, std::string_view seen, Party& to) {
    std::size_t at = 0;
    for (const Field field : kChangeable) {
        const std::string mark = mark_of(field, given);
        const bool untouched = seen.size() >= at && seen.substr(at, mark.size()) == mark;
        if (!untouched) copy(field, given, to);
        at += mark.size();
    }
}

/// What is wrong with it, in the page's language; empty if nothing is.
std::string wrong_with(const Party& party, bool is_numbered, const Words& words) {
    for (const PartyFault fault : faults(party)) {
        if (fault == PartyFault::number_missing && !is_numbered) continue;  // it gets one
        return in_words(core_billing::party_refusal(fault), words);
    }
    return {};
}

struct Form {
    std::string title;
    std::string action;
    std::string back;
    bool is_new{false};
    std::string id{};
    std::string seen{};
    std::string refusal{};
};

Page form_page(Call& call, const Form& form, const Party& party) {
    const Words& words = call.words;
    Data texts{Data::type::list};
    for (const Text& each : kTexts) {
        Data one;
        const std::string name{each.name};
        one.set("name", name);
        one.set("label", words["customer_" + name]);
        one.set("value", party.*each.text);
        one.set("mode", name == "email" ? "email" : name == "phone" ? "tel" : "text");
        one.set("length", name == "country" ? "2" : "200");
        one.set("required", name == "name");
        const std::string about = "customer_" + name + "_about";
        one.set("about", words.has(about) ? words[about] : "");
        one.set("has_about", words.has(about));
        texts.push_back(one);
    }
    Data data;
    data.set("title", form.title);
    data.set("refusal", form.refusal.empty() ? "" : refusal_html(form.refusal));
    data.set("action", form.action);
    data.set("back", form.back);
    data.set("mark", call.mark);
    data.set("is_new", form.is_new);
    data.set("id", form.id);
    data.set("seen", form.seen);
    data.set("number", party.number);
    data.set("is_organisation", party.kind == PartyKind::organisation);
    data.set("texts", texts);
    set_texts(data, words,
              {"back", "save", "customer_number", "customer_number_about", "customer_kind",
               "customer_person", "customer_organisation", "customer_new_account"});
    return {.title = form.title,
            .body = render("customer_form", std::move(data)),
            .status = form.refusal.empty() ? 200 : 409};
}

}  // namespace

Answer new_page(Call& call) {
    const Words& words = call.words;
    Form form{.title = words["customer_new"],
              .action = "/customers/new",
              .back = "/customers",
              .is_new = true};
    Party party;
    if (call.is_post()) {
        party = given_in(call.form);
        party.number = pos::locale::clean_name(field(call.form, "number"));
        form.id = field(call.form, "id");
        const auto id = pos::parse_ulid(form.id);
        if (!id) return NoPage{403};
        party.id = *id;
        form.refusal = wrong_with(party, false, words);
        if (form.refusal.empty()) {
            const std::scoped_lock lock{call.office.changing};
            auto books = open_books(call);
            const auto added =
                books ? core_billing::add_party(*books, party, call.now, call.office.random)
                      : std::unexpected{books.error()};
            const bool goes_on = field(call.form, "then") == "account";
            if (added && goes_on) return GoTo{billing::open_account_link(party.number)};
            if (added) return GoTo{customer_link(*id)};
            form.refusal = in_words(added.error(), call.words);
        }
    } else {
        form.id = to_string(pos::make_ulid(call.now, call.office.random));
    }
    return form_page(call, form, party);
}

Answer edit_page(Call& call, const Known& known) {
    const Words& words = call.words;
    const pos::Ulid& id = known.party.id;
    if (known.into || known.erased) return GoTo{customer_link(id)};
    Party party = shown_of(known.party);
    Form form{.title = words.with("customer_edit_title", {{"name", title_of(party, words)}}),
              .action = link_of("edit", id),
              .back = customer_link(id),
              .seen = marks_of(party)};
    if (call.is_post()) {
        const Party given = given_in(call.form);
        form.seen = field(call.form, "seen");
        Party after = known.party;
        apply(given, form.seen, after);
        form.refusal = wrong_with(after, true, words);
        if (form.refusal.empty()) {
            const std::scoped_lock lock{call.office.changing};
            auto books = open_books(call);
            const auto changed =
                books ? core_billing::change_party(
                            *books, id, [&](Party& to) { apply(given, form.seen, to); }, call.now,
                            call.office.random)
                      : std::unexpected{books.error()};
            if (changed) return GoTo{customer_link(id)};
            form.refusal = in_words(changed.error(), call.words);
        }
        const std::string number = party.number;
        party = given;
        party.number = number;
    }
    return form_page(call, form, party);
}

}  // namespace app::office::web::customers
