#include "app/core/billing/bill_readings.hpp"

#include <algorithm>

#include "app/core/billing/readings.hpp"
#include "pos/billing/meter/pieces.hpp"

namespace app::core::billing {

namespace {

namespace db = pos::store::db;
namespace stored = pos::store::billing;

constexpr pos::Instant kEver{INT64_MAX};

}  // namespace

db::Result<std::vector<BillReadings::Counted>> BillReadings::read(const pos::Ulid& subscription,
                                                                  const std::string& meter) {
    auto registers = stored::registers_for(db_, subscription, meter);
    if (!registers) return std::unexpected{std::move(registers.error())};
    std::vector<Counted> counted;
    for (stored::StoredRegister& one : *registers) {
        const auto owners = stored::owners_of_point(db_, one.point);
        if (!owners) return std::unexpected{owners.error()};
        Counted& to = counted.emplace_back(std::move(one), std::vector<Stretch>{});
        for (std::size_t i = 0; i < owners->size(); ++i) {
            if ((*owners)[i].subscription != subscription) continue;
            const bool last = i + 1 == owners->size();
            to.owned.push_back({(*owners)[i].from, last ? kEver : (*owners)[i + 1].from});
        }
    }
    return counted;
}

db::Result<std::string> BillReadings::text(const pos::Ulid& subscription, const std::string& meter,
                                           pos::Date from, pos::Date to,
                                           const pos::locale::Zone& zone) {
    auto known = known_.find({subscription, meter});
    if (known == known_.end()) {
        auto found = read(subscription, meter);
        if (!found) return std::unexpected{std::move(found.error())};
        known = known_.try_emplace({subscription, meter}, std::move(*found)).first;
    }
    std::string text;
    for (const Counted& one : known->second) {
        for (const Stretch& owned : one.owned) {
            const pos::Instant begin = std::max(owned.from, zone.start_of_day(from));
            const pos::Instant end = std::min(owned.to, zone.start_of_day(to));
            if (begin >= end) continue;
            const std::string readings = pos::billing::meter::readings_text(
                one.at.counters, begin, end, zone, kReadingPolicy);
            text += (text.empty() || readings.empty() ? "" : "; ") + readings;
        }
    }
    return text;
}

}  // namespace app::core::billing
