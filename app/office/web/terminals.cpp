// The tills that have joined, and taking nothing from one any more.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "app/core/office/head_office.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/office/silent.hpp"
#include "pos/store/office/succession.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/office/tickets.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;

constexpr std::int64_t kClockError_ms = 120'000;
constexpr std::int64_t kPageTills = 100;

/// Whether the till is one of those that were asked for: "b01", "B01-T1", "t1".
bool is_asked_for(const office::Terminal& till, std::string asked) {
    for (char& c : asked)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return (till.branch + "-" + till.code).find(asked) != std::string::npos;
}

/// "3 min", "5 h", "2 days"
std::string age(std::int64_t ms, const Words& words) {
    const std::int64_t minutes = ms / 60'000;
    const auto say = [&](const char* text, std::int64_t count) {
        return words.with(text, {{"count", words.locale().integer(count)}});
    };
    if (minutes < 1) return words["just_now"];
    if (minutes < 120) return say("minutes_ago", minutes);
    if (minutes < 48 * 60) return say("hours_ago", minutes / 60);
    return say("days_ago", minutes / (24 * 60));
}

bool is_odd_clock(std::int64_t error_ms) {
    return error_ms > kClockError_ms || error_ms < -kClockError_ms;
}

Cell clock_cell(std::int64_t error_ms, const Words& words) {
    const std::int64_t seconds = error_ms / 1'000;
    const bool odd = is_odd_clock(error_ms);
    return {seconds, words.locale().integer(seconds) + " s", "", odd ? Mark::warning : Mark::muted};
}

/// Entries that a till has and the office has not, as it said last.
Cell unsent_cell(std::int64_t count) {
    return {count, "", "", count > 0 ? Mark::warning : Mark::muted};
}

/// How it is with a till: what became of it goes before how it is heard.
Cell state_cell(const office::Terminal& till, const std::vector<office::Succession>& successions,
                const office::SilentTill* silent, const pos::locale::Zone& zone,
                const Words& words) {
    if (const auto* by = office::follower_of(successions, till.terminal)) {
        const bool replaced = by->kind == office::SuccessionKind::replaced;
        return {
            replaced ? "replaced" : "followed",
            words.with(replaced ? "state_replaced" : "state_followed", {{"series", by->series}}),
            "", by->both_sell ? Mark::warning : Mark::muted};
    }
    if (till.revoked_at) return {"revoked", words["state_revoked"], "", Mark::danger};
    if (silent != nullptr) {
        const std::string since = words.locale().date_time(zone.local(silent->since));
        return {
            "silent",
            words.with(silent->day_open ? "state_silent_open" : "state_silent", {{"since", since}}),
            "", Mark::warning};
    }
    if (const auto* as = office::begun_with(successions, till.public_key)) {
        return {"ok", words.with("state_ok_as", {{"series", as->series}}), "", Mark::good};
    }
    return {"ok", words["state_ok"], "", Mark::good};
}

}  // namespace

