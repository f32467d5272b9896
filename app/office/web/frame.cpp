#include "app/office/web/frame.hpp"

#include <array>
#include <optional>

#include "app/office/web/files.hpp"
#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/deliveries.hpp"
#include "pos/store/billing/leases.hpp"
#include "pos/store/billing/statement_letters.hpp"
#include "pos/store/office/audit.hpp"
#include "pos/store/office/parked.hpp"
#include "pos/store/office/silent.hpp"
#include "pos/store/office/succession.hpp"

namespace app::office::web {

namespace {

/// The places of the navigation, in their order.
struct Place {
    std::string_view path;
    std::string_view text;
    bool for_managers{false};
};
constexpr std::array kPlaces{
    Place{"/overview", "overview"},       Place{"/terminals", "terminals"},
    Place{"/receipts", "receipts"},       Place{"/goods", "goods"},
    Place{"/promotions", "promotions"},   Place{"/stock", "stock"},
    Place{"/customers", "customers"},     Place{"/billing", "billing"},
    Place{"/attention", "attention"},     Place{"/audit", "audit", true},
    Place{"/people", "people", true},     Place{"/settings", "settings", true},
    Place{"/export", "export_all", true}, Place{"/account", "account"},
};

Data words_data(const Words& words) {
    Data texts;
    for (const auto& [name, text] : words.texts()) texts.set(name, text);
    return texts;
}

Data languages(const Words& words, const Fields& query, const std::string& path) {
    Data list{Data::type::list};
    for (const Words& each : Words::all()) {
        Fields there = query;
        there["lang"] = each.code();
        Data one;
        one.set("link", path + query_of(there));
        one.set("name", each["language"]);
        one.set("code", each.code());
        one.set("current", each.code() == words.code());
        list.push_back(one);
    }
    return list;
}

Data exports(const Call& call, const Page& page) {
    Data list{Data::type::list};
    const auto add = [&](const std::string& name, const char* as, const std::string& table) {
        Fields there = call.query;
        there["as"] = as;
        if (!table.empty()) there["table"] = table;
        Data one;
        one.set("link", call.path + query_of(there));
        one.set("name", name);
        list.push_back(one);
    };
    add("XLSX", "xlsx", "");
    add("JSON", "json", "");
    for (const Table& table : page.tables) add("CSV: " + table.title, "csv", table.key);
    return list;
}

Response finish(const Words& words, const Fields& query, const std::string& path, const Page& page,
                Data&& data) {
    data.set("t", words_data(words));
    data.set("lang", words.code());
    data.set("title", page.title);
    data.set("body", page.body);
    data.set("style", file_link("office.css"));
    data.set("script", file_link("office.js"));
    data.set("icon", file_link("icon.svg"));
    data.set("languages", languages(words, query, path));
    return {.status = page.status,
            .content_type = "text/html; charset=utf-8",
            .body = render("frame", std::move(data))};
}

/// Leases that people end; counted seldom, as it goes through all there were.
std::int64_t frozen_credit(const Call& call) {
    const auto head = pos::store::billing::frozen_leases_head(call.db);
    if (!head) return call.office.frozen.last();
    return call.office.frozen.of(call.office.clock, *head, [&]() -> std::optional<std::int64_t> {
        const auto count = pos::store::billing::count_frozen_leases(call.db);
        return count ? std::optional{*count} : std::nullopt;
    });
}

/// Tills that should be heard and are not; nothing tells when one of them falls silent but time.
std::int64_t silent_tills(const Call& call) {
    return call.office.silent.of(call.office.clock, 0, [&]() -> std::optional<std::int64_t> {
        const auto silent = pos::store::office::silent_tills(call.db, call.now);
        return silent ? std::optional{static_cast<std::int64_t>(silent->size())} : std::nullopt;
    });
}

/// What of billing needs somebody, as the page of what needs attention lists it.
std::int64_t waiting_in_billing(const Call& call) {
    const auto undelivered = pos::store::billing::count_undelivered(call.db);
    const auto statements = pos::store::billing::count_undelivered_statements(call.db);
    const pos::Instant long_ago{call.now.unix_ms - pos::billing::attempt::kTooLong_ms};
    const auto unclear =
        pos::store::billing::count_attempts(call.db, {.account = {}, .unclear_since = long_ago});
    const auto others = call.db.value<std::int64_t>(
        "SELECT (SELECT count(*) FROM bill_parked) + (SELECT count(*) FROM bill_to_book WHERE "
        "reason <> '') + (SELECT count(*) FROM wallet_top_up WHERE stopped_at IS NOT NULL)");
    return undelivered.value_or(0) + statements.value_or(0) + unclear.value_or(0) +
           frozen_credit(call) + (others ? others->value_or(0) : 0) +
           call.office.unmatched.of(call.db, call.office.clock);
}

}  // namespace

Response framed(Call& call, const Page& page) {
    const auto outside = pos::store::office::count_outside(call.db);
    const std::int64_t odd = outside ? outside->parked + outside->set_aside : 0;
    const auto continued = pos::store::office::count_needing_attention(call.db);
    const auto turned_away = pos::store::office::count_turned_away(call.db, call.now);
    const std::int64_t all = odd + continued.value_or(0) + silent_tills(call) +
                             turned_away.value_or(0) + waiting_in_billing(call);
    Data places{Data::type::list};
    for (const Place& place : kPlaces) {
        if (place.for_managers && !call.is_manager()) continue;
        Data one;
        one.set("link", std::string{place.path});
        one.set("name", call.words[place.text]);
        one.set("current",
                call.path == place.path || call.path.starts_with(std::string{place.path} + "/"));
        one.set("badge",
                all > 0 && place.path == "/attention" ? call.words.locale().integer(all) : "");
        one.set("has_badge", all > 0 && place.path == "/attention");
        places.push_back(one);
    }
    Data data;
    data.set("signed_in", true);
    data.set("places", places);
    data.set("person", call.user.name);
    data.set("mark", call.mark);
    data.set("exports", page.tables.empty() ? Data{Data::type::list} : exports(call, page));
    data.set("has_exports", !page.tables.empty());
    const bool tells = odd > 0 && call.path != "/attention";
    data.set("banner", tells ? call.words.with("outside_banner",
                                               {{"count", call.words.locale().integer(odd)}})
                             : "");
    data.set("has_banner", tells);
    data.set("has_refresh", page.refresh_s > 0);
    data.set("refresh", std::to_string(page.refresh_s));
    return finish(call.words, call.query, call.path, page, std::move(data));
}

Response bare(const Words& words, const Fields& query, const std::string& path, const Page& page) {
    Data data;
    data.set("signed_in", false);
    return finish(words, query, path, page, std::move(data));
}

}  // namespace app::office::web
