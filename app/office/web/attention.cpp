// What came and is in no takings, why, and what to do about it.
#include "app/core/billing/accept_lease.hpp"
#include "app/core/billing/accept_parked.hpp"
#include "app/core/billing/book_tills.hpp"
#include "app/core/billing/deliver.hpp"
#include "app/core/billing/lease_books.hpp"
#include "app/core/billing/till_readings.hpp"
#include "app/office/web/audit_told.hpp"
#include "app/office/web/billing/attempts.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/leases.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/usage_parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/store/accepted.hpp"
#include "pos/store/billing/leases.hpp"
#include "pos/store/billing/runs.hpp"
#include "pos/store/billing/statement_letters.hpp"
#include "pos/store/office/audit.hpp"
#include "pos/store/office/numbers_twice.hpp"
#include "pos/store/office/outside.hpp"
#include "pos/store/office/parked.hpp"
#include "pos/store/office/silent.hpp"
#include "pos/store/office/succession.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;

Table takings_of(const office::OutsideTheBooks& found, const Words& words) {
    Table table{"outside", words["outside_takings"], {}, {}, words["outside_none"]};
    for (const char* key : {"why", "till", "day", "sales", "refunds", "net"}) {
        const std::string_view name{key};
        table.columns.push_back({key, words[name == "till" ? "till_till" : key],
                                 name == "sales" || name == "refunds" || name == "net"});
    }
    for (const auto& row : found.rows) {
        const char* const why = row.why == office::Outside::set_aside ? "set_aside" : "parked";
        table.rows.push_back({{why, words[why]},
                              {row.branch + "-" + row.terminal},
                              {row.day},
                              {row.figures.sales},
                              {row.figures.refunds},
                              {pos::Money{row.figures.net_minor(), row.currency}}});
    }
    return table;
}

/// What a page shows; `counterfoil attention` tells all of them.
constexpr std::int64_t kShownMax = 500;
/// Each has a form of its own.
constexpr std::int64_t kTwiceShown = 50;

/// In words; what an older program kept of a refusal is its database's own language.
std::string detail_of(const office::Parked& entry, const Words& words) {
    const std::string name = "parked_detail_" + entry.detail;
    if (words.has(name)) return words[name];
    const bool of_database = entry.reason == office::ParkReason::refused;
    return of_database ? words["parked_detail_row_taken"] : entry.detail;
}

Table entries_of(const std::vector<office::Parked>& parked, const Words& words,
                 const pos::locale::Zone& zone) {
    Table table{"parked", words["parked_entries"], {}, {}, words["parked_none"]};
    for (const char* key : {"entry", "reason", "todo", "detail", "received"}) {
        table.columns.push_back({key, words[std::string{"parked_"} + key]});
    }
    for (const auto& entry : parked) {
        const std::string reason = office::park_reason_name(entry.reason);
        table.rows.push_back(
            {{std::to_string(entry.entry.journal) + "/" + std::to_string(entry.entry.seq)},
             {reason, words["reason_" + reason], "", Mark::warning},
             {words["todo_" + reason]},
             {entry.detail, detail_of(entry, words)},
             {zone.local(entry.received_at)}});
    }
    return table;
}

/// Receipts of which two have one number, each beside the one that is in the books.
Table twice_of(const std::vector<office::NumberTwice>& twice, const Words& words) {
    Table table{"numbers_twice",
                words["twice_title"],
                {{"entry", words["parked_entry"]},
                 {"number", words["twice_number"]},
                 {"state", words["twice_state"]},
                 {"till", words["till_till"]},
                 {"at", words["twice_at"]},
                 {"cashier", words["twice_cashier"]},
                 {"lines", words["twice_lines"], true},
                 {"amount", words["billing_amount"], true}},
                {}};
    const auto add = [&](const office::NumberedTicket& one, bool booked) {
        table.rows.push_back(
            {{pos::store::entry_text(one.entry)},
             booked ? Cell{one.number, "", "/receipts/" + escape(one.number)} : Cell{one.number},
             {booked ? "booked" : "parked", words[booked ? "twice_booked" : "twice_parked"], "",
              booked ? Mark::none : Mark::warning},
             {one.branch + "-" + one.terminal},
             {one.local},
             {one.cashier},
             {one.lines},
             {one.payable}});
    };
    for (const auto& each : twice) {
        add(each.parked, false);
        if (each.booked) add(*each.booked, true);
    }
    return table;
}

