#pragma once

#include <string>
#include <vector>

#include "app/core/billing/unmatched_usage.hpp"
#include "app/core/billing/usage_standing.hpp"
#include "app/office/web/page.hpp"
#include "pos/store/billing/usage_list.hpp"

/// What the pages of usage have in common.
namespace app::office::web::billing {

/// /billing/usage: what was used, as a chart and record by record.
Answer usage_page(Call& call);
/// /billing/usage/right: taking records back, or putting them under the measure that is right.
Answer usage_right_page(Call& call);

std::string usage_link(const std::string& account, const std::string& subscription = {},
                       const std::string& measure = {});

/// Usage that no plan counts, each with a link to where it is put right.
Table unmatched_table(const std::vector<core::billing::Unmatched>& unmatched,
                      const pos::locale::Zone& zone, const Words& words);

/// A record with what became of it.
struct UsedRow {
    pos::store::billing::UsageRow row;
    core::billing::UsageStanding standing;
};
Table records_table(const std::vector<UsedRow>& records, const pos::locale::Zone& zone,
                    const Words& words);

}  // namespace app::office::web::billing
