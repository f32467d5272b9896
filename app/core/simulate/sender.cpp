#include "app/core/simulate/sender.hpp"

#include <algorithm>
#include <thread>

#include "sync/client/uplink.hpp"
#include "sync/wire/batch.hpp"

namespace app::core::simulate {

namespace {

namespace client = syncing::client;
namespace wire = syncing::wire;

constexpr int kAttemptsMax = 5;

/// As many entries as a till would read for one batch.
std::span<const pos::journal::SealedEntry> portion_of(const SimulatedTill& till,
                                                      std::size_t bytes_max) {
    const auto all = till.waiting();
    std::size_t count = 0;
    std::size_t bytes = 0;
    while (count < std::min(all.size(), wire::kEntriesMax)) {
        bytes += all[count].entry.payload.size();
        if (count > 0 && bytes > bytes_max) break;
        ++count;
    }
    return all.first(count);
}

}  // namespace

client::Outcome<void> Sender::join(const std::string& url, const std::string& code) {
    const auto joined = client::enrol({url},
                                      {code, till_->branch(), till_->terminal(),
                                       "counterfoil simulate", pos::code_of(till_->currency())},
                                      till_->key(), clock_.now());
    if (!joined) return std::unexpected{joined.error()};
    membership_ = *joined;
    office_ = std::make_unique<client::OfficeClient>(membership_, till_->key(), clock_);
    return {};
}

client::Outcome<void> Sender::send(Sent& sent) {
    int failures = 0;
    while (!till_->waiting().empty()) {
        const auto entries = portion_of(*till_, office_->portion().bytes());
        const auto batch = wire::write_what_fits(till_->place(), entries, till_->key());
        if (!batch)
            return client::trouble(client::Trouble::Kind::refused, "An entry is too large.");
        const auto answer = office_->send(batch->bytes);
        ++sent.batches;
        sent.batch_bytes += batch->bytes.size();
        if (answer && answer->reception != wire::JournalAnswer::Reception::elsewhere) {
            till_->acknowledged(batch->count);
            failures = 0;
            continue;
        }
        if (answer) {
            return client::trouble(client::Trouble::Kind::refused,
                                   "The office has lost what it acknowledged.");
        }
        if (std::ranges::find(sent.errors, answer.error().words) == sent.errors.end()) {
            sent.errors.push_back(answer.error().words);
        }
        const bool for_good = answer.error().kind == client::Trouble::Kind::refused;
        if (for_good || ++failures == kAttemptsMax) return std::unexpected{answer.error()};
        ++sent.retries;
        std::this_thread::sleep_for(client::pause_after(
            answer.error(), failures, static_cast<int>(till_->chance().below(1'001))));
    }
    return {};
}

client::Outcome<wire::JournalAnswer> Sender::standing() {
    const auto place = till_->place();
    return office_->standing({.journal = place.journal,
                              .public_key = till_->key().public_key(),
                              .last_seq = till_->head().seq},
                             till_->head().hash);
}

}  // namespace app::core::simulate
