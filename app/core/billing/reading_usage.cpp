#include "app/core/billing/reading_usage.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "app/core/billing/import_usage.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "pos/billing/meter/pieces.hpp"
#include "pos/billing/meter/words.hpp"
#include "pos/store/feed/metered.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace meter = pos::billing::meter;
using stored::IncomingUsage;
using stored::StoredRegister;

constexpr std::size_t kBatch = 50'000;
constexpr pos::Instant kEver{INT64_MAX};

std::string source_of(const StoredRegister& at) {
    return "meter " + to_string(at.id);
}

Outcome<std::vector<stored::PointOwner>> owners_of(BillingBooks& books, const std::string& point) {
    auto owners = stored::owners_of_point(*books.db, point);
    if (!owners) return std::unexpected{database(owners.error())};
    return std::move(*owners);
}

Outcome<pos::locale::Zone> zone_of(BillingBooks& books,
                                   const std::vector<stored::PointOwner>& owners) {
    if (owners.empty()) return books.office.zone;
    auto zone = pos::locale::Zone::open(owners.back().zone);
    if (!zone) {
        return refuse(Why::other, "zone_unknown",
                      "The zone " + owners.back().zone + " is unknown.");
    }
    return std::move(*zone);
}

std::optional<pos::Ulid> owner_at(const std::vector<stored::PointOwner>& owners, pos::Instant at) {
    std::optional<pos::Ulid> found;
    for (const auto& owner : owners) {
        if (owner.from <= at) found = owner.subscription;
    }
    return found;
}

/// Takes records in, some at a time.
Outcome<void> take_in(BillingBooks& books, const std::string& source,
                      const std::vector<IncomingUsage>& records, pos::Instant now,
                      ReadingTaken& done) {
    stored::UsageTaker taker{*books.db, source};
    for (std::size_t at = 0; at < records.size(); at += kBatch) {
        const std::size_t count = std::min(kBatch, records.size() - at);
        const auto taken = taker.take(std::span{records}.subspan(at, count), now);
        if (!taken) return std::unexpected{database(taken.error())};
        done.added += static_cast<std::int64_t>(taken->added);
        done.voided += static_cast<std::int64_t>(taken->voided);
        done.late += static_cast<std::int64_t>(taken->late);
        for (const auto& refused : taken->refused) {
            if (refused.why != stored::UsageRefusal::after_its_end) {
                // Others are in by now: nothing of this transaction may stay.
                return std::unexpected{Failure{
                    FailureKind::environment,
                    "The usage of " + records[at + refused.position].subject +
                        " could not be kept: " + app::core::billing::words_of(refused.why) + "."}};
            }
            ++done.nobodys;
        }
    }
    return {};
}

}  // namespace

Outcome<pos::locale::Zone> zone_of_point(BillingBooks& books, const std::string& point) {
    const auto owners = owners_of(books, point);
    if (!owners) return std::unexpected{owners.error()};
    return zone_of(books, *owners);
}

Outcome<ReadingTaken> replace_usage(BillingBooks& books, const std::string& source,
                                    const std::string& point, const std::string& meter_name,
                                    std::span<const UsageRun> runs, pos::Instant now) {
    const auto owners = owners_of(books, point);
    if (!owners) return std::unexpected{owners.error()};
    const auto last = stored::last_of_source(*books.db, source);
    if (!last) return std::unexpected{database(last.error())};
    ReadingTaken done;
    std::vector<IncomingUsage> records;
    std::int64_t number = *last;
    if (runs.empty()) return done;
    // Read once, however many runs there are.
    const auto said =
        stored::records_of_source(*books.db, source, runs.front().from, runs.back().to);
    if (!said) return std::unexpected{database(said.error())};
    for (const UsageRun& run : runs) {
        std::map<pos::Instant, pos::Quantity> wanted;
        for (const UsagePiece& piece : run.pieces) {
            if (owner_at(*owners, piece.at)) {
                wanted[piece.at] = piece.quantity;
            } else {
                ++done.nobodys;
            }
        }
        const auto begin = std::ranges::lower_bound(*said, run.from, {}, &stored::SourceRecord::at);
        const auto end =
            std::ranges::lower_bound(begin, said->end(), run.to, {}, &stored::SourceRecord::at);
        for (const stored::SourceRecord& record : std::ranges::subrange{begin, end}) {
            const auto same = wanted.find(record.at);
            const bool stands = same != wanted.end() && same->second == record.quantity &&
                                owner_at(*owners, record.at) == record.subscription;
            if (stands) {
                wanted.erase(same);
            } else {
                records.push_back({.id = record.id, .subject = {}, .meter = {}, .voids = true});
            }
        }
        for (const auto& [at, quantity] : wanted) {
            records.push_back({std::to_string(++number), point, meter_name, at, quantity, false});
        }
    }
    if (auto taken = take_in(books, source, records, now, done); !taken) {
        return std::unexpected{taken.error()};
    }
    return done;
}

Outcome<void> derive_usage(BillingBooks& books, const StoredRegister& at, pos::Instant changed,
                           pos::Instant now, ReadingTaken& done) {
    const auto owners = owners_of(books, at.point);
    if (!owners) return std::unexpected{owners.error()};
    const auto zone = zone_of(books, *owners);
    if (!zone) return std::unexpected{zone.error()};
    std::vector<pos::Instant> cuts;
    for (const auto& owner : *owners) cuts.push_back(owner.from);
    const pos::Instant since = meter::firm_before(at.counters, changed);
    const auto pieces = meter::pieces(at.counters, since, cuts, *zone, kReadingPolicy);
    if (!pieces) {
        return refuse(Why::other, "no_usage_follows",
                      meter::sentence(pieces.error(), at.counters, *zone));
    }
    UsageRun run{since, kEver, {}};
    for (const meter::Piece& piece : *pieces) run.pieces.push_back({piece.at, piece.quantity});
    auto replaced = replace_usage(books, source_of(at), at.point, at.meter, {&run, 1}, now);
    if (!replaced) return std::unexpected{replaced.error()};
    done.added += replaced->added;
    done.voided += replaced->voided;
    done.late += replaced->late;
    done.nobodys += replaced->nobodys;
    if (auto told = pos::store::feed::tell_of_point(*books.db, at.point); !told) {
        return std::unexpected{database(told.error())};
    }
    return {};
}

Outcome<void> point_changed(BillingBooks& books, const std::string& point, pos::Instant since,
                            pos::Instant now) {
    if (point.empty()) return {};
    const auto registers = stored::registers_at(*books.db, point, 100);
    if (!registers) return std::unexpected{database(registers.error())};
    for (const StoredRegister& one : *registers) {
        ReadingTaken done;
        if (auto derived = derive_usage(books, one, since, now, done); !derived) return derived;
    }
    return {};
}

}  // namespace app::core::billing