/// What a manager decides about: receipts that are let in beside the one that has their number.
Data twins_of(const std::vector<office::NumberTwice>& twice, const Call& call) {
    Data twins{Data::type::list};
    if (!call.is_manager()) return twins;
    for (const auto& each : twice) {
        const auto& one = each.parked;
        Data twin;
        twin.set("entry", pos::store::entry_text(one.entry));
        twin.set("mark", call.mark);
        twin.set("about",
                 call.words.with("twice_about", {{"number", one.number},
                                                 {"till", one.branch + "-" + one.terminal},
                                                 {"amount", shown(one.payable, call.words)}}));
        twin.set("reason", call.words["twice_reason"]);
        twin.set("accept", call.words["twice_accept"]);
        twins.push_back(twin);
    }
    return twins;
}

/// "12345.6 kWh, meter 4711 at P-1"
std::string reading_of(const core::billing::Unbooked& one, const Words& words) {
    if (!one.read) return {};
    return words.with("unbooked_counter", {{"figure", typed_figure(one.read->figure, words)},
                                           {"meter", pos::locale::unit_sign(one.read->meter)},
                                           {"serial", one.read->serial},
                                           {"point", one.read->point}});
}

/// What customers paid at tills, or their counters showed, and is in no books yet.
Table unbooked_of(const std::vector<core::billing::Unbooked>& unbooked, const Words& words) {
    Table table{"unbooked",
                words["unbooked_title"],
                {{"receipt", words["unbooked_what"]},
                 {"account", words["billing_account"]},
                 {"amount", words["billing_amount"], true},
                 {"why", words["parked_reason"]}},
                {}};
    for (const auto& one : unbooked) {
        const bool reading = one.read.has_value();
        table.rows.push_back({reading ? Cell{reading_of(one, words)}
                              : one.leased
                                  ? Cell{words["unbooked_leased"]}
                                  : Cell{one.number, "", "/receipts/" + escape(one.number)},
                              {one.account},
                              reading || one.account.empty() ? Cell{} : Cell{one.amount},
                              {waits_in_words(one.why, words), "", "", Mark::warning}});
    }
    return table;
}

/// What a manager decides about: readings that are taken although they are odd, or put away.
Data readings_of(const std::vector<core::billing::Unbooked>& unbooked, const Call& call) {
    Data readings{Data::type::list};
    if (!call.is_manager()) return readings;
    for (const auto& one : unbooked) {
        if (!one.read) continue;
        const std::string read = reading_of(one, call.words);
        Data reading;
        reading.set("entry", one.entry);
        reading.set("mark", call.mark);
        reading.set("about", call.words.with("unbooked_reading",
                                             {{"account", one.account}, {"reading", read}}));
        reading.set("take", call.words["unbooked_take"]);
        reading.set("put_away", call.words["unbooked_put_away"]);
        readings.push_back(reading);
    }
    return readings;
}

/// What a manager decides about: credit that a till spent and the office does not know.
Data leases_not_here(const std::vector<core::billing::Unbooked>& unbooked, const Call& call) {
    Data leases{Data::type::list};
    if (!call.is_manager()) return leases;
    for (const auto& one : unbooked) {
        if (!one.leased || one.why.about != core::billing::kLeaseNotHere) continue;
        Data lease;
        lease.set("entry", one.entry);
        lease.set("mark", call.mark);
        lease.set("about",
                  call.words.with("unbooked_lease", {{"account", one.account},
                                                     {"amount", shown(one.amount, call.words)},
                                                     {"entry", one.entry}}));
        lease.set("reason", call.words["unbooked_lease_reason"]);
        lease.set("accept", call.words["unbooked_lease_accept"]);
        leases.push_back(lease);
    }
    return leases;
}

