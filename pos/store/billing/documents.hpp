#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/billing/bill/item.hpp"
#include "pos/journal/entry.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/journal/projection.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Documents that were issued, and what is open of them.
namespace pos::store::billing {

/// An item of a document as a bill run reads it.
struct StoredItem {
    Ulid id{};
    pos::billing::bill::ItemKind kind{pos::billing::bill::ItemKind::recurring};
    pos::billing::bill::ItemKey key;
    Date from{};
    Date to{};
    std::uint32_t revision{0};
    std::string quantity;
    std::int64_t net_minor{0};
    std::int64_t tax_minor{0};
    std::optional<Ulid> of;
};
/// Every item of these subscriptions.
db::Result<std::vector<StoredItem>> items_of(db::Connection& db,
                                             std::span<const Ulid> subscriptions);

/// What has changed these items since: unused, late, allowances and voided, by the item that they
/// change.
db::Result<std::vector<StoredItem>> changes_of(db::Connection& db, std::span<const Ulid> items);

/// What an item, all that changed it and all that changed that come to.
struct FamilySum {
    std::int64_t net_minor{0};
    std::int64_t tax_minor{0};
};
db::Result<FamilySum> family_of(db::Connection& db, const Ulid& item);

/// The last revision of that kind (allowance, voided) of a charge's item that began on that day; 0
/// where there is none.
db::Result<std::uint32_t> last_revision(db::Connection& db, const Ulid& subscription,
                                        std::string_view charge, Date from,
                                        pos::billing::bill::ItemKind kind);

struct DocumentSummary {
    journal::DocumentRow row;
    std::int64_t open_minor{0};
    std::string account_number;
    std::string name;  // of the party
};
struct DocumentQuestion {
    std::optional<Ulid> account;
    std::optional<Ulid> run;
    std::string_view number;  // the start of it
    bool open_only{false};
    std::int64_t skip{0};
    std::int64_t limit{50};
};
/// The latest first.
Answer<std::vector<DocumentSummary>> list_documents(db::Connection& db,
                                                    const DocumentQuestion& asked);

/// A document whole: what its entry says, who was billed, what is open.
///
/// errors: damaged, where the entry is not what was signed
struct StoredDocument {
    journal::Entry entry;
    journal::DocumentIssued issued;
    std::optional<Bytes> party;  // sealed beside the entry; none once it was erased
    std::int64_t open_minor{0};
};
Answer<std::optional<StoredDocument>> document_of_number(db::Connection& db,
                                                         std::string_view number);
Answer<std::optional<StoredDocument>> document_of(db::Connection& db, const Ulid& document);

}  // namespace pos::store::billing
