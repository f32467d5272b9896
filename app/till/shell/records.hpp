#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/core/records.hpp"
#include "pos/sale/setup.hpp"
#include "pos/store/last_import.hpp"

namespace till::shell {

// What the screens of people, goods, departments and taxes ask of the store, and what it answers.

/// Answer: PeopleRead.
struct ReadPeople {
    std::uint64_t ask{0};
};
/// Somebody new, without an id, or changed; without a PIN it stays. Answer: RecordKept.
struct KeepPerson {
    std::uint64_t ask{0};
    pos::people::User person;
    std::optional<std::string> pin{};
};
/// Answer: RecordKept.
struct KeepRights {
    std::uint64_t ask{0};
    pos::people::Rights rights;
};
/// The item of that id, or behind that code, and what there is to choose from. Answer: ItemRead.
struct ReadItem {
    std::uint64_t ask{0};
    pos::Ulid item{};
    std::string code{};
};
/// Answer: RecordKept.
struct KeepItem {
    std::uint64_t ask{0};
    app::core::ItemSheet sheet;
};
/// Which import of goods can be undone. Answer: LastImportRead.
struct ReadLastImport {};
/// Undoes it. Answer: ImportUndone.
struct UndoImport {
    std::uint64_t ask{0};
};
/// Answer: GroupsRead.
struct ReadGroups {
    std::uint64_t ask{0};
};
/// Without a code a new one. Answer: RecordKept.
struct KeepDepartment {
    std::uint64_t ask{0};
    pos::catalog::Department department;
};
/// Answer: RecordKept.
struct KeepTax {
    std::uint64_t ask{0};
    app::core::TaxFrom tax;
};

/// Takes back what was kept of a department or of the taxes. Answer: RecordKept.
struct UndoGroup {
    std::uint64_t ask{0};
    app::core::GroupKept kept;
};

/// How the shop goes by its stock. Answer: RecordKept.
struct KeepStockPolicy {
    std::uint64_t ask{0};
    pos::sale::StockPolicy policy;
};

struct PeopleRead {
    std::uint64_t ask{0};
    app::core::ShopPeople shop;
};
struct ItemRead {
    std::uint64_t ask{0};
    std::optional<app::core::ItemSheet> sheet{};  // nothing: there is none
    std::string code{};                           // that was asked for
    app::core::GoodsChoices choices{};
};
struct GroupsRead {
    std::uint64_t ask{0};
    app::core::ShopGroups groups;
};
/// It is kept and counts, or why not.
struct RecordKept {
    std::uint64_t ask{0};
    std::optional<app::core::RecordRefusal> refused{};
    std::optional<app::core::ItemSheet> before{};  // of an item; without a name: it is new
    std::optional<app::core::ItemSheet> now{};
    std::optional<app::core::GroupKept> group{};  // of a department or a tax, if it changed
};

struct LastImportRead {
    std::optional<pos::store::LastImport> last;  // nothing: none can be
};
struct ImportUndone {
    std::uint64_t ask{0};
    std::optional<pos::store::ImportUndone> done{};  // nothing, and no refusal: none could be
    std::optional<app::core::RecordRefusal> refused{};
};

}  // namespace till::shell