/// Does what the form asked for; why not, in words.
std::string settle(Call& call) {
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const std::string what = field(call.form, "what");
    if (what == "accept") {
        const auto accepted = core::billing::accept_parked(*books, field(call.form, "entry"),
                                                           field(call.form, "reason"), call.now);
        return accepted ? std::string{} : in_words(accepted.error(), call.words);
    }
    if (what == "accept_lease") {
        const auto taken = core::billing::accept_lease(
            *books, {field(call.form, "entry"), field(call.form, "reason")}, call.now,
            call.office.random);
        return taken ? std::string{} : in_words(taken.error(), call.words);
    }
    const auto done = core::billing::settle_till_reading(*books, field(call.form, "entry"),
                                                         what == "take", call.now);
    return done ? std::string{} : in_words(done.error(), call.words);
}

/// Bills that did not arrive, or nobody knows whether they did.
Table undelivered_of(const std::vector<pos::store::billing::DeliveryRow>& undelivered,
                     const Words& words) {
    Table table{"undelivered",
                words["undelivered_title"],
                {{"document", words["billing_document"]},
                 {"name", words["billing_name"]},
                 {"recipient", words["billing_recipient"]},
                 {"state", words["billing_state"]},
                 {"why", words["parked_reason"]}},
                {}};
    for (const auto& one : undelivered) {
        const bool failed = one.delivery.state == pos::store::billing::DeliveryState::failed;
        table.rows.push_back(
            {{one.number, "", "/billing/document/" + escape(one.number)},
             {one.name},
             {one.delivery.recipient},
             {failed ? "failed" : "unknown",
              words[failed ? "billing_delivery_failed" : "billing_delivery_unknown"], "",
              failed ? Mark::danger : Mark::warning},
             {one.delivery.said, billing::said_of(one.delivery, words)}});
    }
    return table;
}

/// Wallets whose rule was stopped, since its credit was declined.
Table stopped_of(const std::vector<pos::store::billing::StoppedTopUp>& stopped, const Words& words,
                 const pos::locale::Zone& zone) {
    Table table{"stopped",
                words["stopped_title"],
                {{"account", words["billing_account"]},
                 {"name", words["billing_name"]},
                 {"why", words["parked_reason"]},
                 {"at", words["billing_day"]}},
                {}};
    for (const auto& one : stopped) {
        table.rows.push_back({{one.account, "", "/billing/account/" + escape(one.account)},
                              {one.name},
                              {one.said, "", "", Mark::warning},
                              {zone.local(one.at)}});
    }
    return table;
}

/// Credit that tills have who send nothing any more: people say what was spent of it.
Table frozen_of(const std::vector<pos::store::billing::StoredLease>& frozen, const Words& words) {
    Table table{"frozen",
                words["frozen_title"],
                {{"account", words["billing_account"]},
                 {"till", words["billing_lease_till"]},
                 {"left", words["billing_left"], true}},
                {}};
    for (const auto& one : frozen) {
        table.rows.push_back({{one.account, "", billing::leases_link(one.account)},
                              {one.row.branch + "-" + one.row.till, "", "", Mark::warning},
                              {pos::Money{one.left_minor, one.row.amount.currency}}});
    }
    return table;
}

/// Accounts that the bill run could not bill.
Table not_billed_of(const std::vector<pos::store::billing::ParkedAccount>& accounts,
                    const Words& words, const pos::locale::Zone& zone) {
    Table table{"not_billed",
                words["billing_parked_accounts"],
                {{"account", words["billing_account"]},
                 {"name", words["billing_name"]},
                 {"why", words["parked_reason"]},
                 {"since", words["billing_since"]}},
                {}};
    for (const auto& one : accounts) {
        table.rows.push_back({{one.number, "", "/billing/account/" + escape(one.number)},
                              {one.name},
                              {one.reason, cause_in_words(one.reason, words), "", Mark::warning},
                              {zone.local(one.at)}});
    }
    return table;
}

/// Payments of which nobody has known for long what became of them.
Table unclear_of(const std::vector<pos::store::billing::StoredAttempt>& unclear,
                 const Words& words) {
    Table table = billing::attempts_table(unclear, words);
    table.key = "unclear";
    table.title = words["unclear_title"];
    return table;
}

