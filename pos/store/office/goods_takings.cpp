#include "pos/store/office/goods_takings.hpp"

#include "pos/store/office/branch_takings.hpp"
#include "pos/store/sold_lines.hpp"

namespace pos::store::office {

Answer<std::vector<report::TakingsRow>> goods_takings(db::Connection& db, report::Days days,
                                                      report::TakingsBy by,
                                                      std::string_view branch) {
    const auto any = db.value<std::int64_t>("SELECT 1 FROM branch_takings LIMIT 1");
    if (!any) return store_error(any.error());
    return any->has_value() ? branch_takings(db, days, by, branch)
                            : sold_lines(db, days, by, branch);
}

}  // namespace pos::store::office
