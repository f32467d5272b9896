// Goal: no line of usage, however built, stops who reads it; a refusal says why, and what is taken
// keeps the bounds that the store and whoever bills rely on.
// Method: the bytes are a line, read by the clocks of two zones; what is taken is looked at field
// by field, and read once more.
#include <string>

#include "app/core/billing/import_usage.hpp"
#include "pos/base/assert.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/db/utf8.hpp"

namespace {

void read(const std::string& line, const pos::locale::Zone& zone) {
    constexpr std::size_t kTextMax = 200;
    const auto record = app::core::billing::read_usage_record(line, zone, "kwh");
    if (!record) {
        POS_ASSERT(!record.error().words.empty());
        POS_ASSERT(pos::locale::valid_utf8(record.error().words));
        return;
    }
    for (const std::string* text : {&record->id, &record->subject, &record->meter, &record->to}) {
        POS_ASSERT(text->size() <= kTextMax);
        POS_ASSERT(pos::store::db::is_storable_text(*text));
    }
    POS_ASSERT(!record->id.empty());
    if (record->voids) return;
    POS_ASSERT(!record->subject.empty());
    POS_ASSERT(!record->meter.empty());
    POS_ASSERT(in_range(record->quantity));
    // By whatever day it is billed.
    const pos::Date day = zone.local(record->at).date;
    POS_ASSERT(zone.start_of_day(day) <= record->at);
    POS_ASSERT(record->at < zone.start_of_day({day.days + 1}));
    const auto again = app::core::billing::read_usage_record(line, zone, "kwh");
    POS_ASSERT(again && again->at == record->at && again->quantity == record->quantity);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto utc = pos::locale::Zone::open("UTC").value();
    static const auto santiago = pos::locale::Zone::open("America/Santiago").value();
    const std::string line{reinterpret_cast<const char*>(data), size};
    read(line, utc);
    read(line, santiago);
    return 0;
}