/// The tills whose books were continued twice, and that nobody could put right but people.
Table continued_twice(const std::vector<office::Succession>& successions, const Words& words,
                      const pos::locale::Zone& zone) {
    Table table{"continued", words["continued_title"], {}, {}, words["outside_none"]};
    for (const char* key : {"till", "happened", "todo", "asked"}) {
        table.columns.push_back({key, words[std::string{"continued_"} + key]});
    }
    for (const auto& one : successions) {
        if (!office::needs_attention(one)) continue;
        const std::string why = one.both_sell ? "both_sell"
                                : one.outcome == office::SuccessionOutcome::still_sells
                                    ? "still_sells"
                                    : "succeeded";
        const std::string till = one.branch + "-" + one.terminal;
        table.rows.push_back(
            {{till},
             {why,
              words.with("continued_" + why,
                         {{"till", till}, {"series", one.branch + "-" + one.series}}),
              "", Mark::warning},
             {words[one.both_sell ? "continued_todo_both" : "continued_todo_copy"]},
             {zone.local(one.asked_at)}});
    }
    return table;
}

/// Tills that should be heard and are not, and what of theirs is known to be missing.
Table silent_of(const std::vector<office::SilentTill>& silent, const Words& words,
                const pos::locale::Zone& zone) {
    Table table{"silent",
                words["silent_title"],
                {{"till", words["till_till"]},
                 {"since", words["silent_since"]},
                 {"day", words["silent_day"]},
                 {"unsent", words["till_unsent"], true},
                 {"todo", words["parked_todo"]}},
                {}};
    for (const auto& one : silent) {
        const std::string till = one.terminal.branch + "-" + one.terminal.code;
        table.rows.push_back({{till, "", "/terminals" + query_of({{"till", till}})},
                              {zone.local(one.since), "", "", Mark::warning},
                              {one.day_open ? "open" : "closed",
                               words[one.day_open ? "silent_open" : "silent_closed"]},
                              {static_cast<std::int64_t>(one.unsent)},
                              {words["silent_todo"]}});
    }
    return table;
}

/// Doors that were shut to whoever guesses, and what was sent too often.
pos::store::Answer<Table> doors_of(const std::vector<office::AuditLine>& lines, Call& call,
                                   const pos::locale::Zone& zone) {
    const Words& words = call.words;
    Table table{"doors",
                words["doors_title"],
                {{"what", words["doors_what"]},
                 {"since", words["doors_since"]},
                 {"todo", words["parked_todo"]}},
                {}};
    auto told = audit_told(call.db, lines, zone, words);
    if (!told) return std::unexpected{std::move(told.error())};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string todo = "doors_todo_" + lines[i].note;
        table.rows.push_back({{std::move((*told)[i]), "", "", Mark::warning},
                              {zone.local(lines[i].place.at)},
                              {words.has(todo) ? words[todo] : std::string{}}});
    }
    return table;
}

}  // namespace

