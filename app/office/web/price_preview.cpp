// What a new price would change where, before it is saved.
#include <map>
#include <set>

#include "app/office/web/goods.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

using TillsByBranch = std::map<std::string, std::int64_t>;

pos::store::Answer<TillsByBranch> tills_by_branch(pos::store::db::Connection& db) {
    const auto terminals = pos::store::office::terminals(db);
    if (!terminals) return std::unexpected{terminals.error()};
    std::map<std::string, std::set<std::string>> codes;
    for (const auto& each : *terminals) {
        if (!each.revoked_at) codes[each.branch].insert(each.code);
    }
    TillsByBranch counts;
    for (const auto& [branch, tills] : codes) {
        counts[branch] = static_cast<std::int64_t>(tills.size());
    }
    return counts;
}

Table to_table(const core::PricePreview& preview, TillsByBranch tills,
               const pos::locale::Zone& zone, const Words& words) {
    const auto shown_at = [&](pos::Instant at) { return words.locale().date_time(zone.local(at)); };
    Table table{"preview",
                words.with("price_preview", {{"time", shown_at(preview.at)}}),
                {{"branch", words["branch"]},
                 {"tills", words["promotion_tills"], true},
                 {"before", words["price_before"], true},
                 {"after", words["price_after"], true},
                 {"change", words["goods_state"]}},
                {},
                words["price_no_branches"]};
    for (const auto& each : preview.branches) {
        const bool changes = each.before != each.after;
        std::string about = words[changes ? "price_differs" : "price_stays"];
        if (each.until)
            about += ", " + words.with("price_until", {{"time", shown_at(*each.until)}});
        table.rows.push_back({{each.name.empty() ? each.code : each.code + " · " + each.name},
                              {tills[each.code]},
                              price_cell(each.before),
                              price_cell(each.after),
                              {changes ? "changes" : "stays", std::move(about), "",
                               changes ? Mark::good : Mark::muted}});
    }
    return table;
}

}  // namespace

core::Outcome<Table> price_preview(Call& call, const pos::locale::Zone& zone,
                                   const core::PriceChange& change) {
    pos::store::Reader reader{call.db};
    const auto found = core::preview_price(reader, zone, change, call.now);
    if (!found) return std::unexpected{found.error()};
    auto tills = tills_by_branch(call.db);
    if (!tills) return std::unexpected{core::failure(tills.error())};
    return to_table(*found, std::move(*tills), zone, call.words);
}

}  // namespace app::office::web
