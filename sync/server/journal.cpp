// Batches come in.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>

#include "pos/store/office/outside_of.hpp"
#include "pos/store/office/succession.hpp"
#include "pos/store/office/take_in.hpp"
#include "sync/server/service.hpp"
#include "sync/wire/batch.hpp"
#include "sync/wire/messages.hpp"

namespace syncing::server {

namespace {

namespace office = pos::store::office;

/// The seq of an entry; nothing where it is none.
std::optional<std::uint64_t> seq_of(std::string_view text) {
    constexpr std::uint64_t kSeqMax = std::uint64_t{1} << 40;
    std::uint64_t seq = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || seq >= kSeqMax) {
        return std::nullopt;
    }
    return seq;
}

Response refused(wire::Refusal why) {
    const int status = why == wire::Refusal::too_large ? 413 : 422;
    const auto words =
        why == wire::Refusal::newer_version
            ? "The batch is of a newer program than the office's. It stays with the "
              "till until the office is upgraded."
            : "The batch was refused and nothing of it was kept: its size, signature "
              "or chain is wrong.";
    return problem(status, wire::refusal_name(why), words);
}

Response answer_of(const office::Receipt& receipt) {
    using To = wire::JournalAnswer::Reception;
    To reception = To::taken;
    switch (receipt.reception) {
        case office::Reception::taken:
            break;
        case office::Reception::set_aside:
            reception = To::set_aside;
            break;
        case office::Reception::elsewhere:
            reception = To::elsewhere;
            break;
        case office::Reception::other_key:
            return problem(409, "other_key", "The journal is known under another key.");
        case office::Reception::other_terminal:
            return problem(409, "other_terminal", "The journal is another till's.");
    }
    return message(wire::to_json(wire::JournalAnswer{
        reception, receipt.head, receipt.added, receipt.again, receipt.set_aside,
        receipt.parked_total, receipt.set_aside_total, receipt.resubmitted_total}));
}

}  // namespace

Response Service::take_journal(pos::store::db::Connection& db, const Request& request) {
    const pos::Instant now = clock_.now();
    const auto sender = sender_of(db, request, now);
    if (!sender) return sender.error();
    const auto begun = std::chrono::steady_clock::now();
    const auto receipt =
        ingest_.take(db, *sender, sender->public_key, pos::as_bytes(request.body), now);
    if (!receipt) {
        const auto* const refusal = std::get_if<wire::Refusal>(&receipt.error());
        return refusal != nullptr ? refused(*refusal)
                                  : failed(std::get<pos::store::StoreError>(receipt.error()));
    }
    const auto took = std::chrono::steady_clock::now() - begun;
    const auto count = [&](Metrics::Count what, std::uint64_t how_many) {
        metrics_.add(what, static_cast<std::int64_t>(how_many));
    };
    count(Metrics::Count::batches, 1);
    count(Metrics::Count::batch_bytes, request.body.size());
    count(Metrics::Count::entries_added, receipt->added);
    count(Metrics::Count::entries_again, receipt->again);
    count(Metrics::Count::entries_parked, receipt->parked);
    count(Metrics::Count::entries_set_aside, receipt->set_aside);
    if (receipt->added + receipt->set_aside > 0) note_written();
    metrics_.add(Metrics::Count::batch_microseconds,
                 std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    return answer_of(*receipt);
}

Response Service::tell_journal(pos::store::db::Connection& db, const Request& request) {
    const auto sender = sender_of(db, request, clock_.now());
    if (!sender) return sender.error();
    std::string_view path = request.path;
    path.remove_prefix(std::string_view{"/v1/journal/"}.size());
    const auto journal = pos::parse_ulid(path.substr(0, path.find('?')));
    const auto key = pos::from_hex(query_value(path, "key"));
    pos::journal::PublicKey journal_key{};
    if (!journal || !key || key->size() != journal_key.size()) {
        return problem(400, "unreadable", "The request is not what this address takes.");
    }
    std::ranges::copy(*key, journal_key.begin());
    const auto receipt = office::standing(db, *journal, journal_key);
    if (!receipt) return failed(receipt.error());
    // Who has the books' end is the till whose books they are; see succession.hpp.
    const auto hash = pos::from_hex(query_value(path, "hash"));
    if (hash && std::ranges::equal(*hash, receipt->head.hash)) {
        if (auto heard = office::note_heard(db, *journal, receipt->head, clock_.now()); !heard) {
            return failed(heard.error());
        }
    }
    if (const auto last = seq_of(query_value(path, "last"))) {
        if (auto told = office::note_told(db, *journal, *last, clock_.now()); !told) {
            return failed(told.error());
        }
    }
    return answer_of(*receipt);
}

Response Service::tell_outside(pos::store::db::Connection& db, const Request& request) {
    constexpr std::size_t kDetailMax = 200;
    const auto sender = sender_of(db, request, clock_.now());
    if (!sender) return sender.error();
    const auto found = office::outside_of(db, sender->branch, sender->code, wire::kOutsideMax / 2);
    if (!found) return failed(found.error());
    wire::OutsideAnswer answer;
    for (const auto& one : *found) {
        const bool parked = one.why == office::Outside::parked;
        answer.stretches.push_back({.parked = parked,
                                    .journal = one.journal,
                                    .first_seq = one.first_seq,
                                    .last_seq = one.last_seq,
                                    .last_hash = one.last_hash,
                                    .reason = parked ? office::park_reason_name(one.reason) : "",
                                    .detail = one.detail.substr(0, kDetailMax),
                                    .since = one.since});
    }
    return message(wire::to_json(answer));
}

}  // namespace syncing::server
