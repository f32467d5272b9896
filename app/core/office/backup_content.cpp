#include "app/core/office/backup_content.hpp"

#include <algorithm>
#include <optional>

#include "app/core/office_journal.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/store/office/membership.hpp"

namespace app::core {

namespace {

using pos::journal::JournalRow;
using pos::store::Reader;

template <class T>
std::unexpected<Failure> unread(const pos::store::Answer<T>& answer) {
    return std::unexpected{failure(answer.error())};
}

/// Where the books of a till end: in the last of its journals that has a receipt, else the last.
Outcome<void> read_end(Reader& reader, const std::vector<JournalRow>& journals,
                       BackupContent& content) {
    const auto lengths = pos::store::office::own_journals(reader.connection());
    if (!lengths) return unread(lengths);
    for (auto row = journals.rbegin(); row != journals.rend(); ++row) {
        const auto length =
            std::ranges::find(*lengths, row->journal, &pos::store::office::OwnJournal::journal);
        if (length == lengths->end()) continue;
        if (content.last_seq == 0) {
            content.journal = row->journal;
            content.last_seq = length->last_seq;
            content.series = row->branch + "-" + row->series;
            const auto last = reader.entry(row->journal, length->last_seq);
            if (!last) return unread(last);
            if (*last) content.last_entry = (*last)->at;
        }
        const auto receipt = reader.last_receipt(row->journal);
        if (!receipt) return unread(receipt);
        if (!*receipt) continue;
        content.last_number = (*receipt)->record.number;
        content.last_sale = (*receipt)->at;
        return {};
    }
    return {};
}

/// `until`: the journal that the books ended with before they were put back; nothing: the last.
Outcome<BackupContent> content_of(Reader& reader, const std::optional<pos::Ulid>& until) {
    auto journals = reader.journals();
    if (!journals) return unread(journals);
    if (until) {
        const auto last = std::ranges::find(*journals, *until, &JournalRow::journal);
        if (last != journals->end()) journals->erase(last + 1, journals->end());
    }
    if (journals->empty())
        return refuse(Why::other, "no_shop",
                      "There is no shop in it: nothing was ever booked in that database.");
    const JournalRow& own = journals->back();
    if (const auto till = require_till(own); !till) return std::unexpected{till.error()};
    BackupContent content;
    content.till = own.branch + "-" + own.terminal;
    content.zone = own.zone;
    const auto settings = read_settings(reader);
    if (!settings) return std::unexpected{settings.error()};
    content.shop = settings->name;
    const auto office = pos::store::office::membership(reader.connection());
    if (!office) return unread(office);
    if (*office) content.office = (*office)->url;
    if (auto end = read_end(reader, *journals, content); !end) return std::unexpected{end.error()};
    return content;
}

Outcome<void> count(pos::store::db::Connection& db, BackupContent& content) {
    const auto items = db.value<std::int64_t>("SELECT count(*) FROM item WHERE active = 1");
    const auto receipts = db.value<std::int64_t>("SELECT count(*) FROM sale");
    if (!items || !receipts) {
        const auto& why = items ? receipts.error() : items.error();
        return std::unexpected{failure(pos::store::to_store_error(why))};
    }
    content.items = items->value_or(0);
    content.receipts = receipts->value_or(0);
    return {};
}

}  // namespace

Outcome<BackupContent> read_backup(const std::filesystem::path& backup) {
    auto reader = OpenReader::open(backup.string());
    if (!reader) return std::unexpected{reader.error()};
    return content_of(**reader, std::nullopt);
}

bool is_earlier_state(const std::filesystem::path& shop, const std::filesystem::path& of) {
    using pos::store::office::OwnJournal;
    auto one = OpenReader::open(shop.string());
    auto other = OpenReader::open(of.string());
    if (!one || !other) return false;
    const auto here = pos::store::office::own_journals((*one)->connection());
    const auto there = pos::store::office::own_journals((*other)->connection());
    if (!here || !there || here->empty() || there->empty()) return false;
    const OwnJournal& last = here->back();
    const auto same = std::ranges::find(*there, last.journal, &OwnJournal::journal);
    if (same == there->end()) return false;
    return same->journal != there->back().journal || same->last_seq > last.last_seq;
}

Outcome<BackupContent> prove_backup(const std::filesystem::path& backup, pos::Instant now,
                                    pos::Random& random, const GiveUp& give_up,
                                    const OnPercent& on_percent, const AskBackup& ask) {
    BackupContent content;
    const auto look_into = [&](const std::string& shop,
                               const pos::store::Restored& how) -> Outcome<void> {
        auto reader = OpenReader::open(shop);
        if (!reader) return std::unexpected{reader.error()};
        auto found = content_of(**reader, how.predecessor.journal);
        if (!found) return std::unexpected{found.error()};
        content = std::move(*found);
        auto& db = (*reader)->connection();
        if (auto counted = count(db, content); !counted) return counted;
        if (ask && !give_up()) ask(db, content);
        return {};
    };
    const auto proved = try_backup(backup, now, random, give_up, on_percent, look_into);
    if (!proved) return std::unexpected{proved.error()};
    return content;
}

}  // namespace app::core
