// What was done where a service point changed hands, and how to take it back.
#include "app/core/billing/move.hpp"
#include "app/office/web/billing/moves.hpp"
#include "app/office/web/billing/parts.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/locale/zone.hpp"

namespace app::office::web::billing {

namespace {

using core::billing::Moved;

std::string listed(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& one : all) text += (text.empty() ? "" : ", ") + one;
    return text;
}

Data facts_of_move(const Moved& moved, const Words& words) {
    const auto& locale = words.locale();
    Data facts{Data::type::list};
    if (const auto zone = pos::locale::Zone::open(moved.zone)) {
        facts.push_back(fact(words["billing_sub_from"], locale.date_time(zone->local(moved.at))));
    }
    facts.push_back(fact(words["billing_move_points"], listed(moved.points)));
    for (const auto& one : moved.counters) {
        if (one.figure.empty()) continue;
        facts.push_back(fact(one.point + " · " + pos::locale::unit_sign(one.meter),
                             decimal(one.figure, 0, words)));
    }
    if (!moved.from.empty()) {
        facts.push_back(fact(words["billing_move_leaves"], moved.from, account_link(moved.from)));
        facts.push_back(fact(words["billing_move_ends"], listed(moved.ended)));
        facts.push_back(moved.bill
                            ? fact(words["billing_move_final"],
                                   moved.bill->number + " · " + locale.money(moved.bill->payable),
                                   document_link(moved.bill->number))
                            : fact(words["billing_move_final"], words["billing_sub_nothing"]));
    }
    if (!moved.to.empty()) {
        facts.push_back(
            fact(words["billing_move_to"], moved.to + " · " + moved.begun, account_link(moved.to)));
    }
    return facts;
}

/// The steps that take it back, in their order.
Data undo_steps(const Moved& moved, const Words& words) {
    Data steps{Data::type::list};
    const auto add = [&](std::string text, const std::string& link) {
        Data one;
        one.set("text", text);
        one.set("link", link);
        steps.push_back(one);
    };
    if (moved.bill) {
        add(words.with("billing_move_undo_bill", {{"number", moved.bill->number}}),
            document_link(moved.bill->number));
    }
    if (!moved.begun.empty()) {
        add(words.with("billing_move_undo_next", {{"number", moved.begun}}),
            subscription_link(moved.begun));
    }
    if (!moved.from.empty() && !moved.points.empty()) {
        add(words.with("billing_move_undo_back",
                       {{"account", moved.from}, {"plan", moved.old_plan}}),
            move_link(moved.points.front(), moved.from));
    }
    return steps;
}

}  // namespace

std::string moved_link(const pos::Ulid& id) {
    return "/billing/move/done" + query_of({{"id", to_string(id)}});
}

Answer moved_page(Call& call) {
    const auto id = pos::parse_ulid(field(call.query, "id"));
    if (!id) return missing(call, "billing_no_move", "billing_no_move_about", "/billing/meters");
    const auto moved = core::billing::read_move(call.db, *id);
    if (!moved) return NoPage{503};
    if (!*moved) {
        return missing(call, "billing_no_move", "billing_no_move_about", "/billing/meters");
    }
    const std::string title =
        call.words.with("billing_moved", {{"point", listed((*moved)->points)}});
    Data data;
    data.set("places", places_html(call));
    data.set("title", title);
    data.set("facts", facts_of_move(**moved, call.words));
    data.set("steps", undo_steps(**moved, call.words));
    data.set("can_undo", call.is_manager());
    data.set("t_undo", call.words["billing_move_undo"]);
    data.set("t_undo_about", call.words["billing_move_undo_about"]);
    return Page{.title = title, .body = render("billing_moved", std::move(data))};
}

}  // namespace app::office::web::billing