Answer terminals_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto terminals = office::terminals(call.db);
    if (!terminals) return terminals.error();
    const auto progress = office::progress(call.db);
    if (!progress) return progress.error();
    const auto successions = office::successions(call.db);
    if (!successions) return successions.error();
    const auto silent = office::silent_tills(call.db, call.now);
    if (!silent) return silent.error();
    const auto closes = office::last_closes(call.db);
    if (!closes) return closes.error();

    Table table{"terminals", words["terminals"], {}, {}, words["no_terminals"]};
    for (const char* key :
         {"till", "state", "seen", "entries", "unsent", "last_z", "clock", "program", "joined"}) {
        const std::string_view name{key};
        const bool figure = name == "entries" || name == "unsent" || name == "clock";
        table.columns.push_back({key, words[std::string{"till_"} + key], figure});
    }
    if (call.is_manager()) table.columns.push_back({"action", words["till_action"]});
    std::map<pos::Ulid, std::int64_t> entries_of;
    std::map<pos::Ulid, std::int64_t> unsent_of;
    std::map<pos::Ulid, pos::Instant> heard_of;
    for (const auto& one : *progress) {
        heard_of[one.terminal] = std::max(heard_of[one.terminal], one.heard_at);
        entries_of[one.terminal] += static_cast<std::int64_t>(one.head_seq);
        unsent_of[one.terminal] += static_cast<std::int64_t>(one.unsent);
    }
    std::map<std::pair<std::string, std::string>, Cell> last_z;
    for (const auto& close : *closes) {
        last_z[{close.branch, close.terminal}] = {
            close.z_number,
            fmt::format("Z-{:04} · {}", close.z_number, words.locale().date(close.business_date))};
    }
    const auto stale = static_cast<std::int64_t>(silent->size());
    const std::string asked = pos::locale::clean_name(field(call.query, "till"));
    const std::int64_t skip = call.is_export ? 0 : skip_of(call.query);
    const std::int64_t rows = call.is_export ? kExportRowsMax : kPageTills;
    std::int64_t found = 0;
    for (const auto& each : *terminals) {
        if (!is_asked_for(each, asked)) continue;
        ++found;
        if (found <= skip || found > skip + rows) continue;
        const pos::Instant heard = std::max(each.seen_at, heard_of[each.terminal]);
        const std::int64_t since = call.now.unix_ms - heard.unix_ms;
        const auto* const silence = office::silence_of(*silent, each.terminal);
        const auto closed = last_z.find({each.branch, each.code});
        Cell z = closed != last_z.end() ? closed->second
                                        : Cell{std::monostate{}, words["never"], "", Mark::muted};
        const pos::LocalTime joined = zone->local(each.enrolled_at);
        auto& row = table.rows.emplace_back(
            std::vector<Cell>{{each.branch + "-" + each.code},
                              state_cell(each, *successions, silence, *zone, words),
                              {zone->local(heard), age(since, words), "",
                               silence != nullptr ? Mark::warning : Mark::none},
                              {entries_of[each.terminal]},
                              unsent_cell(unsent_of[each.terminal]),
                              std::move(z),
                              clock_cell(each.clock_error_ms, words),
                              {each.program},
                              {joined, words.locale().date(joined.date)}});
        if (!call.is_manager()) continue;
        Cell action;
        if (!each.revoked_at) {
            action = {
                std::monostate{}, words["revoke"],
                "/terminals/revoke" + query_of({{"branch", each.branch}, {"terminal", each.code}})};
        }
        row.push_back(std::move(action));
    }
    Data data;
    data.set("title", words["terminals"]);
    data.set("about", words["terminals_about"]);
    // Of one that sends nothing any more nobody sets the clock.
    const auto odd_clocks = std::ranges::count_if(*terminals, [&](const office::Terminal& each) {
        return !each.revoked_at && is_odd_clock(each.clock_error_ms) &&
               office::follower_of(*successions, each.terminal) == nullptr;
    });
    std::string warning;
    const auto warn = [&](const char* text, std::int64_t count) {
        if (count == 0) return;
        warning += (warning.empty() ? "" : " ") +
                   words.with(text, {{"count", words.locale().integer(count)}});
    };
    warn("terminals_silent", stale);
    warn("terminals_clock", odd_clocks);
    data.set("warning", warning);
    data.set("has_warning", !warning.empty());
    data.set("table", to_html(table, words));
    data.set("till", asked);
    data.set(
        "shown",
        words.with("terminals_shown",
                   {{"count", words.locale().integer(static_cast<std::int64_t>(table.rows.size()))},
                    {"of", words.locale().integer(found)}}));
    data.set("has_more", found > skip + rows);
    Fields next = call.query;
    next["skip"] = std::to_string(skip + rows);
    data.set("more", "/terminals" + query_of(next));
    for (const char* text : {"search", "terminals_search", "more_rows"})
        data.set(std::string{"t_"} + text, words[text]);
    Page page{words["terminals"], render("terminals", data), {}, "terminals"};
    if (call.is_manager()) {
        table.columns.pop_back();
        for (auto& row : table.rows) row.pop_back();
    }
    page.tables.push_back(std::move(table));
    return page;
}

Answer revoke_page(Call& call) {
    const Words& words = call.words;
    const Fields& from = call.is_post() ? call.form : call.query;
    const std::string branch = field(from, "branch");
    const std::string terminal = field(from, "terminal");
    std::string refusal;
    if (call.is_post()) {
        const std::scoped_lock lock{call.office.changing};
        const auto done = core::revoke_terminal(call.office.where, call.office.store,
                                                {branch, terminal, call.user.name}, call.now);
        if (done) return GoTo{"/terminals"};
        refusal = in_words(done.error(), call.words);
    }
    const auto terminals = office::terminals(call.db);
    if (!terminals) return terminals.error();
    const bool known = std::ranges::any_of(*terminals, [&](const office::Terminal& each) {
        return each.branch == branch && each.code == terminal;
    });
    if (!known) return NoPage{};
    Data data;
    data.set("title", words.with("revoke_title", {{"till", branch + "-" + terminal}}));
    data.set("about", words["revoke_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("branch", branch);
    data.set("terminal", terminal);
    data.set("mark", call.mark);
    data.set("t_revoke", words["revoke"]);
    data.set("t_back", words["back"]);
    return Page{.title = words["revoke"],
                .body = render("revoke", data),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web
