#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/meters.hpp"

namespace app::core::billing {

/// From which reading to which usage on a bill is, where counters measured it. Each register is
/// read once, however many lines name it.
///
/// threads: that of its connection
class BillReadings {
public:
    explicit BillReadings(pos::store::db::Connection& db) : db_{db} {}

    /// What the counters of a subscription's points showed in [from, to), while the points were its
    /// own; empty where none measured it.
    pos::store::db::Result<std::string> text(const pos::Ulid& subscription,
                                             const std::string& meter, pos::Date from, pos::Date to,
                                             const pos::locale::Zone& zone);

private:
    struct Stretch {
        pos::Instant from{};
        pos::Instant to{};
    };
    struct Counted {
        pos::store::billing::StoredRegister at;
        std::vector<Stretch> owned;  // when its point was the subscription's
    };
    pos::store::db::Result<std::vector<Counted>> read(const pos::Ulid& subscription,
                                                      const std::string& meter);

    pos::store::db::Connection& db_;
    std::map<std::pair<pos::Ulid, std::string>, std::vector<Counted>> known_;
};

}  // namespace app::core::billing
