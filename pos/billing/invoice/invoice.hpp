#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/billing/invoice/figure.hpp"

/// An invoice in the terms of EN 16931: what UBL, CII and paper say in their own ways. Each member
/// names the standard's business term (BT) or group (BG). A text that is empty is not there; so is
/// an optional without a value. Nothing here is checked: strangers' invoices lack things, and the
/// folder `check` says which.
///
/// source: EN 16931-1:2017, semantic data model
namespace pos::billing::invoice {

/// A code or number and whose it is: "4035811991021" of scheme "0088".
struct Identifier {
    std::string value;
    std::string scheme;
    std::string version;  // of the scheme; item classifications only (BT-158-2)
    bool operator==(const Identifier&) const = default;
};

struct Period {  // BG-14, BG-26
    std::optional<Date> start;
    std::optional<Date> end;
    bool operator==(const Period&) const = default;
};

struct Address {              // BG-5, BG-8, BG-12, BG-15
    std::string line1;        // BT-35, 50, 64, 75
    std::string line2;        // BT-36, 51, 65, 76
    std::string line3;        // BT-162, 163, 164, 165
    std::string city;         // BT-37, 52, 66, 77
    std::string postal_code;  // BT-38, 53, 67, 78
    std::string subdivision;  // BT-39, 54, 68, 79
    std::string country;      // BT-40, 55, 69, 80
    bool operator==(const Address&) const = default;
};

struct Contact {        // BG-6, BG-9
    std::string name;   // BT-41, 56
    std::string phone;  // BT-42, 57
    std::string email;  // BT-43, 58
    bool operator==(const Contact&) const = default;
};

/// Seller (BG-4) or buyer (BG-7).
struct Party {
    std::string name;               // BT-27, 44
    std::string trading_name;       // BT-28, 45
    std::vector<Identifier> ids;    // BT-29; at most one BT-46
    Identifier registration;        // BT-30, 47
    std::string vat_id;             // BT-31, 48
    std::string tax_registration;   // BT-32, seller only
    std::string legal_information;  // BT-33, seller only
    Identifier endpoint;            // BT-34, 49
    std::optional<Address> address;
    std::optional<Contact> contact;
    bool operator==(const Party&) const = default;
};

struct Payee {                // BG-10
    std::string name;         // BT-59
    Identifier id;            // BT-60
    Identifier registration;  // BT-61
    bool operator==(const Payee&) const = default;
};

struct TaxRepresentative {  // BG-11
    std::string name;       // BT-62
    std::string vat_id;     // BT-63
    std::optional<Address> address;
    bool operator==(const TaxRepresentative&) const = default;
};

struct Delivery {              // BG-13
    std::string name;          // BT-70
    Identifier location;       // BT-71
    std::optional<Date> date;  // BT-72
    std::optional<Address> address;
    bool operator==(const Delivery&) const = default;
};

struct Note {             // BG-1
    std::string subject;  // BT-21
    std::string text;     // BT-22
    bool operator==(const Note&) const = default;
};

struct PrecedingInvoice {        // BG-3
    std::string number;          // BT-25
    std::optional<Date> issued;  // BT-26
    bool operator==(const PrecedingInvoice&) const = default;
};

struct CreditTransfer {    // BG-17
    std::string account;   // BT-84, an IBAN or another number
    std::string name;      // BT-85
    std::string provider;  // BT-86, a BIC
    bool operator==(const CreditTransfer&) const = default;
};

struct PaymentCard {     // BG-18
    std::string number;  // BT-87, its last digits
    std::string holder;  // BT-88
    bool operator==(const PaymentCard&) const = default;
};

struct DirectDebit {      // BG-19; the creditor (BT-90) stands on the invoice
    std::string mandate;  // BT-89
    std::string account;  // BT-91
    bool operator==(const DirectDebit&) const = default;
};

/// One way to pay. Several accounts are several of these, with one and the same code.
struct PaymentMeans {  // BG-16
    std::string code;  // BT-81, UNTDID 4461: 30 transfer, 58 SEPA transfer, 59 SEPA debit, 48 card
    std::string text;  // BT-82
    std::optional<CreditTransfer> transfer;
    std::optional<PaymentCard> card;
    std::optional<DirectDebit> debit;
    bool operator==(const PaymentMeans&) const = default;
};

/// A category of VAT and its rate. A tax that is no VAT has another scheme.
struct TaxCategory {
    std::string code;            // S, Z, E, AE, K, G, O, L, M
    std::optional<Figure> rate;  // in percent
    std::string scheme{"VAT"};
    bool operator==(const TaxCategory&) const = default;
};

/// An allowance (BG-20, BG-27) or a charge (BG-21, BG-28).
struct AllowanceCharge {
    bool is_charge{false};
    std::optional<Figure> amount;    // BT-92, 99, 136, 141
    std::optional<Figure> base;      // BT-93, 100, 137, 142
    std::optional<Figure> percent;   // BT-94, 101, 138, 143
    std::optional<TaxCategory> tax;  // BT-95/96, 102/103; of the document only
    std::string reason;              // BT-97, 104, 139, 144
    std::string reason_code;         // BT-98, 105, 140, 145
    bool operator==(const AllowanceCharge&) const = default;
};

struct Totals {                            // BG-22
    std::optional<Figure> lines;           // BT-106
    std::optional<Figure> allowances;      // BT-107
    std::optional<Figure> charges;         // BT-108
    std::optional<Figure> net;             // BT-109
    std::optional<Figure> tax;             // BT-110
    std::optional<Figure> tax_accounting;  // BT-111, in the tax currency
    std::optional<Figure> gross;           // BT-112
    std::optional<Figure> prepaid;         // BT-113
    std::optional<Figure> rounding;        // BT-114
    std::optional<Figure> payable;         // BT-115
    bool operator==(const Totals&) const = default;
};

struct TaxSubtotal {                // BG-23
    std::optional<Figure> taxable;  // BT-116
    std::optional<Figure> tax;      // BT-117
    TaxCategory category;           // BT-118, BT-119
    std::string exemption_reason;   // BT-120
    std::string exemption_code;     // BT-121
    bool operator==(const TaxSubtotal&) const = default;
};

struct Attachment {           // BG-24
    std::string reference;    // BT-122
    std::string description;  // BT-123
    std::string location;     // BT-124
    std::string content;      // BT-125, base64
    std::string mime_type;    // BT-125-1
    std::string filename;     // BT-125-2
    bool operator==(const Attachment&) const = default;
};

struct Attribute {      // BG-32
    std::string name;   // BT-160
    std::string value;  // BT-161
    bool operator==(const Attribute&) const = default;
};

struct Price {                            // BG-29
    std::optional<Figure> net;            // BT-146
    std::optional<Figure> discount;       // BT-147
    std::optional<Figure> gross;          // BT-148
    std::optional<Figure> base_quantity;  // BT-149
    std::string base_unit;                // BT-150
    bool operator==(const Price&) const = default;
};

struct Item {                                 // BG-31
    std::string name;                         // BT-153
    std::string description;                  // BT-154
    std::string sellers_id;                   // BT-155
    std::string buyers_id;                    // BT-156
    Identifier standard_id;                   // BT-157
    std::vector<Identifier> classifications;  // BT-158
    std::string origin_country;               // BT-159
    std::vector<Attribute> attributes;
    bool operator==(const Item&) const = default;
};

struct Line {                        // BG-25
    std::string id;                  // BT-126
    std::string note;                // BT-127
    Identifier object;               // BT-128
    std::optional<Figure> quantity;  // BT-129
    std::string unit;                // BT-130, UN/ECE Rec. 20: C62 piece, KWH, MIN, MON
    std::optional<Figure> net;       // BT-131
    std::string order_line;          // BT-132
    std::string buyer_account;       // BT-133
    std::optional<Period> period;
    std::vector<AllowanceCharge> allowances;
    Price price;
    std::optional<TaxCategory> tax;  // BG-30: BT-151, BT-152
    Item item;
    bool operator==(const Line&) const = default;
};

/// Payment means (UNTDID 4461).
inline constexpr const char* kNoDefinedMeans = "1";
inline constexpr const char* kTransferMeans = "30";
inline constexpr const char* kStandingAgreement = "57";  // the payer has agreed to it before
inline constexpr const char* kSepaTransfer = "58";
inline constexpr const char* kSepaDebit = "59";

inline constexpr const char* kCommercialInvoice = "380";
inline constexpr const char* kCreditNote = "381";
inline constexpr const char* kCorrectedInvoice = "384";
inline constexpr const char* kPrepaymentInvoice = "386";
inline constexpr const char* kSelfBilledInvoice = "389";

inline constexpr const char* kEn16931 = "urn:cen.eu:en16931:2017";
inline constexpr const char* kPeppolBilling =
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
inline constexpr const char* kPeppolProcess = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
inline constexpr const char* kXRechnung =
    "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";

struct Invoice {
    std::string number;             // BT-1
    std::optional<Date> issued;     // BT-2
    std::string type;               // BT-3, UNTDID 1001
    std::string currency;           // BT-5
    std::string tax_currency;       // BT-6
    std::optional<Date> tax_point;  // BT-7
    std::string tax_point_code;     // BT-8, UNTDID 2005: 3, 35 or 432
    std::optional<Date> due;        // BT-9
    std::string buyer_reference;    // BT-10
    std::string project;            // BT-11
    std::string contract;           // BT-12
    std::string purchase_order;     // BT-13
    std::string sales_order;        // BT-14
    std::string receiving_advice;   // BT-15
    std::string despatch_advice;    // BT-16
    std::string tender;             // BT-17
    Identifier object;              // BT-18
    std::string buyer_account;      // BT-19
    std::string payment_terms;      // BT-20
    std::vector<Note> notes;
    std::string process;                  // BT-23
    std::string specification{kEn16931};  // BT-24
    std::vector<PrecedingInvoice> preceding;
    Party seller;
    Party buyer;
    std::optional<Payee> payee;
    std::optional<TaxRepresentative> tax_representative;
    std::optional<Delivery> delivery;
    std::optional<Period> period;
    std::string payment_reference;  // BT-83
    std::string creditor;           // BT-90
    std::vector<PaymentMeans> payment;
    std::vector<AllowanceCharge> allowances;
    Totals totals;
    std::vector<TaxSubtotal> taxes;
    std::vector<Attachment> attachments;
    std::vector<Line> lines;
    bool operator==(const Invoice&) const = default;
};

/// Whether the type is one of UNTDID 1001's credit notes, which UBL has a document of its own for.
bool is_credit_note(std::string_view type);

}  // namespace pos::billing::invoice
