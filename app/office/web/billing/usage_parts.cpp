#include "app/office/web/billing/usage_parts.hpp"

#include "app/office/web/billing/parts.hpp"

namespace app::office::web::billing {

namespace {

using core::billing::UsageState;

Mark mark_of(UsageState state) {
    switch (state) {
        case UsageState::billed:
            return Mark::good;
        case UsageState::waiting:
            return Mark::none;
        case UsageState::unmatched:
            return Mark::danger;
        case UsageState::left_out:
            return Mark::warning;
        case UsageState::voided:
        case UsageState::replaced:
            return Mark::muted;
    }
    return Mark::none;
}

Cell standing_cell(const core::billing::UsageStanding& standing, const Words& words) {
    const std::string word{core::billing::word_of(standing.state)};
    return {word, words["billing_us_" + word], "", mark_of(standing.state)};
}

}  // namespace

std::string usage_link(const std::string& account, const std::string& subscription,
                       const std::string& measure) {
    return "/billing/usage" +
           query_of({{"account", account}, {"subscription", subscription}, {"meter", measure}});
}

Table unmatched_table(const std::vector<core::billing::Unmatched>& unmatched,
                      const pos::locale::Zone& zone, const Words& words) {
    Table table{"unmatched",
                words["billing_us_unmatched_title"],
                {{"subscription", words["billing_subscription"]},
                 {"measure", words["billing_us_measure"]},
                 {"records", words["billing_us_records"], true},
                 {"quantity", words["billing_us_quantity"], true},
                 {"first", words["billing_us_first"]},
                 {"last", words["billing_us_last"]},
                 {"counted", words["billing_us_counted"]}},
                {},
                words["billing_us_unmatched_none"]};
    for (const auto& one : unmatched) {
        std::string counted;
        for (const std::string& measure : one.counted) {
            counted += (counted.empty() ? "" : ", ") + measure;
        }
        const std::string link =
            "/billing/usage/right" +
            query_of({{"subscription", one.subscription}, {"measure", one.place.meter}});
        table.rows.push_back({{one.subscription, "", link},
                              {one.place.meter, "", "", Mark::danger},
                              {one.records},
                              {one.quantity},
                              {zone.local(one.first)},
                              {zone.local(one.last)},
                              {counted}});
    }
    return table;
}

Table records_table(const std::vector<UsedRow>& records, const pos::locale::Zone& zone,
                    const Words& words) {
    Table table{"records",
                words["billing_us_records"],
                {{"at", words["billing_us_at"]},
                 {"subscription", words["billing_subscription"]},
                 {"measure", words["billing_us_measure"]},
                 {"quantity", words["billing_us_quantity"], true},
                 {"state", words["billing_state"]},
                 {"document", words["billing_document"]},
                 {"line", words["billing_us_line"], true},
                 {"to", words["billing_us_to"]},
                 {"source", words["billing_source"]},
                 {"id", words["billing_us_id"]},
                 {"received", words["billing_us_received"]}},
                {},
                words["billing_us_nothing"]};
    for (const UsedRow& one : records) {
        const auto& row = one.row;
        const auto& standing = one.standing;
        const bool stands = !row.voided_at;
        const bool on_document = !standing.document.empty();
        const std::string link =
            "/billing/usage/right" + query_of({{"source", row.source}, {"id", row.id}});
        table.rows.push_back(
            {{zone.local(row.at)},
             {row.number},
             {row.meter},
             {row.quantity},
             standing_cell(standing, words),
             on_document ? Cell{standing.document, "", document_link(standing.document)} : Cell{},
             on_document ? Cell{static_cast<std::int64_t>(standing.line)} : Cell{},
             {row.to},
             {row.source},
             {row.id, "", stands ? link : std::string{}},
             {zone.local(row.received_at)}});
    }
    return table;
}

}  // namespace app::office::web::billing
