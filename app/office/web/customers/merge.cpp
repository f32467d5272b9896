// Two customers become one: who stays is chosen, and what is known of them afterwards is shown
// before anything is done.
#include <mutex>

#include "app/core/billing/parties.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/customers/parts.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/parties/compose.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/parties/parties.hpp"

namespace app::office::web::customers {

namespace {

namespace parties = pos::store::parties;
using pos::customer::Field;
using pos::customer::Known;
using pos::customer::Party;

constexpr Field kShown[] = {Field::number, Field::kind,  Field::name,       Field::address,
                            Field::email,  Field::phone, Field::tax_number, Field::language};

bool is_itself(const std::optional<Known>& known) {
    return known && !known->into && !known->erased;
}

/// Of a number that somebody typed, or an id.
pos::store::Answer<std::optional<Known>> other_of(Call& call) {
    const std::string number = pos::locale::clean_name(field(call.query, "with"));
    if (number.empty()) return asked_for(call, "other");
    const auto party = parties::of_number(call.db, number);
    if (!party) return pos::store::store_error(party.error());
    if (!*party) return std::nullopt;
    auto known = parties::known(call.db, (*party)->id);
    if (!known) return pos::store::store_error(std::move(known.error()));
    return std::move(*known);
}

/// Each field of both and of what they become; a field that is lost is marked, in words too.
Table preview_of(const Party& stays, const Party& gone, const Words& words) {
    const Party both = parties::completed(stays, gone);
    Table table{"preview",
                words["customer_preview"],
                {{"field", words["customer_history_field"]},
                 {"stays", words["customer_stays"]},
                 {"gone", words["customer_goes"]},
                 {"afterwards", words["customer_afterwards"]}},
                {}};
    for (const Field field : kShown) {
        const std::string kept = field_value(field, both, words);
        const std::string lost = field_value(field, gone, words);
        // The number of the one that goes leads to the one that stays.
        const bool is_lost = field != Field::number && !lost.empty() && lost != kept;
        std::string shown = lost;
        if (is_lost) shown += " (" + words["customer_not_kept"] + ")";
        table.rows.push_back({{field_name(field, words)},
                              {field_value(field, stays, words)},
                              {lost, shown, "", is_lost ? Mark::warning : Mark::none},
                              {kept}});
    }
    return table;
}

Page refused(const Call& call, const std::string& text) {
    const Words& words = call.words;
    Data data;
    data.set("title", words["customer_merge"]);
    data.set("about", text);
    data.set("back", "/customers");
    const auto one = pos::parse_ulid(field(call.query, "one"));
    if (one) data.set("back", customer_link(*one));
    set_texts(data, words, {"back"});
    return {
        .title = words["customer_merge"], .body = render("customer_missing", data), .status = 409};
}

Data choice(const Party& party, const std::string& link, bool is_chosen, const Words& words) {
    Data one;
    one.set("name", title_of(party, words) + " · " + party.number);
    one.set("link", link);
    one.set("current", is_chosen);
    return one;
}

}  // namespace

Answer merge_page(Call& call) {
    const Words& words = call.words;
    const auto one = asked_for(call, "one");
    if (!one) return one.error();
    const auto other = other_of(call);
    if (!other) return other.error();
    if (!is_itself(*one) || !is_itself(*other)) {
        return refused(call, words["customer_merge_nobody"]);
    }
    if ((*one)->party.id == (*other)->party.id) {
        return refused(call, words["customer_merge_itself"]);
    }
    const std::string one_id = to_string((*one)->party.id);
    const std::string other_id = to_string((*other)->party.id);
    const bool swapped = field(call.query, "stays") == "other";
    const Party& stays = swapped ? (*other)->party : (*one)->party;
    const Party& gone = swapped ? (*one)->party : (*other)->party;
    const auto link = [&](const char* which) {
        return "/customers/merge" +
               query_of({{"one", one_id}, {"other", other_id}, {"stays", which}});
    };
    std::string refusal;
    if (call.is_post()) {
        const std::scoped_lock lock{call.office.changing};
        auto books = open_books(call);
        const auto done =
            books ? core::billing::merge_customers(*books, to_string(gone.id), to_string(stays.id),
                                                   call.now, call.office.random)
                  : std::unexpected{books.error()};
        if (done) return GoTo{customer_link(stays.id)};
        refusal = in_words(done.error(), call.words);
    }
    Data choices{Data::type::list};
    choices.push_back(choice((*one)->party, link("one"), !swapped, words));
    choices.push_back(choice((*other)->party, link("other"), swapped, words));
    Data data;
    data.set("title", words["customer_merge"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("choices", choices);
    data.set("table", to_html(preview_of(stays, gone, words), words));
    data.set("about", words.with("customer_merge_warning",
                                 {{"gone", gone.number}, {"stays", stays.number}}));
    data.set("action", link(swapped ? "other" : "one"));
    data.set("back", customer_link(stays.id));
    data.set("mark", call.mark);
    set_texts(data, words, {"back", "customer_who_stays", "customer_merge"});
    return Page{.title = words["customer_merge"],
                .body = render("customer_merge", std::move(data)),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web::customers
