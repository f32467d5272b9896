#pragma once

#include <vector>

#include "app/office/web/page.hpp"
#include "pos/store/billing/timeline.hpp"

namespace app::office::web::billing {

/// /billing/timeline: all that happened to an account, by sorts, and notes about it.
Answer timeline_page(Call& call);

/// What happened, the latest first; the last column is for exports alone.
Table timeline_table(const std::vector<pos::store::billing::TimelineItem>& items,
                     const pos::locale::Zone& zone, const Call& call);

std::string timeline_link(const std::string& account);

}  // namespace app::office::web::billing
