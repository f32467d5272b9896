#pragma once

#include <boost/serialization/version.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/journal/events/place.hpp"

/// What head office's billing decides: documents, and money against them. Figures finer than money
/// are exact decimals as text.
namespace pos::journal {

enum class DocumentKind : std::uint8_t { invoice = 1, credit_note = 2 };
constexpr bool in_range(DocumentKind kind) {
    return kind == DocumentKind::invoice || kind == DocumentKind::credit_note;
}

/// One step of how a line came about: quantity × price = amount, less what was taken off.
struct PricingStep {
    std::uint8_t kind{0};  // billing::LineKind
    std::uint32_t tier{0};
    std::string quantity;
    std::string price;
    std::string amount;
    std::string taken_off;  // discount, maximum and credit together
    bool operator==(const PricingStep&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & kind & tier & quantity & price & amount & taken_off;
    }
};

/// The charge that a line is for: of which subscription, by which version of which plan.
struct BilledCharge {
    Ulid subscription{};
    std::string subscription_number;
    std::string plan;
    std::uint32_t version{0};
    std::uint32_t phase{0};
    std::string charge;
    bool operator==(const BilledCharge&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & subscription & subscription_number & plan & version & phase & charge;
    }
};

/// A line with every figure decided. What gives back has negative amounts.
struct DocumentLine {
    Ulid item{};
    std::uint8_t kind{0};  // billing::bill::ItemKind
    Ulid account{};        // whose: the document's, or one that it pays for
    std::optional<BilledCharge> charge;
    std::string name;
    Date from{};  // service period [from, to), in dates of the account's zone
    Date to{};
    std::uint32_t revision{0};
    std::string quantity;  // what was metered; empty where nothing is
    std::string unit;
    std::string share;  // of a whole period
    std::vector<PricingStep> steps;
    std::string billed_before;  // of what came late; else empty
    Money net{};
    Money tax{};
    std::uint32_t tax_group{0};  // index into the document's taxes
    std::optional<Ulid> of;      // the item that is changed or given back
    bool operator==(const DocumentLine&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & item & kind & account & charge & name & from & to & revision & quantity & unit;
        archive & share & steps & billed_before & net & tax & tax_group & of;
    }
};

/// The document's total of one tax category and rate.
struct DocumentTax {
    std::string category;  // UNCL 5305: S, Z, E, AE, …
    std::string code;      // of the tax; empty where none applies
    std::string name;
    Rate rate{};
    Money base{};
    Money tax{};
    std::string exemption;  // why no tax is due, in words
    bool operator==(const DocumentTax&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & category & code & name & rate & base & tax & exemption;
    }
};

enum class PayBy : std::uint8_t {
    transfer = 1,
    direct_debit = 2,
    provider = 3,  // what the payer has left at a payment provider is charged
    nothing = 4,   // there is nothing to pay
};
constexpr bool in_range(PayBy by) {
    return by >= PayBy::transfer && by <= PayBy::nothing;
}

/// How a document is asked to be paid. The account that is debited is personal data, and sealed
/// with who is billed.
struct PaymentAsked {
    PayBy by{PayBy::transfer};
    std::string mandate;   // of a direct debit: its reference
    std::string creditor;  // likewise: the identifier of whoever collects
    bool operator==(const PaymentAsked&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & by & mandate & creditor;
    }
};

/// An invoice or a credit note, final.
///
/// ensures: net, tax are the sums of lines and of taxes; net + tax == payable
struct DocumentIssued {
    Ulid document{};
    DocumentKind kind{DocumentKind::invoice};
    std::string number;  // drawn when it is written
    std::string series;  // that the number is of
    When when;
    Actor user;
    Ulid run{};  // the bill run; none of one written by hand
    Ulid account{};
    std::string account_number;
    Hash party{};  // who is billed: personal data, sealed beside the entry
    Currency currency{};
    Date issued_on{};
    Date due_on{};
    std::vector<DocumentLine> lines;
    std::vector<DocumentTax> taxes;
    Money net{};
    Money tax{};
    Money payable{};               // negative on a credit note
    std::optional<Ulid> corrects;  // the document that it corrects
    std::string note;
    std::optional<PaymentAsked> asked;  // since version 1; before that nobody said it
    bool operator==(const DocumentIssued&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & document & kind & number & series & when & user & run & account;
        archive & account_number & party & currency & issued_on & due_on & lines & taxes & net;
        archive & tax & payable & corrects & note;
        if (version >= 1) archive & asked;
    }
};

/// For archives: a line's tax is one of the document's.
inline bool in_range(const DocumentIssued& issued) {
    for (const DocumentLine& line : issued.lines) {
        if (line.tax_group >= issued.taxes.size()) return false;
    }
    return true;
}

/// Money came in for an account.
struct PaymentReceived {
    Ulid payment{};
    When when;
    Actor user;
    Ulid account{};
    Money amount{};
    std::string method;       // "cash", "card", "bank"
    std::string reference;    // what the payer wrote
    std::string external_id;  // of the bank or the terminal; unique if not empty
    Date received_on{};
    bool operator==(const PaymentReceived&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & payment & when & user & account & amount & method & reference & external_id;
        archive & received_on;
    }
};

/// Money went back: a payment that bounced, or a refund of what nobody owed.
struct PaymentReturned {
    Ulid payment{};
    When when;
    Actor user;
    Ulid account{};
    Money amount{};
    std::string reason;
    bool operator==(const PaymentReturned&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & payment & when & user & account & amount & reason;
    }
};

/// A part of a payment or credit note that pays a part of an invoice; negative where that is
/// undone.
struct Allocation {
    Ulid from{};  // payment or credit note
    Ulid to{};    // invoice
    Money amount{};
    bool operator==(const Allocation&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & from & to & amount;
    }
};
struct Allocated {
    When when;
    Actor user;
    Ulid account{};
    std::vector<Allocation> allocations;
    bool operator==(const Allocated&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & account & allocations;
    }
};

/// What is open of a document is given up; below zero what was given up is owed again.
struct WrittenOff {
    When when;
    Actor user;
    Ulid account{};
    Ulid document{};
    Money amount{};
    std::string reason;
    bool operator==(const WrittenOff&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & account & document & amount & reason;
    }
};

/// Usage came in from a file or a system. The records stand in a table of their own.
struct UsageImported {
    When when;
    Actor user;
    std::string source;
    std::uint64_t records{0};  // that are new
    std::uint64_t again{0};    // that were there
    std::uint64_t refused{0};
    Hash content{};  // BLAKE2b-256 of what was read
    bool operator==(const UsageImported&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & source & records & again & refused & content;
    }
};

}  // namespace pos::journal

BOOST_CLASS_VERSION(pos::journal::DocumentIssued, 1)
