#include "app/core/billing/move_record.hpp"

#include <nlohmann/json.hpp>

#include "app/core/billing/in_transaction.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::core::billing {

namespace {

using nlohmann::ordered_json;

constexpr const char* kFigureFroms[] = {"read", "there", "estimated", "between"};

ordered_json json_of_move(const NewMove& asked) {
    ordered_json json;
    json["leaves"] = asked.leaves;
    if (asked.next) {
        json["account"] = asked.next->account;
        json["plan"] = asked.next->plan;
        json["version"] = asked.next->version;
        json["number"] = asked.next->number;
    }
    json["figures"] = ordered_json::array();
    for (const CounterFigure& one : asked.figures) {
        json["figures"].push_back({one.counter, one.figure});
    }
    return json;
}

FigureFrom figure_from(const std::string& word) {
    for (std::size_t i = 0; i < std::size(kFigureFroms); ++i) {
        if (word == kFigureFroms[i]) return static_cast<FigureFrom>(i);
    }
    return FigureFrom::read;
}

void read_content(const std::string& content, Moved& moved) {
    const auto json = ordered_json::parse(content, nullptr, false);
    if (!json.is_object()) return;
    const auto texts = [&](const char* name, std::vector<std::string>& into) {
        if (!json.contains(name)) return;
        for (const auto& one : json[name]) into.push_back(one.get<std::string>());
    };
    texts("points", moved.points);
    texts("ended", moved.ended);
    moved.begun = json.value("begun", "");
    moved.old_plan = json.value("old_plan", "");
    moved.zone = json.value("zone", "");
    if (!json.contains("counters")) return;
    for (const auto& one : json["counters"]) {
        moved.counters.push_back({one.value("point", ""), one.value("meter", ""),
                                  one.value("serial", ""), one.value("figure", ""),
                                  figure_from(one.value("from", ""))});
    }
}

Outcome<std::string> account_number_of(pos::store::db::Connection& db, const pos::Ulid& account) {
    const auto found = pos::store::billing::account_of(db, account);
    if (!found) return std::unexpected{database(found.error())};
    return *found ? (*found)->stored.account.number : std::string{};
}

}  // namespace

std::string asked_json(const NewMove& asked) {
    return json_of_move(asked).dump();
}

std::string asked_of(const pos::store::billing::StoredPointMove& row) {
    const auto json = ordered_json::parse(row.content, nullptr, false);
    return json.is_object() && json.contains("asked") ? json["asked"].dump() : std::string{};
}

std::string content_of(const NewMove& asked, const Moved& moved) {
    ordered_json json;
    json["asked"] = json_of_move(asked);
    json["points"] = moved.points;
    json["ended"] = moved.ended;
    json["old_plan"] = moved.old_plan;
    json["begun"] = moved.begun;
    json["zone"] = moved.zone;
    json["counters"] = ordered_json::array();
    for (const MovedCounter& one : moved.counters) {
        json["counters"].push_back({{"point", one.point},
                                    {"meter", one.meter},
                                    {"serial", one.serial},
                                    {"figure", one.figure},
                                    {"from", kFigureFroms[static_cast<std::size_t>(one.from)]}});
    }
    return json.dump();
}

Outcome<Moved> moved_of(pos::store::db::Connection& db,
                        const pos::store::billing::StoredPointMove& row) {
    Moved moved;
    moved.id = row.id;
    moved.at = row.at;
    read_content(row.content, moved);
    if (row.from) {
        auto number = account_number_of(db, *row.from);
        if (!number) return std::unexpected{number.error()};
        moved.from = moved.payer = std::move(*number);
    }
    if (row.to) {
        auto number = account_number_of(db, *row.to);
        if (!number) return std::unexpected{number.error()};
        moved.to = std::move(*number);
    }
    if (row.document) {
        auto document = pos::store::billing::document_of(db, *row.document);
        if (!document) return std::unexpected{failure(document.error())};
        if (*document) {
            moved.bill = std::move((*document)->issued);
            moved.payer = moved.bill->account_number;
        }
    }
    return moved;
}

Outcome<std::optional<Moved>> read_move(pos::store::db::Connection& db, const pos::Ulid& id) {
    const auto row = pos::store::billing::move_of(db, id);
    if (!row) return std::unexpected{database(row.error())};
    if (!*row) return std::optional<Moved>{};
    auto moved = moved_of(db, **row);
    if (!moved) return std::unexpected{moved.error()};
    return std::optional{std::move(*moved)};
}

}  // namespace app::core::billing
