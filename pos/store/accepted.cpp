#include "pos/store/accepted.hpp"

#include <charconv>
#include <utility>
#include <variant>

#include "pos/journal/codec.hpp"

namespace pos::store {

namespace {

constexpr std::string_view kReasonBehind = ": ";

/// A whole positive number and nothing else.
std::optional<std::int64_t> count_of(std::string_view text) {
    std::int64_t count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || count < 1) {
        return std::nullopt;
    }
    return count;
}

}  // namespace

std::string entry_text(EntryKey entry) {
    return std::to_string(entry.journal) + "/" + std::to_string(entry.seq);
}

std::optional<EntryKey> parse_entry_text(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == text.npos) return std::nullopt;
    const auto journal = count_of(text.substr(0, slash));
    const auto seq = count_of(text.substr(slash + 1));
    if (!journal || !seq || *journal >= std::int64_t{1} << (63 - kSeqBits) ||
        *seq >= std::int64_t{1} << kSeqBits) {
        return std::nullopt;
    }
    return EntryKey{*journal, static_cast<std::uint64_t>(*seq)};
}

std::string accepted_key(EntryKey entry) {
    return std::string{kAcceptedKey} + entry_text(entry);
}

std::string accepted_text(std::string_view number, std::string_view reason) {
    return std::string{number} + std::string{kReasonBehind} + std::string{reason};
}

std::optional<Accepted> accepted_by(const journal::SettingChanged& changed) {
    if (!changed.key.starts_with(kAcceptedKey)) return std::nullopt;
    const auto entry = parse_entry_text(std::string_view{changed.key}.substr(kAcceptedKey.size()));
    const auto behind = changed.to.find(kReasonBehind);
    if (!entry || behind == std::string::npos) return std::nullopt;
    return Accepted{*entry, changed.to.substr(0, behind)};
}

db::Result<std::map<std::int64_t, std::string>> accepted_numbers(db::Connection& db) {
    std::map<std::int64_t, std::string> numbers;
    auto done = db.each(
        "SELECT version, payload FROM journal_entry WHERE kind = $1 AND (entry >> 40) NOT IN "
        "(SELECT number FROM sent_journal) ORDER BY entry",
        [&](const db::Row& row) {
            const auto event =
                journal::decode(static_cast<std::uint16_t>(journal::EventKind::setting_changed),
                                row.get<std::uint16_t>(0), row.bytes(1));
            if (!event) return;
            const auto* changed = std::get_if<journal::SettingChanged>(&*event);
            if (changed == nullptr) return;
            if (auto accepted = accepted_by(*changed)) {
                numbers.insert_or_assign(entry_number(accepted->entry),
                                         std::move(accepted->number));
            }
        },
        journal::EventKind::setting_changed);
    if (!done) return std::unexpected{std::move(done.error())};
    return numbers;
}

void number_as_accepted(journal::Event& event, const std::string& number) {
    if (auto* record = journal::ticket_of(event)) record->number = number;
}

}  // namespace pos::store
