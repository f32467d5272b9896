#pragma once

#include <boost/serialization/version.hpp>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/journal/events/place.hpp"

namespace pos::journal {

using HashBytes = Hash;

/// The journal that a restored terminal had before.
struct Predecessor {
    Ulid journal{};
    std::uint64_t seq{0};  // of its last known entry
    HashBytes hash{};
    bool operator==(const Predecessor&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & journal & seq & hash;
    }
};

/// Always entry 1 of a journal.
struct JournalStarted {
    std::string branch;
    std::string terminal;
    std::string series;  // receipts are numbered "<branch>-<series>-000001"; "T1", then "T1b"…
    HashBytes public_key{};
    Currency currency{};
    std::string zone;
    std::string program;  // name and version
    std::optional<Predecessor> predecessor;
    bool operator==(const JournalStarted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & branch & terminal & series & public_key & currency & zone & program & predecessor;
    }
};

/// Many items came in at once: the rows are reference data, the event says which file it was.
struct ItemsImported {
    When when;
    Actor user;
    std::string source;   // the file's name
    HashBytes content{};  // BLAKE2b-256 of the file as read
    std::uint64_t added{0};
    std::uint64_t changed{0};
    std::uint64_t unchanged{0};
    std::uint64_t refused{0};
    bool operator==(const ItemsImported&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & source & content & added & changed & unchanged & refused;
    }
};

/// One item created or changed by hand; every field as it now is.
struct ItemEdited {
    When when;
    Actor user;
    Ulid item{};
    std::string number;
    std::string name;
    std::string department;
    std::string tax_class;
    UnitPrice price{};
    std::string unit;
    bool open_price{false};
    bool active{true};
    std::vector<std::string> barcodes;
    bool operator==(const ItemEdited&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & item & number & name & department & tax_class & price & unit;
        archive & open_price & active & barcodes;
    }
};

struct StockLine {
    Ulid item{};
    std::string number;
    std::string name;
    Quantity quantity{};  // added to the stock
    bool operator==(const StockLine&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & item & number & name & quantity;
    }
};

/// Stock changed without a sale: breakage, count, delivery.
struct StockAdjusted {
    Ulid adjustment{};
    std::string external_number;
    When when;
    Actor user;
    std::string reason;
    std::vector<StockLine> lines;
    std::string branch{};  // said at head office: whose stock it is; empty: that of its journal
    bool counted{false};   // the goods were counted: the lines say what that added
    bool operator==(const StockAdjusted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & adjustment & external_number & when & user & reason & lines;
        if (version > 0) archive & branch;
        if (version > 1) archive & counted;
    }
};

struct SettingChanged {
    When when;
    Actor user;
    std::string key;
    std::string from;
    std::string to;
    bool operator==(const SettingChanged&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & key & from & to;
    }
};

/// The machine's clock jumped back further than a correction; times before and after.
struct ClockWentBack {
    Instant before{};
    Instant after{};
    bool operator==(const ClockWentBack&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & before & after;
    }
};

/// The attachments with these hashes were deleted because their legal retention is over.
struct PersonErased {
    When when;
    Actor user;
    std::vector<HashBytes> attachments;
    bool operator==(const PersonErased&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & attachments;
    }
};

}  // namespace pos::journal

BOOST_CLASS_VERSION(pos::journal::StockAdjusted, 2)
