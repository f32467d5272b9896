#include "app/core/simulate/office_database.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/office/head_office.hpp"
#include "pos/store/office/outside.hpp"
#include "pos/store/reader.hpp"

namespace app::core::simulate {

namespace {

constexpr int kCodeMinutes = 60;

}  // namespace

Outcome<Where> OfficeDatabase::where() {
    const auto opened = open_office(where_);
    if (!opened) return std::unexpected{opened.error()};
    const auto journals = pos::store::Reader{*opened->db}.journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    const auto& own = journals->front();  // the office's own comes before any till's
    return Where{pos::code_of(own.currency), own.zone};
}

Outcome<std::vector<Place>> OfficeDatabase::places(unsigned tills) {
    std::vector<Place> places;
    {
        const auto opened = open_office(where_);
        if (!opened) return std::unexpected{opened.error()};
        const auto branches = pos::store::office::branches(*opened->db);
        if (!branches) return std::unexpected{failure(branches.error())};
        if (branches->empty()) {
            return refuse(
                "The head office has no branch. Add one: counterfoil branch add B01 --db …");
        }
        const auto terminals = pos::store::office::terminals(*opened->db);
        if (!terminals) return std::unexpected{failure(terminals.error())};
        // Names that nobody has: numbers of receipts are never used twice.
        std::size_t name = terminals->size();
        for (unsigned i = 0; i < tills; ++i) {
            places.push_back(
                {(*branches)[i % branches->size()].code, fmt::format("S{}", ++name), {}});
        }
    }
    for (Place& place : places) {
        auto made = make_enrol_code(where_, {place.branch, place.terminal, kCodeMinutes},
                                    clock_.now(), random_);
        if (!made) return std::unexpected{made.error()};
        place.code = std::move(made->code);
    }
    return places;
}

Outcome<Holdings> OfficeDatabase::holdings(const std::vector<BranchDay>& of) {
    Holdings found;
    if (of.empty()) return found;
    const auto [first, last] = std::ranges::minmax(of, {}, &BranchDay::second);
    const auto opened = open_office(where_);
    if (!opened) return std::unexpected{opened.error()};
    const auto rows = pos::store::Reader{*opened->db}.takings(
        {first.second, last.second}, pos::report::TakingsBy::branch_and_day);
    if (!rows) return std::unexpected{failure(rows.error())};
    for (const auto& row : *rows) {
        auto& sums = found.accepted_minor[{row.branch, row.day}];
        for (const auto& tender : row.tenders) sums[tender.code] += tender.net_minor();
    }
    const auto outside = pos::store::office::outside_the_books(*opened->db);
    if (!outside) return std::unexpected{failure(outside.error())};
    for (const auto& row : outside->rows) {
        found.outside_minor[{row.branch, row.day}] += row.figures.net_minor();
    }
    return found;
}

}  // namespace app::core::simulate