Answer attention_page(Call& call) {
    const Words& words = call.words;
    std::string refusal;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        refusal = settle(call);
        if (refusal.empty()) return GoTo{"/attention"};
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto found = office::outside_the_books(call.db);
    if (!found) return found.error();
    const std::int64_t most = call.is_export ? kExportRowsMax : kShownMax;
    const auto parked = office::parked_entries(call.db, most);
    if (!parked) return parked.error();
    const auto twice =
        office::numbers_twice(call.db, call.is_export ? kExportRowsMax / 2 : kTwiceShown);
    if (!twice) return twice.error();
    const auto successions = office::successions(call.db);
    if (!successions) return successions.error();
    call.office.silent.look_again();  // as of what is frozen
    const auto silent = office::silent_tills(call.db, call.now);
    if (!silent) return silent.error();
    const auto turned_away = office::turned_away(call.db, call.now, most);
    if (!turned_away) return turned_away.error();
    auto doors = doors_of(*turned_away, call, *zone);
    if (!doors) return doors.error();
    const auto unbooked =
        call.is_export ? core::billing::unbooked(call.db, most) : core::billing::unbooked(call.db);
    if (!unbooked) return NoPage{503};
    const auto undelivered = call.is_export ? core::billing::undelivered(call.db, most)
                                            : core::billing::undelivered(call.db);
    if (!undelivered) return NoPage{503};
    const auto statements = pos::store::billing::undelivered_statements(call.db, most);
    if (!statements) return pos::store::to_store_error(statements.error());
    const pos::Instant long_ago{call.now.unix_ms - pos::billing::attempt::kTooLong_ms};
    const auto unclear = pos::store::billing::attempts(
        call.db, {.account = {}, .unclear_since = long_ago, .limit = most});
    if (!unclear) return pos::store::to_store_error(unclear.error());
    const auto stopped = pos::store::billing::stopped_top_ups(call.db, most);
    if (!stopped) return pos::store::to_store_error(stopped.error());
    call.office.frozen.look_again();  // what is counted beside it is what is listed here
    const auto frozen = pos::store::billing::frozen_leases(call.db, most);
    if (!frozen) return pos::store::to_store_error(frozen.error());
    const auto not_billed = pos::store::billing::parked_accounts(call.db, most);
    if (!not_billed) return not_billed.error();
    const auto unmatched =
        core::billing::unmatched_usage(call.db, std::nullopt, static_cast<std::size_t>(kShownMax));
    if (!unmatched) return NoPage{503};
    Table continued = continued_twice(*successions, words, *zone);
    const bool outside = found->entries_set_aside + found->entries_parked > 0;
    const bool nothing = continued.rows.empty() && silent->empty() && doors->rows.empty() &&
                         unbooked->empty() && undelivered->empty() && statements->empty() &&
                         unclear->empty() && stopped->empty() && frozen->empty() &&
                         not_billed->empty() && unmatched->empty() && !outside;
    Page page{words["attention"],
              {},
              {takings_of(*found, words), entries_of(*parked, words, *zone)},
              "attention"};
    if (!continued.rows.empty()) page.tables.insert(page.tables.begin(), std::move(continued));
    if (!silent->empty()) {
        page.tables.insert(page.tables.begin(), silent_of(*silent, words, *zone));
    }
    if (!doors->rows.empty()) page.tables.push_back(std::move(*doors));
    if (!twice->empty()) page.tables.push_back(twice_of(*twice, words));
    if (!unbooked->empty()) page.tables.push_back(unbooked_of(*unbooked, words));
    if (!undelivered->empty()) page.tables.push_back(undelivered_of(*undelivered, words));
    if (!statements->empty()) {
        Table letters = billing::statement_letters_table(*statements, *zone, words);
        letters.key = "undelivered_statements";
        letters.title = words["undelivered_statements"];
        page.tables.push_back(std::move(letters));
    }
    if (!unclear->empty()) page.tables.push_back(unclear_of(*unclear, words));
    if (!stopped->empty()) page.tables.push_back(stopped_of(*stopped, words, *zone));
    if (!frozen->empty()) page.tables.push_back(frozen_of(*frozen, words));
    if (!not_billed->empty()) {
        page.tables.push_back(not_billed_of(*not_billed, words, *zone));
    }
    if (!unmatched->empty()) {
        page.tables.push_back(billing::unmatched_table(*unmatched, *zone, words));
    }
    if (call.is_export) return page;
    Data htmls{Data::type::list};
    for (const Table& table : page.tables) {
        if (table.rows.empty() && !outside) continue;
        Data one;
        one.set("html", to_html(table, words));
        htmls.push_back(one);
    }
    const auto count = [&](std::uint64_t of) {
        return words.locale().integer(static_cast<std::int64_t>(of));
    };
    Data data;
    data.set("title", words["attention"]);
    data.set("about",
             outside || !unbooked->empty()
                 ? words.with("attention_about", {{"aside", count(found->entries_set_aside)},
                                                  {"parked", count(found->entries_parked)}})
                 : words["attention_none"]);
    const bool more = found->entries_parked > static_cast<std::uint64_t>(kShownMax);
    data.set("has_more", more);
    data.set("more", more ? words.with("parked_more", {{"count", count(parked->size())}}) : "");
    data.set("advice", found->entries_set_aside > 0 ? words["set_aside_todo"] : "");
    data.set("has_advice", found->entries_set_aside > 0);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("readings", readings_of(*unbooked, call));
    data.set("leases", leases_not_here(*unbooked, call));
    data.set("twins", twins_of(*twice, call));
    data.set("has_tables", !nothing);
    data.set("tables", htmls);
    page.body = render("attention", data);
    if (!refusal.empty()) page.status = 409;
    return page;
}

}  // namespace app::office::web
