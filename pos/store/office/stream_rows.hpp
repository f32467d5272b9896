#pragma once

#include <map>
#include <string>
#include <vector>

#include "pos/journal/entry.hpp"
#include "pos/journal/sealed.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/office/passes_on.hpp"

namespace pos::store::office {

/// What one transaction of a stream writes, gathered until its end and then written in bulk:
/// entries, what is sealed beside them, and the rows of documents and of money. What is rare goes
/// to the tables at once. Until write() none of it is there to be read.
///
/// requires: an open write transaction of the connection from the first row to write()
/// threads:  that of its connection
class StreamRows final : public PassesOn {
public:
    StreamRows(db::Connection& connection, Tables& tables) : PassesOn{tables}, db_{connection} {}

    void enter(const Ulid& journal, EntryKey key);
    void add_entry(EntryKey key, const journal::Entry& entry);
    void add_attachment(EntryKey key, const journal::Sealed& sealed);
    db::Result<void> write();
    void clear();

    using PassesOn::add;
    using PassesOn::insert;
    void insert(const journal::DocumentRow& row) override { documents_.push_back({entry_, row}); }
    void insert(const journal::DocumentLineRow& row) override { lines_.push_back({entry_, row}); }
    void insert(const journal::LedgerRow& row) override { ledger_.push_back({entry_, row}); }
    void add(const journal::OpenItemDelta& delta) override;

private:
    template <class Row>
    struct Placed {
        std::int64_t entry;
        Row row;
    };
    struct Sealed {
        std::int64_t entry;
        Hash hash;
        journal::Attachment attachment;
    };
    db::Result<void> write_entries();
    db::Result<void> write_documents();
    db::Result<void> write_lines();
    db::Result<void> write_ledger();
    db::Result<void> write_attachments();
    db::Result<void> write_open_items();

    db::Connection& db_;
    std::int64_t entry_{0};
    std::vector<Placed<journal::Entry>> entries_;
    std::vector<Sealed> attachments_;
    std::vector<Placed<journal::DocumentRow>> documents_;
    std::vector<Placed<journal::DocumentLineRow>> lines_;
    std::vector<Placed<journal::LedgerRow>> ledger_;
    std::map<Ulid, journal::OpenItemDelta> open_items_;
};

}  // namespace pos::store::office
